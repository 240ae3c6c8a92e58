// 分類・判断: what was proposed and what was decided, both kept; a decision can be changed here, and taken back.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { decide, takeBackDecision } from "@/api/calls";
import type { Consultation, Decision } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, Moment, PersonChip } from "@/kit/chips";
import { codeLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
import { useUndo } from "@/kit/use-undo";

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
    const undo = useUndo();
    const [asking, setAsking] = useState(false);
    async function refreshed<T>(act: Promise<T>): Promise<T> {
        try {
            return await act;
        } finally {
            void client.invalidateQueries({ queryKey: ["consultation", record.id] });
            void client.invalidateQueries({ queryKey: ["work"] });
        }
    }
    async function decideNow(codes: string[]): Promise<string> {
        const { items } = await refreshed(decide(record.id, decision.table, codes));
        return items.find(({ table }) => table === decision.table)?.decided?.id ?? "";
    }
    async function choose(codes: string[]) {
        try {
            let made = await decideNow(codes);
            undo.stack.push({
                name: label(decision.label),
                undo: async () => {
                    await refreshed(takeBackDecision(record.id, made, w("takenBackAtOnce")));
                    return true;
                },
                redo: async () => {
                    made = await decideNow(codes);
                    return true;
                },
            });
            notify.told(w("decidedNow", { table: label(decision.label) }), {
                text: w("undo"),
                run: undo.undo,
            });
        } catch (error) {
            notify.failed(error);
        }
    }
    async function takeBack(reason: string) {
        try {
            await refreshed(takeBackDecision(record.id, decision.decided?.id ?? "", reason));
            setAsking(false);
            notify.told(w("undone", { field: label(decision.label) }));
        } catch (error) {
            notify.failed(error);
        }
    }
    const takenBack = decision.history.filter((each) => each.taken_back !== null);
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
                <p className="flex flex-wrap items-center gap-x-1 text-12 text-ink-faint">
                    {decision.decided.by !== null && (
                        <PersonChip person={decision.decided.by} withUnit={false} />
                    )}
                    <Moment at={decision.decided.at} short />
                    {mayDecide && (
                        <Button
                            look="quiet"
                            className="ml-auto text-13"
                            aria-label={w("takeBackOf", { table: label(decision.label) })}
                            onClick={() => setAsking(true)}
                        >
                            {w("takeBack")}
                        </Button>
                    )}
                </p>
            )}
            {takenBack.length > 0 && (
                <ul className="text-12 text-ink-soft" data-taken-back={takenBack.length}>
                    {takenBack.map((each) => (
                        <TakenBackLine key={each.id} decided={each} />
                    ))}
                </ul>
            )}
            {asking && (
                <TextDialog
                    title={w("takeBackOf", { table: label(decision.label) })}
                    hint={w("takeBackHint")}
                    done={w("takeBack")}
                    onClose={() => setAsking(false)}
                    onDone={(reason) => void takeBack(reason)}
                />
            )}
        </li>
    );
}

// What was decided and taken back stays to be seen: by whom, when and why, both.
function TakenBackLine({ decided }: { decided: Decision["history"][number] }) {
    const { w, label } = useWords();
    const { taken_back: back } = decided;
    if (back === null) return null;
    return (
        <li>
            <s>{decided.codes.map((choice) => label(codeLabel(choice))).join("、") || w("noneChosen")}</s>{" "}
            {decided.by !== null && <PersonChip person={decided.by} withUnit={false} />}{" "}
            <Moment at={decided.at} short /> → {w("takenBackBy")}{" "}
            {back.by !== null && <PersonChip person={back.by} withUnit={false} />}{" "}
            <Moment at={back.at} short /> {w("reason")}: {back.reason}
        </li>
    );
}
