// The facts, by the sections of the server's description; each is changed where it stands.
import { useEffect, useId, useRef, useState } from "react";
import type { Consultation, FieldContent, FieldDescription, FormDescription, Words } from "@/api/types";
import { Button } from "@/kit/button";
import { useNameOf } from "@/kit/chips";
import { FieldHelp, useFieldHelp } from "@/kit/field-help";
import { FieldInput } from "@/kit/field-input";
import { refusalOf } from "@/kit/field-refusal";
import { isEmptyValue, showFieldValue } from "@/kit/field-value";
import { Icon } from "@/kit/icons";
import { isComposing } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import { sameJson } from "@/kit/journal-merge";
import { ConflictDialog } from "./conflict-dialog";
import type { Edit } from "./edits";
import { elsewhere } from "./fact-fields";
import { useChange } from "./use-change";
import { useEdits } from "./use-edits";

function sectionsOf(schema: FormDescription): { title: Words | undefined; fields: FieldDescription[] }[] {
    const sections: { title: Words | undefined; fields: FieldDescription[] }[] = [];
    for (const field of schema.fields.filter((each) => !elsewhere.has(each.name))) {
        const found = sections.find((section) => section.title?.ja === field.section?.ja);
        if (found === undefined) sections.push({ title: field.section, fields: [field] });
        else found.fields.push(field);
    }
    return sections;
}

export function Facts({ record, schema }: { record: Consultation; schema: FormDescription }) {
    const { w, label } = useWords();
    const change = useChange(record);
    return (
        <>
            {sectionsOf(schema).map((section) => (
                <Panel key={section.title?.ja ?? ""} title={label(section.title) || w("facts")}>
                    <dl className="grid grid-cols-2 gap-x-4 px-3 py-1 max-md:grid-cols-1">
                        {section.fields.map((field) => (
                            <Fact
                                key={field.name}
                                field={field}
                                record={record}
                                editable={
                                    record.can["consultation.edit"] === true && field.read_only !== true
                                }
                                onSave={(edit) => change.save({ [field.name]: edit.value }, edit.version)}
                            />
                        ))}
                    </dl>
                </Panel>
            ))}
            {change.conflict !== null && (
                <ConflictDialog
                    conflict={change.conflict}
                    schema={schema}
                    onResolve={change.resolve}
                    onClose={change.goBack}
                />
            )}
        </>
    );
}

type FactProps = {
    field: FieldDescription;
    record: Consultation;
    editable: boolean;
    onSave: (edit: Edit) => void;
};

function Fact({ field, record, editable, onSave }: FactProps) {
    const { w, label } = useWords();
    const id = useId();
    const { edits, begin, change, drop } = useEdits();
    const edit = edits[field.name];
    const latest = useRef(edit);
    useEffect(() => {
        latest.current = edit;
    });
    const value = record[field.name];
    const [asked, setAsked] = useState(false); // to be saved
    const wide = field.multiline === true || field.kind === "list" || field.kind === "told_time";
    function save() {
        setAsked(true);
        document.getElementById(id)?.blur(); // number fields speak when they are left
        setTimeout(() => {
            if (latest.current === undefined) return;
            // What cannot be read is refused beside its field, and stays there.
            if (refusalOf(field, latest.current.value, new Date()) === null) onSave(latest.current);
            else document.getElementById(id)?.focus();
        }, 0);
    }
    const close = () => drop(field.name);
    const help = useFieldHelp();
    return (
        <div
            {...help.frame}
            className={`flex min-h-8 items-baseline gap-2 border-b border-dotted border-line py-0.5 ${wide ? "col-span-full" : ""}`}
        >
            <dt className="flex w-32 shrink-0 items-center gap-1 text-13 text-ink-soft">
                <label htmlFor={edit !== undefined ? id : undefined}>{label(field.label)}</label>
                <FieldHelp field={field} reachable={help.inside} />
            </dt>
            <dd className="min-w-0 flex-1">
                {edit !== undefined ? (
                    <div
                        className="flex flex-wrap items-center gap-1"
                        onKeyDown={(event) => {
                            if (isComposing(event.nativeEvent)) return;
                            if (event.key === "Escape") close();
                            else if (event.key === "Enter" && (field.multiline !== true || event.ctrlKey))
                                save();
                            else return;
                            event.preventDefault();
                            event.stopPropagation();
                        }}
                    >
                        <span className="min-w-40 flex-1">
                            <FieldInput
                                field={field}
                                id={id}
                                value={edit.value}
                                onChange={(typed) => change(field.name, typed)}
                                invalid={asked && refusalOf(field, edit.value, new Date()) !== null}
                                autoFocus
                            />
                        </span>
                        <Button look="primary" onClick={save}>
                            {w("save")}
                        </Button>
                        <Button onClick={close}>{w("cancel")}</Button>
                        <ChangedMeanwhile field={field} record={record} edit={edit} onTake={close} />
                    </div>
                ) : editable ? (
                    <button
                        type="button"
                        data-fact={field.name}
                        onClick={() => begin(field.name, (value ?? null) as FieldContent)}
                        className="group flex min-h-8 w-full items-center gap-2 rounded px-1 text-left hover:bg-hovered max-md:min-h-11"
                    >
                        <span className="sr-only">{label(field.label)}</span>
                        <FactText field={field} value={value} />
                        <span className="sr-only">{w("edit")}</span>
                        <Icon
                            name="pen"
                            className="ml-auto size-3.5 text-ink-soft opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
                        />
                    </button>
                ) : (
                    <span className="block px-1 py-1">
                        <FactText field={field} value={value} />
                    </span>
                )}
            </dd>
        </div>
    );
}

// Somebody saved another value while this one is being typed: it is said beside it, and what is typed stays.
function ChangedMeanwhile({
    field,
    record,
    edit,
    onTake,
}: Pick<FactProps, "field" | "record"> & { edit: Edit; onTake: () => void }) {
    const speak = useWords();
    const { w } = speak;
    const nameOf = useNameOf();
    const now = (record[field.name] ?? null) as FieldContent;
    if (record.version <= edit.version || sameJson(now, edit.base)) return null;
    const name = nameOf(record.changed_by);
    const value = isEmptyValue(now) ? w("notFilled") : showFieldValue(field, now, speak);
    return (
        <p role="status" data-meanwhile className="slides-in w-full text-13 text-known">
            {w("theyChanged", { name, value })}{" "}
            <Button look="quiet" onClick={onTake}>
                {w("useTheirs")}
            </Button>
        </p>
    );
}

function FactText({ field, value }: { field: FieldDescription; value: unknown }) {
    const speak = useWords();
    if (isEmptyValue(value)) return <span className="text-ink-faint">{speak.w("notFilled")}</span>;
    return <span className="whitespace-pre-wrap">{showFieldValue(field, value, speak)}</span>;
}
