// Two people changed the same thing: both sides are shown, and one is chosen field by field.
import { useState } from "react";
import type { ConsultationFields, FieldContent, FormDescription } from "@/api/types";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { showFieldValue } from "@/kit/field-value";
import { fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import type { Conflict } from "./use-change";

type Props = {
    conflict: Conflict;
    schema: FormDescription;
    onResolve: (chosen: ConsultationFields) => void;
    onGiveUp: () => void;
};

export function ConflictDialog({ conflict, schema, onResolve, onGiveUp }: Props) {
    const speak = useWords();
    const { w, label } = speak;
    const [mine, setMine] = useState<Record<string, boolean>>(() =>
        Object.fromEntries(conflict.conflicts.map((each) => [each.field, true])),
    );
    function finish() {
        const chosen: ConsultationFields = {};
        for (const [name, value] of Object.entries(conflict.changes)) {
            const clashes = conflict.conflicts.some((each) => each.field === name);
            if (!clashes || mine[name] === true) chosen[name] = value;
        }
        if (Object.keys(chosen).length === 0) onGiveUp();
        else onResolve(chosen);
    }
    return (
        <Dialog wide title={w("conflictTitle")} onClose={onGiveUp}>
            <p className="mb-3">{w("conflictHint")}</p>
            {conflict.conflicts.map(({ field: name, base, theirs, mine: own }) => {
                const field = fieldOf(schema, name);
                const show = (value: unknown) =>
                    field === undefined ? String(value) : showFieldValue(field, value, speak);
                return (
                    <fieldset key={name} className="mb-3">
                        <legend className="font-bold">{label(field?.label)}</legend>
                        <p className="text-13 text-ink-soft">
                            {w("conflictBase")}: {show(base) || w("notFilled")}
                        </p>
                        <div className="mt-1 grid gap-2 md:grid-cols-2">
                            {[true, false].map((isMine) => (
                                <label
                                    key={String(isMine)}
                                    className="flex gap-2 rounded-md border border-line p-3 has-checked:border-act has-checked:bg-chosen"
                                >
                                    <input
                                        type="radio"
                                        name={name}
                                        className="mt-1 size-4 accent-act"
                                        checked={(mine[name] ?? true) === isMine}
                                        onChange={() => setMine((all) => ({ ...all, [name]: isMine }))}
                                    />
                                    <span className="min-w-0">
                                        <strong className="block text-13">
                                            {w(isMine ? "conflictMine" : "conflictTheirs")}
                                        </strong>
                                        <span className="whitespace-pre-wrap">
                                            {show((isMine ? own : theirs) as FieldContent) || w("notFilled")}
                                        </span>
                                    </span>
                                </label>
                            ))}
                        </div>
                    </fieldset>
                );
            })}
            <div className="flex justify-end gap-2">
                <Button onClick={onGiveUp}>{w("conflictKeepTheirs")}</Button>
                <Button look="primary" onClick={finish}>
                    {w("conflictSave")}
                </Button>
            </div>
        </Dialog>
    );
}
