// A text with what was recognised in it underlined; the shape of the line tells the role.
import { useMemo } from "react";
import type { ObservableRole, Span, Words } from "@/api/types";
import { useWords } from "./language";
import { cutIntoPieces, toTextRanges, type Marked } from "./text-span";
import type { WordKey } from "./words";

export type ObservableMark = { key: string; role: ObservableRole; known: boolean; label: Words };
export type TextMark = ObservableMark | "danger" | "highlight";

export const roleWords: Record<ObservableRole, WordKey> = {
    subject: "roleSubject",
    victim: "roleVictim",
    third_party: "roleThirdParty",
};

export function classOf(mark: TextMark): string {
    if (mark === "danger") return "observable-danger";
    if (mark === "highlight") return "bg-marked font-bold";
    return `observable observable-${mark.role} ${mark.known ? "observable-known" : ""}`;
}

export function markSpans<M>(
    text: string,
    items: readonly { spans: readonly Span[]; mark: M }[],
): Marked<M>[] {
    const flat = items.flatMap((item) => item.spans.map((span) => ({ span, mark: item.mark })));
    const ranges = toTextRanges(
        text,
        flat.map((each) => each.span),
    );
    return flat.flatMap((each, index) => {
        const range = ranges[index];
        return range === undefined ? [] : [{ ...range, mark: each.mark }];
    });
}

export function ObservableText({
    text,
    items,
}: {
    text: string;
    items: { spans: Span[]; mark: TextMark }[];
}) {
    const { w, label } = useWords();
    const pieces = useMemo(() => cutIntoPieces(text, markSpans(text, items)), [text, items]);
    return (
        <p className="text-15 leading-7 break-words whitespace-pre-wrap">
            {pieces.map((piece, index) => {
                if (piece.marks.length === 0) return <span key={index}>{piece.text}</span>;
                const titles = piece.marks.map((mark) =>
                    typeof mark === "string" ? "" : `${label(mark.label)} (${w(roleWords[mark.role])})`,
                );
                return (
                    <mark
                        key={index}
                        title={titles.filter((title) => title !== "").join(" / ") || undefined}
                        className={piece.marks.map(classOf).join(" ")}
                    >
                        {piece.text}
                    </mark>
                );
            })}
        </p>
    );
}
