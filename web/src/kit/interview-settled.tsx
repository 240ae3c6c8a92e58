// What is answered: by an answer, by the words of the text (underlined there while one stands here), or by a filled field.
import type { GivenAnswer, InterviewQuestion } from "@/api/interview";
import type { Span } from "@/api/types";
import { Chip } from "./chips";
import { useWords } from "./language";
import { showMoment } from "./moments";

type Props = {
    questions: InterviewQuestion[];
    editable: boolean;
    onAnswer: (question: InterviewQuestion, answer: GivenAnswer) => void;
    onShow: (spans: Span[]) => void;
};

export function InterviewSettled({ questions, editable, onAnswer, onShow }: Props) {
    const { w, label, language } = useWords();
    return (
        <details className="border-t border-line" data-settled>
            <summary className="min-h-8 cursor-pointer px-3 py-1 text-13 max-md:min-h-11">
                {w("questionsSettled", { n: questions.length })}
            </summary>
            <ul className="divide-y divide-line">
                {questions.map((question) => {
                    const spans = question.spans ?? [];
                    const show = () => onShow(spans);
                    const hide = () => onShow([]);
                    const isWritten = question.state !== "told" && question.state !== "filled";
                    return (
                        <li
                            key={question.code}
                            data-answered={question.code}
                            tabIndex={spans.length > 0 ? 0 : undefined}
                            onFocus={show}
                            onBlur={hide}
                            onMouseEnter={show}
                            onMouseLeave={hide}
                            className="px-3 py-1"
                        >
                            <p className="text-13 text-ink-soft">{label(question.ask)}</p>
                            <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                                <Chip tone={question.state === "later" ? "due" : "grey"}>
                                    {w(`answer_${question.state}`)}
                                </Chip>
                                <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">
                                    {isWritten ? question.text : label(question.by)}
                                </span>
                                {question.written_by && typeof question.written_at === "string" && (
                                    <span className="text-12 text-ink-soft">
                                        {w("answeredBy", {
                                            name: question.written_by.name,
                                            time: showMoment(question.written_at, language),
                                        })}
                                    </span>
                                )}
                                {editable && isWritten && (
                                    <button
                                        type="button"
                                        onClick={() =>
                                            onAnswer(question, {
                                                state: "open",
                                                seen_at: question.written_at ?? undefined,
                                            })
                                        }
                                        className="min-h-8 text-13 text-act underline underline-offset-2 max-md:min-h-11"
                                    >
                                        {w("askAgain")}
                                    </button>
                                )}
                            </div>
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}
