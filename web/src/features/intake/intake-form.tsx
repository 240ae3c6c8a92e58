// The guided intake: what the caller says on the left, what the system makes of it on the right.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { useForm, useWatch } from "react-hook-form";
import { accept } from "@/api/calls";
import { handOverSheet } from "@/api/documents";
import { Problem } from "@/api/problem";
import type {
    ConsultationFields,
    Danger,
    Draft,
    DraftContent,
    FormDescription,
    Violation,
} from "@/api/types";
import { go } from "@/kit/address";
import { Button } from "@/kit/button";
import { PersonChip } from "@/kit/chips";
import { FieldHelp, useFieldHelp } from "@/kit/field-help";
import { refusalsOf } from "@/kit/field-refusal";
import { isEmptyValue } from "@/kit/field-value";
import { useJournal } from "@/kit/journal-context";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { showMoment, showTimeWithSeconds } from "@/kit/moments";
import { NarrativeEditor } from "@/kit/narrative-editor";
import { useNotify } from "@/kit/notices";
import { Page } from "@/kit/page";
import { FormField, FormFields, remainingFields, type FieldPlace } from "@/kit/register-form";
import { fieldOf } from "@/kit/labels";
import { useSession } from "@/kit/session";
import { UndoProvider } from "@/kit/use-undo";
import type { WordKey } from "@/kit/words";
import { acceptedIn } from "@/kit/accepted-drafts";
import { AcceptedNotice, lateFields } from "./accepted-notice";
import { DangerBar } from "@/kit/danger-bar";
import { finishDangerClock } from "@/kit/danger-clock";
import type { Difference } from "./desk-undo";
import { DeskGuidanceSheet, type PreparedSheet } from "./guidance-sheet";
import { InterviewPanel } from "./interview-panel";
import * as layout from "./layout";
import { LivePanel } from "./live-panel";
import { useDeskFiles } from "./mail-desk";
import { ObservableStrip } from "./observable-strip";
import { useDesk, type Desk } from "./use-desk";

type Props = {
    schema: FormDescription;
    draft: Draft | null;
    onCreated: (id: string) => void;
    undo: DraftContent | null; // what stood here before a file filled it in
    onReplace: (undo: DraftContent | null) => void;
    notice?: ReactNode; // above the form
};

const headFields = ["kind", "channel"];
const callerWords: Record<string, WordKey> = {
    report: "callerReport",
    consultation: "callerConsultation",
    information: "callerTip",
};
// In `dismissed`: for which words of danger the instruction was acknowledged; a new one asks again.
const dangerMark = (danger: Danger) => `danger:${danger.text.ja}`;
const dangerWasTold = ({ assessment, rest }: Pick<Desk, "assessment" | "rest">) =>
    assessment.dangers.length > 0 &&
    assessment.dangers.every((danger) => rest.dismissed.includes(dangerMark(danger)));

// A page anew is a new order of what can be taken back.
export function IntakeForm(props: Props) {
    return (
        <UndoProvider>
            <IntakeDesk {...props} />
        </UndoProvider>
    );
}

function useNameOfChange(schema: FormDescription): (change: Difference) => string {
    const { w, label } = useWords();
    return useCallback(
        ({ part, name }) => {
            if (part === "answers") return w("answersTold");
            if (part === "roles") return w("rolesTold");
            if (part === "dismissed") return w("proposalTold");
            if (name === "recipients") return w("recipients");
            return label(fieldOf(schema, name === "class" ? "offence_class" : name)?.label) || name;
        },
        [schema, w, label],
    );
}

