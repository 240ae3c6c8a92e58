// Who else has this record open now, and where they type. A tab says every eight seconds that it is there; the others are told at once
// when somebody comes, goes or turns to another field.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { enterRecord, leaveRecord } from "@/api/draft-calls";
import type { Present } from "@/api/draft-types";
import type { FormDescription } from "@/api/types";
import { Icon } from "@/kit/icons";
import { fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { useTitle } from "@/kit/session";

const heardEvery = 8_000; // ms; the server forgets a tab after twenty seconds

export function usePresence(record: string, field: string): Present[] {
    const client = useQueryClient();
    const [tab] = useState(() => crypto.randomUUID());
    const typedIn = useRef(field);
    const { data } = useQuery({
        queryKey: ["presence", record],
        queryFn: () => enterRecord(record, tab, typedIn.current),
        refetchInterval: heardEvery,
        staleTime: 0,
        gcTime: 0,
        retry: false,
    });
    useEffect(() => {
        if (typedIn.current === field) return;
        typedIn.current = field;
        void client.invalidateQueries({ queryKey: ["presence", record] });
    }, [client, record, field]);
    useEffect(() => {
        const leave = () => void leaveRecord(record, tab).catch(() => undefined);
        window.addEventListener("pagehide", leave);
        return () => {
            window.removeEventListener("pagehide", leave);
            leave();
        };
    }, [record, tab]);
    return data?.items ?? [];
}

const mostShown = 3;

// Its place beside the subject is there also when nobody is, so that nothing moves when somebody comes.
export function PresenceChips({ people, schema }: { people: Present[]; schema: FormDescription }) {
    const { w, label } = useWords();
    const title = useTitle();
    const rest = people.slice(mostShown);
    return (
        <ul
            aria-label={w("presentHere")}
            aria-live="polite"
            className="flex w-2/5 shrink-0 justify-end gap-1 overflow-hidden print:hidden"
        >
            {people.slice(0, mostShown).map(({ staff, field }) => (
                <li
                    key={staff.id}
                    data-present={staff.id}
                    title={`${label(staff.unit?.name)} ${title(staff.post)} ${title(staff.rank)} ${staff.name}`}
                    className="inline-flex min-w-0 items-center gap-1 rounded-full border border-known-line bg-known-ground px-2 text-12 leading-5 whitespace-nowrap text-known"
                >
                    <Icon name={field === "" ? "person" : "pen"} className="size-3.5" />
                    <span className="truncate max-lg:sr-only">{label(staff.unit?.name)}</span>
                    <span className="truncate font-bold">
                        {title(staff.rank)} {staff.name}
                    </span>
                    <span className={`truncate ${field === "" ? "max-lg:sr-only" : ""}`}>
                        {field === ""
                            ? w("presentReads")
                            : w("presentTypes", { field: label(fieldOf(schema, field)?.label) })}
                    </span>
                </li>
            ))}
            {rest.length > 0 && (
                <li
                    title={rest.map(({ staff }) => `${title(staff.rank)} ${staff.name}`).join("、")}
                    className="rounded-full border border-known-line bg-known-ground px-2 text-12 leading-5 text-known"
                >
                    {w("presentMore", { n: rest.length })}
                </li>
            )}
        </ul>
    );
}
