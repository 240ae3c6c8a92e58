// Two people changed the same thing: before, theirs and mine are shown for each field, and one key chooses. Closing goes back to what
// was typed.
import { useState, type KeyboardEvent } from "react";
import type { ConsultationFields, FieldContent, FieldDescription, FormDescription } from "@/api/types";
import { Button, KeyMark } from "@/kit/button";
import { useNameOf } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { showFieldValue } from "@/kit/field-value";
import { useKeys } from "@/kit/keys";
import { fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import type { WordKey } from "@/kit/words";
import type { Conflict } from "./use-change";

type Props = {
    conflict: Conflict;
    schema: FormDescription;
    onResolve: (chosen: ConsultationFields) => void;
    onClose: () => void;
};
type Side = "mine" | "theirs" | "both";
const sideWords: Record<Side, WordKey> = {
    mine: "conflictMine",
    theirs: "conflictTheirs",
    both: "conflictBoth",
};

// Words can stand side by side; a choice or an amount cannot.
function joined(field: FieldDescription | undefined, theirs: unknown, mine: unknown): string | null {
    const isWords = field?.kind === "text" && typeof theirs === "string" && typeof mine === "string";
    return isWords && theirs !== "" && mine !== "" ? `${theirs}／${mine}` : null;
}

export function ConflictDialog({ conflict, schema, onResolve, onClose }: Props) {
    const speak = useWords();
    const { w, label } = speak;
    const nameOf = useNameOf();
    const [chosen, setChosen] = useState<Record<string, Side>>({});
    const fields = conflict.conflicts.map((clash) => {
        const field = fieldOf(schema, clash.field);
        const both = joined(field, clash.theirs, clash.mine);
        const sides: [Side, unknown][] = [
            ["mine", clash.mine],
            ["theirs", clash.theirs],
        ];
        if (both !== null) sides.push(["both", both]);
        return { ...clash, description: field, sides };
    });
    function finish() {
        const saved: ConsultationFields = {};
        for (const [name, value] of Object.entries(conflict.changes)) {
            const clash = fields.find((each) => each.field === name);
            const side = chosen[name] ?? "mine";
            if (clash === undefined) saved[name] = value;
            else if (side === "both") saved[name] = clash.sides.at(2)?.[1] as FieldContent;
            else if (side === "mine") saved[name] = value;
        }
        onResolve(saved);
    }
    useKeys({ "ctrl+enter": finish }, { inDialog: true });
    // 1, 2, 3 choose in the field that has the focus, and the next one gets it.
    function onKey(event: KeyboardEvent<HTMLFieldSetElement>, name: string, sides: [Side, unknown][]) {
        const side = sides[Number(event.key) - 1]?.[0];
        if (side === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        setChosen((all) => ({ ...all, [name]: side }));
        const next = event.currentTarget.nextElementSibling;
        const control = next?.querySelector<HTMLElement>("input:checked, button[data-save]");
        control?.focus();
    }
    return (
        <Dialog title={w("conflictTitle")} onClose={onClose} wide>
            <p className="mb-3">{w("conflictHint")}</p>
            {fields.map(({ field: name, base, sides, description }, index) => {
                const show = (value: unknown) =>
                    description === undefined ? String(value) : showFieldValue(description, value, speak);
                return (
                    <fieldset key={name} className="mb-3" onKeyDown={(event) => onKey(event, name, sides)}>
                        <legend className="font-bold">{label(description?.label)}</legend>
                        <p className="text-13 text-ink-soft">
                            {w("conflictBase")}: {show(base) || w("notFilled")}
                        </p>
                        <div
                            className={`mt-1 grid gap-2 ${sides.length > 2 ? "md:grid-cols-3" : "md:grid-cols-2"}`}
                        >
                            {sides.map(([side, value], at) => (
                                <label
                                    key={side}
                                    className="flex gap-2 rounded-md border border-line p-3 has-checked:border-act has-checked:bg-chosen"
                                >
                                    <input
                                        type="radio"
                                        name={name}
                                        data-first={index === 0 && at === 0 ? "" : undefined}
                                        className="mt-1 size-4 accent-act"
                                        checked={(chosen[name] ?? "mine") === side}
                                        onChange={() => setChosen((all) => ({ ...all, [name]: side }))}
                                    />
                                    <span className="min-w-0">
                                        <strong className="block text-13">
                                            {w(sideWords[side])} <KeyMark keys={String(at + 1)} />
                                        </strong>
                                        {side === "theirs" && (
                                            <span className="block text-13 text-ink-soft">
                                                {nameOf(conflict.current.changed_by)}
                                            </span>
                                        )}
                                        <span className="break-words whitespace-pre-wrap">
                                            {show(value) || w("notFilled")}
                                        </span>
                                    </span>
                                </label>
                            ))}
                        </div>
                    </fieldset>
                );
            })}
            <div className="flex justify-end gap-2">
                <Button onClick={onClose}>{w("conflictBack")}</Button>
                <Button data-save look="primary" keys="Ctrl+Enter" onClick={finish}>
                    {w("conflictSave")}
                </Button>
            </div>
        </Dialog>
    );
}
