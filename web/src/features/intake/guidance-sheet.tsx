// 御案内 at the desk: prepared and printed while the caller is there, recorded as handed over when the record is accepted.
import { useQuery } from "@tanstack/react-query";
import { proposeGuidance, type SheetChoice, type SheetMeans } from "@/api/documents";
import type { DraftContent } from "@/api/types";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { GuidanceSheetDialog } from "@/kit/guidance-sheet-dialog";
import { useWords } from "@/kit/language";
import { Failure, Waiting } from "@/kit/states";

export type PreparedSheet = SheetChoice & { means: SheetMeans };

type Props = {
    content: DraftContent;
    prepared: PreparedSheet | null;
    onPrepared: (sheet: PreparedSheet) => void;
    onClose: () => void;
};

export function DeskGuidanceSheet({ content, prepared, onPrepared, onClose }: Props) {
    const { w } = useWords();
    const { consultation, decisions } = content;
    const text = (value: unknown) => (typeof value === "string" ? value : "");
    const proposed = useQuery({
        queryKey: ["guidance-proposals"],
        queryFn: () =>
            proposeGuidance({
                text: text(consultation.narrative),
                kind: text(consultation.kind),
                channel: text(consultation.channel),
                internal_type: text(decisions.internal_type),
                wishes: Array.isArray(consultation.wishes) ? consultation.wishes.map(text) : [],
                victim_type: text(consultation.victim_type),
            }),
        gcTime: 0,
        staleTime: Infinity,
    });
    if (proposed.data === undefined) {
        return (
            <Dialog wide title={w("sheetTitle")} onClose={onClose}>
                {proposed.error === null ? (
                    <Waiting lines={8} />
                ) : (
                    <Failure error={proposed.error} onRetry={() => void proposed.refetch()} />
                )}
            </Dialog>
        );
    }
    return (
        <GuidanceSheetDialog
            proposed={proposed.data.items}
            chosen={prepared ?? undefined}
            callerName={text(consultation.caller_name)}
            onHandOver={(choice, means) => {
                onPrepared({ ...choice, means });
                return Promise.resolve();
            }}
            onClose={onClose}
        />
    );
}

export function PreparedMark({ prepared, onRemove }: { prepared: PreparedSheet; onRemove: () => void }) {
    const { w } = useWords();
    return (
        <p role="status" className="flex items-center gap-2 border-b border-line px-3 py-1 text-13">
            <span className="flex-1">{w("sheetPrepared", { n: prepared.codes.length })}</span>
            <Button look="quiet" onClick={onRemove}>
                {w("sheetPreparedRemove")}
            </Button>
        </p>
    );
}
