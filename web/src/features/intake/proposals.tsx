// Proposals with their reasons: accepted with Alt+n, altered by choosing another value, refused with Alt+Shift+n.
import { useState } from "react";
import type { FormDescription, Proposal } from "@/api/types";
import { Button } from "@/kit/button";
import { Icon } from "@/kit/icons";
import { useKeys, type KeyHandlers } from "@/kit/keys";
import { codeLabel, fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { accepted, codesOf, isOpen, suggested, type Decided } from "./decisions";

type Props = {
    proposals: Proposal[];
    schema: FormDescription;
    decided: Decided;
    dismissed: readonly string[];
    onDecide: (table: string, value: string | string[] | undefined) => void;
    onDismiss: (table: string, dismissed: boolean) => void;
};
const keyed = 9;

export function Proposals({ proposals, schema, decided, dismissed, onDecide, onDismiss }: Props) {
    const [toggled, setToggled] = useState<Record<string, string[]>>({});
    const shownCodes = (proposal: Proposal) => toggled[proposal.table] ?? suggested(proposal);
    const keys: KeyHandlers = {};
    proposals.slice(0, keyed).forEach((proposal, index) => {
        keys[`alt+${index + 1}`] = () =>
            isOpen(proposal, decided, dismissed) &&
            onDecide(proposal.table, accepted(proposal, shownCodes(proposal)));
        keys[`alt+shift+${index + 1}`] = () => onDismiss(proposal.table, !dismissed.includes(proposal.table));
    });
    useKeys(keys);
    return (
        <ol className="divide-y divide-line">
            {proposals.map((proposal, index) => (
                <ProposalRow
                    key={proposal.table}
                    proposal={proposal}
                    number={index + 1}
                    schema={schema}
                    decided={decided[proposal.table]}
                    dismissed={dismissed.includes(proposal.table)}
                    codes={shownCodes(proposal)}
                    onCodes={(codes) => setToggled((all) => ({ ...all, [proposal.table]: codes }))}
                    onDecide={(value) => onDecide(proposal.table, value)}
                    onDismiss={(off) => onDismiss(proposal.table, off)}
                />
            ))}
        </ol>
    );
}

type RowProps = {
    proposal: Proposal;
    number: number;
    schema: FormDescription;
    decided: string | string[] | undefined;
    dismissed: boolean;
    codes: string[];
    onCodes: (codes: string[]) => void;
    onDecide: (value: string | string[] | undefined) => void;
    onDismiss: (dismissed: boolean) => void;
};

function ProposalRow(props: RowProps) {
    const { proposal, number, decided, dismissed, codes, onDecide, onDismiss } = props;
    const { w, label } = useWords();
    const current = decided === undefined ? codes : codesOf(decided);
    const why = proposal.ranked.find((choice) => current.includes(choice.code));
    const reasons = (why?.reasons ?? []).map((reason) => label(reason.text)).join("、");
    const isDecided = decided !== undefined;
    const [top] = proposal.ranked; // newer words may propose something else than what was decided
    return (
        <li
            data-proposal={proposal.table}
            className={`grid grid-cols-[1.25rem_1fr_auto] items-start gap-x-2 px-3 py-1 ${dismissed ? "opacity-70" : ""}`}
        >
            <span className="figures pt-1 text-right text-13 text-ink-soft">
                {isDecided ? <Icon name="check" className="translate-y-0.5 text-fine" /> : number}
            </span>
            <div className="min-w-0">
                <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
                    <span className="text-13 text-ink-soft">{label(proposal.label)}</span>
                    {dismissed ? (
                        <span className="line-through">{label(codeLabel(why))}</span>
                    ) : proposal.choice === "one" ? (
                        <OneChoice {...props} current={current[0] ?? ""} />
                    ) : (
                        <ManyChoice {...props} current={current} />
                    )}
                    {isDecided && top !== undefined && !current.includes(top.code) && (
                        <span className="text-13 text-ink-soft">
                            {w("proposed")}: {label(codeLabel(top))}
                        </span>
                    )}
                    {reasons !== "" && !dismissed && (
                        <span className="min-w-32 flex-1 truncate text-13 text-ink-soft" title={reasons}>
                            {w("reason")}: {reasons}
                        </span>
                    )}
                </div>
            </div>
            <div className="flex items-center gap-1">
                {dismissed ? (
                    <Button look="quiet" onClick={() => onDismiss(false)}>
                        {w("restore")}
                    </Button>
                ) : isDecided ? (
                    <Button look="quiet" onClick={() => onDecide(undefined)}>
                        {w("undecide")}
                    </Button>
                ) : (
                    <>
                        <Button
                            look="secondary"
                            keys={number <= keyed ? `Alt+${number}` : undefined}
                            onClick={() => onDecide(accepted(proposal, codes))}
                        >
                            {w("confirm")}
                        </Button>
                        <button
                            type="button"
                            aria-label={`${w("refuse")}: ${label(proposal.label)}`}
                            title={`${w("refuse")} (Alt+Shift+${number})`}
                            onClick={() => onDismiss(true)}
                            className="grid size-8 place-items-center rounded text-ink-soft hover:bg-hovered max-md:size-11"
                        >
                            <Icon name="close" />
                        </button>
                    </>
                )}
            </div>
        </li>
    );
}

function OneChoice({ proposal, schema, current, onDecide }: RowProps & { current: string }) {
    const { w, label } = useWords();
    const ranked = proposal.ranked.map((choice) => ({ value: choice.code, text: label(codeLabel(choice)) }));
    const known = new Set(ranked.map((choice) => choice.value));
    const told = proposal.choices?.map((choice) => ({ value: choice.code, label: codeLabel(choice) }));
    const others = (told ?? fieldOf(schema, proposal.table)?.values ?? [])
        .filter((choice) => !known.has(choice.value))
        .map((choice) => ({ value: choice.value, text: label(choice.label) }));
    return (
        <select
            aria-label={label(proposal.label)}
            value={current}
            onChange={(event) => onDecide(event.target.value)}
            className="min-h-8 max-w-full min-w-0 rounded border border-transparent bg-transparent pr-1 font-bold hover:border-line-strong max-md:min-h-11"
        >
            <optgroup label={w("proposed")}>
                {ranked.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                        {choice.text}
                    </option>
                ))}
            </optgroup>
            {others.length > 0 && (
                <optgroup label={w("others")}>
                    {others.map((choice) => (
                        <option key={choice.value} value={choice.value}>
                            {choice.text}
                        </option>
                    ))}
                </optgroup>
            )}
        </select>
    );
}

function ManyChoice({ proposal, current, decided, onCodes, onDecide }: RowProps & { current: string[] }) {
    const { label } = useWords();
    function toggle(code: string) {
        const next = current.includes(code) ? current.filter((other) => other !== code) : [...current, code];
        if (decided === undefined) onCodes(next);
        else onDecide(next);
    }
    return (
        <span className="flex flex-wrap gap-1">
            {proposal.ranked.map((choice) => (
                <button
                    key={choice.code}
                    type="button"
                    aria-pressed={current.includes(choice.code)}
                    title={choice.reasons.map((reason) => label(reason.text)).join("、")}
                    onClick={() => toggle(choice.code)}
                    className="inline-flex min-h-8 items-center gap-1 rounded-full border border-line-strong px-2.5 text-13 text-ink-soft hover:bg-hovered aria-pressed:border-ink aria-pressed:font-bold aria-pressed:text-ink max-md:min-h-11"
                >
                    <Icon name={current.includes(choice.code) ? "check" : "plus"} className="size-3.5" />
                    {label(codeLabel(choice))}
                </button>
            ))}
        </span>
    );
}
