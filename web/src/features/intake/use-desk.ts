// What stands behind the intake form: the draft that keeps itself, the text that is looked at, and what was decided.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { UseFormReturn } from "react-hook-form";
import { assess, createDraft, saveDraft } from "@/api/calls";
import type {
    ConsultationFields,
    Draft,
    DraftContent,
    ObservableRole,
    RecognisedObservable,
    RoleChoice,
} from "@/api/types";
import { markSpans, type TextMark } from "@/kit/observable-text";
import { nextRole, observableKey } from "@/kit/observables";
import type { Recognised } from "@/kit/narrative-editor";
import { Assessor, type Assessed } from "./assessor";
import { emptyAssessment } from "./decisions";
import { DraftKeeper } from "./draft-keeper";

type Rest = Omit<DraftContent, "consultation">;
const nothingDecided: Rest = { roles: [], decisions: {}, answers: {}, dismissed: [] };

export function useDraftKeeper(draft: Draft | null, onCreated: (id: string) => void) {
    const [keeper] = useState(
        () => new DraftKeeper({ create: createDraft, save: saveDraft }, onCreated, draft),
    );
    const state = useSyncExternalStore(keeper.subscribe, keeper.state);
    useEffect(() => {
        const leaving = () => void keeper.flush(true);
        const beforeUnload = (event: BeforeUnloadEvent) => {
            if (keeper.state().dirty) event.preventDefault();
        };
        const hidden = () => document.visibilityState === "hidden" && leaving();
        window.addEventListener("pagehide", leaving);
        window.addEventListener("beforeunload", beforeUnload);
        document.addEventListener("visibilitychange", hidden);
        return () => {
            window.removeEventListener("pagehide", leaving);
            window.removeEventListener("beforeunload", beforeUnload);
            document.removeEventListener("visibilitychange", hidden);
            void keeper.flush();
        };
    }, [keeper]);
    return { keeper, state };
}

export function useDesk(
    form: UseFormReturn<ConsultationFields>,
    draft: Draft | null,
    onCreated: (id: string) => void,
) {
    const { keeper, state: draftState } = useDraftKeeper(draft, onCreated);
    const narrative = useRef(textOf(draft?.content.consultation.narrative));
    const [rest, setRest] = useState<Rest>(() => ({ ...nothingDecided, ...draft?.content }));
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
                    const blank = { proposals: [], questions: [], guidance: [] };
                    setAssessed({ text, assessment: text.trim() === "" ? { ...seen, ...blank } : seen });
                    setFailed(null);
                },
                setFailed,
            ),
    );
    useEffect(() => () => assessor.stop(), [assessor]);
    const look = useCallback(() => {
        const { kind, channel, caller_phone, caller_name } = form.getValues();
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
            roles: latestRest.current.roles,
            caller_phone: textOf(caller_phone) || undefined,
            caller_name: textOf(caller_name) || undefined,
            draft: keeper.state().id ?? undefined,
        });
    }, [assessor, form, keeper]);

    useEffect(() => {
        look(); // a resumed draft is looked at once
        return form.subscribe({
            formState: { values: true },
            callback: ({ name }) => {
                keeper.changed(content());
                if (name === undefined || ["kind", "channel", "caller_phone", "caller_name"].includes(name))
                    look();
            },
        });
    }, [form, keeper, content, look]);

    const change = useCallback(
        (part: (before: Rest) => Partial<Rest>) => {
            latestRest.current = { ...latestRest.current, ...part(latestRest.current) };
            setRest(latestRest.current);
            keeper.changed(content());
        },
        [keeper, content],
    );

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
        return { text: assessed.text, marks: markSpans<TextMark>(assessed.text, [...items, ...dangers]) };
    }, [assessment, assessed.text]);

    return {
        keeper,
        draftState,
        rest,
        assessment,
        recognised,
        failed,
        started: assessed.text !== "",
        content,
        initialNarrative: textOf(draft?.content.consultation.narrative),
        setNarrative: (text: string, composing: boolean) => {
            narrative.current = text;
            keeper.changed(content());
            if (!composing) look();
        },
        decide: (table: string, value: string | string[] | undefined) => {
            change(({ decisions, dismissed }) => ({
                decisions: value === undefined ? without(decisions, table) : { ...decisions, [table]: value },
                dismissed: dismissed.filter((other) => other !== table),
            }));
        },
        dismiss: (table: string, off: boolean) => {
            change(({ decisions, dismissed }) => ({
                decisions: without(decisions, table),
                dismissed: off ? [...dismissed, table] : dismissed.filter((other) => other !== table),
            }));
        },
        answer: (code: string, answered: boolean) => {
            change(({ answers }) => ({
                answers: answered ? { ...answers, [code]: "asked" } : without(answers, code),
            }));
        },
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
