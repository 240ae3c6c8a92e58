// A deed on several records: how far it is, and afterwards what was done, what was refused and why.
import { useEffect, useRef } from "react";
import type { Disposed } from "@/api/types";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { asProblem, Violations } from "@/kit/states";
import { actWords } from "./offers";
import type { Outcome, Result, Running } from "./carry-out";

type ProgressProps = { running: Running; stopping: boolean; onStop: () => void };
export function Progress({ running, stopping, onStop }: ProgressProps) {
    const { w } = useWords();
    const text = w("running", { at: running.at + 1, all: running.all, number: running.number });
    return (
        <Dialog title={w(actWords[running.act])} onClose={onStop}>
            <p role="status" className="figures mb-2">
                {text}
            </p>
            <progress
                className="h-3 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-act [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-act"
                max={running.all}
                value={running.at}
                aria-label={text}
            />
            <div className="mt-3 flex items-center justify-end gap-3">
                {stopping && <span className="text-13 text-ink-soft">{w("stopping")}</span>}
                <Button data-first disabled={stopping} onClick={onStop}>
                    {w("stop")}
                </Button>
            </div>
        </Dialog>
    );
}

export function Results({ result, onClose }: { result: Result; onClose: () => void }) {
    const { w } = useWords();
    const element = useRef<HTMLElement>(null);
    useEffect(() => element.current?.focus(), [result]);
    const { act, outcomes } = result;
    const done = outcomes.filter((each) => each.state === "done");
    const rest = outcomes.filter((each) => each.state !== "done");
    const failed = rest.length > 0;
    const proofs = done.flatMap((each) => (each.disposed === null ? [] : [each.disposed]));
    return (
        <section
            ref={element}
            tabIndex={-1}
            role={failed ? "alert" : "status"}
            aria-label={w("result")}
            data-result={act}
            className={`flex shrink-0 items-start gap-3 border-b px-4 py-2 outline-none print:hidden ${failed ? "border-late-line bg-late-ground" : "border-line bg-fine-ground"}`}
        >
            <Icon
                name={failed ? "alert" : "check"}
                className={`mt-0.5 size-5 ${failed ? "text-late" : "text-fine"}`}
            />
            <div className="min-w-0 flex-1">
                <p className="font-bold">{w(`result_${act}`, { all: outcomes.length, done: done.length })}</p>
                {proofs.length > 0 && <Proofs proofs={proofs} />}
                {failed && (
                    <>
                        <p className="mt-1 text-13">{w("refusedCount", { n: rest.length })}</p>
                        <ul className="max-h-48 divide-y divide-late-line overflow-y-auto">
                            {rest.map((each) => (
                                <li key={each.row.record} className="flex flex-wrap gap-x-3 py-0.5">
                                    <Link
                                        to={`/consultations/${each.row.record}`}
                                        className="figures text-act underline underline-offset-2"
                                    >
                                        {each.row.number}
                                    </Link>
                                    <Why outcome={each} />
                                </li>
                            ))}
                        </ul>
                    </>
                )}
            </div>
            <Button look="quiet" icon="close" aria-label={w("close")} onClick={onClose} />
        </section>
    );
}

function Proofs({ proofs }: { proofs: Disposed[] }) {
    const { w } = useWords();
    return (
        <p className="flex max-h-24 flex-wrap gap-x-3 overflow-y-auto text-13">
            {proofs.map((disposed) => (
                <Link
                    key={disposed.id}
                    to={`/disposals/${disposed.id}`}
                    className="figures text-act underline underline-offset-2"
                >
                    {w("proofOf", { number: disposed.number })}
                </Link>
            ))}
        </p>
    );
}

function Why({ outcome }: { outcome: Outcome }) {
    const { w, label } = useWords();
    if (outcome.state === "left") return <span className="text-ink-soft">{w("notCarriedOut")}</span>;
    if (outcome.state === "done") return null;
    const problem = asProblem(outcome.error);
    return (
        <span>
            {label(problem.body.titles) || problem.body.title}
            <Violations problem={problem} />
        </span>
    );
}
