// What is wrong with a proposal: file, line and reason, each a way to its line.
import type { Proposal, TableFault } from "@/api/tables";
import { Button } from "@/kit/button";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";

export type PlacedFault = { fault: TableFault; file: string; line: number | null };

// "urgency.yaml line 12" → its file and line.
export function placed(fault: TableFault): PlacedFault {
    const found = /^(.*) line (\d+)$/u.exec(fault.field);
    return found === null
        ? { fault, file: fault.field, line: null }
        : { fault, file: found[1] ?? "", line: Number(found[2]) };
}

type Props = {
    proposal: Proposal;
    file?: string; // whose lines can be gone to
    onLine?: (line: number) => void;
};

export function Faults({ proposal, file, onLine }: Props) {
    const { w, label } = useWords();
    const faults = proposal.violations.map(placed);
    if (faults.length === 0) {
        return (
            <p role="status" data-faults="0" className="flex items-center gap-2 text-fine">
                <Icon name="check" />
                {w("proposalSound")}
            </p>
        );
    }
    return (
        <div
            role="alert"
            data-faults={faults.length}
            className="rounded-md border border-late-line bg-late-ground px-3 py-2"
        >
            <p className="font-bold text-late">{w("proposalFaults", { n: faults.length })}</p>
            <ul className="max-h-48 overflow-auto">
                {faults.map(({ fault, file: where, line }, index) => (
                    <li key={index} className="flex flex-wrap items-baseline gap-x-2">
                        {line !== null && where === file && onLine !== undefined ? (
                            <Button look="quiet" onClick={() => onLine(line)}>
                                {w("editGoToLine", { n: line })}
                            </Button>
                        ) : (
                            <span className="font-mono text-13 text-ink-soft">
                                {where} {line === null ? "" : w("tableLine", { n: line })}
                            </span>
                        )}
                        <span>{label(fault.reason)}</span>
                    </li>
                ))}
            </ul>
        </div>
    );
}
