// The versions that changed one table: who, when, why, what; and a way back, which is a proposal as every other.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { draftReturn, readTableHistory, readTableVersion, type TableHistoryItem } from "@/api/tables";
import { go, Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, Moment, PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
import { Difference } from "./difference";

const origins = { shipped: "originShipped", edited: "originEdited", loaded: "originLoaded" } as const;

export function TableHistory({ id, title }: { id: string; title: string }) {
    const history = useQuery({ queryKey: ["table", id, "history"], queryFn: () => readTableHistory(id) });
    const [shown, setShown] = useState<number | null>(null);
    if (history.error !== null)
        return <Failure error={history.error} onRetry={() => void history.refetch()} />;
    if (history.data === undefined) return <Waiting lines={6} />;
    return (
        <ol className="flex flex-col gap-2 px-4 py-3">
            {history.data.items.map((item) => (
                <Version
                    key={item.version}
                    id={id}
                    title={title}
                    item={item}
                    shown={shown === item.version}
                    onShow={() => setShown(shown === item.version ? null : item.version)}
                />
            ))}
        </ol>
    );
}

type Props = { id: string; title: string; item: TableHistoryItem; shown: boolean; onShow: () => void };

function Version({ id, title, item, shown, onShow }: Props) {
    const { w } = useWords();
    return (
        <li className="rounded-md border border-line bg-surface" data-version={item.version}>
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
                <b className="figures w-16">{w("tableVersion", { n: item.version })}</b>
                <Moment at={item.loaded_at} />
                <Chip>{w(origins[item.origin])}</Chip>
                <span className="min-w-40 flex-1">{item.reason}</span>
                <span className="text-13">
                    {item.proposed_by !== null && <PersonChip person={item.proposed_by} withUnit={false} />}
                    {item.proposed_by !== null && item.loaded_by !== null && " / "}
                    {item.loaded_by !== null && <PersonChip person={item.loaded_by} withUnit={false} />}
                </span>
                {item.proposal !== null && (
                    <Link to={`/tables/proposals/${item.proposal}`} className="text-act hover:underline">
                        {w("tableProposal")}
                    </Link>
                )}
                <Button look="quiet" aria-expanded={shown} onClick={onShow}>
                    {w("historyShow")}
                </Button>
            </div>
            {shown && <VersionText id={id} title={title} version={item.version} />}
        </li>
    );
}

function VersionText({ id, title, version }: { id: string; title: string; version: number }) {
    const { w } = useWords();
    const session = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const [returning, setReturning] = useState(false);
    const text = useQuery({
        queryKey: ["table", id, "version", version],
        queryFn: () => readTableVersion(id, version),
    });
    if (text.error !== null) return <Failure error={text.error} onRetry={() => void text.refetch()} />;
    if (text.data === undefined) return <Waiting lines={4} />;
    async function back(reason: string) {
        setReturning(false);
        try {
            const made = await draftReturn(id, version, reason);
            await client.invalidateQueries({ queryKey: ["table-proposals"] });
            go(`/tables/proposals/${made.id}`);
        } catch (error) {
            notify.failed(error);
        }
    }
    return (
        <div className="border-t border-line">
            <Difference lines={text.data.changes} name={w("historyShow")} />
            {!text.data.is_current && (
                <>
                    <h3 className="border-t border-line px-3 py-1 text-13 font-bold">{w("historyToNow")}</h3>
                    <Difference lines={text.data.changes_to_current} name={w("historyToNow")} />
                </>
            )}
            <div className="flex justify-end border-t border-line px-3 py-2 print:hidden">
                {text.data.is_current ? (
                    <Chip tone="known">{w("historyCurrent")}</Chip>
                ) : (
                    session.can["tables.propose"] === true && (
                        <Button data-act="return" onClick={() => setReturning(true)}>
                            {w("historyReturn")}
                        </Button>
                    )
                )}
            </div>
            {returning && (
                <TextDialog
                    title={`${title} ${w("historyReturn")}`}
                    hint={w("historyReturnHint", { n: version })}
                    done={w("historyReturn")}
                    onClose={() => setReturning(false)}
                    onDone={(reason) => void back(reason)}
                />
            )}
        </div>
    );
}
