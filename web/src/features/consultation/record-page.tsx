// One record: what it is, what is known, what was decided and sent, and everything that happened to it.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import {
    readConsultation,
    readDecisions,
    readLinks,
    readRecordClocks,
    readRecordReferrals,
    readSightings,
    readTimeline,
    readUnits,
} from "@/api/calls";
import type { Consultation, FieldContent, FormDescription, NewReferral, Span } from "@/api/types";
import { PeoplePanel } from "./people-panel";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, ClockChip, PersonChip, UnitName, UrgencyMark } from "@/kit/chips";
import { fieldOf, valueLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { Page, Panel } from "@/kit/page";
import { useSchema } from "@/kit/schema";
import { Failure, Waiting } from "@/kit/states";
import { useSettled } from "@/kit/use-settled";
import { Timeline } from "@/kit/timeline";
import { UndoProvider } from "@/kit/use-undo";
import { RecordFiles } from "./attachments-record";
import { ClocksPanel } from "./clocks-panel";
import { RecordDanger } from "./danger";
import { DecisionsPanel } from "./decisions-panel";
import { EditsBar } from "./edits-bar";
import { Facts } from "./facts";
import { GuidancePanel } from "./guidance-panel";
import { InterviewNotesOf, InterviewPanel, useInterview } from "./interview-panel";
import { LinksPanel } from "./links-panel";
import { Narrative } from "./narrative";
import { PresenceChips, usePresence } from "./presence-chips";
import { PrintSheet } from "./print-sheet";
import { ReferDialog } from "./refer-dialog";
import { RestrictionDialog } from "./restriction-dialog";
import { RetentionPanel } from "./retention-panel";
import { timelineEntries } from "./timeline-entries";
import { ReferralsPanel } from "./referrals-panel";
import { EditsProvider, useEditDraft, useEdits, type EditDraft } from "./use-edits";

export function useRecord(id: string) {
    const part = <T,>(name: string, read: (id: string) => Promise<T>) => ({
        queryKey: ["consultation", id, name],
        queryFn: () => read(id),
    });
    return {
        record: useQuery(part("facts", readConsultation)),
        sightings: useQuery(part("sightings", readSightings)),
        links: useQuery(part("links", readLinks)),
        decisions: useQuery(part("decisions", readDecisions)),
        clocks: useQuery(part("clocks", readRecordClocks)),
        referrals: useQuery(part("referrals", readRecordReferrals)),
        timeline: useQuery(part("timeline", readTimeline)),
    };
}
export type RecordParts = ReturnType<typeof useRecord>;

export function RecordPage({ id }: { id: string }) {
    const { w } = useWords();
    const schema = useSchema("consultation");
    const parts = useRecord(id);
    const draft = useEditDraft(id);
    const error = parts.record.error ?? schema.error ?? draft.error;
    if (error !== null) {
        return (
            <Page title={w("record")}>
                <Failure
                    error={error}
                    onRetry={() => void (parts.record.error === null ? draft : parts.record).refetch()}
                />
            </Page>
        );
    }
    if (parts.record.data === undefined || schema.data === undefined || draft.data === undefined) {
        return (
            <Page title={w("record")}>
                <div className="grid grid-cols-[2fr_1fr] gap-3 p-3">
                    <Waiting lines={16} className="rounded-md border border-line bg-surface" />
                    <Waiting lines={8} className="rounded-md border border-line bg-surface" />
                </div>
            </Page>
        );
    }
    return (
        <UndoProvider>
            <WithEdits record={parts.record.data} draft={draft.data} schema={schema.data} parts={parts} />
        </UndoProvider>
    );
}

function WithEdits({ draft, ...loaded }: LoadedProps & { draft: EditDraft | null }) {
    const { label } = useWords();
    const { schema } = loaded;
    const nameOf = useCallback(
        (field: string) => label(fieldOf(schema, field)?.label) || field,
        [schema, label],
    );
    return (
        <EditsProvider record={loaded.record} draft={draft} nameOf={nameOf}>
            <Loaded {...loaded} />
        </EditsProvider>
    );
}

type LoadedProps = { record: Consultation; schema: FormDescription; parts: RecordParts };

function Loaded({ record, schema, parts }: LoadedProps) {
    const { w } = useWords();
    const [sending, setSending] = useState<NewReferral["purpose"] | null>(null);
    const [restricting, setRestricting] = useState(false);
    const [underlined, setUnderlined] = useState<Span[]>([]);
    const interview = useInterview(record);
    const settled = useSettled("consultation", record.id);
    const sightings = parts.sightings.data?.items ?? [];
    const links = parts.links.data?.items ?? [];
    return (
        <>
            <RecordDanger record={record} clocks={parts.clocks.data?.items ?? []} />
            <div
                className={`flex min-h-0 flex-1 flex-col print:hidden ${settled ? "" : "invisible"}`}
                aria-busy={!settled}
            >
                <Page
                    title={record.number}
                    aside={<Head record={record} schema={schema} parts={parts} />}
                    action={
                        <Actions
                            record={record}
                            onSend={setSending}
                            onRestrict={() => setRestricting(true)}
                        />
                    }
                >
                    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] items-start gap-3 p-3 max-lg:grid-cols-1">
                        <div className="flex flex-col gap-3">
                            <Panel
                                tour="record-text"
                                title={<span className="text-16">{record.subject || w("noSubject")}</span>}
                                action={<Presence record={record.id} schema={schema} />}
                            >
                                <Narrative
                                    record={record}
                                    schema={schema}
                                    sightings={sightings}
                                    links={links}
                                    underlined={underlined}
                                />
                            </Panel>
                            <InterviewPanel
                                record={record}
                                schema={schema}
                                query={interview}
                                onShow={setUnderlined}
                            />
                            <Facts record={record} schema={schema} />
                        </div>
                        <div className="flex flex-col gap-3">
                            {record.status === "closed" && <RetentionPanel record={record} />}
                            <InterviewNotesOf query={interview} />
                            <PeoplePanel record={record.id} version={record.version} />
                            <LinksPanel record={record} query={parts.links} />
                            <RecordFiles record={record} />
                            <ReferralsPanel record={record} query={parts.referrals} />
                            <ClocksPanel query={parts.clocks} />
                            <GuidancePanel record={record} />
                            <DecisionsPanel record={record} query={parts.decisions} />
                        </div>
                        <Panel tour="record-timeline" title={w("timeline")} className="lg:col-span-2">
                            <History record={record} schema={schema} parts={parts} />
                        </Panel>
                    </div>
                    <EditsBar />
                </Page>
            </div>
            <PrintSheet record={record} schema={schema} interview={interview.data} />
            {restricting && <RestrictionDialog record={record} onClose={() => setRestricting(false)} />}
            {sending !== null && (
                <ReferDialog
                    record={record}
                    purpose={sending}
                    decisions={parts.decisions.data?.items ?? []}
                    onClose={() => setSending(null)}
                />
            )}
        </>
    );
}