function IntakeDesk({ schema, draft, onCreated, undo, onReplace, notice }: Props) {
    const { w, label } = useWords();
    const form = useForm<ConsultationFields>({
        defaultValues: {
            kind: "consultation",
            channel: "phone",
            received_at: new Date().toISOString(),
            ...draft?.content.consultation,
        },
    });
    const desk = useDesk(form, draft, onCreated, schema, useNameOfChange(schema));
    const { offer, files } = useDeskFiles({ desk, undo, onReplace });
    const { busy, violations, acceptRecord } = useAcceptance(desk, schema);
    const [told, setTold] = useState<string[]>([]);
    const [prepared, setPrepared] = useState<PreparedSheet | null>(null);
    const [making, setMaking] = useState(false);
    const [caret, setCaret] = useState<string | null>(null);
    const [kind = ""] = useWatch({ control: form.control, name: ["kind"] });
    useKeys({ "ctrl+enter": () => void acceptRecord(told, prepared) });

    const { control } = form;
    const shared = { schema, control, violations };
    const narrativeField = fieldOf(schema, "narrative");
    const help = useFieldHelp();
    const narrativeViolations = violations.filter((violation) => violation.field === "narrative");
    const unplaced = violations.filter(
        ({ field }) => fieldOf(schema, field) === undefined || headFields.includes(field),
    );
    const accepted = desk.draftState.accepted;
    const more = remainingFields(schema, layout.placed);
    return (
        <>
            <div className="flex min-h-0 flex-1 flex-col max-lg:min-h-fit max-lg:shrink-0 max-lg:basis-auto print:hidden">
                <DangerBar
                    dangers={desk.assessment.dangers}
                    acknowledged={dangerWasTold(desk)}
                    onAcknowledge={() =>
                        desk.assessment.dangers.forEach((danger) => desk.dismiss(dangerMark(danger), true))
                    }
                />
                <Page
                    title={w("newIntake")}
                    aside={
                        <div className="contents" inert={accepted !== null}>
                            <IntakeHead {...shared} desk={desk} />
                        </div>
                    }
                    action={
                        accepted === null ? (
                            <Button
                                look="primary"
                                keys="Ctrl+Enter"
                                data-tour="intake-accept"
                                disabled={busy}
                                onClick={() => void acceptRecord(told, prepared)}
                            >
                                {w("accept")}
                            </Button>
                        ) : null
                    }
                >
                    {accepted === null ? (
                        notice
                    ) : (
                        <AcceptedNotice
                            record={accepted}
                            late={lateFields(
                                desk.keeper.agreed()?.consultation ?? {},
                                filledIn(desk.content().consultation),
                            )}
                            labelOf={(name) => label(fieldOf(schema, name)?.label)}
                            onAdded={() => desk.keeper.stop()}
                        />
                    )}
                    <div
                        inert={accepted !== null}
                        className="grid min-h-0 flex-1 gap-3 px-3 inert:opacity-60 max-lg:py-3 lg:grid-cols-2 lg:grid-rows-[minmax(0,1fr)]"
                    >
                        <form
                            className="min-h-0 bg-surface px-4 py-3 max-lg:rounded-md max-lg:border max-lg:border-line lg:-ml-3 lg:overflow-y-auto lg:border-r lg:border-line"
                            onSubmit={(event) => event.preventDefault()}
                            aria-label={w("newIntake")}
                        >
                            {offer}
                            {unplaced.length > 0 && (
                                <p role="alert" className="mb-2 text-late">
                                    {unplaced.map((violation) => label(violation.reason)).join(" ")}
                                </p>
                            )}
                            <Section
                                title={w(
                                    callerWords[typeof kind === "string" ? kind : ""] ?? "callerConsultation",
                                )}
                                first
                                tour="intake-caller"
                            >
                                <FormFields {...shared} places={layout.callerPlaces} />
                            </Section>
                            <div className="mt-2.5 border-t border-line pt-1.5">
                                <FormFields {...shared} places={layout.wishPlaces} />
                            </div>
                            <div className="mt-1">
                                <FormFields {...shared} places={layout.subjectPlaces} />
                            </div>
                            <div {...help.frame} data-tour="intake-narrative">
                                <div className="mt-1.5 flex items-center gap-1">
                                    <label
                                        id="narrative-label"
                                        htmlFor="narrative"
                                        className="block text-13 leading-5 text-ink-soft"
                                    >
                                        {label(narrativeField?.label)}
                                    </label>
                                    {narrativeField !== undefined && (
                                        <FieldHelp field={narrativeField} reachable={help.inside} />
                                    )}
                                </div>
                                <NarrativeEditor
                                    id="narrative"
                                    labelledBy="narrative-label"
                                    describedBy={
                                        narrativeViolations.length > 0 ? "narrative-hint" : undefined
                                    }
                                    initial={desk.initialNarrative}
                                    fieldRef={desk.narrativeField}
                                    recognised={desk.recognised}
                                    maxLength={narrativeField?.max_length}
                                    onText={desk.setNarrative}
                                    onCaret={setCaret}
                                    onRoleKey={desk.cycleRole}
                                />
                            </div>
                            <p id="narrative-hint" className="text-13 text-late">
                                {narrativeViolations.map((violation) => label(violation.reason)).join(" ")}
                            </p>
                            <ObservableStrip
                                observables={desk.assessment.observables}
                                current={caret}
                                onRole={desk.cycleRole}
                            />
                            <Section title={w("harm")}>
                                <FormFields {...shared} places={layout.harmPlaces} />
                            </Section>
                            {files}
                            <MoreFields
                                title={w("victimAndEvidence")}
                                {...shared}
                                places={layout.victimPlaces}
                            />
                            <MoreFields title={w("contactMore")} {...shared} places={layout.contactPlaces} />
                            <MoreFields title={w("command")} {...shared} places={layout.commandPlaces} />
                            {more.length > 0 && (
                                <MoreFields title={w("otherFields")} {...shared} places={more} />
                            )}
                        </form>
                        <LivePanel
                            assessment={desk.assessment}
                            started={desk.started}
                            failed={desk.failed}
                            schema={schema}
                            decided={desk.rest.decisions}
                            dismissed={desk.rest.dismissed}
                            interview={<InterviewPanel desk={desk} schema={schema} control={control} />}
                            told={told}
                            onDecide={desk.decide}
                            onDismiss={desk.dismiss}
                            onTold={(code, on) =>
                                setTold((all) =>
                                    on ? [...all, code] : all.filter((other) => other !== code),
                                )
                            }
                            prepared={prepared}
                            onUnprepare={() => setPrepared(null)}
                            onSheet={() => setMaking(true)}
                        />
                    </div>
                </Page>
            </div>
            {making && (
                <DeskGuidanceSheet
                    content={desk.content()}
                    schema={schema}
                    prepared={prepared}
                    onPrepared={setPrepared}
                    onClose={() => setMaking(false)}
                />
            )}
        </>
    );
}

