// Simple rows of a table as forms: holidays, contacts. What a form writes is one line of the text; the rest stays as it is.
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { showDate } from "@/kit/moments";
import { Empty } from "@/kit/states";
import { formGroups, withLine, withLineAfter, writeFlowRow, type FormGroup, type FormRow } from "./flow-line";
import { memberOf, membersOf } from "./form-members";
import { FindBox } from "./table-list";

type Props = { title: string; text: string; onChange: (text: string) => void };
type Editing = { row: FormRow; isNew: boolean };

// A new row has the members of the one before it, empty.
function emptyRow(group: FormGroup): FormRow {
    const last = group.rows.at(-1)!;
    return { ...last, members: membersOf(group).map((name) => [name, ""]), after: "" };
}

export function RowForms({ title, text, onChange }: Props) {
    const { w, language } = useWords();
    const [word, setWord] = useState("");
    const sought = useDeferredValue(word.trim());
    const [editing, setEditing] = useState<(Editing & { group: FormGroup }) | null>(null);
    const groups = useMemo(() => formGroups(text), [text]);
    if (groups.length === 0) return <Empty title={w("formNone")} hint={w("formNoneHint")} />;
    function apply(row: FormRow, isNew: boolean) {
        const line = writeFlowRow(row);
        onChange(isNew ? withLineAfter(text, row.index, line) : withLine(text, row.index, line));
        setEditing(null);
    }
    const plain = (value: string) => value.replace(/\{([^|{}]*)\|[^{}]*\}/gu, "$1");
    const show = (name: string, value: string) =>
        memberOf(name).kind === "date" && /^\d{4}-\d\d-\d\d$/u.test(value)
            ? showDate(value, language)
            : plain(value);
    const holds = (row: FormRow) =>
        sought === "" ||
        row.members.some(([name, value]) => `${value} ${show(name, value)}`.includes(sought));
    return (
        <div className="flex min-h-0 flex-1 flex-col gap-3">
            <FindBox label={w("formFind")} value={word} onChange={setWord} />
            {groups.map((group) => (
                <section
                    key={group.rows[0]?.index}
                    className="rounded-md border border-line bg-surface"
                    data-form-group
                >
                    <div className="flex items-center gap-3 border-b border-line px-3 py-1">
                        <h3 className="flex-1 text-14 font-bold">
                            {group.heading || title}{" "}
                            <span className="figures font-normal text-ink-soft">{group.rows.length}</span>
                        </h3>
                        <Button
                            icon="plus"
                            data-act="add-row"
                            onClick={() => setEditing({ row: emptyRow(group), isNew: true, group })}
                        >
                            {w("formAdd")}
                        </Button>
                    </div>
                    <ul>
                        {group.rows.filter(holds).map((row) => (
                            <li
                                key={row.index}
                                data-form-row={row.index + 1}
                                className="flex items-center gap-x-3 border-b border-line px-3 py-0.5 last:border-0"
                            >
                                <span className="flex min-w-0 flex-1 flex-wrap gap-x-4">
                                    {row.members.map(([name, value]) => (
                                        <span key={name} title={name}>
                                            {memberOf(name).kind === "flag" ? (
                                                value === "true" ? (
                                                    <span className="text-fine">{w("formConfirmed")}</span>
                                                ) : (
                                                    <span className="text-due">{w("formUnconfirmed")}</span>
                                                )
                                            ) : (
                                                show(name, value)
                                            )}
                                        </span>
                                    ))}
                                </span>
                                <Button
                                    look="quiet"
                                    aria-label={`${w("formChange")} ${row.members[0]?.[1] ?? ""}`}
                                    onClick={() => setEditing({ row, isNew: false, group })}
                                >
                                    {w("formChange")}
                                </Button>
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
            {editing !== null && (
                <RowDialog
                    editing={editing}
                    names={membersOf(editing.group)}
                    onClose={() => setEditing(null)}
                    onDone={apply}
                    onRemove={(row) => {
                        onChange(withLine(text, row.index, null));
                        setEditing(null);
                    }}
                />
            )}
        </div>
    );
}

type RowDialogProps = {
    editing: Editing;
    names: string[];
    onClose: () => void;
    onDone: (row: FormRow, isNew: boolean) => void;
    onRemove: (row: FormRow) => void;
};

function RowDialog({ editing: { row, isNew }, names, onClose, onDone, onRemove }: RowDialogProps) {
    const { w, label } = useWords();
    const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(row.members));
    const required = names.filter((name) => memberOf(name).required);
    const missing = required.some((name) => (values[name] ?? "").trim() === "");
    return (
        <Dialog title={w(isNew ? "formAdd" : "formChange")} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                data-row-form
                onSubmit={(event) => {
                    event.preventDefault();
                    // The weekday behind a date would be wrong now.
                    const after = /^\s*# [月火水木金土日]$/u.test(row.after) ? "" : row.after;
                    onDone(
                        { ...row, after, members: names.map((name) => [name, (values[name] ?? "").trim()]) },
                        isNew,
                    );
                }}
            >
                {names.map((name) => {
                    const member = memberOf(name);
                    const set = (value: string) => setValues((before) => ({ ...before, [name]: value }));
                    return (
                        <label
                            key={name}
                            className="grid grid-cols-[9rem_1fr] items-center gap-3 max-md:grid-cols-1"
                        >
                            <span>
                                {label(member.label)}
                                {member.required === true && <span className="text-late"> *</span>}
                            </span>
                            {member.kind === "flag" ? (
                                <input
                                    type="checkbox"
                                    name={name}
                                    className="size-5 justify-self-start"
                                    checked={values[name] === "true"}
                                    onChange={(event) => set(event.target.checked ? "true" : "false")}
                                />
                            ) : (
                                <input
                                    type={member.kind === "date" ? "date" : "text"}
                                    name={name}
                                    required={member.required}
                                    className="field-box"
                                    value={values[name] ?? ""}
                                    onChange={(event) => set(event.target.value)}
                                />
                            )}
                        </label>
                    );
                })}
                <div className="flex gap-2">
                    {!isNew && (
                        <Button look="danger" data-act="remove-row" onClick={() => onRemove(row)}>
                            {w("formRemove")}
                        </Button>
                    )}
                    <span className="flex-1" />
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={missing}>
                        {w("formDone")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
