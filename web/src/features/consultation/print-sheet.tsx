// The record on A4, black on white, with 決裁欄; order of the facts as in 被害届.
import { useEffect } from "react";
import { notePrinting } from "@/api/calls";
import type { Consultation, FormDescription } from "@/api/types";
import type { Interview } from "@/api/interview";
import { ApprovalBoxes } from "@/kit/approval-boxes";
import { isEmptyValue, showFieldValue } from "@/kit/field-value";
import { fieldOf, valueLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";

const order = [
    "caller_address",
    "caller_occupation",
    "caller_name",
    "caller_kana",
    "caller_birth_date",
    "caller_phone",
    "caller_relation",
    "victim_type",
    "victim_name",
    "occurred",
    "noticed",
    "place",
    "narrative",
    "amount",
    "wishes",
    "punish_will",
    "report_will",
    "stat_category",
    "internal_type",
    "urgency",
    "evidence_state",
    "action_taken",
    "command_by",
    "command_at",
    "command_text",
    "retention_until",
];

type Props = { record: Consultation; schema: FormDescription; interview: Interview | undefined };

export function PrintSheet({ record, schema, interview }: Props) {
    const speak = useWords();
    const { w, label, language } = speak;
    useEffect(() => {
        const note = () => void notePrinting(record.id).catch(() => undefined);
        window.addEventListener("beforeprint", note);
        return () => window.removeEventListener("beforeprint", note);
    }, [record.id]);
    return (
        <article className="hidden print:block">
            <div className="flex items-start justify-between">
                <div>
                    <h1 className="text-20 font-bold">
                        {label(valueLabel(schema, "kind", record.kind))}
                        {w("sheet")}
                    </h1>
                    <p>{record.number}</p>
                    {record.restriction !== "none" && (
                        <p className="font-bold">{w(`restriction_${record.restriction}`)}</p>
                    )}
                    <p>
                        {w("receivedAt")} {showMoment(record.received_at, language)} (
                        {label(valueLabel(schema, "channel", record.channel))})
                    </p>
                    {record.receiver !== null && (
                        <p>
                            {w("receiver")} {label(record.receiver.unit?.name)} {record.receiver.rank}{" "}
                            {record.receiver.name}
                        </p>
                    )}
                </div>
                <ApprovalBoxes />
            </div>
            <table className="mt-4 w-full border-collapse">
                <tbody>
                    <tr>
                        <th className="w-32 border border-black p-1 text-left font-normal">
                            {label(fieldOf(schema, "subject")?.label)}
                        </th>
                        <td className="border border-black p-1">{record.subject}</td>
                    </tr>
                    {order.map((name) => {
                        const field = fieldOf(schema, name);
                        if (field === undefined || (isEmptyValue(record[name]) && name !== "command_text"))
                            return null;
                        return (
                            <tr key={name}>
                                <th className="w-32 border border-black p-1 text-left align-top font-normal">
                                    {label(field.label)}
                                </th>
                                <td className="border border-black p-1 whitespace-pre-wrap">
                                    {showFieldValue(field, record[name], speak)}
                                </td>
                            </tr>
                        );
                    })}
                </tbody>
            </table>
            <InterviewTable interview={interview} />
        </article>
    );
}

// 聴取事項: what was asked and answered, also that somebody did not know or would not say; and what is still missing.
function InterviewTable({ interview }: { interview: Interview | undefined }) {
    const { w, label, language } = useWords();
    const asked = (interview?.questions ?? []).filter((question) => typeof question.written_at === "string");
    const missing = interview?.missing ?? [];
    if (asked.length === 0 && missing.length === 0) return null;
    return (
        <>
            <h2 className="mt-4 font-bold">{w("questions")}</h2>
            <table className="w-full border-collapse">
                <tbody>
                    {asked.map((question) => (
                        <tr key={question.code} className="break-inside-avoid">
                            <th className="w-1/2 border border-black p-1 text-left align-top font-normal">
                                {label(question.ask)}
                            </th>
                            <td className="border border-black p-1 align-top whitespace-pre-wrap">
                                {question.text !== undefined && question.text !== ""
                                    ? question.text
                                    : w(`answer_${question.state}`)}
                            </td>
                            <td className="w-40 border border-black p-1 align-top text-12">
                                {question.written_by?.name}{" "}
                                {typeof question.written_at === "string" &&
                                    showMoment(question.written_at, language)}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {missing.length > 0 && (
                <p className="mt-2">
                    {w("providerMissing")}: {missing.map((one) => label(one.label)).join("、")}
                </p>
            )}
        </>
    );
}
