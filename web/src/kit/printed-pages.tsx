// A printed document on the screen: its pages as the server drew them, and the same pages on paper, one to a sheet.
import type { UseQueryResult } from "@tanstack/react-query";
import { createPortal } from "react-dom";
import type { PrintedPages } from "@/api/documents";
import { Button, lookOf } from "./button";
import { useWords } from "./language";
import { Failure, Waiting } from "./states";

export function PagesView({ pages, stale = false }: { pages: PrintedPages; stale?: boolean }) {
    const { w } = useWords();
    return (
        <div
            aria-busy={stale}
            className={`flex flex-col gap-3 transition-opacity ${stale ? "opacity-50" : ""}`}
        >
            {pages.pictures.map((picture, index) => (
                <img
                    key={index}
                    src={picture}
                    alt={w("sheetPage", { n: index + 1 })}
                    className="w-full rounded border border-line bg-white shadow-sm"
                />
            ))}
            {pages.pages > pages.pictures.length && (
                <p className="text-13 text-due">{w("sheetPagesMore", { n: pages.pictures.length })}</p>
            )}
        </div>
    );
}

// Outside the program's own element, so that nothing of the screen is printed beside it.
export function PagesOnPaper({ pages }: { pages: PrintedPages }) {
    return createPortal(
        <div className="printed-pages" aria-hidden="true">
            {pages.pictures.map((picture, index) => (
                <img key={index} src={picture} alt="" />
            ))}
        </div>,
        document.body,
    );
}

// Pages that are asked for once: a sheet that was handed over, the day's list.
function AskedPages({ query }: { query: UseQueryResult<PrintedPages> }) {
    if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
    if (query.data === undefined) return <Waiting lines={12} className="min-h-96" />;
    return (
        <>
            <PagesView pages={query.data} stale={query.isFetching} />
            <PagesOnPaper pages={query.data} />
        </>
    );
}

// The same in a dialog, with the file beside it for a program that shows PDF.
export function PagesToPrint({
    query,
    pdf,
    label,
}: {
    query: UseQueryResult<PrintedPages>;
    pdf: string;
    label: string;
}) {
    const { w } = useWords();
    return (
        <>
            <div tabIndex={0} aria-label={label} role="region" className="max-h-[60dvh] overflow-y-auto">
                <AskedPages query={query} />
            </div>
            <div className="mt-3 flex justify-end gap-2">
                <a href={pdf} target="_blank" rel="noreferrer" className={lookOf("secondary")}>
                    {w("sheetPdf")}
                </a>
                <Button
                    look="primary"
                    icon="print"
                    disabled={query.data === undefined || query.isFetching}
                    onClick={() => window.print()}
                >
                    {w("sheetPrint")}
                </Button>
            </div>
        </>
    );
}
