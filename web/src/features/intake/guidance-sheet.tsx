// 御案内 at the desk: prepared and printed while the caller is there, recorded as handed over when the record is accepted.
import { useQuery } from "@tanstack/react-query";
import { proposeGuidance, type ProposalRequest, type SheetChoice, type SheetMeans } from "@/api/documents";
import type { DraftContent, FormDescription } from "@/api/types";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { GuidanceSheetDialog } from "@/kit/guidance-sheet-dialog";
import { useWords } from "@/kit/language";
import { Failure, Waiting } from "@/kit/states";
import { codesOf } from "./decisions";
import { filledFields } from "./interview-desk";

export type PreparedSheet = SheetChoice & { means: SheetMeans };

type Props = {
    content: DraftContent;
    schema: FormDescription;
    prepared: PreparedSheet | null;
    onPrepared: (sheet: PreparedSheet) => void;
    onClose: () => void;
};

const text = (value: unknown) => (typeof value === "string" ? value : "");

// What the sheet of the record would be proposed from, were it accepted now.
export function askedOf(
    { consultation, decisions, answers }: DraftContent,
    schema: FormDescription,
): ProposalRequest {
    return {
        text: text(consultation.narrative),
        kind: text(consultation.kind),
        channel: text(consultation.channel),
        internal_type: codesOf(decisions.internal_type)[0] ?? "",
        fields: filledFields(consultation, schema),
        answers,
    };
}

export function DeskGuidanceSheet({ content, schema, prepared, onPrepared, onClose }: Props) {
    const { w } = useWords();
    const { consultation } = content;
    const proposed = useQuery({
        queryKey: ["guidance-proposals"],
        queryFn: () => proposeGuidance(askedOf(content, schema)),
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
