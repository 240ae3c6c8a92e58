// Mergers and renamings, the newest first: what is planned, what was done, and taking one back while that is possible.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readMergers, readUnitsOn, takeBack, type Merger } from "@/api/organization";
import { Button } from "@/kit/button";
import { Chip, Day, UnitName } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { dayInJapan, showMoment } from "@/kit/moments";
import { Empty, Failure, Waiting } from "@/kit/states";
import { Refusal, TextField } from "./fields";
import { MergerDialog } from "./merger-dialog";
import { useSaving, useTexts } from "./saving-dialog";

const states = { planned: "orgPlannedState", done: "orgDoneState", taken_back: "orgTakenBackState" } as const;

export function MergersTab() {
    const { w, label } = useWords();
    const today = dayInJapan(new Date());
    const mergers = useQuery({ queryKey: ["mergers"], queryFn: readMergers });
    const units = useQuery({ queryKey: ["units-on", today], queryFn: () => readUnitsOn(today) });
    const [adding, setAdding] = useState(false);
    const [taking, setTaking] = useState<Merger | null>(null);
    return (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
            <div>
                <Button
                    look="primary"
                    icon="plus"
                    disabled={units.data === undefined}
                    onClick={() => setAdding(true)}
                >
                    {w("orgMergeNew")}
                </Button>
            </div>
            {mergers.error !== null ? (
                <Failure error={mergers.error} onRetry={() => void mergers.refetch()} />
            ) : mergers.data === undefined ? (
                <Waiting />
            ) : mergers.data.items.length === 0 ? (
                <Empty title={w("orgMergeNone")} hint={w("orgMergeNoneHint")} />
            ) : (
                <ul className="divide-y divide-line rounded-md border border-line bg-surface" data-mergers>
                    {mergers.data.items.map((merger) => (
                        <li key={merger.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
                            <Day day={merger.date} />
                            <Chip tone={merger.state === "planned" ? "due" : "grey"}>
                                {w(states[merger.state])}
                            </Chip>
                            <span className="min-w-60 flex-1">
                                <strong>
                                    <UnitName unit={merger.unit} />
                                </strong>{" "}
                                ← {merger.sources.map((unit) => label(unit.name)).join(w("listComma"))}
                                <MergerAccount merger={merger} />
                                {merger.state !== "taken_back" && merger.why_not !== null && (
                                    <span className="block text-13 text-ink-soft">
                                        {label(merger.why_not)}
                                    </span>
                                )}
                            </span>
                            {merger.can_be_taken_back && (
                                <Button look="danger" onClick={() => setTaking(merger)}>
                                    {w("orgTakeBack")}
                                </Button>
                            )}
                        </li>
                    ))}
                </ul>
            )}
            {adding && <MergerDialog units={units.data?.items ?? []} onClose={() => setAdding(false)} />}
            {taking !== null && <TakeBackDialog merger={taking} onClose={() => setTaking(null)} />}
        </div>
    );
}

// Who decided it and why, how many records changed hands, and the same of its taking back; each unit's successor below.
function MergerAccount({ merger }: { merger: Merger }) {
    const { w, label, language } = useWords();
    const by = (person: Merger["decided_by"]) =>
        person === null ? "" : `${person.rank} ${person.name}`.trim();
    const said = [merger.reason, by(merger.decided_by), showMoment(merger.created_at, language)];
    const { taken_back: back } = merger;
    return (
        <>
            <span className="block text-13 text-ink-soft">
                {said.filter((part) => part !== "").join(" · ")}
                {merger.state === "done" && ` · ${w("orgMoved", { n: merger.moved })}`}
            </span>
            {back !== null && (
                <span className="block text-13 text-ink-soft">
                    {[w("orgTakenBackState"), back.reason, by(back.by), showMoment(back.at, language)]
                        .filter((part) => part !== "")
                        .join(" · ")}
                    {` · ${w("orgGivenBack", { n: back.records })}`}
                </span>
            )}
            {merger.successions.length > 0 && (
                <details className="text-13">
                    <summary className="cursor-pointer text-act">
                        {w("orgSuccessions", { n: merger.successions.length })}
                    </summary>
                    <ul data-successions>
                        {merger.successions.map((each) => (
                            <li key={each.from.id}>
                                {label(each.from.name)} → {label(each.to.name)}
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </>
    );
}

function TakeBackDialog({ merger, onClose }: { merger: Merger; onClose: () => void }) {
    const { w, label } = useWords();
    const { texts, bind } = useTexts({ reason: "" });
    const saving = useSaving(() => takeBack(merger, texts.reason), onClose);
    const field = bind(saving.error);
    return (
        <Dialog title={w("orgTakeBackTitle")} onClose={onClose}>
            <p className="font-bold">
                {label(merger.unit?.name)} ←{" "}
                {merger.sources.map((unit) => label(unit.name)).join(w("listComma"))}
            </p>
            <p className="my-2">{w("orgTakeBackHint")}</p>
            <TextField first label={w("orgTakeBackReason")} {...field("reason")} />
            <Refusal error={saving.error} shown={["reason"]} />
            <div className="mt-3 flex justify-end gap-2">
                <Button onClick={onClose}>{w("cancel")}</Button>
                <Button look="danger" disabled={saving.isPending} onClick={() => saving.mutate()}>
                    {w("orgTakeBack")}
                </Button>
            </div>
        </Dialog>
    );
}
