// Who may be the same as one party, strongest first, with why; a person says yes or no.
import { useState } from "react";
import type { Ground, Party, PersonSuggestion, Verdict } from "@/api/identity";
import { Link } from "./address";
import { Button } from "./button";
import { Moment, UnitName } from "./chips";
import { useWords } from "./language";
import { Grounds } from "./person-grounds";
import { JudgeDialog, type Judging } from "./person-judge-dialog";

type Props = {
    here: readonly Party[]; // whom the suggestions are for
    suggestions: PersonSuggestion[];
    mayDecide: boolean;
    onDone: () => Promise<void>;
};

export function SuggestionList({ here, suggestions, mayDecide, onDone }: Props) {
    const { w } = useWords();
    const [judging, setJudging] = useState<Judging | null>(null);
    function judge(verdict: Verdict, there: Party, like: string | null, grounds: Ground[]) {
        const alike = here.find((party) => party.id === like) ?? here[0];
        if (alike !== undefined) setJudging({ verdict, here: alike, there, grounds });
    }
    return (
        <>
            <ul className="divide-y divide-line">
                {suggestions.map(({ party, identity, reasons, like }) => (
                    <li key={party.id} data-suggestion={party.record.id} className="px-3 py-1.5">
                        <p className="font-medium">
                            {party.name || party.kana || w("partyNameless")}{" "}
                            <Link
                                to={`/consultations/${party.record.id}`}
                                className="inline-block min-h-6 text-act underline underline-offset-2"
                            >
                                <span className="figures">{party.record.number}</span> {party.record.subject}
                            </Link>
                        </p>
                        <Grounds grounds={reasons} />
                        <div className="flex flex-wrap items-center gap-x-2">
                            <span className="text-13 text-ink-soft">
                                <UnitName unit={party.record.unit} />{" "}
                                <Moment at={party.record.received_at} short />
                            </span>
                            {identity !== null && (
                                <Link
                                    to={`/people/${identity}`}
                                    className="inline-block min-h-6 text-13 text-act underline underline-offset-2"
                                >
                                    {w("personOpen")}
                                </Link>
                            )}
                            <span className="flex-1" />
                            {mayDecide && (
                                <span className="flex gap-1">
                                    <Button onClick={() => judge("same", party, like, reasons)}>
                                        {w("joinPerson")}
                                    </Button>
                                    <Button
                                        look="quiet"
                                        onClick={() => judge("different", party, like, reasons)}
                                    >
                                        {w("partPerson")}
                                    </Button>
                                </span>
                            )}
                        </div>
                    </li>
                ))}
            </ul>
            {judging !== null && (
                <JudgeDialog judging={judging} onClose={() => setJudging(null)} onDone={onDone} />
            )}
        </>
    );
}
