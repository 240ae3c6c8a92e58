// To which units something goes (proposed ones first, found by a part of their name), and with what words.
import { useId, useState } from "react";
import type { Unit } from "@/api/types";
import { Chip } from "./chips";
import { Asked, AskedGroup } from "./described";
import { useWords } from "./language";

type Props = {
    name: string;
    asked?: string; // its name in the description of the form
    units: Unit[]; // that may be chosen
    chosen: string[];
    single: boolean;
    isProposed?: (unit: Unit) => boolean;
    onToggle: (id: string) => void;
};

export function UnitChoice(props: Props) {
    const { name, asked = "to_unit", units, chosen, single, isProposed = () => false, onToggle } = props;
    const { w, label } = useWords();
    const [filter, setFilter] = useState("");
    const shown = units
        .filter((unit) => filter === "" || label(unit.full_name).includes(filter))
        .toSorted((a, b) => Number(isProposed(b)) - Number(isProposed(a)));
    return (
        <AskedGroup name={asked} label={name}>
            <input
                type="search"
                aria-label={w("filterUnits")}
                placeholder={w("filterUnits")}
                className="field-box my-1"
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
            />
            <ul className="max-h-64 overflow-y-auto rounded border border-line">
                {shown.map((unit) => (
                    <li key={unit.id}>
                        <label className="flex min-h-8 items-center gap-2 px-2 hover:bg-hovered max-md:min-h-11">
                            <input
                                type={single ? "radio" : "checkbox"}
                                name="recipient"
                                className="size-4 accent-act"
                                checked={chosen.includes(unit.id)}
                                onChange={() => onToggle(unit.id)}
                            />
                            <span className="min-w-0 flex-1 truncate">{label(unit.full_name)}</span>
                            {isProposed(unit) && <Chip>{w("proposed")}</Chip>}
                        </label>
                    </li>
                ))}
            </ul>
        </AskedGroup>
    );
}

export function MessageField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
    const { w } = useWords();
    const id = useId();
    return (
        <Asked name="message" label={w("message")} id={id}>
            <textarea
                id={id}
                rows={6}
                className="field-box py-1"
                value={value}
                onChange={(event) => onChange(event.target.value)}
            />
        </Asked>
    );
}
