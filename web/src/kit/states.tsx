// What a place shows while it waits, when it failed and when there is nothing: never a jump, never a dead end.
import type { ReactNode } from "react";
import { Problem, unreachable } from "@/api/problem";
import { Button } from "./button";
import { Icon } from "./icons";
import { useWords } from "./language";

export function Waiting({ lines = 6, className = "" }: { lines?: number; className?: string }) {
    const { w } = useWords();
    return (
        <div role="status" aria-label={w("loading")} className={`flex flex-col gap-3 p-4 ${className}`}>
            {Array.from({ length: lines }, (_, index) => (
                <div
                    key={index}
                    className={`breathes h-3.5 rounded bg-line ${["w-full", "w-11/12", "w-4/5"][index % 3] ?? ""}`}
                />
            ))}
        </div>
    );
}

export function asProblem(error: unknown): Problem {
    return error instanceof Problem ? error : unreachable();
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
    const { w, label } = useWords();
    const problem = asProblem(error);
    const wayOut =
        problem.status === 0
            ? w("wayOutUnreachable")
            : problem.status === 403
              ? w("wayOutForbidden")
              : problem.status === 404
                ? w("wayOutNotFound")
                : w("wayOutOther");
    return (
        <div
            role="alert"
            className="m-4 flex items-start gap-3 rounded-md border border-late-line bg-late-ground p-3"
        >
            <Icon name="alert" className="mt-0.5 size-5 text-late" />
            <div className="min-w-0 flex-1">
                <p className="font-bold">{label(problem.body.titles) || problem.body.title}</p>
                <Violations problem={problem} />
                <p className="text-ink-soft">{wayOut}</p>
            </div>
            {onRetry !== undefined && <Button onClick={onRetry}>{w("retry")}</Button>}
        </div>
    );
}

export function Violations({ problem }: { problem: Problem }) {
    const { label } = useWords();
    const violations = problem.body.violations ?? [];
    if (violations.length === 0) return null;
    return (
        <ul className="list-disc pl-5">
            {violations.map((violation) => (
                <li key={violation.field + violation.reason.ja}>{label(violation.reason)}</li>
            ))}
        </ul>
    );
}

export function Empty({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
    return (
        <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
            <p className="font-bold">{title}</p>
            <p className="max-w-[36em] text-ink-soft">{hint}</p>
            {children}
        </div>
    );
}
