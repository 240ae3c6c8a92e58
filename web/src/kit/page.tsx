// The frame of every screen: title on the left, the one primary action on the right, always at the same spot.
import { useEffect, useRef, type ReactNode } from "react";

type Props = {
    title: string;
    aside?: ReactNode;
    action?: ReactNode;
    sheet?: boolean; // the content has a heading of its own on paper
    children: ReactNode;
};

export function Page({ title, aside, action, sheet = false, children }: Props) {
    useEffect(() => {
        document.title = `${title} | Renkei`;
    }, [title]);
    const whole = useRef<HTMLDivElement>(null);
    const head = useRef<HTMLDivElement>(null);
    // A head of two lines pushes what sticks below it: the head of a table.
    useEffect(() => {
        const bar = head.current;
        if (bar === null) return;
        const observer = new ResizeObserver(() =>
            whole.current?.style.setProperty("--page-head", `${bar.offsetHeight}px`),
        );
        observer.observe(bar);
        return () => observer.disconnect();
    }, []);
    return (
        <div ref={whole} className="flex min-h-0 flex-1 flex-col print:block">
            <div
                ref={head}
                className={`sticky top-0 z-10 flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 max-md:static max-md:justify-between ${sheet ? "print:hidden" : ""}`}
            >
                <h1 className="text-18 font-bold whitespace-nowrap">{title}</h1>
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 max-md:order-last max-md:basis-full max-md:empty:hidden">
                    {aside}
                </div>
                {action}
            </div>
            {children}
        </div>
    );
}

export function Panel({
    title,
    count,
    action,
    children,
    className = "",
    tour,
}: {
    title: ReactNode;
    count?: ReactNode;
    action?: ReactNode;
    children: ReactNode;
    className?: string;
    tour?: string; // what the guided tour calls it
}) {
    return (
        <section
            data-tour={tour}
            className={`shrink-0 rounded-md border border-line bg-surface ${className}`}
        >
            <div className="flex min-h-9 items-center gap-2 border-b border-line px-3 py-1">
                <h2 className="text-14 font-bold">{title}</h2>
                {count !== undefined && <span className="figures text-13 text-ink-soft">{count}</span>}
                <span className="flex-1" />
                {action}
            </div>
            {children}
        </section>
    );
}
