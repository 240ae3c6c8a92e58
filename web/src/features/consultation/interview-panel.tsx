// The interview of a stored record as it was taken, and its continuation: each answer is written by itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerInterview, readInterview, type GivenAnswers } from "@/api/interview";
import type { Consultation, FormDescription, Span } from "@/api/types";
import { InterviewList } from "@/kit/interview-list";
import { InterviewNotes } from "@/kit/interview-notes";
import { fieldOf } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";

export function useInterview(record: Consultation) {
    return useQuery({
        queryKey: ["consultation", record.id, "interview", record.version],
        queryFn: () => readInterview(record.id),
        placeholderData: (before) => before,
    });
}

type Props = {
    record: Consultation;
    schema: FormDescription;
    query: ReturnType<typeof useInterview>;
    onShow: (spans: Span[]) => void;
};
export function InterviewPanel({ record, schema, query, onShow }: Props) {
    const { w, label } = useWords();
    const client = useQueryClient();
    const notify = useNotify();
    const write = useMutation({
        mutationFn: (answers: GivenAnswers) => answerInterview(record.id, answers),
        onSuccess: (interview) => {
            client.setQueryData(["consultation", record.id, "interview", record.version], interview);
            void client.invalidateQueries({ queryKey: ["consultation", record.id] });
            if ((interview.kept_double ?? []).length > 0) notify.told(w("keptDouble"));
        },
        onError: (error) => notify.failed(error),
    });
    const left = query.data?.questions.filter((question) => question.state === "open").length;
    return (
        <Panel
            title={w("questions")}
            count={left === undefined || left === 0 ? undefined : w("questionsLeft", { n: left })}
        >
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={4} />
            ) : (
                <InterviewList
                    questions={query.data.questions}
                    editable={record.can["consultation.edit"] === true}
                    fieldLabel={(name) => label(fieldOf(schema, name)?.label)}
                    onAnswer={(question, answer) => write.mutate({ [question.code]: answer })}
                    onShow={onShow}
                />
            )}
        </Panel>
    );
}

export function InterviewNotesOf({ query }: { query: ReturnType<typeof useInterview> }) {
    return query.data === undefined ? null : <InterviewNotes interview={query.data} />;
}
