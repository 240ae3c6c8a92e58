// One control per kind of field, as the server describes it: every form and every inline edit uses this.
import { useState } from "react";
import type { FieldContent, FieldDescription, Money, ToldTime } from "@/api/types";
import { useWords } from "./language";
import { fromLocalInput, localInput, parseDay, showDate } from "./moments";
import { interpretToldTime, showInterval } from "./told-time";

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

// Full-width digits and separators are taken as typed; what is not a number stays out.
export function parseAmount(text: string): number | null {
    const digits = text.normalize("NFKC").replace(/[,\s円]/g, "");
    return /^[0-9]{1,15}$/.test(digits) ? Number(digits) : null;
}

// Typed as people say it, 昭和55年3月1日, S55.3.1 or 1980/3/1; shown in the era.
function DateField({ field, id, value, onChange, invalid, describedBy, autoFocus }: Props) {
    const { w, language } = useWords();
    const [refused, setRefused] = useState(false);
    const shown = typeof value === "string" && value !== "" ? showDate(value, language) : "";
    return (
        <input
            id={id}
            type="text"
            autoComplete="off"
            autoFocus={autoFocus}
            aria-invalid={invalid === true || refused || undefined}
            aria-describedby={describedBy}
            title={refused ? w("dateRefused") : undefined}
            data-field={field.name}
            placeholder={w("dateExample")}
            className="field-box figures"
            key={shown}
            defaultValue={shown}
            onBlur={(event) => {
                const typed = event.target.value.trim();
                const date = parseDay(typed);
                setRefused(typed !== "" && date === null);
                if (date !== value && (typed === "" || date !== null)) onChange(date);
            }}
        />
    );
}

function isMoney(value: FieldContent | undefined): value is Money {
    return typeof value === "object" && value !== null && "minor_units" in value;
}
function isToldTime(value: FieldContent | undefined): value is ToldTime {
    return typeof value === "object" && value !== null && "wording" in value;
}

function NumberField({ field, id, value, onChange, invalid, describedBy, autoFocus }: Props) {
    const { w } = useWords();
    const number = isMoney(value) ? value.minor_units : typeof value === "number" ? value : null;
    return (
        <span className="flex items-center gap-1">
            <input
                id={id}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                autoFocus={autoFocus}
                aria-invalid={invalid === true || undefined}
                aria-describedby={describedBy}
                data-field={field.name}
                className="field-box figures text-right"
                key={number ?? "unset"}
                defaultValue={number === null ? "" : number.toLocaleString("ja-JP")}
                onBlur={(event) => {
                    const amount = parseAmount(event.target.value);
                    event.target.value = amount === null ? "" : amount.toLocaleString("ja-JP");
                    if (amount === number) return;
                    const isYen = field.kind === "money" && amount !== null;
                    onChange(isYen ? { minor_units: amount, currency: "JPY" } : amount);
                }}
            />
            {field.kind === "money" && <span>{w("yen")}</span>}
        </span>
    );
}

// The words are kept as told; the interval they mean is proposed and can be corrected.
function ToldTimeField({ id, field, value, onChange, describedBy }: Props) {
    const { w, language } = useWords();
    const told = isToldTime(value) ? value : null;
    function tell(wording: string) {
        onChange(wording === "" ? null : { ...interpretToldTime(wording, new Date()), wording });
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
                aria-describedby={describedBy}
                placeholder={w("toldTimeExample")}
                className="field-box"
                value={told?.wording ?? ""}
                onChange={(event) => tell(event.target.value)}
            />
            {told !== null && (
                <details className="text-13">
                    <summary className="figures min-h-6 text-ink-soft">
                        {showInterval(told, language)}
                    </summary>
                    <div className="grid grid-cols-2 gap-1 pt-1 max-md:grid-cols-1">
                        {bounds.map(([name, text]) => (
                            <input
                                key={name}
                                type="datetime-local"
                                aria-label={text}
                                title={text}
                                className="field-box figures min-w-0 text-13"
                                value={localInput(told[name])}
                                onChange={(event) => {
                                    const at = fromLocalInput(event.target.value);
                                    if (at !== null) correct({ [name]: at });
                                }}
                            />
                        ))}
                    </div>
                </details>
            )}
        </div>
    );
}
