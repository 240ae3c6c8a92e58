// A person or company whom people put together: every record of theirs that the reader may open, names as told, contacts, judgements.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readPerson, type Party, type Person } from "@/api/identity";
import { Link } from "@/kit/address";
import { lookOf } from "@/kit/button";
import { Chip, Moment, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { showDate } from "@/kit/moments";
import { Page, Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { DecisionList } from "@/kit/person-decision-list";
import { SuggestionList } from "@/kit/person-suggestion-list";

export function PersonPage({ id }: { id: string }) {
    const { w } = useWords();
    const query = useQuery({ queryKey: ["person", id], queryFn: () => readPerson(id) });
    const person = query.data;
    const name = person?.members.find((member) => member.name !== "")?.name;
    return (
        <Page
            title={name ?? w("person")}
            aside={
                person !== undefined && (
                    <>
                        <Chip>{w(person.kind === "person" ? "person" : "personCompany")}</Chip>
                        <span className="text-13 text-ink-soft">{w("personHidden")}</span>
                    </>
                )
            }
            action={
                <Link to={`/consultations?person=${id}`} className={lookOf("secondary")}>
                    {w("personInList")}
                </Link>
            }
        >
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : person === undefined ? (
                <Waiting lines={10} />
            ) : (
                <Loaded person={person} />
            )}
        </Page>
    );
}

function Loaded({ person }: { person: Person }) {
    const { w, language } = useWords();
    const client = useQueryClient();
    const onDone = () => client.invalidateQueries({ queryKey: ["person", person.id] });
    const mayDecide = person.may_decide;
    const distinct = (of: (party: Party) => (string | null)[]) => [
        ...new Set(person.members.flatMap(of).filter((text): text is string => text !== null && text !== "")),
    ];
    return (
        <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] items-start gap-3 p-3 max-lg:grid-cols-1">
            <div className="flex flex-col gap-3">
                <Panel title={w("personTold")}>
                    <dl className="grid grid-cols-[8rem_1fr] gap-x-4 gap-y-1 px-3 py-2 max-md:grid-cols-1">
                        <Told
                            title={w(person.kind === "person" ? "personSpellings" : "personCompanySpellings")}
                            lines={distinct((party) => [party.name, party.kana])}
                        />
                        <Told
                            title={w("personBirth")}
                            lines={distinct((party) => [party.birth_date]).map((day) =>
                                showDate(day, language),
                            )}
                        />
                        <Told
                            title={w("personReach")}
                            lines={distinct((party) => [...party.phones, ...party.mails])}
                        />
                        <Told title={w("personAddresses")} lines={distinct((party) => [party.address])} />
                        <Told
                            title={w("personNumber")}
                            lines={distinct((party) => [party.corporate_number])}
                        />
                    </dl>
                </Panel>
                <Panel title={w("personRecords")} count={w("countItems", { n: person.members.length })}>
                    <ol className="divide-y divide-line">
                        {person.members.map((party) => (
                            <li key={party.id} data-member={party.record.id} className="px-3 py-1.5">
                                <p className="flex flex-wrap items-baseline gap-x-3">
                                    <span className="figures text-13 text-ink-soft">
                                        <Moment at={party.record.received_at} short />
                                    </span>
                                    <Link
                                        to={`/consultations/${party.record.id}`}
                                        className="inline-block min-h-6 font-medium text-act underline underline-offset-2"
                                    >
                                        <span className="figures">{party.record.number}</span>{" "}
                                        {party.record.subject || w("noSubject")}
                                    </Link>
                                    <span className="text-13 text-ink-soft">
                                        <UnitName unit={party.record.unit} />
                                    </span>
                                </p>
                                <p className="text-13">
                                    <Chip>{w(`partyRole_${party.role}`)}</Chip>{" "}
                                    {[party.name || party.kana, ...party.phones, ...party.mails]
                                        .filter((text) => text !== "")
                                        .join("　")}
                                </p>
                            </li>
                        ))}
                    </ol>
                </Panel>
            </div>
            <div className="flex flex-col gap-3">
                <Panel title={w("samePerson")} count={w("countItems", { n: person.suggestions.length })}>
                    {person.suggestions.length === 0 ? (
                        <p className="px-3 py-2 text-13 text-ink-soft">{w("samePersonNone")}</p>
                    ) : (
                        <SuggestionList
                            here={person.members}
                            suggestions={person.suggestions}
                            mayDecide={mayDecide}
                            onDone={onDone}
                        />
                    )}
                </Panel>
                <Panel title={w("personDecisions")} count={w("countItems", { n: person.decisions.length })}>
                    {person.decisions.length === 0 ? (
                        <p className="px-3 py-2 text-13 text-ink-soft">{w("personNothing")}</p>
                    ) : (
                        <DecisionList decisions={person.decisions} mayDecide={mayDecide} onDone={onDone} />
                    )}
                </Panel>
            </div>
        </div>
    );
}

function Told({ title, lines }: { title: string; lines: string[] }) {
    if (lines.length === 0) return null;
    return (
        <>
            <dt className="text-13 text-ink-soft">{title}</dt>
            <dd>
                {lines.map((line) => (
                    <p key={line} className="break-words">
                        {line}
                    </p>
                ))}
            </dd>
        </>
    );
}