type Shared = Parameters<typeof FormFields>[0];

function Section({
    title,
    first = false,
    tour,
    children,
}: {
    title: string;
    first?: boolean;
    tour?: string;
    children: React.ReactNode;
}) {
    return (
        <fieldset data-tour={tour} className={first ? "" : "mt-2.5 border-t border-line pt-1.5"}>
            <legend className="float-left mb-0.5 w-full text-14 font-bold">{title}</legend>
            <div className="clear-both">{children}</div>
        </fieldset>
    );
}

function MoreFields({
    title,
    places,
    ...shared
}: Omit<Shared, "places"> & { title: string; places: FieldPlace[] }) {
    const refused = shared.violations.some((violation) =>
        places.some((place) => place.name === violation.field),
    );
    return (
        <details className="mt-2 border-t border-line pt-1" open={refused || undefined}>
            <summary className="min-h-8 py-1 font-bold">{title}</summary>
            <FormFields {...shared} places={places} />
        </details>
    );
}

function IntakeHead({ schema, control, violations, desk }: Omit<Shared, "places"> & { desk: Desk }) {
    const { w, language } = useWords();
    const { staff } = useSession();
    const [receivedAt] = useWatch({ control, name: ["received_at"] });
    return (
        <>
            <span data-tour="intake-head" className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {headFields.map((name) => {
                    const field = fieldOf(schema, name);
                    return field === undefined ? null : (
                        <HeadChoice key={name} field={field} control={control} violations={violations} />
                    );
                })}
            </span>
            <span className="text-13 text-ink-soft">{w("numberAtAcceptance")}</span>
            <span className="figures text-13">
                {w("receivedAt")} {typeof receivedAt === "string" ? showMoment(receivedAt, language) : ""}
            </span>
            <span className="text-13">
                {w("receiver")} {staff !== null && <PersonChip person={staff} />}
            </span>
            <DraftMark desk={desk} />
        </>
    );
}

