// 朝会用一覧: the day's list as it is printed for the morning meeting.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayListAddress, readDayListPages } from "@/api/documents";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { dayInJapan } from "@/kit/moments";
import { PagesToPrint } from "@/kit/printed-pages";

export function DayListButton() {
    const { w } = useWords();
    const [open, setOpen] = useState(false);
    return (
        <>
            <Button icon="print" onClick={() => setOpen(true)}>
                {w("dayList")}
            </Button>
            {open && <DayListDialog onClose={() => setOpen(false)} />}
        </>
    );
}

function DayListDialog({ onClose }: { onClose: () => void }) {
    const { w } = useWords();
    const [date, setDate] = useState(() => dayInJapan(new Date()));
    const pages = useQuery({
        queryKey: ["day-list", date],
        queryFn: () => readDayListPages(date),
        gcTime: 0,
    });
    return (
        <Dialog wide title={w("dayList")} onClose={onClose}>
            <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
                <label className="flex items-center gap-2">
                    {w("dayListDate")}
                    <input
                        type="date"
                        required
                        className="field-box w-40"
                        value={date}
                        onChange={(event) => event.target.value !== "" && setDate(event.target.value)}
                    />
                </label>
                <p className="min-w-60 flex-1 text-13 text-ink-soft">{w("dayListHint")}</p>
            </div>
            <PagesToPrint query={pages} pdf={dayListAddress(date)} label={w("sheetPreview")} />
        </Dialog>
    );
}
