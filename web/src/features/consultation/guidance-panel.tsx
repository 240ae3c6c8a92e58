// 教示・助言: what the caller was handed, each as it was, and the next sheet.
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import {
    handOverSheet,
    readSheetPages,
    readSheets,
    sheetAddress,
    type HandedSheet,
    type RecordSheets,
} from "@/api/documents";
import type { Consultation } from "@/api/types";
import { Button } from "@/kit/button";
import { Moment, PersonChip } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { GuidanceSheetDialog } from "@/kit/guidance-sheet-dialog";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { PagesToPrint } from "@/kit/printed-pages";
import { Failure, Waiting } from "@/kit/states";

export function useSheets(record: string): UseQueryResult<RecordSheets> {
    return useQuery({
        queryKey: ["consultation", record, "guidance-sheets"],
        queryFn: () => readSheets(record),
    });
}

export function GuidancePanel({ record }: { record: Consultation }) {
    const { w, label } = useWords();
    const sheets = useSheets(record.id);
    const [making, setMaking] = useState(false);
    const [shown, setShown] = useState<HandedSheet | null>(null);
    const items = sheets.data?.items ?? [];
    return (
        <Panel
            title={w("guidance")}
            action={
                record.can["guidance.tell"] === true &&
                sheets.data !== undefined && (
                    <Button look="quiet" icon="guide" onClick={() => setMaking(true)}>
                        {w("sheetOpen")}
                    </Button>
                )
            }
        >
            {sheets.error !== null ? (
                <Failure error={sheets.error} onRetry={() => void sheets.refetch()} />
            ) : sheets.data === undefined ? (
                <Waiting lines={2} />
            ) : items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("sheetNone")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {items.map((sheet) => (
                        <li key={sheet.id} className="flex items-start gap-2 px-3 py-1.5">
                            <span className="min-w-0 flex-1">
                                {[...sheet.told.map((each) => label(each.title)), sheet.own_lines]
                                    .filter((text) => text !== "")
                                    .join(w("listComma"))}
                                <span className="block text-13 text-ink-soft">
                                    {w(`sheetMeans_${sheet.means}`)} {w(`sheetLanguage_${sheet.language}`)}{" "}
                                    <Moment at={sheet.handed_at} short />{" "}
                                    {sheet.handed_by !== null && (
                                        <PersonChip person={sheet.handed_by} withUnit={false} />
                                    )}
                                </span>
                            </span>
                            <Button look="quiet" onClick={() => setShown(sheet)}>
                                {w("sheetShow")}
                            </Button>
                        </li>
                    ))}
                </ul>
            )}
            {making && sheets.data !== undefined && (
                <NewSheet record={record} sheets={sheets.data} onClose={() => setMaking(false)} />
            )}
            {shown !== null && <HandedDialog sheet={shown} onClose={() => setShown(null)} />}
        </Panel>
    );
}

type NewSheetProps = { record: Consultation; sheets: RecordSheets; onClose: () => void };

function NewSheet({ record, sheets, onClose }: NewSheetProps) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    return (
        <GuidanceSheetDialog
            proposed={sheets.proposed}
            consultation={record.id}
            onHandOver={async (choice, means) => {
                await handOverSheet(record.id, { ...choice, means });
                notify.told(w(means === "paper" ? "sheetHanded" : "sheetTold"));
                await client.invalidateQueries({ queryKey: ["consultation", record.id] });
            }}
            onClose={onClose}
        />
    );
}

function HandedDialog({ sheet, onClose }: { sheet: HandedSheet; onClose: () => void }) {
    const { w } = useWords();
    const pages = useQuery({
        queryKey: ["guidance-sheet", sheet.id],
        queryFn: () => readSheetPages(sheet.id),
        staleTime: Infinity,
        gcTime: 0,
    });
    return (
        <Dialog wide title={w("sheetTitle")} onClose={onClose}>
            <PagesToPrint query={pages} pdf={sheetAddress(sheet.id)} label={w("sheetTitle")} />
        </Dialog>
    );
}
