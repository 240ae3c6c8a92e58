// What stands behind the intake form: the draft that keeps itself, the text that is looked at, and what was decided.
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { UseFormReturn } from "react-hook-form";
import { assess } from "@/api/calls";
import { createDraft, readDraft, saveDraft } from "@/api/draft-calls";
import type {
    ConsultationFields,
    Draft,
    DraftContent,
    FormDescription,
    ObservableRole,
    RecognisedObservable,
    RoleChoice,
    Span,
} from "@/api/types";
import type { GivenAnswer, InterviewQuestion } from "@/api/interview";
import { useJournal } from "@/kit/journal-context";
import { DraftKeeper } from "@/kit/journal-keeper";
import { mergeJson, sameJson } from "@/kit/journal-merge";
import { isText } from "@/kit/journal-recovery";
import { composed, putText } from "@/kit/journal-text";
import { useKeeperEvents } from "@/kit/journal-page";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { markSpans, type TextMark } from "@/kit/observable-text";
import { nextRole, observableKey } from "@/kit/observables";
import type { Recognised } from "@/kit/narrative-editor";
import { hasOwnUndo } from "@/kit/undo";
import { useUndo } from "@/kit/use-undo";
import { Assessor, type Assessed } from "@/kit/assessor";
import { codesOf, emptyAssessment } from "./decisions";
import { differences, withParts, type Difference } from "./desk-undo";
import { carried, filledFields, interviewFields, keptAnswers } from "./interview-desk";

type Rest = Omit<DraftContent, "consultation">;
const nothingDecided: Rest = { roles: [], decisions: {}, answers: {}, dismissed: [] };

// What stands on the screen and how another hand's work is put into it; filled in by the desk.
export type Screen = { content: () => DraftContent; put: (content: DraftContent) => void };

export function useDraftKeeper(
    draft: Draft | null,
    onCreated: (id: string) => void,
    screen: RefObject<Screen | null>,
) {
    const journal = useJournal();
    const notify = useNotify();
    const { w } = useWords();
    const [keeper] = useState(() => {
        const names = { theirs: w("mergeOther"), mine: w("mergeHere") };
        async function meet(base: DraftContent | null, theirs: DraftContent): Promise<DraftContent> {
            await composed();
            const mine = screen.current?.content() ?? theirs;
            const { content, clashes } = mergeJson(base ?? mine, theirs, mine, names, isText);
            screen.current?.put(content);
            for (const clash of clashes) {
                const told = typeof clash.theirs === "string" ? clash.theirs : JSON.stringify(clash.theirs);
                notify.failed(w("clashed", { field: clash.field, theirs: told }));
            }
            if (!sameJson(content, mine)) notify.told(w("draftMet"));
            return content;
        }
        return new DraftKeeper<DraftContent>({
            store: {
                create: (content, keepalive, key) => createDraft(content, { keepalive, key }),
                save: (id, version, content, keepalive) => saveDraft({ id, version }, content, keepalive),
                load: readDraft,
            },
            opened: draft,
            onCreated,
            meet,
            journal,
        });
    });
    return { keeper, state: useKeeperEvents(keeper) };
}

