// The record on A4, black on white, with 決裁欄; order of the facts as in 被害届.
import { useEffect } from "react";
import { notePrinting } from "@/api/calls";
import type { Consultation, FormDescription } from "@/api/types";
import { isEmptyValue, showFieldValue } from "@/kit/field-value";
import { fieldOf, valueLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";

const approvals = ["署長", "副署長", "課長", "係長", "係"]; // words of the form, not of the interface
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

export function PrintSheet({ record, schema }: { record: Consultation; schema: FormDescription }) {
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
                <table className="border-collapse text-center text-12">
                    <tbody>
                        <tr>
                            {approvals.map((name) => (
                                <th key={name} className="w-14 border border-black font-normal">
                                    {name}
                                </th>
                            ))}
                        </tr>
                        <tr>
                            {approvals.map((name) => (
                                <td key={name} className="h-14 border border-black" />
                            ))}
                        </tr>
                    </tbody>
                </table>
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
        </article>
    );
}
