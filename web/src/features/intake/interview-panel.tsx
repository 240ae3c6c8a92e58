// The interview at the desk: questions beside the text, answers kept with the draft, and what follows from them.
import { useWatch, type Control } from "react-hook-form";
import { withGiven } from "@/kit/interview-answers";
import { InterviewList } from "@/kit/interview-list";
import { InterviewNotes } from "@/kit/interview-notes";
import type { ConsultationFields, FormDescription } from "@/api/types";
import { fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import type { Desk } from "./use-desk";

type Props = { desk: Desk; schema: FormDescription; control: Control<ConsultationFields> };

export function InterviewPanel({ desk, schema, control }: Props) {
    const { w, label } = useWords();
    const { interview } = desk.assessment;
    const [wishes] = useWatch({ control, name: ["wishes"] });
    const questions = withGiven(interview.questions, desk.rest.answers);
    const left = questions.filter((question) => question.state === "open").length;
    const hasWish = Array.isArray(wishes) && wishes.length > 0;
    if (!desk.started && questions.length === 0) {
        return (
            <Panel tour="intake-questions" title={w("questions")}>
                <p className="px-3 py-2 text-13 text-ink-soft">{w("questionsHint")}</p>
            </Panel>
        );
    }
    return (
        <>
            <Panel
                tour="intake-questions"
                title={w("questions")}
                count={
                    <>
                        {interview.title !== null && <span className="mr-2">{label(interview.title)}</span>}
                        {left > 0 && w("questionsLeft", { n: left })}
                    </>
                }
            >
                <InterviewList
                    questions={questions}
                    editable
                    fieldLabel={(name) => label(fieldOf(schema, name)?.label)}
                    onAnswer={desk.answer}
                    onShow={desk.show}
                />
            </Panel>
            <InterviewNotes interview={hasWish ? interview : { ...interview, routes: [] }} />
        </>
    );
}
