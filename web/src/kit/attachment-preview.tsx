// What is in an attachment: safe text, a picture made anew, a list, cells or a mail. Nothing here acts.
import { useQuery } from "@tanstack/react-query";
import {
    pictureAddress,
    previewAttachment,
    type ArchiveReading,
    type Attachment,
    type FileHolder,
    type FilePreview,
    type FormReading,
    type SheetReading,
    type TableReading,
} from "@/api/files";
import { Dialog } from "./dialog";
import { useWords } from "./language";
import { MailView } from "./mail-view";
import { shownName } from "./shown-name";
import { Failure, Waiting } from "./states";

type Props = { item: Attachment; holder: FileHolder; onClose: () => void };

export function AttachmentPreview({ item, holder, onClose }: Props) {
    const { w } = useWords();
    const query = useQuery({
        queryKey: ["attachment", item.id],
        queryFn: () => previewAttachment(holder, item.id),
        gcTime: 0,
    });
    return (
        <Dialog
            wide
            title={`${w("attachedTo", { n: item.ordinal })} ${shownName(item.safe_name)}`}
            onClose={onClose}
        >
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={6} />
            ) : (
                <Content
                    preview={query.data}
                    picture={item.content === "picture" ? pictureAddress(holder, item.id) : null}
                />
            )}
        </Dialog>
    );
}

function Content({ preview, picture }: { preview: FilePreview; picture: string | null }) {
    const { w, language } = useWords();
    const text = (place: string) => (preview.texts ?? []).find((one) => one.place === place)?.text ?? "";
    const warnings = preview.warnings ?? [];
    const codes = preview.picture?.codes ?? [];
    return (
        <div className="flex flex-col gap-3">
            {warnings.length > 0 && (
                <section className="rounded-md border border-line p-2">
                    <h3 className="text-13 font-bold">{w("readWarnings")}</h3>
                    <ul className="list-disc pl-5 text-13">
                        {warnings.map((warning, index) => (
                            <li key={index}>
                                {shownName(warning.field)} {language === "ja" ? warning.ja : warning.en}
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {picture !== null && (
                <img
                    src={picture}
                    alt={w("pictureAlt", { n: preview.ordinal })}
                    className="max-h-[60dvh] max-w-full self-center border border-line"
                />
            )}
            {codes.length > 0 && (
                <section>
                    <h3 className="font-bold">{w("qrCodes")}</h3>
                    {codes.map((code) => (
                        <p key={code.text} className="break-all">
                            <code>{code.text}</code>
                        </p>
                    ))}
                </section>
            )}
            {preview.mail !== undefined && <MailView mail={preview.mail} body={text("body")} />}
            {preview.archive !== undefined && <Archive archive={preview.archive} />}
            {preview.form !== undefined && <Form form={preview.form} />}
            {(preview.tables ?? []).map((table) => (
                <Table key={table.sheet} table={table} />
            ))}
            {(preview.workbook?.sheets ?? []).map((sheet) => (
                <Sheet key={sheet.name} sheet={sheet} />
            ))}
            {preview.workbook?.macros === true && <p className="text-late">{w("sheetMacros")}</p>}
            {preview.workbook?.complete === false && <p>{w("archiveIncomplete")}</p>}
            {preview.kind === "text" && (
                <pre
                    className="max-h-[60dvh] overflow-auto font-sans break-words whitespace-pre-wrap"
                    tabIndex={0}
                >
                    {text("body")}
                </pre>
            )}
            {preview.kind === "none" && <p className="text-ink-soft">{w("nothingToShow")}</p>}
        </div>
    );
}

const headCell = "border border-line bg-ground px-2 py-1 text-left text-13 font-bold";
const cell = "border border-line px-2 py-1 align-top text-13 break-words";

function Archive({ archive }: { archive: ArchiveReading }) {
    const { w } = useWords();
    return (
        <section>
            <h3 className="font-bold">
                {w("archiveEntries", { format: archive.format, n: archive.entries_in_all })}
            </h3>
            {archive.bomb && <p className="text-late">{w("archiveBomb")}</p>}
            {!archive.complete && <p>{w("archiveIncomplete")}</p>}
            <ul className="max-h-[50dvh] overflow-auto" tabIndex={0}>
                {archive.entries.map((entry, index) => (
                    <li key={index} className="text-13 break-all">
                        {shownName(entry.name)}{" "}
                        {entry.size !== null && (
                            <span className="figures text-ink-soft">{entry.size.toLocaleString()}</span>
                        )}{" "}
                        {entry.encrypted && <strong>{w("archiveEncrypted")}</strong>}{" "}
                        {entry.executable && <strong className="text-late">{w("archiveRuns")}</strong>}{" "}
                        {(entry.deceptive_name || entry.outside_name) && (
                            <strong className="text-late">{w("archiveDeceptive")}</strong>
                        )}
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Form({ form }: { form: FormReading }) {
    const { w, label } = useWords();
    return (
        <section>
            <h3 className="font-bold">
                {w("formRead")}: {label(form.name)}
            </h3>
            <table className="w-full border-collapse">
                <tbody>
                    {form.fields.map((field) => (
                        <tr key={field.code + field.place}>
                            <th className={`${headCell} w-2/5 sm:w-1/3`} scope="row">
                                {field.label}
                            </th>
                            <td className={cell}>{field.value}</td>
                            <td className={`${cell} text-ink-soft max-sm:hidden`}>{field.place}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {form.unrecognised.length > 0 && (
                <details>
                    <summary>{w("formUnknown")}</summary>
                    <ul className="text-13">
                        {form.unrecognised.map((one) => (
                            <li key={one.place}>
                                {one.label}: {one.value}
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </section>
    );
}

function Table({ table }: { table: TableReading }) {
    const { w } = useWords();
    const known = table.columns.filter((column) => column.code !== "");
    return (
        <p>
            {w("tableFound", {
                sheet: table.sheet,
                n: table.rows_in_all,
                columns: known.map((column) => column.header).join("・"),
            })}
        </p>
    );
}

function Sheet({ sheet }: { sheet: SheetReading }) {
    const last = Math.max(0, ...sheet.rows.flatMap((row) => row.cells.map((one) => one.column)));
    const columns = Array.from({ length: last }, (_, index) => index + 1);
    return (
        <section>
            <h3 className="font-bold">{shownName(sheet.name)}</h3>
            <div className="max-h-[50dvh] overflow-auto" tabIndex={0} role="region" aria-label={sheet.name}>
                <table className="border-collapse">
                    <tbody>
                        {sheet.rows.map((row) => (
                            <tr key={row.row}>
                                <th className={headCell} scope="row">
                                    {row.row}
                                </th>
                                {columns.map((column) => (
                                    <td key={column} className={cell}>
                                        {row.cells.find((one) => one.column === column)?.text ?? ""}
                                    </td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}
