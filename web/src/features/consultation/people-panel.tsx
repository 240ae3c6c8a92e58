// 同一人物・法人の可能性: of the caller and the victim of one record, who may be the same elsewhere and who was said to be.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readPeople, type RecordParty } from "@/api/identity";
import { Link } from "@/kit/address";
import { Chip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { DecisionList } from "@/kit/person-decision-list";
import { SuggestionList } from "@/kit/person-suggestion-list";

export function PeoplePanel({ record, version }: { record: string; version: number }) {
    const { w } = useWords();
    const client = useQueryClient();
    const query = useQuery({
        queryKey: ["consultation", record, "people", version],
        queryFn: () => readPeople(record),
        placeholderData: (before) => before,
    });
    const onDone = () => client.invalidateQueries({ queryKey: ["consultation", record, "people"] });
    const items = (query.data?.items ?? []).filter(
        (party) => party.suggestions.length > 0 || party.identity !== null || party.decisions.length > 0,
    );
    const count = items.reduce((sum, party) => sum + party.suggestions.length, 0);
    return (
        <Panel
            title={<span className={count > 0 ? "text-known" : ""}>{w("samePerson")}</span>}
            count={query.data === undefined ? undefined : w("countItems", { n: count })}
        >
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={2} />
            ) : items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("samePersonNone")}</p>
            ) : (
                items.map((party) => (
                    <OneParty
                        key={party.id}
                        party={party}
                        mayDecide={query.data.may_decide}
                        onDone={onDone}
                    />
                ))
            )}
        </Panel>
    );
}

type OneProps = { party: RecordParty; mayDecide: boolean; onDone: () => Promise<void> };

function OneParty({ party, mayDecide, onDone }: OneProps) {
    const { w } = useWords();
    return (
        <section className="border-b border-line last:border-b-0">
            <h3 className="flex flex-wrap items-center gap-2 px-3 pt-1.5 text-13 font-bold">
                <Chip>{w(`partyRole_${party.role}`)}</Chip> {party.name || party.kana || w("partyNameless")}
                {party.identity !== null && (
                    <Link
                        to={`/people/${party.identity}`}
                        className="inline-block min-h-6 font-normal text-act underline underline-offset-2"
                    >
                        {w("personTogetherCount", { n: party.together.length })}
                    </Link>
                )}
            </h3>
            <SuggestionList
                here={[party]}
                suggestions={party.suggestions}
                mayDecide={mayDecide}
                onDone={onDone}
            />
            {party.decisions.length > 0 && (
                <details className="px-0 pb-1">
                    <summary className="min-h-6 cursor-pointer px-3 text-13 text-act">
                        {w("decisionsCount", { n: party.decisions.length })}
                    </summary>
                    <DecisionList decisions={party.decisions} mayDecide={mayDecide} onDone={onDone} />
                </details>
            )}
        </section>
    );
}
