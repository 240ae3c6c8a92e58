// Small forms of this feature: a text, a day, a choice, each with what the server refused of it.
import { useId, type ReactNode } from "react";
import type { Violation } from "@/api/types";
import { Asked } from "@/kit/described";
import { useWords } from "@/kit/language";
import { parseDay, showDate } from "@/kit/moments";
import { asProblem } from "@/kit/states";

export function violationsOf(error: unknown): Violation[] {
    return error === null || error === undefined ? [] : (asProblem(error).body.violations ?? []);
}

type FrameProps = {
    label: string;
    name: string;
    violations: readonly Violation[];
    hint?: string;
    children: (id: string, describedBy: string | undefined) => ReactNode;
};
function Frame({ label, name, violations, hint, children }: FrameProps) {
    const words = useWords();
    const id = useId();
    const mine = violations.filter((one) => one.field === name || one.field.startsWith(`${name}/`));
    const described = mine.length > 0 || hint !== undefined ? `${id}-hint` : undefined;
    return (
        <Asked name={name} label={label} id={id} look="text-13 text-ink-soft">
            {children(id, described)}
            {described !== undefined && (
                <p id={described} className={`text-13 ${mine.length > 0 ? "text-late" : "text-ink-soft"}`}>
                    {mine.length > 0 ? mine.map((one) => words.label(one.reason)).join(" ") : hint}
                </p>
            )}
        </Asked>
    );
}

type TextProps = {
    label: string;
    name: string;
    value: string;
    onChange: (value: string) => void;
    violations?: readonly Violation[];
    hint?: string;
    first?: boolean;
};
export function TextField({ violations = [], value, onChange, first = false, ...frame }: TextProps) {
    const isRefused = violations.some((one) => one.field === frame.name);
    return (
        <Frame {...frame} violations={violations}>
            {(id, describedBy) => (
                <input
                    id={id}
                    name={frame.name}
                    data-first={first || undefined}
                    className="field-box"
                    value={value}
                    aria-invalid={isRefused || undefined}
                    aria-describedby={describedBy}
                    onChange={(event) => onChange(event.target.value)}
                />
            )}
        </Frame>
    );
}

// A day in 令和 or ISO; says below how it was understood.
export function DayField({ hint, ...rest }: TextProps) {
    const { w, language } = useWords();
    const day = parseDay(rest.value);
    const read =
        rest.value.trim() === "" ? w("orgAsOfHint") : day === null ? w("orgNoDay") : showDate(day, language);
    return <TextField {...rest} hint={hint ?? read} />;
}

type SelectProps = Omit<TextProps, "first"> & { choices: { value: string; text: string }[]; none?: string };
export function SelectField({ violations = [], value, onChange, choices, none, ...frame }: SelectProps) {
    return (
        <Frame {...frame} violations={violations}>
            {(id, describedBy) => (
                <select
                    id={id}
                    name={frame.name}
                    className="field-box"
                    value={value}
                    aria-describedby={describedBy}
                    onChange={(event) => onChange(event.target.value)}
                >
                    {none !== undefined && <option value="">{none}</option>}
                    {choices.map((choice) => (
                        <option key={choice.value} value={choice.value}>
                            {choice.text}
                        </option>
                    ))}
                </select>
            )}
        </Frame>
    );
}

// What was refused and belongs to no field that is shown.
export function Refusal({ error, shown }: { error: unknown; shown: readonly string[] }) {
    const { label } = useWords();
    if (error === null || error === undefined) return null;
    const { body } = asProblem(error);
    const rest = (body.violations ?? []).filter((one) => !shown.includes(one.field.split("/")[0] ?? ""));
    return (
        <div role="alert" className="rounded-md border border-late-line bg-late-ground px-3 py-2">
            <p className="font-bold">{label(body.titles) || body.title}</p>
            {rest.length > 0 && (
                <ul className="list-disc pl-5">
                    {rest.map((one) => (
                        <li key={one.field + one.reason.ja}>{label(one.reason)}</li>
                    ))}
                </ul>
            )}
        </div>
    );
}
