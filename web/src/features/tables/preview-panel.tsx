// What a proposal would have changed in records that were decided already.
import { useEffect, useRef, useState } from "react";
import {
    previewProposal,
    type NamedCode,
    type PreviewChange,
    type PreviewRecord,
    type PreviewReason,
    type PreviewTable,
    type Proposal,
} from "@/api/tables";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Moment, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import { Failure } from "@/kit/states";
import { addPiece, type PreviewSum } from "./preview";

const choices = [50, 200, 1000, 5000];
const usual = 200;
const atOnce = 25;
const firstRecords = 30;

type Run = { sum: PreviewSum | null; running: boolean; stopped: boolean; error: unknown };
const idle: Run = { sum: null, running: false, stopped: false, error: null };

export function PreviewPanel({ proposal, onTried }: { proposal: Proposal; onTried: () => void }) {
    const { w } = useWords();
    const [last, setLast] = useState(usual);
    const [run, setRun] = useState<Run>(idle);
    const stop = useRef<AbortController | null>(null);
    useEffect(() => () => stop.current?.abort(), []);

    async function start() {
        const abort = new AbortController();
        stop.current = abort;
        let sum: PreviewSum | null = null;
        let cursor = "";
        setRun({ ...idle, running: true });
        try {
            for (;;) {
                const left: number = last - (sum?.looked_at ?? 0);
                const limit = Math.min(left, atOnce);
                const piece = await previewProposal(proposal.id, { cursor, limit }, abort.signal);
                sum = addPiece(sum, piece);
                setRun({ ...idle, sum, running: true });
                if (piece.next === null || sum.looked_at >= last) break;
                cursor = piece.next;
            }
            setRun({ ...idle, sum });
            onTried();
        } catch (error) {
            if (abort.signal.aborted) setRun({ ...idle, sum, stopped: true });
            else setRun({ ...idle, sum, error });
        }
    }
    const { sum, running } = run;
    const isStale = sum !== null && sum.version !== proposal.version;
    return (
        <Panel
            title={w("preview")}
            action={
                <span className="flex items-center gap-2 print:hidden">
                    <label className="flex items-center gap-1.5 text-13">
                        {w("previewLast")}
                        <select
                            className="field-box w-28"
                            value={last}
                            disabled={running}
                            onChange={(event) => setLast(Number(event.target.value))}
                        >
                            {choices.map((each) => (
                                <option key={each} value={each}>
                                    {w("previewRecords", { n: each })}
                                </option>
                            ))}
                        </select>
                    </label>
                    {running ? (
                        <Button onClick={() => stop.current?.abort()}>{w("previewStop")}</Button>
                    ) : (
                        <Button data-act="preview" onClick={() => void start()}>
                            {w(sum === null ? "previewRun" : "previewAgain")}
                        </Button>
                    )}
                </span>
            }
        >
            <div
                className="flex flex-col gap-3 px-3 py-2"
                aria-busy={running}
                data-preview={running ? "running" : sum === null ? "" : "done"}
            >
                <p className="text-13 text-ink-soft">{w("previewHint")}</p>
                {running && (
                    <p role="status" className="flex items-center gap-3">
                        <progress className="w-48" max={last} value={sum?.looked_at ?? 0} />
                        <span className="figures">
                            {w("previewProgress", { all: last, n: sum?.looked_at ?? 0 })}
                        </span>
                    </p>
                )}
                {run.error !== null && <Failure error={run.error} onRetry={() => void start()} />}
                {sum !== null && !isStale && <Result sum={sum} stopped={run.stopped} running={running} />}
            </div>
        </Panel>
    );
}

function Result({ sum, stopped, running }: { sum: PreviewSum; stopped: boolean; running: boolean }) {
    const { w } = useWords();
    const [most, setMost] = useState(firstRecords);
    const changed = sum.tables.filter((table) => table.changed > 0);
    if (sum.looked_at === 0) return <p>{w("previewNoRecords")}</p>;
    return (
        <>
            {!running && (
                <p role="status" className="font-bold" data-tried={sum.looked_at}>
                    {stopped && `${w("previewStopped")} `}
                    {w("previewDone", { n: sum.looked_at, changed: sum.records.length })}
                </p>
            )}
            {changed.length === 0 && !running && <p>{w("previewNothing")}</p>}
            {changed.map((table) => (
                <Counts key={table.table} table={table} />
            ))}
            {sum.records.length > 0 && (
                <section>
                    <h3 className="text-14 font-bold">{w("previewChangedRecords")}</h3>
                    <ul className="divide-y divide-line">
                        {sum.records.slice(0, most).map((record) => (
                            <ChangedRecord key={record.id} record={record} />
                        ))}
                    </ul>
                    {sum.records.length > most && (
                        <Button onClick={() => setMost((before) => before + 100)}>
                            {w("previewMore", { n: sum.records.length - most })}
                        </Button>
                    )}
                </section>
            )}
        </>
    );
}

