// 廃棄証明: what went, on what basis, by whom, and where the journal proves it; the same sheet on the screen and on A4.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readDisposal } from "@/api/calls";
import type { DisposalProof, StaffRef } from "@/api/types";
import { Link } from "@/kit/address";
import { ApprovalBoxes } from "@/kit/approval-boxes";
import { lookOf } from "@/kit/button";
import { PersonChip, UnitName } from "@/kit/chips";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { isoInJapan, showDate, showMoment } from "@/kit/moments";
import { useNow } from "@/kit/now";
import { Page } from "@/kit/page";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { useKindWord, useTableWord } from "./proof-words";

const askAgainWhilePending = 5_000; // ms

export function ProofPage({ id }: { id: string }) {
    const { w } = useWords();
    const found = useQuery({
        queryKey: ["disposals", "proof", id],
        queryFn: () => readDisposal(id),
        refetchInterval: ({ state }) => (state.data?.finished === false ? askAgainWhilePending : false),
    });
    const disposed = found.data;
    return (
        <Page
            sheet
            title={w("proof")}
            aside={
                <>
                    {disposed !== undefined && <span className="figures">{disposed.number}</span>}
                    <Link to="/disposals?list=done" className="text-13 text-act underline">
                        {w("toRegister")}
                    </Link>
                </>
            }
            action={
                <button
                    type="button"
                    className={lookOf("primary")}
                    disabled={disposed === undefined}
                    onClick={() => window.print()}
                >
                    <Icon name="print" />
                    {w("print")}
                </button>
            }
        >
            {found.error !== null && disposed === undefined ? (
                <Failure error={found.error} onRetry={() => void found.refetch()} />
            ) : disposed === undefined ? (
                <Waiting lines={14} className="m-3 rounded-md border border-line bg-surface" />
            ) : (
                <Sheet disposed={disposed} />
            )}
        </Page>
    );
}

function Sheet({ disposed }: { disposed: DisposalProof }) {
    const { w, language } = useWords();
    const session = useSession();
    const now = useNow();
    const kindWord = useKindWord();
    const { proof } = disposed;
    return (
        <div className="p-3 print:p-0">
            {!disposed.finished && (
                <p
                    role="status"
                    className="mx-auto mb-3 max-w-4xl rounded-md border border-due-line bg-due-ground px-4 py-2 text-due print:hidden"
                >
                    {w("proofPending")}
                </p>
            )}
            <article
                data-proof={disposed.id}
                className="mx-auto flex max-w-4xl flex-col gap-5 rounded-md print:gap-3 border border-line bg-surface px-8 py-6 max-md:px-4 print:max-w-none print:border-0 print:p-0"
            >
                <div className="flex items-start justify-between gap-4">
                    <div>
                        <h2 className="text-24 font-bold">{w("proof")}</h2>
                        <p className="mt-2">{w("proofSentence")}</p>
                    </div>
                    <div className="hidden print:block">
                        <ApprovalBoxes />
                    </div>
                </div>
                <table className="w-full border-collapse">
                    <caption className="sr-only">{w("proof")}</caption>
                    <tbody>
                        <Line term={w("number")}>
                            <strong className="figures text-16">{disposed.number}</strong>
                        </Line>
                        <Line term={w("recordKind")}>{kindWord(disposed.record_kind)}</Line>
                        <Line term={w("ownerUnit")}>
                            <UnitName unit={disposed.owner_unit} />
                        </Line>
                        <Line term={w("keptUntil")}>
                            {disposed.kept_until !== null && (
                                <time dateTime={disposed.kept_until} className="figures">
                                    {showDate(disposed.kept_until, language)}
                                    {language === "ja" && (
                                        <span className="text-ink-soft"> ({disposed.kept_until})</span>
                                    )}
                                </time>
                            )}
                        </Line>
                        <Line term={w("basis")}>{disposed.basis}</Line>
                        <Line term={w("proposedBy")}>
                            <Officer by={disposed.proposed_by} at={disposed.proposed_at} />
                        </Line>
                        <Line term={w("approvedByWhom")}>
                            <Officer by={disposed.decided_by} at={disposed.decided_at} />
                        </Line>
                        <Line term={w("filesOf")}>
                            <span data-finished={disposed.finished}>
                                {w(disposed.finished ? "filesDoneLong" : "filesPendingLong")}
                            </span>
                        </Line>
                        <Line term={w("journalEntry")}>
                            <span className="figures">{disposed.journal_entry}</span>
                        </Line>
                        {proof !== null && (
                            <Line term={w("journalHash")}>
                                <span className="value break-all">{proof.journal_hash}</span>
                            </Line>
                        )}
                        <Line term={w("recordKey")}>
                            <span className="value break-all">{disposed.record}</span>
                        </Line>
                        <Line term={w("registerKey")}>
                            <span className="value break-all">{disposed.id}</span>
                        </Line>
                    </tbody>
                </table>
                {proof === null ? (
                    <p role="alert" className="rounded-md border border-late-line bg-late-ground p-3">
                        {w("proofGone")}
                    </p>
                ) : (
                    <>
                        <ErasedRows rows={proof.rows} />
                        <ErasedEntries entries={proof.entries} />
                    </>
                )}
                <p className="text-13 text-ink-soft">{w("proofScope")}</p>
                <p className="hidden text-13 print:block">
                    {w("printedBy")}{" "}
                    {session.staff === null ? session.account : <PersonChip person={session.staff} />}{" "}
                    {w("printedAt")} {showMoment(now.toISOString(), language)}
                </p>
            </article>
        </div>
    );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
    return (
        <tr className="border-y border-line print:border print:border-black">
            <th
                scope="row"
                className="w-44 bg-sunken px-3 py-1.5 text-left align-top font-normal max-md:w-28 max-md:px-2 print:border print:border-black print:py-0.5"
            >
                {term}
            </th>
            <td className="px-3 py-1.5 max-md:px-2 print:border print:border-black print:py-0.5">
                {children}
            </td>
        </tr>
    );
}

