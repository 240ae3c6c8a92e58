// Where one answer is written: a line, or buttons for a choice; beside it the four ways of having no answer.
import { useState } from "react";
import type { AnswerState, InterviewQuestion } from "@/api/interview";
import { Button } from "./button";
import { isComposing } from "./keys";
import { useWords } from "./language";

type Props = {
    question: InterviewQuestion;
    onTyped: (text: string) => void;
    onValue: (value: string, text: string) => void;
    onMark: (state: AnswerState) => void;
};
const marks = [
    ["unknown", "Alt+W"],
    ["later", "Alt+A"],
    ["declined", "Alt+K"],
    ["not_applicable", "Alt+N"],
] as const satisfies [AnswerState, string][];

export function InterviewAnswerField({ question, onTyped, onValue, onMark }: Props) {
    const { w, label } = useWords();
    const [typed, setTyped] = useState(question.text ?? "");
    const hint =
        question.answer === "time" ? w("answerTime") : question.answer === "money" ? w("answerMoney") : "";
    const choices =
        question.answer === "yes_no"
            ? [
                  { value: "yes", text: w("answerYes") },
                  { value: "no", text: w("answerNo") },
              ]
            : (question.choices ?? []).map((choice) => ({ value: choice.value, text: label(choice.label) }));
    return (
        <div className="my-1 flex flex-wrap items-center gap-1.5">
            {choices.length > 0 ? (
                <div role="group" aria-labelledby={`ask-${question.code}`} className="flex flex-wrap gap-1.5">
                    {choices.map((choice, index) => (
                        <Button
                            key={choice.value}
                            data-answer-field={index === 0 ? "" : undefined}
                            data-choice={choice.value}
                            onClick={() => onValue(choice.value, choice.text)}
                        >
                            {choice.text}
                        </Button>
                    ))}
                </div>
            ) : (
                <>
                    <input
                        type="text"
                        autoComplete="off"
                        data-answer-field
                        aria-labelledby={`ask-${question.code}`}
                        placeholder={hint}
                        maxLength={2000}
                        className="field-box min-w-40 flex-1"
                        value={typed}
                        onChange={(event) => setTyped(event.target.value)}
                        onKeyDown={(event) => {
                            if (event.key !== "Enter" || event.ctrlKey || isComposing(event.nativeEvent))
                                return;
                            event.preventDefault();
                            if (typed.trim() !== "") onTyped(typed);
                        }}
                    />
                    <Button disabled={typed.trim() === ""} onClick={() => onTyped(typed)}>
                        {w("writeAnswer")}
                    </Button>
                </>
            )}
            <span className="flex flex-wrap gap-x-1">
                {marks.map(([state, keys]) => (
                    <Button
                        key={state}
                        look="quiet"
                        title={keys}
                        aria-keyshortcuts={keys}
                        data-mark={state}
                        className="px-1.5 text-13"
                        onClick={() => onMark(state)}
                    >
                        {w(`answer_${state}`)}
                    </Button>
                ))}
            </span>
        </div>
    );
}