export function useDesk(
    form: UseFormReturn<ConsultationFields>,
    draft: Draft | null,
    onCreated: (id: string) => void,
    schema: FormDescription,
    nameOf: (change: Difference) => string,
) {
    const screen = useRef<Screen | null>(null);
    const { stack } = useUndo();
    const { keeper, state: draftState } = useDraftKeeper(draft, onCreated, screen);
    const narrativeField = useRef<HTMLTextAreaElement>(null);
    const narrative = useRef(textOf(draft?.content.consultation.narrative));
    const [rest, setRest] = useState<Rest>(() => ({
        ...nothingDecided,
        ...draft?.content,
        answers: keptAnswers(draft?.content.answers),
    }));
    const [underlined, setUnderlined] = useState<Span[]>([]);
    const [assessed, setAssessed] = useState<Assessed>({ text: "", assessment: emptyAssessment });
    const [failed, setFailed] = useState<unknown>(null);
    const latestRest = useRef(rest);

    const content = useCallback((): DraftContent => {
        const { roles, decisions, answers, dismissed } = latestRest.current;
        const consultation = { ...form.getValues(), narrative: narrative.current };
        return { consultation, roles, decisions, answers, dismissed };
    }, [form]);

    const [assessor] = useState(
        () =>
            new Assessor(
                assess,
                ({ text, assessment: seen }) => {
                    // Before a word is told there is nothing to propose; earlier consultations of the caller may show.
                    const blank = { proposals: [], guidance: [] };
                    setAssessed({ text, assessment: text.trim() === "" ? { ...seen, ...blank } : seen });
                    setFailed(null);
                },
                setFailed,
            ),
    );
    useEffect(() => () => assessor.stop(), [assessor]);
    const look = useCallback(() => {
        const values = form.getValues();
        const { kind, channel, caller_phone, caller_name } = values;
        const text = narrative.current;
        if (text.trim() === "" && textOf(caller_phone) === "" && textOf(caller_name) === "") {
            assessor.stop();
            setAssessed({ text, assessment: emptyAssessment });
            return;
        }
        assessor.want({
            text,
            kind: textOf(kind),
            channel: textOf(channel),
            answers: latestRest.current.answers,
            fields: filledFields(values, schema),
            internal_type: codesOf(latestRest.current.decisions.internal_type)[0],
            roles: latestRest.current.roles,
            caller_phone: textOf(caller_phone) || undefined,
            caller_name: textOf(caller_name) || undefined,
            draft: keeper.state().id ?? undefined,
        });
    }, [assessor, form, keeper, schema]);

    // What stood there after the last change; null until the desk stands and while it is filled in by another hand.
    const seen = useRef<DraftContent | null>(null);
    const changed = useCallback(() => {
        const now = content();
        keeper.changed(now);
        if (seen.current === null) return;
        const parts = differences(seen.current, now);
        seen.current = now;
        const [first] = parts;
        if (first === undefined) return;
        const way = (side: "was" | "is") => () => {
            screen.current?.put(withParts(content(), parts, side));
            keeper.changed(content());
            look();
            return true;
        };
        const isTyping = parts.length === 1 && hasOwnUndo(document.activeElement);
        stack.push({
            name: nameOf(first),
            key: isTyping ? `typed:${first.part}/${first.name}` : undefined,
            undo: way("was"),
            redo: way("is"),
        });
    }, [content, keeper, look, nameOf, stack]);
    useEffect(() => {
        look(); // a resumed draft is looked at once
        return form.subscribe({
            formState: { values: true },
            callback: ({ name }) => {
                changed();
                if (
                    name === undefined ||
                    name === "kind" ||
                    name === "channel" ||
                    interviewFields.includes(name)
                )
                    look();
            },
        });
    }, [form, changed, look]);

    const change = useCallback(
        (part: (before: Rest) => Partial<Rest>) => {
            latestRest.current = { ...latestRest.current, ...part(latestRest.current) };
            setRest(latestRest.current);
            changed();
        },
        [changed],
    );

    useEffect(() => {
        screen.current = {
            content,
            put: ({ consultation, ...others }) => {
                seen.current = null;
                for (const [name, value] of Object.entries(consultation)) {
                    if (name !== "narrative" && !sameJson(form.getValues(name), value))
                        form.setValue(name, value);
                }
                latestRest.current = { ...nothingDecided, ...others };
                setRest(latestRest.current);
                if (narrativeField.current !== null)
                    putText(narrativeField.current, textOf(consultation.narrative));
                seen.current = content();
            },
        };
        seen.current ??= content();
    }, [content, form]);

    const assessment = useMemo(() => withChosenRoles(assessed, rest.roles), [assessed, rest.roles]);
    const recognised = useMemo<Recognised>(() => {
        const known = new Set(assessment.hits.map((hit) => observableKey(hit.observable)));
        const items: { spans: { start: number; end: number }[]; mark: TextMark }[] =
            assessment.observables.map((each) => ({
                spans: each.spans,
                mark: {
                    key: observableKey(each),
                    role: each.role,
                    known: known.has(observableKey(each)),
                    label: each.label,
                },
            }));
        const dangers = assessment.dangers.map((danger) => ({
            spans: danger.spans,
            mark: "danger" as const,
        }));
        const shown = underlined.length === 0 ? [] : [{ spans: underlined, mark: "highlight" as const }];
        const all = [...items, ...dangers, ...shown];
        return { text: assessed.text, marks: markSpans<TextMark>(assessed.text, all) };
    }, [assessment, assessed.text, underlined]);

    return {
        keeper,
        draftState,
        rest,
        assessment,
        recognised,
        failed,
        started: assessed.text !== "",
        content,
        narrativeField,
        initialNarrative: textOf(draft?.content.consultation.narrative),
        setNarrative: (text: string, composing: boolean) => {
            narrative.current = text;
            changed();
            if (!composing) look();
        },
        decide: (table: string, value: string | string[] | undefined) => {
            change(({ decisions, dismissed }) => ({
                decisions: value === undefined ? without(decisions, table) : { ...decisions, [table]: value },
                dismissed: dismissed.filter((other) => other !== table),
            }));
            if (table === "internal_type") look();
        },
        dismiss: (table: string, off: boolean) => {
            change(({ decisions, dismissed }) => ({
                decisions: without(decisions, table),
                dismissed: off ? [...dismissed, table] : dismissed.filter((other) => other !== table),
            }));
        },
        answer: (question: InterviewQuestion, given: GivenAnswer) => {
            change(({ answers }) => ({
                answers:
                    given.state === "open"
                        ? without(answers, question.code)
                        : { ...answers, [question.code]: given },
            }));
            const { field, value, line } = carried(question, given, form.getValues());
            if (field !== undefined) form.setValue(field, value, { shouldDirty: true });
            if (line !== undefined) addLine(narrativeField.current, line);
            look();
        },
        show: setUnderlined,
        cycleRole: (key: string) => {
            const found = assessment.observables.find((each) => observableKey(each) === key);
            if (found === undefined) return;
            const choice = { type: found.type, value: found.value, role: nextRole(found.role) };
            change(({ roles }) => ({
                roles: [...roles.filter((each) => observableKey(each) !== key), choice],
            }));
        },
    };
}
export type Desk = ReturnType<typeof useDesk>;

// At the end, as if it were typed: the caret stays where it is, and it can be undone.
function addLine(field: HTMLTextAreaElement | null, line: string) {
    if (field === null || field.value.includes(line)) return;
    const { selectionStart, selectionEnd, value } = field;
    field.setRangeText(value === "" ? line : `\n${line}`, value.length, value.length);
    field.setSelectionRange(selectionStart, selectionEnd);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
function without<V>(all: Record<string, V>, name: string): Record<string, V> {
    return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
// One entry per observable, wherever it stands; its role as the officer chose it.
function withChosenRoles({ assessment }: Assessed, roles: RoleChoice[]) {
    const chosen = new Map<string, ObservableRole>(
        roles.map((choice) => [observableKey(choice), choice.role]),
    );
    const merged = new Map<string, RecognisedObservable>();
    for (const each of assessment.observables) {
        const key = observableKey(each);
        const before = merged.get(key);
        const spans = [...(before?.spans ?? []), ...each.spans];
        merged.set(key, { ...(before ?? each), spans, role: chosen.get(key) ?? each.role });
    }
    return { ...assessment, observables: [...merged.values()] };
}
