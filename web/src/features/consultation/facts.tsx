// The facts, by the sections of the server's description; each is changed where it stands.
import { useId, useState } from "react";
import type { Consultation, FieldContent, FieldDescription, FormDescription, Words } from "@/api/types";
import { Button } from "@/kit/button";
import { FieldInput } from "@/kit/field-input";
import { isEmptyValue, showFieldValue } from "@/kit/field-value";
import { Icon } from "@/kit/icons";
import { isComposing } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import { ConflictDialog } from "./conflict-dialog";
import { useChange } from "./use-change";

// Shown elsewhere on the page: in the head, as text, or as decisions.
const elsewhere = new Set([
    "number",
    "status",
    "narrative",
    "receiver",
    "stat_category",
    "internal_type",
    "is_cyber_crime",
    "is_cyber_event",
    "serious_suspected",
    "class",
    "offences",
    "urgency",
    "needs_specialist",
    "responsible_section",
    "offence_class",
    "source",
    "source_id",
    "subject",
]);

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
                                value={record[field.name]}
                                editable={
                                    record.can["consultation.edit"] === true && field.read_only !== true
                                }
                                onSave={(value) => change.save({ [field.name]: value })}
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
                    onGiveUp={change.giveUp}
                />
            )}
        </>
    );
}

type FactProps = {
    field: FieldDescription;
    value: unknown;
    editable: boolean;
    onSave: (value: FieldContent) => Promise<boolean>;
};

function Fact({ field, value, editable, onSave }: FactProps) {
    const speak = useWords();
    const { w, label } = speak;
    const id = useId();
    const [typed, setTyped] = useState<FieldContent | undefined>(undefined);
    const editing = typed !== undefined;
    const wide = field.multiline === true || field.kind === "list" || field.kind === "told_time";
    async function save() {
        if (typed === undefined) return;
        document.getElementById(id)?.blur(); // number fields speak when they are left
        const done = await onSave(typed);
        if (done) setTyped(undefined);
    }
    return (
        <div
            className={`flex min-h-8 items-baseline gap-2 border-b border-dotted border-line py-0.5 ${wide ? "col-span-full" : ""}`}
        >
            <dt className="w-28 shrink-0 text-13 text-ink-soft">
                <label htmlFor={editing ? id : undefined}>{label(field.label)}</label>
            </dt>
            <dd className="min-w-0 flex-1">
                {editing ? (
                    <div
                        className="flex flex-wrap items-center gap-1"
                        onKeyDown={(event) => {
                            if (isComposing(event.nativeEvent)) return;
                            if (event.key === "Escape") setTyped(undefined);
                            else if (event.key === "Enter" && (field.multiline !== true || event.ctrlKey))
                                void save();
                            else return;
                            event.preventDefault();
                            event.stopPropagation();
                        }}
                    >
                        <span className="min-w-40 flex-1">
                            <FieldInput field={field} id={id} value={typed} onChange={setTyped} autoFocus />
                        </span>
                        <Button look="primary" onClick={() => void save()}>
                            {w("save")}
                        </Button>
                        <Button onClick={() => setTyped(undefined)}>{w("cancel")}</Button>
                    </div>
                ) : editable ? (
                    <button
                        type="button"
                        aria-label={`${label(field.label)}: ${w("edit")}`}
                        data-fact={field.name}
                        onClick={() => setTyped((value ?? null) as FieldContent)}
                        className="group flex min-h-8 w-full items-center gap-2 rounded px-1 text-left hover:bg-hovered max-md:min-h-11"
                    >
                        <FactText field={field} value={value} />
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

function FactText({ field, value }: { field: FieldDescription; value: unknown }) {
    const speak = useWords();
    if (isEmptyValue(value)) return <span className="text-ink-faint">{speak.w("notFilled")}</span>;
    return <span className="whitespace-pre-wrap">{showFieldValue(field, value, speak)}</span>;
}
