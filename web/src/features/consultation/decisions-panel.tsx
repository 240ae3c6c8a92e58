// 分類・判断: what was proposed and what was decided, both kept; a decision can be changed here.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { decide } from "@/api/calls";
import type { Consultation, Decision } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, Moment, PersonChip } from "@/kit/chips";
import { codeLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";

type Props = { record: Consultation; query: UseQueryResult<{ items: Decision[] }> };

export function DecisionsPanel({ record, query }: Props) {
    const { w } = useWords();
    return (
        <Panel title={w("decisions")}>
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={6} />
            ) : query.data.items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("noDecisions")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {query.data.items
                        .filter((decision) => decision.proposed.length > 0 || decision.decided !== null)
                        .map((decision) => (
                            <DecisionRow key={decision.table} decision={decision} record={record} />
                        ))}
                </ul>
            )}
        </Panel>
    );
}

function DecisionRow({ decision, record }: { decision: Decision; record: Consultation }) {
    const { w, label } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const ranked = decision.proposed;
    const decided = decision.decided?.codes ?? [];
    const rankedCodes = new Set(ranked.map((choice) => choice.code));
    const choices = [...ranked, ...decision.choices.filter((choice) => !rankedCodes.has(choice.code))];
    const proposedCodes = decision.choice === "one" ? ranked.slice(0, 1) : ranked;
    const reasons = (ranked[0]?.reasons ?? []).map((reason) => label(reason.text)).join("、");
    // A first decision cannot be unmade, only changed; a changed one can be taken back.
    async function choose(codes: string[], before = decided) {
        try {
            await decide(record.id, decision.table, codes);
            const back = before.map((choice) => choice.code);
            const undo = { text: w("undo"), run: () => void choose(back, []) };
            if (back.length > 0) notify.told(w("decidedNow", { table: label(decision.label) }), undo);
        } catch (error) {
            notify.failed(error);
        }
        await client.invalidateQueries({ queryKey: ["consultation", record.id] });
    }
    const mayDecide = record.can["consultation.decide"] === true;
    return (
        <li className="px-3 py-1.5" data-decision={decision.table}>
            <div className="flex flex-wrap items-center gap-x-2">
                <span className="text-13 text-ink-soft">{label(decision.label)}</span>
                {mayDecide && decision.choice === "one" ? (
                    <select
                        aria-label={label(decision.label)}
                        className={`min-h-8 max-w-full min-w-0 flex-1 rounded border border-transparent bg-transparent hover:border-line-strong ${decided.length > 0 ? "font-bold" : "text-ink-soft"}`}
                        value={decided[0]?.code ?? ""}
                        onChange={(event) => event.target.value !== "" && void choose([event.target.value])}
                    >
                        {decided.length === 0 && <option value="">{w("undecided")}</option>}
                        {choices.map((choice) => (
                            <option key={choice.code} value={choice.code}>
                                {label(codeLabel(choice))}
                            </option>
                        ))}
                    </select>
                ) : (
                    <span className="min-w-0 flex-1 font-bold">
                        {decided.map((choice) => label(codeLabel(choice))).join("、") || w("undecided")}
                    </span>
                )}
                {decision.differs && <Chip>{w("differs")}</Chip>}
                {decision.decided === null && mayDecide && proposedCodes.length > 0 && (
                    <Button onClick={() => void choose(proposedCodes.map((choice) => choice.code))}>
                        {w("confirm")}
                    </Button>
                )}
            </div>
            {(decision.decided === null || decision.differs) && proposedCodes.length > 0 && (
                <p className="text-13 text-ink-soft">
                    {w("proposed")}: {proposedCodes.map((choice) => label(codeLabel(choice))).join("、")}
                </p>
            )}
            {reasons !== "" && (
                <p className="truncate text-13 text-ink-soft" title={reasons}>
                    {w("reason")}: {reasons}
                </p>
            )}
            {decision.decided !== null && (
                <p className="text-12 text-ink-faint">
                    {decision.decided.by !== null && (
                        <PersonChip person={decision.decided.by} withUnit={false} />
                    )}{" "}
                    <Moment at={decision.decided.at} short />
                </p>
            )}
        </li>
    );
}
