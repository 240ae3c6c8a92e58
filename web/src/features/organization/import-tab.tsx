// A list of staff from a file: tried first, line by line, then taken in; and the list as a file.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
    importStaff,
    staffExportAddress,
    staffTemplateAddress,
    type ImportLine,
    type ImportReport,
} from "@/api/organization";
import { Button, lookOf } from "@/kit/button";
import { Chip, type Tone } from "@/kit/chips";
import { Asked, Described } from "@/kit/described";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Empty } from "@/kit/states";
import type { WordKey } from "@/kit/words";
import { DayField, Refusal, violationsOf } from "./fields";

const fates: Record<ImportLine["fate"], { word: WordKey; tone: Tone }> = {
    new: { word: "orgNew", tone: "known" },
    changed: { word: "orgChanged", tone: "due" },
    unchanged: { word: "orgUnchanged", tone: "grey" },
    refused: { word: "orgRefused", tone: "late" },
};
const order: readonly ImportLine["fate"][] = ["refused", "changed", "new", "unchanged"];

export function ImportTab() {
    const { w, language } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const today = dayInJapan(new Date());
    const [file, setFile] = useState<File | null>(null);
    const [day, setDay] = useState(showDate(today, language));
    const [report, setReport] = useState<ImportReport | null>(null);
    const run = useMutation({
        mutationFn: (isDry: boolean) => {
            if (file === null) throw new Error("no file");
            return importStaff(file, day, isDry);
        },
        onSuccess: (told) => {
            setReport(told);
            if (told.dry_run) return;
            notify.told(w("orgTaken", { n: told.count.new + told.count.changed }));
            void client.invalidateQueries();
        },
    });
    const waiting = report !== null && report.dry_run ? report.count.new + report.count.changed : 0;
    const violations = violationsOf(run.error);
    return (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
            <div data-tour="import-form" className="flex flex-wrap items-start gap-3">
                <Described by="staff_import_form">
                    <Asked
                        name="file"
                        label={w("orgFile")}
                        id="staff-list"
                        look="text-13 text-ink-soft"
                        className="max-md:w-full"
                    >
                        <input
                            id="staff-list"
                            type="file"
                            name="staff-list"
                            accept=".csv,text/csv"
                            className="field-box h-auto py-1 file:mr-3"
                            onChange={(event) => {
                                setFile(event.target.files?.[0] ?? null);
                                setReport(null);
                                run.reset();
                            }}
                        />
                    </Asked>
                    <div className="w-60 max-md:w-full">
                        <DayField
                            name="date"
                            label={w("orgImportDay")}
                            value={day}
                            onChange={setDay}
                            {...{ violations }}
                        />
                    </div>
                </Described>
                <Button
                    className="md:mt-5"
                    look={waiting > 0 ? "secondary" : "primary"}
                    disabled={file === null || run.isPending}
                    onClick={() => run.mutate(true)}
                >
                    {w("orgTry")}
                </Button>
                {waiting > 0 && (
                    <Button
                        className="md:mt-5"
                        look="primary"
                        disabled={run.isPending}
                        onClick={() => run.mutate(false)}
                    >
                        {w("orgApply", { n: waiting })}
                    </Button>
                )}
                <span className="flex-1" />
                <a className={`${lookOf("quiet")} md:mt-5`} href={staffTemplateAddress} download>
                    {w("orgTemplate")}
                </a>
                <a className={`${lookOf("quiet")} md:mt-5`} href={staffExportAddress(today)} download>
                    {w("orgExport")}
                </a>
            </div>
            <p className="text-13 text-ink-soft">{w("orgFileHint")}</p>
            <Refusal error={run.error} shown={["date"]} />
            {report === null ? (
                run.error === null && <Empty title={w("orgImportEmpty")} hint={w("orgImportEmptyHint")} />
            ) : (
                <Report report={report} />
            )}
        </div>
    );
}

function Report({ report }: { report: ImportReport }) {
    const { w, label } = useWords();
    const lines = report.lines.toSorted(
        (a, b) => order.indexOf(a.fate) - order.indexOf(b.fate) || a.line - b.line,
    );
    return (
        <section className="rounded-md border border-line bg-surface">
            <div role="status" className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
                {order.map((fate) => (
                    <Chip key={fate} tone={fates[fate].tone}>
                        {w(fates[fate].word)} {report.count[fate]}
                    </Chip>
                ))}
                {report.dry_run && <span className="text-ink-soft">{w("orgTried")}</span>}
                <span className="ml-auto text-13 text-ink-soft">
                    {w("orgColumns")}:{" "}
                    {report.columns
                        .map((column) =>
                            column.code === "" ? `${column.heading} (${w("orgIgnored")})` : column.heading,
                        )
                        .join(w("listComma"))}
                </span>
            </div>
            <div className="overflow-x-auto">
                <table className="w-full text-left" data-import>
                    <thead>
                        <tr className="border-b border-line text-13 text-ink-soft">
                            <th className="px-3 py-1.5 font-normal">{w("orgLine")}</th>
                            <th className="px-3 py-1.5 font-normal">{w("orgFate")}</th>
                            <th className="px-3 py-1.5 font-normal">{w("orgPerson")}</th>
                            <th className="px-3 py-1.5 font-normal">{w("orgWhy")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {lines.map((line) => (
                            <tr key={line.line} className="border-b border-line align-top last:border-b-0">
                                <td className="figures px-3 py-1">{line.line}</td>
                                <td className="px-3 py-1">
                                    <Chip tone={fates[line.fate].tone}>{w(fates[line.fate].word)}</Chip>
                                </td>
                                <td className="px-3 py-1 whitespace-nowrap">{line.name}</td>
                                <td className="px-3 py-1">
                                    {line.changes.map((change) => (
                                        <span key={change.field.en} className="mr-4">
                                            <span className="text-ink-soft">{label(change.field)}</span>{" "}
                                            {label(change.before) || w("orgNone")} →{" "}
                                            {label(change.after) || w("orgNone")}
                                        </span>
                                    ))}
                                    {line.reasons.map((reason) => (
                                        <span
                                            key={reason.field + reason.reason.en}
                                            className="block text-late"
                                        >
                                            {label(reason.reason)}
                                        </span>
                                    ))}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}
