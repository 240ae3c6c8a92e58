// Changed lines of a table, with a little around them: what goes in red with a minus, what comes in green with a plus, and what
// differs within a line that was changed.
import type { DifferenceLine } from "@/api/tables";
import { useWords } from "@/kit/language";
import { changedParts } from "./changed-parts";

const looks = {
    "-": "bg-late-ground text-late",
    "+": "bg-fine-ground text-fine",
    " ": "text-ink-soft",
    "…": "text-ink-faint",
} as const;

export function Difference({ lines, name }: { lines: DifferenceLine[]; name: string }) {
    const { w } = useWords();
    if (lines.length === 0) return <p className="px-3 py-2 text-ink-soft">{w("historySame")}</p>;
    return (
        <div
            tabIndex={0}
            role="group"
            aria-label={name}
            data-difference
            className="max-h-[60dvh] overflow-auto bg-surface font-mono text-13 print:max-h-none print:overflow-visible"
        >
            <table className="w-full table-fixed border-collapse">
                <tbody>
                    {lines.map((line, index) => (
                        <tr key={index} className={`align-top ${looks[line.mark]}`}>
                            <td className="figures w-12 px-1 text-right select-none max-md:hidden">
                                {line.before || ""}
                            </td>
                            <td className="figures w-12 px-1 text-right select-none">{line.after || ""}</td>
                            <td className="w-6 text-center font-bold">{line.mark}</td>
                            <td
                                className={`py-px pr-3 ${line.mark === " " ? "truncate whitespace-pre" : "break-all whitespace-pre-wrap"}`}
                            >
                                <Words line={line} other={partnerOf(lines, index)} />
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

// The line that this one became or was: where one goes and one comes.
function partnerOf(lines: DifferenceLine[], index: number): string | null {
    const mark = lines[index]?.mark;
    const step = mark === "-" ? 1 : mark === "+" ? -1 : 0;
    const partner = lines[index + step];
    if (step === 0 || partner === undefined || partner.mark !== (mark === "-" ? "+" : "-")) return null;
    const isAlone = lines[index - step]?.mark !== mark && lines[index + 2 * step]?.mark !== partner.mark;
    return isAlone ? partner.text : null;
}

function Words({ line, other }: { line: DifferenceLine; other: string | null }) {
    if (other === null) return line.text;
    const [before, middle, after] = changedParts(line.text, other);
    return (
        <>
            {before}
            <b className="rounded-sm underline decoration-2 underline-offset-2">{middle}</b>
            {after}
        </>
    );
}
