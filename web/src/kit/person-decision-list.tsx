// What people decided about a person: who, when, why, on which grounds; each can be taken back.
import { useState } from "react";
import type { PersonDecision } from "@/api/identity";
import { Link } from "./address";
import { Button } from "./button";
import { Chip, Moment, PersonChip } from "./chips";
import { useWords } from "./language";
import { Grounds } from "./person-grounds";
import { WithdrawDialog } from "./person-judge-dialog";

type Props = { decisions: PersonDecision[]; mayDecide: boolean; onDone: () => Promise<void> };

export function DecisionList({ decisions, mayDecide, onDone }: Props) {
    const { w } = useWords();
    const [undoing, setUndoing] = useState<PersonDecision | null>(null);
    return (
        <>
            <ul className="divide-y divide-line">
                {decisions.map((decision) => (
                    <li key={decision.id} data-decision={decision.id} className="px-3 py-1.5">
                        <div className="flex flex-wrap items-center gap-2">
                            <strong className={decision.withdrawn ? "text-ink-soft line-through" : ""}>
                                {w(`verdict_${decision.verdict}`)}
                            </strong>
                            {decision.withdrawn && <Chip>{w("verdictWithdrawn")}</Chip>}
                            {!decision.withdrawn && decision.told_otherwise && (
                                <Chip tone="due">{w("toldOtherwise")}</Chip>
                            )}
                            <span className="flex-1" />
                            {mayDecide && !decision.withdrawn && (
                                <Button look="quiet" onClick={() => setUndoing(decision)}>
                                    {w("judgeWithdrawShort")}
                                </Button>
                            )}
                        </div>
                        <p className="text-13">
                            {[decision.a, decision.b].map(
                                (party) =>
                                    party !== null && (
                                        <Link
                                            key={party.id}
                                            to={`/consultations/${party.record.id}`}
                                            className="mr-3 inline-block min-h-6 text-act underline underline-offset-2"
                                        >
                                            {party.name || w("partyNameless")}{" "}
                                            <span className="figures">{party.record.number}</span>
                                        </Link>
                                    ),
                            )}
                        </p>
                        {!decision.withdrawn && <Grounds grounds={decision.grounds} />}
                        {decision.reason !== "" && <p className="text-13">{decision.reason}</p>}
                        <p className="text-13 text-ink-soft">
                            {decision.by !== null && <PersonChip person={decision.by} />}{" "}
                            <Moment at={decision.at} short />
                        </p>
                        {decision.withdrawn && decision.withdrawn_by !== null && (
                            <p className="text-13 text-ink-soft">
                                {w("withdrawnBy", { name: decision.withdrawn_by.name })}{" "}
                                <Moment at={decision.withdrawn_at ?? decision.at} short />{" "}
                                {decision.withdrawn_reason}
                            </p>
                        )}
                    </li>
                ))}
            </ul>
            {undoing !== null && (
                <WithdrawDialog decision={undoing} onClose={() => setUndoing(null)} onDone={onDone} />
            )}
        </>
    );
}