function Officer({ by, at }: { by: StaffRef | null; at: string | null }) {
    const { w, language } = useWords();
    return (
        <span className="flex flex-wrap gap-x-4">
            <span>{by === null ? w("bySystem") : <PersonChip person={by} />}</span>
            {at !== null && (
                <time dateTime={at} title={isoInJapan(at)} className="figures">
                    {showMoment(at, language)}
                </time>
            )}
        </span>
    );
}

function ErasedRows({ rows }: { rows: Record<string, number> }) {
    const { w } = useWords();
    const tableWord = useTableWord();
    const entries = Object.entries(rows).toSorted(([a], [b]) => a.localeCompare(b));
    const all = entries.reduce((sum, [, count]) => sum + count, 0);
    return (
        <section className="break-inside-avoid">
            <h3 className="mb-1 font-bold">{w("erasedRows")}</h3>
            <table data-erased className="w-full border-collapse text-13">
                <thead>
                    <tr className="border-b border-line-strong">
                        <th className="px-2 py-1 text-left">{w("erasedFrom")}</th>
                        <th className="w-24 px-2 py-1 text-right">{w("rowsCount")}</th>
                    </tr>
                </thead>
                <tbody>
                    {entries.map(([table, count]) => (
                        <tr key={table} className="border-b border-line">
                            <td className="px-2 py-0.5">
                                {tableWord(table)} <span className="value text-ink-soft">{table}</span>
                            </td>
                            <td className="figures px-2 text-right">{count.toLocaleString()}</td>
                        </tr>
                    ))}
                </tbody>
                <tfoot>
                    <tr className="font-bold">
                        <td className="px-2 py-1">{w("sum")}</td>
                        <td className="figures px-2 text-right">{all.toLocaleString()}</td>
                    </tr>
                </tfoot>
            </table>
        </section>
    );
}

function ErasedEntries({ entries }: { entries: { seq: number; digest: string }[] }) {
    const { w } = useWords();
    return (
        <section>
            <details data-entries>
                <summary className="min-h-8 cursor-pointer print:min-h-0 font-bold max-md:min-h-11">
                    {w("erasedEntries")}{" "}
                    <span className="figures font-normal text-ink-soft">
                        {w("countItems", { n: entries.length })}
                    </span>
                </summary>
                <table className="mt-2 w-full border-collapse text-13">
                    <thead>
                        <tr className="border-b border-line-strong">
                            <th className="w-24 px-2 py-1 text-right">{w("journalEntry")}</th>
                            <th className="px-2 py-1 text-left">{w("entryDigest")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {entries.map((entry) => (
                            <tr key={entry.seq} className="break-inside-avoid border-b border-line">
                                <td className="figures px-2 text-right">{entry.seq}</td>
                                <td className="value px-2 break-all">{entry.digest}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </details>
            <p className="text-13 text-ink-soft print:hidden">{w("erasedEntriesHint")}</p>
        </section>
    );
}
