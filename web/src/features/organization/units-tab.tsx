// The tree of a chosen day on the left, the chosen unit on the right; both stand in the address.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { readUnitsOn } from "@/api/organization";
import { useAddress, useSetQuery } from "@/kit/address";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { dayInJapan, parseDay, showDate } from "@/kit/moments";
import { Empty, Failure, Waiting } from "@/kit/states";
import { StaffFound } from "./staff-table";
import { narrowed, treeOf, wayTo, type Branch } from "./tree";
import { UnitPanel } from "./unit-panel";

export function UnitsTab({ manages }: { manages: boolean }) {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const today = dayInJapan(new Date());
    const asOf = parseDay(query.get("as_of") ?? "") ?? today;
    const chosen = query.get("unit");
    const person = query.get("q") ?? "";
    const [text, setText] = useState("");
    const units = useQuery({ queryKey: ["units-on", asOf], queryFn: () => readUnitsOn(asOf) });
    const tops = useMemo(() => treeOf(units.data?.items ?? []), [units.data]);
    const shown = useMemo(() => narrowed(tops, text.trim()), [tops, text]);
    const open = useMemo(() => new Set(chosen === null ? [] : wayTo(tops, chosen)), [tops, chosen]);
    return (
        <div className="grid min-h-0 flex-1 md:grid-cols-[minmax(17rem,22rem)_minmax(0,1fr)]">
            <div
                data-tour="organization-units"
                className={`flex min-h-0 flex-col border-r border-line bg-surface max-md:border-r-0 ${chosen === null && person === "" ? "" : "max-md:hidden"}`}
            >
                <div className="flex flex-col gap-2 border-b border-line p-3">
                    <AsOf
                        key={asOf}
                        day={asOf}
                        onChange={(day) => setQuery({ as_of: day === today ? null : day })}
                    />
                    <SearchBox
                        name="find-staff"
                        label={w("orgFindStaff")}
                        value={person}
                        onChange={(q) => setQuery({ q, unit: null })}
                    />
                    <SearchBox name="find-unit" label={w("orgFindUnit")} value={text} onChange={setText} />
                </div>
                <div className="min-h-0 flex-1 overflow-y-auto p-2">
                    {units.error !== null ? (
                        <Failure error={units.error} onRetry={() => void units.refetch()} />
                    ) : units.data === undefined ? (
                        <Waiting lines={10} />
                    ) : shown.length === 0 ? (
                        <p className="p-3 text-ink-soft">{w("orgNoUnit")}</p>
                    ) : (
                        <Branches
                            branches={shown}
                            open={text.trim() === "" ? open : null}
                            chosen={chosen}
                            depth={0}
                        />
                    )}
                </div>
            </div>
            <div className="min-h-0 overflow-y-auto">
                {person !== "" ? (
                    <StaffFound asOf={asOf} q={person} manages={manages} />
                ) : chosen === null ? (
                    <div className="max-md:hidden">
                        <Empty title={w("orgChooseUnit")} hint={w("orgChooseUnitHint")} />
                    </div>
                ) : (
                    <UnitPanel
                        key={chosen}
                        id={chosen}
                        asOf={asOf}
                        manages={manages}
                        units={units.data?.items ?? []}
                    />
                )}
            </div>
        </div>
    );
}

function AsOf({ day, onChange }: { day: string; onChange: (day: string) => void }) {
    const { w, language } = useWords();
    const [typed, setTyped] = useState(showDate(day, language));
    const read = parseDay(typed);
    return (
        <label className="flex items-center gap-2">
            <span className="font-bold whitespace-nowrap">{w("orgAsOf")}</span>
            <input
                name="as-of"
                className="field-box"
                title={w("orgAsOfHint")}
                aria-invalid={read === null || undefined}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                onBlur={() => read !== null && onChange(read)}
                onKeyDown={(event) => {
                    if (event.key === "Enter" && !event.nativeEvent.isComposing && read !== null)
                        onChange(read);
                }}
            />
        </label>
    );
}

type SearchProps = { name: string; label: string; value: string; onChange: (text: string) => void };
function SearchBox({ name, label, value, onChange }: SearchProps) {
    return (
        <span className="relative">
            <Icon name="search" className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-soft" />
            <input
                type="search"
                name={name}
                aria-label={label}
                placeholder={label}
                className="field-box pl-8"
                value={value}
                onChange={(event) => onChange(event.target.value)}
            />
        </span>
    );
}

// `open`: which are unfolded; null: all (while searching).
type BranchesProps = {
    branches: Branch[];
    open: ReadonlySet<string> | null;
    chosen: string | null;
    depth: number;
};
function Branches({ branches, open, chosen, depth }: BranchesProps) {
    return (
        <ul className={depth === 0 ? "" : "ml-3 border-l border-line pl-1"}>
            {branches.map((branch) => (
                <TreeNode key={branch.unit.id} {...{ branch, open, chosen, depth }} />
            ))}
        </ul>
    );
}

type NodeProps = { branch: Branch; open: ReadonlySet<string> | null; chosen: string | null; depth: number };
function TreeNode({ branch, open, chosen, depth }: NodeProps) {
    const { label } = useWords();
    const setQuery = useSetQuery();
    const { unit, below } = branch;
    const [unfolded, setUnfolded] = useState<boolean | null>(null);
    const isOpen = unfolded ?? (open === null || depth === 0 || open.has(unit.id));
    return (
        <li>
            <div className="flex items-center">
                {below.length > 0 ? (
                    <button
                        type="button"
                        aria-expanded={isOpen}
                        aria-label={label(unit.name)}
                        className="grid size-8 shrink-0 place-items-center rounded hover:bg-hovered max-md:size-11"
                        onClick={() => setUnfolded(!isOpen)}
                    >
                        <Icon name={isOpen ? "down" : "right"} className="size-3.5 text-ink-soft" />
                    </button>
                ) : (
                    <span className="w-8 shrink-0" />
                )}
                <button
                    type="button"
                    aria-current={chosen === unit.id || undefined}
                    data-code={unit.code}
                    className="min-h-8 min-w-0 flex-1 truncate rounded px-2 text-left hover:bg-hovered aria-[current]:bg-chosen aria-[current]:font-bold max-md:min-h-11"
                    onClick={() => setQuery({ unit: unit.id, q: null })}
                >
                    {label(unit.name)}
                </button>
            </div>
            {below.length > 0 && isOpen && (
                <Branches branches={below} open={open} chosen={chosen} depth={depth + 1} />
            )}
        </li>
    );
}
