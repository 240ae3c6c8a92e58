// 相談の要旨 with what was recognised; roles can be corrected, the text can be changed and is merged line by line.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeSightingRole } from "@/api/calls";
import type { Consultation, FormDescription, RecordLink, Sighting } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, ObservableValue, RoleShape } from "@/kit/chips";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { ObservableText, roleWords } from "@/kit/observable-text";
import { nextRole, observableKey } from "@/kit/observables";
import { ConflictDialog } from "./conflict-dialog";
import { useChange } from "./use-change";

type Props = { record: Consultation; schema: FormDescription; sightings: Sighting[]; links: RecordLink[] };

// How many links rest on each observable.
function countLinks(links: RecordLink[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const reason of links.flatMap((link) => link.reasons)) {
        counts.set(observableKey(reason), (counts.get(observableKey(reason)) ?? 0) + 1);
    }
    return counts;
}

export function Narrative({ record, schema, sightings, links }: Props) {
    const counts = countLinks(links);
    const { w } = useWords();
    const [typed, setTyped] = useState<string | null>(null);
    const change = useChange(record);
    async function save() {
        if (typed !== null && (await change.save({ narrative: typed }))) setTyped(null);
    }
    useKeys(typed === null ? {} : { "ctrl+enter": () => void save() });
    return (
        <div className="px-3 py-2">
            {typed === null ? (
                <>
                    <ObservableText
                        text={record.narrative}
                        items={sightings.map((sighting) => ({
                            spans: sighting.spans,
                            mark: {
                                key: sighting.id,
                                role: sighting.role,
                                known: (counts.get(observableKey(sighting)) ?? 0) > 0,
                                label: sighting.label,
                            },
                        }))}
                    />
                    <div className="mt-2 flex flex-wrap items-center gap-1">
                        {sightings.map((sighting) => (
                            <SightingChip
                                key={sighting.id}
                                sighting={sighting}
                                record={record}
                                links={counts.get(observableKey(sighting)) ?? 0}
                            />
                        ))}
                        <span className="flex-1" />
                        {record.can["consultation.edit"] === true && (
                            <Button look="quiet" icon="pen" onClick={() => setTyped(record.narrative)}>
                                {w("editText")}
                            </Button>
                        )}
                    </div>
                </>
            ) : (
                <div className="flex flex-col gap-2">
                    <textarea
                        autoFocus
                        aria-label={w("editText")}
                        className="field-box field-sizing-content min-h-40 py-2 text-15 leading-7"
                        value={typed}
                        onChange={(event) => setTyped(event.target.value)}
                    />
                    <div className="flex justify-end gap-2">
                        <Button onClick={() => setTyped(null)}>{w("cancel")}</Button>
                        <Button
                            look="primary"
                            keys="Ctrl+Enter"
                            disabled={change.busy}
                            onClick={() => void save()}
                        >
                            {w("save")}
                        </Button>
                    </div>
                </div>
            )}
            {change.conflict !== null && (
                <ConflictDialog
                    conflict={change.conflict}
                    schema={schema}
                    onResolve={(chosen) => {
                        setTyped(null);
                        change.resolve(chosen);
                    }}
                    onGiveUp={change.giveUp}
                />
            )}
        </div>
    );
}

function SightingChip({
    sighting,
    record,
    links,
}: {
    sighting: Sighting;
    record: Consultation;
    links: number;
}) {
    const { w, label } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    async function change() {
        try {
            await changeSightingRole(record.id, sighting.id, nextRole(sighting.role));
        } catch (error) {
            notify.failed(error);
        }
        await client.invalidateQueries({ queryKey: ["consultation", record.id] });
    }
    return (
        <button
            type="button"
            disabled={record.can["consultation.edit"] !== true}
            title={w("changeRole")}
            onClick={() => void change()}
            className="inline-flex min-h-8 max-w-full items-center gap-1.5 text-left rounded border border-line px-2 text-13 hover:bg-hovered disabled:hover:bg-transparent max-md:min-h-11"
        >
            <RoleShape role={sighting.role} />
            <strong className="whitespace-nowrap">{w(roleWords[sighting.role])}</strong>
            <span className="text-ink-soft whitespace-nowrap">{label(sighting.label)}</span>
            <ObservableValue {...sighting} />
            {links > 0 && <Chip tone="known">{w("linksCount", { n: links })}</Chip>}
        </button>
    );
}
