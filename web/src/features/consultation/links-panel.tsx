// 既存情報との一致: each link says why in one sentence; what is not the same can be said once and is remembered.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { separate, undoSeparation } from "@/api/calls";
import type { Consultation, RecordLink } from "@/api/types";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Moment, UnitName } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { showDate } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";

const shownReasons = 3;

type Props = { record: Consultation; query: UseQueryResult<{ items: RecordLink[] }> };

export function LinksPanel({ record, query }: Props) {
    const { w } = useWords();
    const [parting, setParting] = useState<string | null>(null);
    const items = query.data?.items ?? [];
    return (
        <Panel
            tour="record-links"
            title={<span className={items.length > 0 ? "text-known" : ""}>{w("hits")}</span>}
            count={query.data === undefined ? undefined : w("countItems", { n: items.length })}
        >
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={3} />
            ) : items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("noLinks")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {items.map((link, index) => (
                        <LinkRow
                            key={link.record?.id ?? index}
                            link={link}
                            onPart={record.can["separation.create"] === true ? setParting : null}
                        />
                    ))}
                </ul>
            )}
            {parting !== null && (
                <PartDialog record={record} other={parting} onClose={() => setParting(null)} />
            )}
        </Panel>
    );
}

function LinkRow({ link, onPart }: { link: RecordLink; onPart: ((id: string) => void) | null }) {
    const { w, label, language } = useWords();
    const { record, blind, feed } = link;
    return (
        <li data-link={record?.id ?? ""} className="px-3 py-1.5">
            {record !== null && (
                <div className="flex items-start gap-2">
                    <Link
                        to={`/consultations/${record.id}`}
                        className="min-w-0 flex-1 font-medium text-act underline underline-offset-2"
                    >
                        <span className="figures">{record.number}</span> {record.subject}
                    </Link>
                    {onPart !== null && (
                        <Button look="quiet" onClick={() => onPart(record.id)}>
                            {w("notSame")}
                        </Button>
                    )}
                </div>
            )}
            {blind !== undefined && (
                <p>
                    <strong>{w("elsewhere")}</strong> {w("contact")}: {label(blind.unit.name)} {blind.contact}
                </p>
            )}
            {feed !== undefined && (
                <p>
                    {w("indicator")} {feed.source} {feed.event !== feed.source && feed.event}{" "}
                    {showDate(feed.date.slice(0, 10), language)}
                </p>
            )}
            {link.reasons.slice(0, shownReasons).map((reason) => (
                <p key={reason.type + reason.value} className="text-13 text-known">
                    {label(reason.sentence)}
                </p>
            ))}
            {record !== null && (
                <p className="text-13 text-ink-soft">
                    <UnitName unit={record.unit} /> <Moment at={record.received_at} short />
                </p>
            )}
        </li>
    );
}

function PartDialog({
    record,
    other,
    onClose,
}: {
    record: Consultation;
    other: string;
    onClose: () => void;
}) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [reason, setReason] = useState("");
    const [done, setDone] = useState<string | null>(null);
    const refresh = () => client.invalidateQueries({ queryKey: ["consultation", record.id] });
    async function part() {
        try {
            const separation = await separate(record.id, other, reason);
            setDone(separation.id);
            await refresh();
        } catch (error) {
            notify.failed(error);
        }
    }
    async function undo() {
        if (done === null) return;
        try {
            await undoSeparation(done);
            onClose();
            await refresh();
        } catch (error) {
            notify.failed(error);
        }
    }
    return (
        <Dialog title={w("notSame")} onClose={onClose}>
            {done === null ? (
                <form
                    className="flex flex-col gap-3"
                    onSubmit={(event) => {
                        event.preventDefault();
                        void part();
                    }}
                >
                    <p>{w("notSameHint")}</p>
                    <label>
                        {w("reason")}
                        <input
                            autoFocus
                            className="field-box"
                            value={reason}
                            onChange={(event) => setReason(event.target.value)}
                        />
                    </label>
                    <div className="flex justify-end gap-2">
                        <Button onClick={onClose}>{w("cancel")}</Button>
                        <Button type="submit" look="primary" disabled={reason.trim() === ""}>
                            {w("notSame")}
                        </Button>
                    </div>
                </form>
            ) : (
                <div className="flex items-center justify-between gap-3">
                    <p>{w("notSameDone")}</p>
                    <div className="flex gap-2">
                        <Button onClick={() => void undo()}>{w("undo")}</Button>
                        <Button look="primary" onClick={onClose}>
                            {w("close")}
                        </Button>
                    </div>
                </div>
            )}
        </Dialog>
    );
}
