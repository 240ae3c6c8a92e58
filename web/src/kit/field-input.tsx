// One control per kind of field, as the server describes it: every form and every inline edit uses this.
import { useState } from "react";
import type { FieldContent, FieldDescription, ToldTime } from "@/api/types";
import { useWords } from "./language";
import { isDay, isMoney, isToldTime, refusalOf } from "./field-refusal";
import { fromLocalInput, localInput, parseDay, showDate } from "./moments";
import { readAmount } from "./numerals";
import { lastYear, showInterval, toldTimeOf } from "./told-time";

type Props = {
    field: FieldDescription;
    id: string;
    value: FieldContent | undefined;
    onChange: (value: FieldContent) => void;
    invalid?: boolean;
    describedBy?: string;
    autoFocus?: boolean;
    dense?: boolean;
};

const segmentedUpTo = 3;
const notReadYet = { ja: "まだ読めていません", en: "Not read yet" };

export function FieldInput(props: Props) {
    const { field, id, value, onChange, invalid = false, describedBy, autoFocus } = props;
    const shared = {
        id,
        autoFocus,
        "aria-invalid": invalid || undefined,
        "aria-describedby": describedBy,
        "data-field": field.name,
    };
    switch (field.kind) {
        case "boolean":
            return <CheckField {...props} />;
        case "enumeration":
            return (field.values?.length ?? 0) <= segmentedUpTo ? (
                <Segments {...props} />
            ) : (
                <Choice {...props} />
            );
        case "list":
            return field.values === undefined ? <ListText {...props} /> : <Checks {...props} />;
        case "told_time":
            return <ToldTimeField {...props} />;
        case "money":
        case "integer":
            return <NumberField {...props} />;
        case "date":
            return <DateField {...props} />;
        case "instant":
            return (
                <input
                    {...shared}
                    type="datetime-local"
                    className="field-box figures"
                    value={typeof value === "string" && value !== "" ? localInput(value) : ""}
                    onChange={(event) => onChange(fromLocalInput(event.target.value))}
                />
            );
        case "structure":
            return null;
        case "text":
        case "id": {
            const text = typeof value === "string" ? value : "";
            if (field.multiline === true) {
                return (
                    <textarea
                        {...shared}
                        rows={3}
                        maxLength={field.max_length}
                        className="field-box field-sizing-content py-1"
                        value={text}
                        onChange={(event) => onChange(event.target.value)}
                    />
                );
            }
            return (
                <input
                    {...shared}
                    type="text"
                    autoComplete="off"
                    maxLength={field.max_length}
                    className="field-box"
                    value={text}
                    onChange={(event) => onChange(event.target.value)}
                />
            );
        }
    }
}

function CheckField({ field, id, value, onChange, autoFocus }: Props) {
    const { label } = useWords();
    return (
        <label className="inline-flex min-h-8 items-center gap-2 whitespace-nowrap max-md:min-h-11">
            <input
                id={id}
                type="checkbox"
                autoFocus={autoFocus}
                data-field={field.name}
                className="size-4 accent-act"
                checked={value === true}
                onChange={(event) => onChange(event.target.checked)}
            />
            {label(field.label)}
        </label>
    );
}

// A small set is shown whole: one click, or the arrow keys.
function Segments({ field, id, value, onChange, invalid, autoFocus }: Props) {
    const { label } = useWords();
    return (
        <div
            id={id}
            role="radiogroup"
            aria-label={label(field.label)}
            data-field={field.name}
            className={`inline-flex min-h-8 max-w-full rounded-sm border ${invalid === true ? "border-late" : "border-line-strong"} max-md:min-h-11`}
        >
            {(field.values ?? []).map((choice, index) => (
                <label
                    key={choice.value}
                    className="relative flex min-w-9 flex-auto items-center justify-center border-l border-line-strong px-2 text-center text-13 whitespace-nowrap first:rounded-l-[3px] first:border-l-0 last:rounded-r-[3px] hover:bg-hovered has-checked:bg-act has-checked:text-act-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink"
                >
                    <input
                        type="radio"
                        name={id}
                        autoFocus={autoFocus === true && index === 0}
                        className="sr-only"
                        checked={value === choice.value}
                        onChange={() => onChange(choice.value)}
                    />
                    {label(choice.label)}
                </label>
            ))}
        </div>
    );
}

