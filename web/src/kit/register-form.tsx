// The one form: sections name fields, the server's description says how each is asked, refused values speak at their field.
import { useId } from "react";
import { Controller, type Control } from "react-hook-form";
import type { ConsultationFields, FieldDescription, FormDescription, Violation } from "@/api/types";
import { FieldHelp, useFieldHelp } from "./field-help";
import { FieldInput } from "./field-input";
import { refusalOf } from "./field-refusal";
import { fieldOf } from "./labels";
import { useWords } from "./language";

export type FieldPlace = { name: string; span?: string }; // span: Tailwind classes for its width in the 12-column grid

type Props = {
    schema: FormDescription;
    control: Control<ConsultationFields>;
    places: readonly FieldPlace[];
    violations: readonly Violation[];
};

export function FormFields({ schema, control, places, violations }: Props) {
    return (
        <div className="grid grid-cols-12 gap-x-3 gap-y-1 max-md:gap-y-3">
            {places.map(({ name, span }) => {
                const field = fieldOf(schema, name);
                if (field === undefined || field.read_only === true) return null;
                return (
                    <FormField
                        key={name}
                        field={field}
                        span={span ?? "col-span-6"}
                        control={control}
                        violations={violations}
                    />
                );
            })}
        </div>
    );
}

type FieldProps = {
    field: FieldDescription;
    span: string;
    control: Control<ConsultationFields>;
    violations: readonly Violation[];
    bare?: boolean; // the label is for readers only
};
export function FormField({ field, span, control, violations, bare = false }: FieldProps) {
    const { label } = useWords();
    const id = useId();
    const hintId = `${id}-hint`;
    const hasLabel = field.kind !== "boolean";
    const hint = label(field.hint);
    const help = useFieldHelp();
    const refused = violations.filter((violation) => violation.field === field.name);
    return (
        <div
            {...help.frame}
            className={`min-w-0 max-md:col-span-12 ${span} ${bare ? "flex items-center gap-1" : ""}`}
        >
            <div className={bare ? "contents" : "flex min-h-[1.125rem] items-center gap-1"}>
                {hasLabel && (
                    <label
                        htmlFor={id}
                        className={bare ? "sr-only" : "block text-13 leading-[1.125rem] text-ink-soft"}
                        title={hint === "" ? undefined : hint}
                    >
                        {label(field.label)}
                    </label>
                )}
                <FieldHelp field={field} reachable={help.inside} />
            </div>
            <Controller
                name={field.name}
                control={control}
                render={({ field: bound }) => (
                    <>
                        <FieldInput
                            field={field}
                            id={id}
                            value={bound.value}
                            onChange={bound.onChange}
                            invalid={refused.length > 0}
                            describedBy={refused.length > 0 ? hintId : undefined}
                        />
                        {/* What the field itself refuses is said by it. */}
                        {refused.length > 0 && refusalOf(field, bound.value, new Date()) === null && (
                            <p id={hintId} className={bare ? "sr-only" : "text-13 text-late"}>
                                {refused.map((violation) => label(violation.reason)).join(" ")}
                            </p>
                        )}
                    </>
                )}
            />
        </div>
    );
}

// Fields that no layout names: a field added on the server appears without a change here.
export function remainingFields(schema: FormDescription, placed: ReadonlySet<string>): FieldPlace[] {
    return schema.fields
        .filter((field) => field.read_only !== true && !placed.has(field.name))
        .map((field) => ({
            name: field.name,
            span: field.multiline === true || field.kind === "list" ? "col-span-12" : "col-span-4",
        }));
}
