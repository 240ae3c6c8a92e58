// "?" beside a label: what to write, from the server's description of the field. It opens by click, Enter and F1, never by pointing alone.
import { useId, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import type { FieldDescription } from "@/api/types";
import { Icon } from "./icons";
import { useWords } from "./language";

const gap = 4;

// Above its button, so that the field itself stays in sight, and never outside the window.
function placeBeside(panel: HTMLElement, button: HTMLElement) {
    const at = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = panel;
    const left = Math.min(at.left, window.innerWidth - offsetWidth - 2 * gap);
    const above = at.top - offsetHeight - gap;
    panel.style.left = `${Math.max(2 * gap, left)}px`;
    panel.style.top = `${above >= gap ? above : at.bottom + gap}px`;
}

type Props = { field: FieldDescription; reachable?: boolean };

// `reachable`: a stop of Tab. With useFieldHelp it is one only while its field has the focus, so that Tab goes from field to field.
export function FieldHelp({ field, reachable = true }: Props) {
    const { w, label } = useWords();
    const id = useId();
    const button = useRef<HTMLButtonElement>(null);
    const panel = useRef<HTMLDivElement>(null);
    const [open, setOpen] = useState(false);
    const text = label(field.help);
    if (text === "") return null;
    const name = w("helpOn", { field: label(field.label) });
    return (
        <>
            <button
                ref={button}
                type="button"
                popoverTarget={id}
                tabIndex={reachable ? undefined : -1}
                aria-label={name}
                aria-expanded={open}
                aria-controls={id}
                aria-keyshortcuts="F1"
                title={`${name} (F1)`}
                data-help={field.name}
                className="relative z-1 -my-1 -ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded-full text-ink-soft hover:text-act aria-expanded:text-act max-md:-my-2.5 max-md:size-11"
            >
                <Icon name="question" />
            </button>
            <div
                ref={panel}
                id={id}
                popover="auto"
                role="status"
                data-help-text={field.name}
                className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-1rem)] rounded-md border border-line-strong bg-raised px-3 py-2 text-13 leading-5 text-ink shadow-xl"
                onToggle={(event) => {
                    const shown = event.newState === "open";
                    setOpen(shown);
                    if (shown && panel.current !== null && button.current !== null)
                        placeBeside(panel.current, button.current);
                }}
            >
                {open && (
                    <>
                        <strong className="block">{label(field.label)}</strong>
                        {text}
                    </>
                )}
            </div>
        </>
    );
}

// What a field's frame listens to: F1 in the field opens its help, and Shift+Tab goes to the "?".
export function useFieldHelp() {
    const frame = useRef<HTMLDivElement>(null);
    const [inside, setInside] = useState(false);
    return {
        inside,
        frame: {
            ref: frame,
            onFocus: () => setInside(true),
            onBlur: (event: FocusEvent) => {
                if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
            },
            onKeyDown: (event: KeyboardEvent) => {
                if (event.key !== "F1") return;
                const help = frame.current?.querySelector<HTMLButtonElement>("[data-help]");
                if (help === null || help === undefined) return;
                event.preventDefault();
                help.click();
            },
        },
    };
}