function Counts({ table }: { table: PreviewTable }) {
    const { w, label } = useWords();
    const codes = table.codes.filter((code) => code.before !== code.after);
    return (
        <section data-counts={table.table}>
            <h3 className="flex flex-wrap items-baseline gap-x-4 text-14 font-bold">
                {label(table.label)}
                <span className="text-13 font-normal">
                    {w("previewAgree", {
                        before: table.agreed_before,
                        after: table.agreed_after,
                        all: table.decided,
                    })}
                    {table.gained > 0 && (
                        <span className="text-fine"> {w("previewGained", { n: table.gained })}</span>
                    )}
                    {table.lost > 0 && (
                        <span className="text-late"> {w("previewLost", { n: table.lost })}</span>
                    )}
                </span>
            </h3>
            {codes.length > 0 && (
                <table className="mt-1 border-collapse text-13">
                    <thead>
                        <tr className="border-b border-line-strong text-left">
                            <th scope="col" className="pr-6 font-bold">
                                {w("previewCode")}
                            </th>
                            <th scope="col" className="px-3 text-right font-bold">
                                {w("previewBefore")}
                            </th>
                            <th scope="col" className="px-3 text-right font-bold">
                                {w("previewAfter")}
                            </th>
                            <th scope="col" className="px-3 text-right font-bold">
                                ±
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {codes.map((code) => (
                            <tr key={code.code} className="border-b border-line" data-code={code.code}>
                                <td className="pr-6">{label(code.label)}</td>
                                <td className="figures px-3 text-right">{code.before}</td>
                                <td className="figures px-3 text-right">{code.after}</td>
                                <td className="figures px-3 text-right font-bold">
                                    {code.after > code.before ? "+" : "−"}
                                    {Math.abs(code.after - code.before)}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}

function ChangedRecord({ record }: { record: PreviewRecord }) {
    return (
        <li className="py-1.5" data-changed={record.id}>
            <p className="flex flex-wrap items-baseline gap-x-3">
                <Link to={`/consultations/${record.id}`} className="figures text-act hover:underline">
                    {record.number}
                </Link>
                {record.received_at !== null && <Moment at={record.received_at} short />}
                <span className="min-w-0 flex-1 truncate">{record.subject}</span>
                <span className="text-13 text-ink-soft">
                    <UnitName unit={record.owner_unit} />
                </span>
            </p>
            <ul>
                {record.changes.map((change) => (
                    <Change key={change.table} change={change} />
                ))}
            </ul>
        </li>
    );
}

function Change({ change }: { change: PreviewChange }) {
    const { w, label } = useWords();
    const names = (codes: NamedCode[]) =>
        codes.length === 0 ? w("previewNone") : codes.map((code) => label(code.label)).join(w("listComma"));
    const why = (reasons: PreviewReason[]) =>
        reasons.map((reason) => `${label(reason.text)} (${reason.weight > 0 ? "+" : ""}${reason.weight})`);
    return (
        <li className="grid grid-cols-[8rem_1fr_1fr] gap-x-3 pl-4 text-13 max-md:grid-cols-1 max-md:pl-0">
            <span className="text-ink-soft">{label(change.label)}</span>
            <span>
                <b className="font-normal line-through decoration-late">{names(change.before)}</b>
                <span className="block text-ink-soft">{why(change.reasons_before).join(" / ")}</span>
            </span>
            <span>
                <b>{names(change.after)}</b>
                {change.decided !== null && (
                    <span className="text-ink-soft">
                        {w("previewDecided")}: {names(change.decided)}
                    </span>
                )}
                <span className="block text-ink-soft">{why(change.reasons_after).join(" / ")}</span>
            </span>
        </li>
    );
}