function Choice({ field, id, value, onChange, invalid, describedBy, autoFocus }: Props) {
    const { w, label } = useWords();
    return (
        <select
            id={id}
            autoFocus={autoFocus}
            aria-invalid={invalid === true || undefined}
            aria-describedby={describedBy}
            data-field={field.name}
            className="field-box"
            value={typeof value === "string" ? value : ""}
            onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        >
            {(typeof value !== "string" || value === "") && <option value="">{w("notChosen")}</option>}
            {(field.values ?? []).map((choice) => (
                <option key={choice.value} value={choice.value}>
                    {label(choice.label)}
                </option>
            ))}
        </select>
    );
}

function Checks({ field, id, value, onChange }: Props) {
    const { label } = useWords();
    const chosen = Array.isArray(value) ? value : [];
    return (
        <div
            id={id}
            role="group"
            aria-label={label(field.label)}
            data-field={field.name}
            className="flex flex-wrap gap-x-4"
        >
            {(field.values ?? []).map((choice) => (
                <label
                    key={choice.value}
                    className="inline-flex min-h-8 items-center gap-1.5 whitespace-nowrap max-md:min-h-11"
                >
                    <input
                        type="checkbox"
                        className="size-4 accent-act"
                        checked={chosen.includes(choice.value)}
                        onChange={(event) =>
                            onChange(
                                event.target.checked
                                    ? [...chosen, choice.value]
                                    : chosen.filter((code) => code !== choice.value),
                            )
                        }
                    />
                    {label(choice.label)}
                </label>
            ))}
        </div>
    );
}

function ListText({ field, id, value, onChange }: Props) {
    return (
        <input
            id={id}
            type="text"
            autoComplete="off"
            data-field={field.name}
            className="field-box"
            value={Array.isArray(value) ? value.join("、") : ""}
            onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split(/[、,]/))}
        />
    );
}

// What is typed is read as it is typed, and stays as it was typed where it cannot be read; once left, the field shows what was read,
// or why it was not. `typed` is null while nobody types.
function TypedField({
    shown,
    onTyped,
    ...props
}: Props & { shown: string; onTyped: (text: string) => void }) {
    const { field, id, value, invalid, describedBy, autoFocus } = props;
    const { w, label } = useWords();
    const [typed, setTyped] = useState<string | null>(null);
    const refusal = refusalOf(field, value, new Date());
    const isRefused = refusal !== null && (typed === null || invalid === true);
    const refusalId = `${id}-refusal`;
    const isDate = field.kind === "date";
    return (
        <>
            <span className="flex items-center gap-1">
                <input
                    id={id}
                    type="text"
                    inputMode={isDate ? undefined : "text"}
                    autoComplete="off"
                    autoFocus={autoFocus}
                    aria-invalid={invalid === true || isRefused || undefined}
                    aria-describedby={isRefused ? refusalId : describedBy}
                    data-field={field.name}
                    placeholder={isDate ? w("dateExample") : undefined}
                    className={`field-box figures ${isDate ? "" : "text-right"}`}
                    value={typed ?? shown}
                    onChange={(event) => {
                        setTyped(event.target.value);
                        onTyped(event.target.value);
                    }}
                    onBlur={() => setTyped(null)}
                />
                {field.kind === "money" && <span>{w("yen")}</span>}
            </span>
            {isRefused && (
                <p id={refusalId} data-refusal={field.name} className="text-13 text-late">
                    {label(refusal)}
                </p>
            )}
        </>
    );
}

