// One deed on several records, one after another: each is told to the server by itself, and each has its own result.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { approveDisposal, holdBack, proposeDisposal, releaseHold, returnDisposal } from "@/api/calls";
import { Problem } from "@/api/problem";
import type { DisposalAct, DisposalCandidate, Disposed } from "@/api/types";

export type Outcome = { row: DisposalCandidate } & (
    | { state: "done"; disposed: Disposed | null }
    | { state: "refused"; error: unknown }
    | { state: "left" } // not tried: stopped, or the server could not be reached
);
type Perform = (row: DisposalCandidate) => Promise<Disposed | null>;
type Steps = { onStep: (at: number) => void; isStopped: () => boolean };

// Nothing after it can succeed.
function endsAll(error: unknown): boolean {
    return !(error instanceof Problem) || error.status === 0 || error.status === 401;
}

export async function carryOut(
    rows: DisposalCandidate[],
    perform: Perform,
    { onStep, isStopped }: Steps,
): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let ended = false;
    for (const [at, row] of rows.entries()) {
        if (ended || isStopped()) {
            outcomes.push({ row, state: "left" });
            continue;
        }
        onStep(at);
        try {
            outcomes.push({ row, state: "done", disposed: await perform(row) });
        } catch (error) {
            outcomes.push({ row, state: "refused", error });
            ended = endsAll(error);
        }
    }
    return outcomes;
}

function performing(act: DisposalAct, text: string): Perform {
    const done = () => null;
    switch (act) {
        case "propose":
            return (row) => proposeDisposal(row.record).then(done);
        case "hold":
            return (row) => holdBack(row.record, text).then(done);
        case "release":
            return (row) => releaseHold(row.record).then(done);
        case "return":
            return (row) => returnDisposal(row.record, text).then(done);
        case "approve":
            return (row) => approveDisposal(row.record, row.number);
    }
}

export type Running = { act: DisposalAct; all: number; at: number; number: string };
export type Result = { act: DisposalAct; outcomes: Outcome[] };

export function useCarryOut() {
    const client = useQueryClient();
    const [running, setRunning] = useState<Running | null>(null);
    const [stopping, setStopping] = useState(false);
    const [result, setResult] = useState<Result | null>(null);
    const stopped = useRef(false);
    async function start(act: DisposalAct, rows: DisposalCandidate[], text = "") {
        if (running !== null || rows.length === 0) return;
        stopped.current = false;
        setStopping(false);
        setResult(null);
        const outcomes = await carryOut(rows, performing(act, text), {
            onStep: (at) => setRunning({ act, all: rows.length, at, number: rows[at]?.number ?? "" }),
            isStopped: () => stopped.current,
        });
        for (const { row, state } of outcomes)
            if (act === "approve" && state === "done")
                client.removeQueries({ queryKey: ["consultation", row.record] });
        setRunning(null);
        setResult({ act, outcomes });
        await Promise.all(
            ["disposals", "consultation", "consultations", "work", "inbox"].map((name) =>
                client.invalidateQueries({ queryKey: [name] }),
            ),
        );
    }
    function stop() {
        stopped.current = true;
        setStopping(true);
    }
    return { running, stopping, result, start, stop, close: () => setResult(null) };
}
export type CarryOut = ReturnType<typeof useCarryOut>;