function History({ record, schema, parts }: LoadedProps) {
    const speak = useWords();
    const { begin, change } = useEdits();
    // Opens the ordinary edit with what stood there: saved like any other change, or given up.
    function putBack(before: Record<string, FieldContent>) {
        for (const [field, value] of Object.entries(before)) {
            begin(field, (record[field] ?? null) as FieldContent);
            change(field, value);
        }
    }
    const units = useQuery({ queryKey: ["units"], queryFn: readUnits, staleTime: Infinity });
    const { timeline, decisions } = parts;
    if (timeline.error !== null)
        return <Failure error={timeline.error} onRetry={() => void timeline.refetch()} />;
    if (timeline.data === undefined) return <Waiting lines={4} />;
    const tables = new Map((decisions.data?.items ?? []).map((decision) => [decision.table, decision.label]));
    const told = { schema, units: units.data?.items ?? [], tables, speak };
    const mayEdit = record.can["consultation.edit"] === true;
    return (
        <Timeline items={timelineEntries(timeline.data.items, told)} onBack={mayEdit ? putBack : undefined} />
    );
}

function Head({ record, schema, parts }: LoadedProps) {
    const { w, label } = useWords();
    const open = (parts.clocks.data?.items ?? [])
        .filter((clock) => clock.state !== "done")
        .toSorted((a, b) => (a.due_at ?? "9999").localeCompare(b.due_at ?? "9999"));
    const value = (name: string) => label(valueLabel(schema, name, record[name]));
    return (
        <>
            <Chip>{value("kind")}</Chip>
            <Chip>{value("status")}</Chip>
            {record.restriction !== "none" && (
                <Chip tone="late">{w(`restriction_${record.restriction}`)}</Chip>
            )}
            {record.urgency !== null && <UrgencyMark urgency={record.urgency} text={value("urgency")} />}
            {open.slice(0, 2).map((clock) => (
                <ClockChip key={clock.id} clock={clock} />
            ))}
            <span className="text-13">
                <span className="text-ink-soft">{w("owner")}</span> <UnitName unit={record.owner_unit} />
            </span>
            {record.lead !== null && record.lead.id !== record.owner_unit.id && (
                <span className="text-13">
                    <span className="text-ink-soft">{w("lead")}</span> <UnitName unit={record.lead} />
                </span>
            )}
            {record.holder !== null && (
                <span className="text-13" data-holder>
                    <span className="text-ink-soft">{w("inHandOf")}</span>{" "}
                    <Link
                        to={`/consultations?officer=${record.holder.id}`}
                        className="underline"
                        title={w("holderList")}
                    >
                        <PersonChip
                            person={record.holder}
                            withUnit={record.holder.unit?.id !== record.owner_unit.id}
                        />
                    </Link>
                </span>
            )}
            {record.receiver !== null && record.receiver.id !== record.holder?.id && (
                <span className="text-13 max-xl:hidden">
                    <span className="text-ink-soft">{w("receiver")}</span>{" "}
                    <PersonChip person={record.receiver} withUnit={false} />
                </span>
            )}
        </>
    );
}

function Presence({ record, schema }: { record: string; schema: FormDescription }) {
    const { edits } = useEdits();
    return <PresenceChips people={usePresence(record, Object.keys(edits).at(-1) ?? "")} schema={schema} />;
}

function Actions({
    record,
    onSend,
    onRestrict,
}: {
    record: Consultation;
    onSend: (purpose: NewReferral["purpose"]) => void;
    onRestrict: () => void;
}) {
    const { w } = useWords();
    return (
        <div data-tour="record-actions" className="flex flex-wrap gap-1.5">
            {record.can["consultation.hand_over"] === true && (
                <Button onClick={() => onSend("hand_over")}>{w("purpose_hand_over")}</Button>
            )}
            {record.can["consultation.refer"] === true && (
                <Button onClick={() => onSend("support")}>{w("purpose_support")}</Button>
            )}
            {record.can["consultation.restrict"] === true && (
                <Button onClick={onRestrict}>{w("restriction")}</Button>
            )}
            <Button icon="print" onClick={() => window.print()}>
                {w("print")}
            </Button>
            {record.can["consultation.refer"] === true && (
                <Button look="primary" icon="send" onClick={() => onSend("report")}>
                    {w("purpose_report")}
                </Button>
            )}
        </div>
    );
}
