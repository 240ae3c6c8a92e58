// A draft that has become a record: its form is closed, the record is one step away, and what was still typed here can go into it.
import { useMutation } from "@tanstack/react-query";
import { readConsultation } from "@/api/calls";
import { createDraft } from "@/api/draft-calls";
import type { AcceptedAs } from "@/api/draft-types";
import type { ConsultationFields } from "@/api/types";
import { go, Link } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { mergeJson, sameJson } from "@/kit/journal-merge";
import { isText } from "@/kit/journal-recovery";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";

export type Late = { base: ConsultationFields; mine: ConsultationFields };

// Fields that were typed here and did not come into the record.
export function lateFields(base: ConsultationFields, mine: ConsultationFields): Late | null {
    const names = Object.keys(mine).filter((name) => !sameJson(mine[name] ?? null, base[name] ?? null));
    const pick = (all: ConsultationFields) =>
        Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
    return names.length === 0 ? null : { base: pick(base), mine: pick(mine) };
}

type Props = {
    record: AcceptedAs;
    late?: Late | null;
    labelOf?: (field: string) => string;
    onAdded?: () => Promise<void>;
};

export function AcceptedNotice({ record, late = null, labelOf = (field) => field, onAdded }: Props) {
    const { w } = useWords();
    const notify = useNotify();
    const adding = useMutation({
        // As changes that are not saved yet: the officer sees them in the record before they are.
        mutationFn: async ({ base, mine }: Late) => {
            const now = await readConsultation(record.id);
            const names = { theirs: w("mergeSaved"), mine: w("mergeHere") };
            const there = Object.fromEntries(
                Object.keys(mine).map((name) => [name, now[name] ?? null]),
            ) as ConsultationFields;
            const { content } = mergeJson(base, there, mine, names, isText);
            const fields = Object.keys(mine);
            await createDraft(
                {
                    consultation: content,
                    versions: Object.fromEntries(fields.map((name) => [name, now.version])),
                    bases: there,
                },
                { key: crypto.randomUUID(), of: { record: record.id, record_version: now.version } },
            );
            await onAdded?.();
        },
        onSuccess: () => go(`/consultations/${record.id}`, { replace: true }),
        onError: notify.failed,
    });
    return (
        <section
            role="alert"
            data-accepted-as={record.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-due-line bg-due-ground px-4 py-2 text-due"
        >
            <p className="min-w-0 flex-1 basis-60">
                <strong>{w("acceptedAlready", { number: record.number })}</strong>{" "}
                <span className="text-13">
                    {late === null
                        ? w("acceptedClosed")
                        : w("acceptedLate", { fields: Object.keys(late.mine).map(labelOf).join("、") })}
                </span>
            </p>
            {late !== null && (
                <Button disabled={adding.isPending} onClick={() => adding.mutate(late)}>
                    {w("addToRecord")}
                </Button>
            )}
            <Link to={`/consultations/${record.id}`} className={lookOf("primary")}>
                {w("openRecord")}
            </Link>
        </section>
    );
}
