// 相談の要旨 with what was recognised; roles can be corrected, the text can be changed and is merged line by line.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeSightingRole } from "@/api/calls";
import type { Consultation, FormDescription, ObservableRole, RecordLink, Sighting, Span } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, ObservableValue, RoleShape, useNameOf } from "@/kit/chips";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { ObservableText, roleWords } from "@/kit/observable-text";
import { nextRole, observableKey } from "@/kit/observables";
import { AuthoredText } from "./authored-text";
import { ConflictDialog } from "./conflict-dialog";
import { useChange } from "./use-change";
import { useEdits } from "./use-edits";

type Props = {
    record: Consultation;
    schema: FormDescription;
    sightings: Sighting[];
    links: RecordLink[];
    underlined: Span[]; // the words that answered a question
};

// "attachment/2/qr": what stands in a file, by the number of the file.
function attachmentOf({ field }: Sighting): string | null {
    return /^attachment\/(\d+)\//.exec(field)?.[1] ?? null;
}

// How many links rest on each observable.
function countLinks(links: RecordLink[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const reason of links.flatMap((link) => link.reasons)) {
        counts.set(observableKey(reason), (counts.get(observableKey(reason)) ?? 0) + 1);
    }
    return counts;
}

export function Narrative({ record, schema, sightings, links, underlined }: Props) {
    const counts = countLinks(links);
    const { w } = useWords();
    const told = sightings.filter((sighting) => sighting.field === "narrative");
    const attached = sightings.filter((sighting) => attachmentOf(sighting) !== null);
    const { edits, begin, change, drop, taken } = useEdits();
    const nameOf = useNameOf();
    const [withAuthors, setWithAuthors] = useState(false);
    const saving = useChange(record);
    const edit = edits.narrative;
    const typed = typeof edit?.value === "string" ? edit.value : null;
    function save() {
        if (typed !== null && edit !== undefined) saving.save({ narrative: typed }, edit.version);
    }
    useKeys(typed === null ? {} : { "ctrl+enter": save });
    return (
        <div className="px-3 py-2" data-narrative>
            {typed === null ? (
                <>
                    {withAuthors ? (
                        <AuthoredText record={record} />
                    ) : (
                        <ObservableText
                            text={record.narrative}
                            items={[
                                ...told.map((sighting) => ({
                                    spans: sighting.spans,
                                    mark: {
                                        key: sighting.id,
                                        role: sighting.role,
                                        known: (counts.get(observableKey(sighting)) ?? 0) > 0,
                                        label: sighting.label,
                                    },
                                })),
                                ...(underlined.length === 0
                                    ? []
                                    : [{ spans: underlined, mark: "highlight" as const }]),
                            ]}
                        />
                    )}
                    <div className="mt-2 flex flex-wrap items-center gap-1">
                        {[...told, ...attached].map((sighting) => (
                            <SightingChip
                                key={sighting.id}
                                sighting={sighting}
                                record={record}
                                links={counts.get(observableKey(sighting)) ?? 0}
                            />
                        ))}
                        <span className="flex-1" />
                        <Button
                            look="quiet"
                            icon="person"
                            aria-pressed={withAuthors}
                            className="aria-pressed:bg-chosen"
                            onClick={() => setWithAuthors(!withAuthors)}
                        >
                            {w("showAuthors")}
                        </Button>
                        {record.can["consultation.edit"] === true && (
                            <Button
                                look="quiet"
                                icon="pen"
                                onClick={() => begin("narrative", record.narrative)}
                            >
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
                        data-field="narrative"
                        className="field-box field-sizing-content min-h-40 py-2 text-15 leading-7"
                        value={typed}
                        onChange={(event) => change("narrative", event.target.value)}
                    />
                    <div className="flex items-center justify-end gap-2">
                        {taken.includes("narrative") && (
                            <p role="status" data-taken className="slides-in flex-1 text-13 text-known">
                                {w("takenIn", {
                                    name: nameOf(record.changed_by),
                                })}
                            </p>
                        )}
                        <Button onClick={() => drop("narrative")}>{w("cancel")}</Button>
                        <Button look="primary" keys="Ctrl+Enter" disabled={saving.busy} onClick={save}>
                            {w("save")}
                        </Button>
                    </div>
                </div>
            )}
            {saving.conflict !== null && (
                <ConflictDialog
                    conflict={saving.conflict}
                    schema={schema}
                    onResolve={saving.resolve}
                    onClose={saving.goBack}
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
    const file = attachmentOf(sighting);
    async function change(role: ObservableRole, back?: ObservableRole) {
        try {
            await changeSightingRole(record.id, sighting.id, role);
            const undo = { text: w("undo"), run: () => void change(back ?? role) };
            if (back !== undefined) notify.told(w("roleChanged", { role: w(roleWords[role]) }), undo);
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
            onClick={() => void change(nextRole(sighting.role), sighting.role)}
            className="inline-flex min-h-8 max-w-full items-center gap-1.5 text-left rounded border border-line px-2 text-13 hover:bg-hovered disabled:hover:bg-transparent max-md:min-h-11"
        >
            <RoleShape role={sighting.role} />
            <strong className="whitespace-nowrap">{w(roleWords[sighting.role])}</strong>
            <span className="text-ink-soft whitespace-nowrap">{label(sighting.label)}</span>
            <ObservableValue {...sighting} />
            {file !== null && <Chip>{w("inAttachment", { n: file })}</Chip>}
            {links > 0 && <Chip tone="known">{w("linksCount", { n: links })}</Chip>}
        </button>
    );
}
