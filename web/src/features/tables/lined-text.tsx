// A text of code with its line numbers; lines that are wrong are marked, and one can be gone to. A plain textarea: undo,
// search of the browser and screen readers work as everywhere.
import { useEffect, useRef, useState, type KeyboardEvent } from "react";

const lineHeight = 20; // px; the same in both columns
const indent = "  ";

type Props = {
    label: string;
    value: string;
    wrong: ReadonlySet<number>;
    goTo: { line: number } | null; // a new object goes there again
    onChange: (value: string) => void;
    onSave: () => void;
};

export function LinedText({ label, value, wrong, goTo, onChange, onSave }: Props) {
    const area = useRef<HTMLTextAreaElement>(null);
    const [top, setTop] = useState(0);
    const lines = value.split("\n").length;
    useEffect(() => {
        const text = area.current;
        if (goTo === null || text === null) return;
        const before = text.value.split("\n").slice(0, goTo.line - 1);
        const start = before.reduce((sum, line) => sum + line.length + 1, 0);
        const end = text.value.indexOf("\n", start);
        text.focus();
        text.setSelectionRange(start, end < 0 ? text.value.length : end);
        text.scrollTop = Math.max(0, (goTo.line - 4) * lineHeight);
        text.scrollLeft = 0;
    }, [goTo]);

    function press(event: KeyboardEvent<HTMLTextAreaElement>) {
        if (event.nativeEvent.isComposing) return;
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
            event.preventDefault();
            onSave();
        }
        // Tab goes on to the next control, as everywhere; the indent of a new line is that of the one before.
        if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey) {
            const { selectionStart, value: text } = event.currentTarget;
            const line = text.slice(text.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
            const blank = /^\s*/u.exec(line)?.[0] ?? "";
            const deeper = line.trimEnd().endsWith(":") ? indent : "";
            if (blank === "" && deeper === "") return;
            event.preventDefault();
            document.execCommand("insertText", false, `\n${blank}${deeper}`); // keeps the browser's undo
        }
    }

    return (
        <div className="flex min-h-0 flex-1 overflow-hidden rounded-md border border-line-strong bg-surface font-mono text-13 focus-within:outline-2 focus-within:outline-act">
            <div
                aria-hidden="true"
                className="figures w-14 shrink-0 overflow-hidden border-r border-line bg-sunken text-right text-ink-faint select-none"
            >
                <Numbers count={lines} wrong={wrong} top={top} />
            </div>
            <textarea
                ref={area}
                aria-label={label}
                aria-invalid={wrong.size > 0}
                data-first
                id="table-text"
                wrap="off"
                spellCheck={false}
                autoCapitalize="off"
                value={value}
                onChange={(event) => onChange(event.target.value)}
                onKeyDown={press}
                onScroll={(event) => setTop(event.currentTarget.scrollTop)}
                style={{ lineHeight: `${lineHeight}px` }}
                className="min-h-[45dvh] min-w-0 flex-1 resize-none overflow-auto bg-transparent p-2 whitespace-pre outline-none"
            />
        </div>
    );
}

// Only those in sight, so that a table of thousands of lines types as fast as a short one.
function Numbers({ count, wrong, top }: { count: number; wrong: ReadonlySet<number>; top: number }) {
    const first = Math.max(0, Math.floor(top / lineHeight) - 5);
    const shown = Math.min(count - first, 90);
    return (
        <div
            style={{
                transform: `translateY(${first * lineHeight + 8 - top}px)`,
                lineHeight: `${lineHeight}px`,
            }}
        >
            {Array.from({ length: Math.max(0, shown) }, (_, index) => first + index + 1).map((number) => (
                <div
                    key={number}
                    data-wrong={wrong.has(number) ? number : undefined}
                    className={`px-2 ${wrong.has(number) ? "bg-late font-bold text-surface" : ""}`}
                >
                    {number}
                </div>
            ))}
        </div>
    );
}
