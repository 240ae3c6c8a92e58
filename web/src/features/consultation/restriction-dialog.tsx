// 閲覧制限: who may know of this record. It only takes away, so the hints say who still can and cannot.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { readConsultation, findStaff, readRestriction, restrict } from "@/api/calls";
import type { Consultation, Restricting, Restriction, RestrictionKind, StaffRef } from "@/api/types";
import { go } from "@/kit/address";
import { Button } from "@/kit/button";
import { PersonChip } from "@/kit/chips";
import { Asked, AskedGroup, Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import type { WordKey } from "@/kit/words";

const kinds: { kind: RestrictionKind; word: WordKey; hint: WordKey }[] = [
    { kind: "none", word: "restriction_none", hint: "restrictionNoneHint" },
    { kind: "need_to_know", word: "restriction_need_to_know", hint: "restrictionNamedHint" },
    { kind: "security", word: "restriction_security", hint: "restrictionSecurityHint" },
];

type Props = { record: Consultation; onClose: () => void };

export function RestrictionDialog({ record, onClose }: Props) {
    const { w } = useWords();
    const now = useQuery({
        queryKey: ["consultation", record.id, "restriction"],
        queryFn: () => readRestriction(record.id),
        staleTime: 0,
        gcTime: 0,
    });
    return (
        <Dialog wide title={`${w("restriction")} ${record.number}`} onClose={onClose}>
            {now.error !== null ? (
                <Failure error={now.error} onRetry={() => void now.refetch()} />
            ) : now.data === undefined ? (
                <Waiting lines={5} />
            ) : (
                <Described by="restricting_form">
                    <RestrictionForm {...{ record, onClose }} now={now.data} />
                </Described>
            )}
        </Dialog>
    );
}

function RestrictionForm({ record, onClose, now }: Props & { now: Restriction }) {
    const { w } = useWords();
    const { staff: me } = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const [kind, setKind] = useState(now.restriction);
    const [named, setNamed] = useState<StaffRef[]>(now.staff.filter((person) => person.id !== me?.id));
    const [reason, setReason] = useState("");
    const [busy, setBusy] = useState(false);
    const reasonId = useId();

    async function save() {
        if (busy || reason.trim() === "") return;
        setBusy(true);
        const staff = kind === "none" ? [] : named.map((person) => person.id);
        const restricting: Restricting = { restriction: kind, staff, reason };
        try {
            await restrict(record, restricting);
        } catch (error) {
            notify.failed(error);
            setBusy(false);
            return;
        }
        // Whoever marks it 警備情報 may not read it any more, and cannot take that back himself.
        if (kind === "security") notify.told(w("restricted"));
        else notify.told(w("restricted"), { text: w("undo"), run: () => void takeBack() });
        onClose();
        if (kind === "security") go("/consultations");
        await refresh();
    }
    function refresh() {
        return Promise.all(
            ["consultation", "consultations", "work", "inbox"].map((name) =>
                client.invalidateQueries({ queryKey: [name] }),
            ),
        );
    }
    // As it was, on top of what stands now; recorded like any other change.
    async function takeBack() {
        const staff = now.restriction === "none" ? [] : now.staff.map((person) => person.id);
        try {
            const latest = await readConsultation(record.id);
            await restrict(latest, {
                restriction: now.restriction,
                staff: staff.filter((id) => id !== me?.id),
                reason: w("takenBack"),
            });
        } catch (error) {
            notify.failed(error);
        }
        await refresh();
    }
    return (
        <form
            className="grid gap-4 md:grid-cols-2"
            onSubmit={(event) => {
                event.preventDefault();
                void save();
            }}
        >
            <div className="flex flex-col gap-3">
                <AskedGroup name="restriction" label={w("restriction")}>
                    <div className="flex flex-col gap-2">
                        {kinds.map((each) => (
                            <label key={each.kind} className="flex items-start gap-2">
                                <input
                                    type="radio"
                                    name="restriction"
                                    className="mt-1 size-4 shrink-0 accent-act"
                                    checked={kind === each.kind}
                                    onChange={() => setKind(each.kind)}
                                />
                                <span>
                                    <strong>{w(each.word)}</strong>
                                    <span className="block text-13 text-ink-soft">{w(each.hint)}</span>
                                </span>
                            </label>
                        ))}
                    </div>
                </AskedGroup>
                <Asked name="reason" label={w("reason")} id={reasonId}>
                    <textarea
                        id={reasonId}
                        rows={3}
                        className="field-box py-1"
                        value={reason}
                        onChange={(event) => setReason(event.target.value)}
                    />
                </Asked>
            </div>
            {kind === "none" ? (
                <p className="text-13 text-ink-soft">{w("restrictionLifts")}</p>
            ) : (
                <People named={named} onChange={setNamed} except={me?.id} />
            )}
            <div className="flex justify-end gap-2 md:col-span-2">
                <Button onClick={onClose}>{w("cancel")}</Button>
                <Button type="submit" look="primary" disabled={busy || reason.trim() === ""}>
                    {w("save")}
                </Button>
            </div>
        </form>
    );
}

type PeopleProps = {
    named: StaffRef[];
    onChange: (named: StaffRef[]) => void;
    except: string | undefined;
};

function People({ named, onChange, except }: PeopleProps) {
    const { w } = useWords();
    const [text, setText] = useState("");
    const found = useQuery({
        queryKey: ["staff", text],
        queryFn: ({ signal }) => findStaff(text, signal),
        enabled: text.trim() !== "",
        placeholderData: (before) => before,
    });
    const isNamed = (person: StaffRef) => named.some((each) => each.id === person.id);
    const others = (found.data?.items ?? []).filter((person) => person.id !== except && !isNamed(person));
    return (
        <AskedGroup name="staff" label={w("mayKnow")}>
            <div className="flex min-w-0 flex-col gap-2">
                <p className="text-13 text-ink-soft">{w("mayKnowHint")}</p>
                <ul className="flex flex-wrap gap-1">
                    {named.map((person) => (
                        <li
                            key={person.id}
                            className="flex items-center gap-1 rounded border border-line px-2"
                        >
                            <PersonChip person={person} />
                            <Button
                                look="quiet"
                                icon="close"
                                aria-label={`${w("remove")} ${person.name}`}
                                onClick={() => onChange(named.filter((each) => each.id !== person.id))}
                            />
                        </li>
                    ))}
                </ul>
                <input
                    type="search"
                    aria-label={w("findStaff")}
                    placeholder={w("findStaff")}
                    className="field-box"
                    value={text}
                    onChange={(event) => setText(event.target.value)}
                />
                {text.trim() !== "" && (
                    <ul className="max-h-48 overflow-y-auto rounded border border-line">
                        {others.slice(0, 30).map((person) => (
                            <li key={person.id}>
                                <button
                                    type="button"
                                    className="flex min-h-8 w-full items-center gap-2 px-2 text-left hover:bg-hovered max-md:min-h-11"
                                    onClick={() => {
                                        onChange([...named, person]);
                                        setText("");
                                    }}
                                >
                                    <PersonChip person={person} />
                                </button>
                            </li>
                        ))}
                        {found.data !== undefined && others.length === 0 && (
                            <li className="px-2 py-1 text-13 text-ink-soft">{w("nobodyFound")}</li>
                        )}
                    </ul>
                )}
            </div>
        </AskedGroup>
    );
}