function HeadChoice(props: Pick<Parameters<typeof FormField>[0], "field" | "control" | "violations">) {
    const { label } = useWords();
    const wide = (props.field.values?.length ?? 0) > 3; // a select has no width of its own
    return (
        <span className={wide ? "w-34" : ""} title={label(props.field.label)}>
            <FormField {...props} span="" bare />
        </span>
    );
}

function DraftMark({ desk }: { desk: Desk }) {
    const { w, label } = useWords();
    const journal = useJournal();
    const { savedAt, failed, dirty, accepted } = desk.draftState;
    if (accepted !== null) return null;
    // The head of the page says that the server is away; here stands where what was typed is.
    if (failed?.status === 0) {
        return journal?.isKeeping === true ? (
            <span data-kept-here className="text-13 text-ink-soft">
                {w("keptHere")}
            </span>
        ) : (
            <span role="alert" className="text-13 font-bold text-late">
                {w("keptNowhere")}
            </span>
        );
    }
    if (failed !== null) {
        return (
            <span role="alert" className="text-13 font-bold text-late">
                {w("draftFailed")} {label(failed.body.titles) || failed.body.title}
            </span>
        );
    }
    if (savedAt === null) return <span className="text-13 text-ink-soft">{dirty ? w("draftSoon") : ""}</span>;
    return (
        <span data-draft-saved={savedAt} className="figures text-13 text-ink-soft">
            {w("draftSaved", { time: showTimeWithSeconds(savedAt) })}
        </span>
    );
}

// The first that was refused, as it stands on the page, wherever it is folded away.
function focusFirst(fields: readonly string[]) {
    const controls = "input, select, textarea, button";
    const [first] = [...document.querySelectorAll<HTMLElement>("[data-field], #narrative")].filter((each) =>
        fields.includes(each.dataset["field"] ?? each.id),
    );
    if (first === undefined) return;
    const folded = first.closest("details");
    if (folded !== null) folded.open = true;
    const control = first.matches(controls) ? first : first.querySelector<HTMLElement>(controls);
    control?.focus();
    control?.scrollIntoView({ block: "nearest" });
}

function useAcceptance(desk: Desk, schema: FormDescription) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [busy, setBusy] = useState(false);
    const [violations, setViolations] = useState<Violation[]>([]);
    useEffect(() => {
        // A field of a field is shown with it: occurred.wording.
        if (violations.length > 0) focusFirst(violations.map(({ field }) => field.replace(/[.[].*$/, "")));
    }, [violations]);

    async function acceptRecord(told: string[], prepared: PreparedSheet | null) {
        if (busy || desk.keeper.state().accepted !== null) return;
        const refused = refusalsOf(schema, desk.content().consultation, new Date());
        setViolations(refused);
        if (refused.length > 0) return notify.failed(w("notAllReadable"));
        setBusy(true);
        try {
            await desk.keeper.flush();
            if (desk.keeper.state().accepted !== null) return setBusy(false);
            const { consultation, roles, decisions, answers } = desk.content();
            const draft = desk.keeper.state().id ?? undefined;
            const record = await accept({
                consultation: filledIn(consultation),
                roles,
                decisions,
                answers,
                draft,
            });
            desk.keeper.tellAccepted(record);
            await desk.keeper.stop();
            notify.told(w("accepted", { number: record.number }));
            go(`/consultations/${record.id}`, { replace: true }); // going back is not to a draft that is gone
            if (prepared !== null) await handOverSheet(record.id, prepared);
            const byWord = told.filter((code) => prepared?.codes.includes(code) !== true);
            if (byWord.length > 0) await handOverSheet(record.id, { codes: byWord, means: "read_out" });
            if (dangerWasTold(desk)) await finishDangerClock(record.id);
            await client.invalidateQueries();
        } catch (error) {
            const accepted = error instanceof Problem ? acceptedIn(error) : null;
            if (accepted !== null) {
                desk.keeper.close(accepted);
                return setBusy(false);
            }
            notify.failed(error);
            if (error instanceof Problem) setViolations(error.body.violations ?? []);
            setBusy(false);
        }
    }
    return { busy, violations, acceptRecord };
}

// Only what was filled in is sent: the server knows what an empty field is.
function filledIn(fields: ConsultationFields): ConsultationFields {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmptyValue(value)));
}
