// A text field whose recognised parts are underlined while it is typed. The field itself is never written to, so the IME,
// undo and the caret stay the browser's; the lines are drawn on a mirror behind it.
import { useMemo, useRef, useState, type Ref } from "react";
import { isComposing } from "./keys";
import { classOf, type TextMark } from "./observable-text";
import { carryOver, cutIntoPieces, type Marked } from "./text-span";

export type Recognised = { text: string; marks: Marked<TextMark>[] };
type Props = {
    id: string;
    initial: string;
    labelledBy: string;
    describedBy?: string;
    recognised: Recognised;
    maxLength?: number;
    fieldRef?: Ref<HTMLTextAreaElement>;
    onText: (text: string, composing: boolean) => void;
    onCaret: (observableKey: string | null) => void;
    onRoleKey: (observableKey: string) => void;
};

export function NarrativeEditor(props: Props) {
    const { recognised, onText, onCaret, onRoleKey } = props;
    const [text, setText] = useState(props.initial);
    const caretAt = useRef<string | null>(null);
    const marks = useMemo(() => carryOver(recognised.text, text, recognised.marks), [recognised, text]);
    const pieces = useMemo(() => cutIntoPieces(text, marks), [text, marks]);

    function moveCaret(element: HTMLTextAreaElement) {
        const at = element.selectionStart;
        const found = marks.find(
            (range) => typeof range.mark !== "string" && range.start <= at && at <= range.end,
        );
        const key = found === undefined || typeof found.mark === "string" ? null : found.mark.key;
        if (key === caretAt.current) return;
        caretAt.current = key;
        onCaret(key);
    }

    return (
        <div className="grid min-h-40 rounded border border-line-strong bg-surface hover:border-ink has-focus-visible:border-ink">
            <div aria-hidden="true" className="narrative-mirror">
                {pieces.map((piece, index) => (
                    <span
                        key={index}
                        data-observable={
                            piece.marks.find((mark) => typeof mark !== "string") === undefined
                                ? undefined
                                : ""
                        }
                        className={piece.marks.map(classOf).join(" ")}
                    >
                        {piece.text}
                    </span>
                ))}
                {"\u200b\n"}
            </div>
            <textarea
                id={props.id}
                ref={props.fieldRef}
                aria-labelledby={props.labelledBy}
                aria-describedby={props.describedBy}
                data-field="narrative"
                className="narrative-field"
                defaultValue={props.initial}
                maxLength={props.maxLength}
                spellCheck={false}
                onInput={(event) => {
                    const next = event.currentTarget.value;
                    setText(next);
                    onText(next, event.nativeEvent.isComposing);
                }}
                onCompositionEnd={(event) => onText(event.currentTarget.value, false)}
                onSelect={(event) => moveCaret(event.currentTarget)}
                onKeyDown={(event) => {
                    if (isComposing(event.nativeEvent) || !event.altKey || event.code !== "KeyR") return;
                    event.preventDefault();
                    if (caretAt.current !== null) onRoleKey(caretAt.current);
                }}
            />
        </div>
    );
}
