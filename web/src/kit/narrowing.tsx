// Of which days, which unit and which officer a list is, and what is still to be done; all stand in the address beside the other
// filters.
import { useQuery } from "@tanstack/react-query";
import { readUnits, type Narrowed } from "@/api/calls";
import type { FieldDescription, Unit } from "@/api/types";
import { Link, useAddress, useSetQuery } from "./address";
import { Button } from "./button";
import { FieldsHelp } from "./field-help";
import { useWords } from "./language";
import { useSchema } from "./schema";

const toDoNames = ["open", "due", "waiting"] as const;
export const narrowingNames = ["from", "to", "unit", "person", "officer", ...toDoNames] as const;

const isId = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function useNarrowing(): Narrowed {
    const { query } = useAddress();
    return Object.fromEntries(
        narrowingNames.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])),
    );
}

export function Narrowing() {
    return (
        <>
            <DayField name="from" />
            <span aria-hidden="true" className="-mx-1 text-ink-soft max-md:hidden">
                –
            </span>
            <DayField name="to" />
            <UnitField />
            <ToDoField />
            <OfficerMark />
            <PersonField />
        </>
    );
}

// What all filters of a bar mean, at its end: they have no room for a "?" each. `named`: fields of the record among them.
export function FiltersHelp({ named = [] }: { named?: FieldDescription[] }) {
    const { w } = useWords();
    const form = useSchema("list_filter_form").data;
    if (form === undefined) return null;
    const [words, ...rest] = form.fields;
    return <FieldsHelp title={w("helpOnFilters")} fields={[...(words ? [words] : []), ...named, ...rest]} />;
}

// A day as people write it; the server reads 令和 and ISO and names what it cannot read.
function DayField({ name }: { name: "from" | "to" }) {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = query.get(name) ?? "";
    const label = w(name === "from" ? "narrowFrom" : "narrowTo");
    return (
        <input
            key={value}
            type="text"
            aria-label={label}
            data-filter={name}
            title={`${label} ${w("narrowDayHint")}`}
            placeholder={label}
            defaultValue={value}
            onKeyDown={(event) => {
                if (event.key === "Enter" && !event.nativeEvent.isComposing)
                    setQuery({ [name]: event.currentTarget.value.trim() });
            }}
            onBlur={(event) => setQuery({ [name]: event.target.value.trim() })}
            className={`field-box w-28 text-13 max-md:w-[48%] ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        />
    );
}

// How far the records are; one choice, though the address has a name for each kind.
function ToDoField() {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = toDoNames.flatMap((name) =>
        query.get(name) ? [`${name}=${query.get(name) ?? ""}`] : [],
    )[0];
    return (
        <select
            aria-label={w("narrowToDo")}
            data-filter="progress"
            value={value ?? ""}
            onChange={(event) => {
                const [name = "", chosen = ""] = event.target.value.split("=");
                setQuery({
                    open: null,
                    due: null,
                    waiting: null,
                    ...(name === "" ? {} : { [name]: chosen }),
                });
            }}
            className={`field-box w-auto max-w-44 text-13 max-md:max-w-[48%] ${value === undefined ? "" : "border-act bg-chosen font-bold"}`}
        >
            <option value="">{w("narrowToDoAll")}</option>
            <option value="open=true">{w("narrowOpen")}</option>
            <option value="due=overdue">{w("narrowOverdue")}</option>
            <option value="due=today">{w("narrowToday")}</option>
            <option value="due=any">{w("narrowAnyClock")}</option>
            <option value="waiting=approval">{w("narrowApproval")}</option>
            <option value="waiting=receipt">{w("narrowReceipt")}</option>
        </select>
    );
}

// An officer's records are opened from the board; here it is said, and taken away.
function OfficerMark() {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    if ((query.get("officer") ?? "") === "") return null;
    return (
        <Button
            look="quiet"
            icon="close"
            title={w("narrowOfficerDrop")}
            onClick={() => setQuery({ officer: null })}
        >
            {w("narrowOfficer")}
        </Button>
    );
}

// Whom the list is about, in any writing; a person put together by people stands there by name alone.
function PersonField() {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = query.get("person") ?? "";
    if (isId.test(value)) {
        return (
            <span className="inline-flex min-h-8 items-center gap-1 rounded-full border border-act bg-chosen pl-3 text-13 font-bold">
                <Link to={`/people/${value}`} className="text-act underline underline-offset-2">
                    {w("narrowPersonChosen")}
                </Link>
                <Button
                    look="quiet"
                    icon="close"
                    aria-label={w("remove")}
                    onClick={() => setQuery({ person: null })}
                />
            </span>
        );
    }
    return (
        <input
            key={value}
            type="search"
            aria-label={w("narrowPerson")}
            data-filter="person"
            title={w("narrowPerson")}
            placeholder={w("narrowPersonShort")}
            defaultValue={value}
            onKeyDown={(event) => {
                if (event.key === "Enter" && !event.nativeEvent.isComposing)
                    setQuery({ person: event.currentTarget.value.trim() });
            }}
            onBlur={(event) => setQuery({ person: event.target.value.trim() })}
            className={`field-box w-32 text-13 max-md:w-[48%] ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        />
    );
}

export function UnitField({ none }: { none?: string }) {
    const { w, label } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const units = useQuery({ queryKey: ["units"], queryFn: readUnits, staleTime: Infinity });
    const value = query.get("unit") ?? "";
    const of = (kinds: Unit["kind"][]) =>
        (units.data?.items ?? []).filter((unit) => kinds.includes(unit.kind) && unit.valid_to === null);
    return (
        <select
            aria-label={w("narrowUnit")}
            data-filter="unit"
            value={value}
            onChange={(event) => setQuery({ unit: event.target.value })}
            className={`field-box w-auto max-w-44 text-13 max-md:max-w-[48%] ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        >
            <option value="">{none ?? w("narrowUnitAll")}</option>
            <optgroup label={w("narrowStations")}>
                {of(["station"]).map((unit) => (
                    <option key={unit.id} value={unit.id}>
                        {label(unit.full_name)}
                    </option>
                ))}
            </optgroup>
            <optgroup label={w("narrowHeadquarters")}>
                {of(["division"]).map((unit) => (
                    <option key={unit.id} value={unit.id}>
                        {label(unit.full_name)}
                    </option>
                ))}
            </optgroup>
        </select>
    );
}
