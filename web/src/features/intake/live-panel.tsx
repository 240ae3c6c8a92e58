// What the system sees in the text, beside it while it is typed: known matches, proposals, questions, guidance.
import type { ReactNode } from "react";
import type { Assessment, FormDescription, Guidance, Related } from "@/api/types";
import { Button } from "@/kit/button";
import { Moment, UnitName } from "@/kit/chips";
import { HitRow } from "@/kit/hit-row";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { observableKey } from "@/kit/observables";
import { Panel } from "@/kit/page";
import { asProblem } from "@/kit/states";
import type { Decided } from "./decisions";
import { PreparedMark, type PreparedSheet } from "./guidance-sheet";
import { Proposals } from "./proposals";

type Props = {
    assessment: Assessment;
    started: boolean;
    failed: unknown;
    schema: FormDescription;
    decided: Decided;
    dismissed: readonly string[];
    interview: ReactNode;
    told: readonly string[];
    onDecide: (table: string, value: string | string[] | undefined) => void;
    onDismiss: (table: string, dismissed: boolean) => void;
    onTold: (code: string, told: boolean) => void;
    prepared: PreparedSheet | null;
    onUnprepare: () => void;
    onSheet: () => void;
};

export function LivePanel(props: Props) {
    const { assessment, schema } = props;
    const { w } = useWords();
    const proposals = assessment.proposals.filter((proposal) => proposal.ranked.length > 0);
    const isEmpty = proposals.length === 0 && assessment.hits.length === 0;
    return (
        <aside
            aria-label={w("livePanel")}
            className="flex min-h-0 flex-col gap-2.5 lg:overflow-y-auto lg:py-3 lg:pr-1"
        >
            {props.failed !== null && <LiveFailure error={props.failed} />}
            <Panel
                tour="intake-hits"
                title={<Headline known={assessment.hits.length > 0}>{w("hits")}</Headline>}
                count={w("countItems", { n: assessment.hits.length })}
            >
                <div aria-live="polite">
                    {assessment.hits.length === 0 ? (
                        <Quiet>{props.started ? w("noHits") : w("hitsHint")}</Quiet>
                    ) : (
                        <ul className="divide-y divide-line">
                            {assessment.hits.map((hit) => (
                                <HitRow
                                    key={observableKey(hit.observable) + hit.by}
                                    hit={hit}
                                    observable={assessment.observables.find(
                                        (each) => observableKey(each) === observableKey(hit.observable),
                                    )}
                                />
                            ))}
                        </ul>
                    )}
                </div>
            </Panel>
            <RelatedPanel title={w("duplicates")} items={assessment.duplicates} />
            <RelatedPanel title={w("earlier")} items={assessment.earlier} />
            <Panel
                tour="intake-proposals"
                title={w("proposals")}
                count={isEmpty ? undefined : w("proposalKeys")}
            >
                {proposals.length === 0 ? (
                    <Quiet>{w("proposalsHint")}</Quiet>
                ) : (
                    <Proposals
                        proposals={proposals}
                        schema={schema}
                        decided={props.decided}
                        dismissed={props.dismissed}
                        onDecide={props.onDecide}
                        onDismiss={props.onDismiss}
                    />
                )}
            </Panel>
            {props.interview}
            <Panel
                tour="intake-guidance"
                title={w("guidance")}
                action={
                    props.started && (
                        <Button look="quiet" icon="print" onClick={props.onSheet}>
                            {w("sheetOpen")}
                        </Button>
                    )
                }
            >
                {props.prepared !== null && (
                    <PreparedMark prepared={props.prepared} onRemove={props.onUnprepare} />
                )}
                <GuidanceList guidance={assessment.guidance} told={props.told} onTold={props.onTold} />
            </Panel>
        </aside>
    );
}

function Quiet({ children }: { children: ReactNode }) {
    return <p className="px-3 py-2 text-13 text-ink-soft">{children}</p>;
}

function Headline({ known, children }: { known: boolean; children: ReactNode }) {
    return (
        <span className={`inline-flex items-center gap-1.5 ${known ? "text-known" : ""}`}>
            <Icon name="link" />
            {children}
        </span>
    );
}

function LiveFailure({ error }: { error: unknown }) {
    const { w, label } = useWords();
    const { body } = asProblem(error);
    return (
        <p role="status" className="rounded-md border border-due-line bg-due-ground px-3 py-1.5 text-13">
            {label(body.titles) || body.title} {w("liveFailed")}
        </p>
    );
}

function RelatedPanel({ title, items }: { title: string; items: Related[] }) {
    const { w, label } = useWords();
    if (items.length === 0) return null;
    return (
        <Panel title={<Headline known>{title}</Headline>} count={items.length}>
            <ul className="divide-y divide-line">
                {items.map(({ record, why, by, identity }) => (
                    <li key={record.id} className="px-3 py-1">
                        <a
                            href={`/consultations/${record.id}`}
                            target="_blank"
                            rel="noreferrer"
                            className="inline-block min-h-6 text-act underline underline-offset-2"
                        >
                            <span className="figures">{record.number}</span> {record.subject}
                        </a>
                        {by === "person" && (
                            <p className="text-13 font-bold text-known">
                                {w("earlierSame")}{" "}
                                {identity !== undefined && identity !== null && (
                                    <a
                                        href={`/people/${identity}`}
                                        target="_blank"
                                        rel="noreferrer"
                                        className="inline-block min-h-6 font-normal text-act underline underline-offset-2"
                                    >
                                        {w("personOpen")}
                                    </a>
                                )}
                            </p>
                        )}
                        <p className="text-13 text-ink-soft">
                            {label(why)} <UnitName unit={record.unit} />{" "}
                            <Moment at={record.received_at} short />
                        </p>
                    </li>
                ))}
            </ul>
        </Panel>
    );
}

type GuidanceProps = {
    guidance: Guidance[];
    told: readonly string[];
    onTold: (code: string, told: boolean) => void;
};
export function GuidanceList({ guidance, told, onTold }: GuidanceProps) {
    const { w, label } = useWords();
    if (guidance.length === 0) return <Quiet>{w("guidanceHint")}</Quiet>;
    return (
        <ul className="divide-y divide-line">
            {guidance.map((item) => (
                <li key={item.code} className="px-3 py-1.5">
                    <label className="flex items-start gap-2">
                        <input
                            type="checkbox"
                            className="mt-1 size-4 accent-act"
                            checked={told.includes(item.code)}
                            onChange={(event) => onTold(item.code, event.target.checked)}
                            aria-label={`${w("toldGuidance")}: ${label(item.title)}`}
                        />
                        <span className="min-w-0">
                            <strong className="block">{label(item.title)}</strong>
                            <span className="block text-13 text-ink-soft">{label(item.text)}</span>
                            {item.contacts.map((contact) => (
                                <span key={contact.contact} className="figures block text-13">
                                    {label(contact.name)} {contact.contact} {contact.hours}
                                </span>
                            ))}
                        </span>
                    </label>
                </li>
            ))}
        </ul>
    );
}
