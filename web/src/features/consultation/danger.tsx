// Danger to life on a record's page: while it is typed into the text, and until somebody says that those in charge were told.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { assess, finishClock } from "@/api/calls";
import type { Clock, Consultation, Danger } from "@/api/types";
import { Assessor } from "@/kit/assessor";
import { DangerBar } from "@/kit/danger-bar";
import { dangerClock } from "@/kit/danger-clock";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { TextDialog } from "@/kit/text-dialog";
import { useEdits } from "./use-edits";

export function RecordDanger({ record, clocks }: { record: Consultation; clocks: Clock[] }) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [late, setLate] = useState<Clock | null>(null);
    const [told, setTold] = useState(new Set<string>());
    const typed = useTypedDangers(record);
    const open = dangerClock(clocks);
    async function finish(clock: Clock, reason?: string) {
        try {
            await finishClock(clock, reason);
            setLate(null);
        } catch (error) {
            notify.failed(error);
        }
        await client.invalidateQueries({ queryKey: ["consultation", record.id] });
    }
    if (open !== undefined)
        return (
            <>
                <DangerBar
                    dangers={[{ text: open.label, spans: [] }]}
                    acknowledged={false}
                    onAcknowledge={() =>
                        open.state === "overdue" && open.reason_when_late ? setLate(open) : void finish(open)
                    }
                />
                {late !== null && (
                    <TextDialog
                        title={w("lateReason")}
                        hint={w("lateReasonHint")}
                        done={w("markDone")}
                        onClose={() => setLate(null)}
                        onDone={(reason) => void finish(late, reason)}
                    />
                )}
            </>
        );
    return (
        <DangerBar
            dangers={typed}
            acknowledged={typed.every((danger) => told.has(danger.text.ja))}
            onAcknowledge={() => setTold(new Set(typed.map((danger) => danger.text.ja)))}
        />
    );
}

// What the text under edit says that the saved one did not.
function useTypedDangers(record: Consultation): Danger[] {
    const { edits } = useEdits();
    const [dangers, setDangers] = useState<Danger[]>([]);
    const [assessor] = useState(
        () =>
            new Assessor(
                assess,
                ({ assessment }) => setDangers(assessment.dangers),
                () => setDangers([]),
            ),
    );
    const value = edits.narrative?.value;
    const typed = typeof value === "string" && value !== record.narrative ? value : null;
    const { id, kind, channel } = record;
    useEffect(() => {
        if (typed !== null) assessor.want({ text: typed, kind, channel, record: id });
        return () => assessor.stop();
    }, [assessor, typed, id, kind, channel]);
    return typed === null ? [] : dangers;
}
