// The questions still to ask, the next one with its answer beside it, and below what is answered and by which words. Worked
// with the keyboard alone: Alt+Q comes here from anywhere, Escape goes back to where the officer was.
import { useRef, useState } from "react";
import type { AnswerState, GivenAnswer, InterviewQuestion } from "@/api/interview";
import type { Span } from "@/api/types";
import { InterviewAnswerField } from "./interview-answer-field";
import { answerFrom, isOpen, steady } from "./interview-answers";
import { InterviewSettled } from "./interview-settled";
import { useKeys } from "./keys";
import { useWords } from "./language";

type Props = {
    questions: InterviewQuestion[];
    editable: boolean;
    fieldLabel: (name: string) => string;
    onAnswer: (question: InterviewQuestion, answer: GivenAnswer) => void;
    onShow: (spans: Span[]) => void;
};
const shownAtOnce = 4;

export function InterviewList({ questions, editable, fieldLabel, onAnswer, onShow }: Props) {
    const { w, label } = useWords();
    const list = useRef<HTMLDivElement>(null);
    const cameFrom = useRef<HTMLElement | null>(null);
    const [working, setWorking] = useState(false);
    const [order, setOrder] = useState<string[]>([]);
    const [chosen, setChosen] = useState<string | null>(null);
    const [all, setAll] = useState(false);

    const openNow = questions.filter(isOpen);
    const codes = openNow.map((question) => question.code);
    const wanted = working ? steady(order, codes) : codes;
    if (wanted.join() !== order.join()) setOrder(wanted);
    const open = wanted.flatMap((code) => openNow.find((question) => question.code === code) ?? []);
    const current = open.find((question) => question.code === chosen) ?? open[0];
    const settled = questions.filter((question) => !isOpen(question));

    // The field of the next question is there only after this one is gone.
    function focusCurrent() {
        requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[data-answer-field]")?.focus());
    }
    function isHere() {
        return list.current?.contains(document.activeElement) === true;
    }
    function next() {
        if (current === undefined) return;
        if (isHere()) {
            const at = open.indexOf(current);
            setChosen(open[(at + 1) % open.length]?.code ?? null);
        } else {
            cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        }
        focusCurrent();
    }
    function answer(given: GivenAnswer) {
        if (current === undefined) return;
        const here = isHere();
        const at = open.indexOf(current);
        setChosen(open[at + 1]?.code ?? null);
        onAnswer(current, given);
        if (here) focusCurrent();
    }
    const mark = (state: AnswerState) => () =>
        answer({ state, value: "", text: "", seen_at: current?.written_at ?? undefined });
    useKeys(
        editable
            ? {
                  "alt+q": next,
                  "alt+w": mark("unknown"),
                  "alt+a": mark("later"),
                  "alt+k": mark("declined"),
                  "alt+n": mark("not_applicable"),
              }
            : {},
    );

    const rest = open.filter((question) => question !== current);
    const shown = all ? rest : rest.slice(0, shownAtOnce);
    return (
        <div
            ref={list}
            data-interview
            onFocus={() => setWorking(true)}
            onBlur={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget)) setWorking(false);
            }}
            onMouseEnter={() => setWorking(true)}
            onMouseLeave={() => setWorking(isHere())}
            onKeyDown={(event) => {
                if (event.key !== "Escape" || event.nativeEvent.isComposing || cameFrom.current === null)
                    return;
                event.preventDefault();
                cameFrom.current.focus();
            }}
        >
            {current === undefined ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("questionsDone")}</p>
            ) : (
                <div data-question={current.code} className="border-l-4 border-act px-3 py-2">
                    <p className="text-13 text-ink-soft">{w("nextQuestion")}</p>
                    <p id={`ask-${current.code}`} className="text-16 leading-7 font-bold">
                        {label(current.ask)}
                    </p>
                    <details className="text-13 text-ink-soft">
                        <summary className="inline-flex min-h-6 cursor-pointer items-center underline underline-offset-2 max-md:min-h-11">
                            {w("whyAsked")}
                        </summary>
                        <p>{label(current.why)}</p>
                    </details>
                    {editable && (
                        <InterviewAnswerField
                            key={current.code}
                            question={current}
                            onTyped={(typed) => answer(answerFrom(current, typed, new Date()))}
                            onValue={(value, text) =>
                                answer({
                                    state: "answered",
                                    value,
                                    text,
                                    seen_at: current.written_at ?? undefined,
                                })
                            }
                            onMark={(state) => mark(state)()}
                        />
                    )}
                    {editable && current.to_field !== undefined && (
                        <p className="text-13 text-ink-soft">
                            {w("goesToField", { field: fieldLabel(current.to_field) })}
                        </p>
                    )}
                    {editable && current.to_narrative === true && (
                        <p className="text-13 text-ink-soft">{w("goesToText")}</p>
                    )}
                </div>
            )}
            {rest.length > 0 && (
                <ol aria-label={w("laterQuestions")} className="border-t border-line py-1">
                    {shown.map((question) => (
                        <li key={question.code}>
                            <button
                                type="button"
                                data-later={question.code}
                                onClick={() => {
                                    setChosen(question.code);
                                    focusCurrent();
                                }}
                                className="flex min-h-8 w-full items-center px-3 text-left hover:bg-hovered max-md:min-h-11"
                            >
                                {label(question.ask)}
                            </button>
                        </li>
                    ))}
                    {rest.length > shown.length && (
                        <li>
                            <button
                                type="button"
                                onClick={() => setAll(true)}
                                className="min-h-8 px-3 text-13 text-act underline underline-offset-2 max-md:min-h-11"
                            >
                                {w("moreQuestions", { n: rest.length - shown.length })}
                            </button>
                        </li>
                    )}
                </ol>
            )}
            {settled.length > 0 && (
                <InterviewSettled
                    questions={settled}
                    editable={editable}
                    onAnswer={onAnswer}
                    onShow={onShow}
                />
            )}
            {editable && current !== undefined && (
                <p className="border-t border-line px-3 py-1 text-12 text-ink-soft max-md:hidden">
                    {w("interviewKeys")}
                </p>
            )}
        </div>
    );
}