// Typed as people say it, 昭和55年3月1日, S55.3.1 or 1980/3/1; shown in the era.
function DateField(props: Props) {
    const { language } = useWords();
    const text = typeof props.value === "string" ? props.value : "";
    return (
        <TypedField
            {...props}
            shown={isDay(text) ? showDate(text, language) : text}
            onTyped={(typed) => props.onChange(typed.trim() === "" ? null : (parseDay(typed) ?? typed))}
        />
    );
}

// 30万円, １,２００; what is not a number stays as it was typed.
function NumberField(props: Props) {
    const { field, value, onChange } = props;
    const number = isMoney(value) ? value.minor_units : typeof value === "number" ? value : null;
    const text = typeof value === "string" ? value : "";
    return (
        <TypedField
            {...props}
            shown={number === null ? text : number.toLocaleString("ja-JP")}
            onTyped={(typed) => {
                const read = readAmount(typed);
                if (typed.trim() === "") onChange(null);
                else if ("refused" in read) onChange(typed);
                else
                    onChange(
                        field.kind === "money" ? { minor_units: read.amount, currency: "JPY" } : read.amount,
                    );
            }}
        />
    );
}

// The words are kept as told; the interval they mean is proposed and can be corrected.
function ToldTimeField({ id, field, value, onChange, invalid, describedBy, autoFocus }: Props) {
    const { w, label, language } = useWords();
    const [isTyping, setTyping] = useState(false);
    const told = isToldTime(value) ? value : null;
    const now = new Date();
    const refusal = refusalOf(field, value, now);
    const isRefused = refusal !== null && (!isTyping || invalid === true);
    const readingId = `${id}-reading`;
    function tell(wording: string) {
        onChange(wording.trim() === "" ? null : toldTimeOf(wording, new Date()));
    }
    function correct(part: Partial<ToldTime>) {
        if (told !== null) onChange({ ...told, ...part });
    }
    const bounds: ["earliest" | "latest", string][] = [
        ["earliest", w("earliest")],
        ["latest", w("latest")],
    ];
    return (
        <div data-field={field.name}>
            <input
                id={id}
                type="text"
                autoComplete="off"
                autoFocus={autoFocus}
                aria-invalid={invalid === true || isRefused || undefined}
                aria-describedby={told === null ? describedBy : readingId}
                placeholder={w("toldTimeExample")}
                className="field-box"
                value={told?.wording ?? ""}
                onFocus={() => setTyping(true)}
                onBlur={() => setTyping(false)}
                onChange={(event) => tell(event.target.value)}
            />
            {told !== null && (
                <div id={readingId} className="text-13">
                    {refusal !== null && (
                        <p
                            data-refusal={isRefused ? field.name : undefined}
                            className={isRefused ? "text-late" : "text-ink-soft"}
                        >
                            {label(isRefused ? refusal : notReadYet)}
                        </p>
                    )}
                    <details open={isRefused || undefined}>
                        <summary className="figures min-h-6 text-ink-soft">
                            {refusal === null ? (
                                <span data-reading={field.name}>
                                    {showInterval(told, language)}
                                    {language === "ja" && ` (${showInterval(told, "en")})`}
                                </span>
                            ) : (
                                w("toldBounds")
                            )}
                        </summary>
                        <div className="grid grid-cols-2 gap-1 pt-1 max-md:grid-cols-1">
                            {bounds.map(([name, text]) => (
                                <input
                                    key={name}
                                    type="datetime-local"
                                    aria-label={text}
                                    title={text}
                                    className="field-box figures min-w-0 text-13"
                                    value={told[name] === "" ? "" : localInput(told[name])}
                                    onChange={(event) => {
                                        const at = fromLocalInput(event.target.value);
                                        if (at !== null) correct({ [name]: at });
                                    }}
                                />
                            ))}
                        </div>
                        {refusal !== null && (
                            <button
                                type="button"
                                className="min-h-8 text-act underline-offset-4 hover:underline max-md:min-h-11"
                                onClick={() => correct(lastYear(new Date()))}
                            >
                                {w("toldSomeTime")}
                            </button>
                        )}
                    </details>
                </div>
            )}
        </div>
    );
}
