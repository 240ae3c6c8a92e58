// A question that must be answered first: native <dialog>, so focus and Escape behave as everywhere.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "./button";
import { useWords } from "./language";

// mustAnswer: cannot be closed without an answer.
type Props = {
    title: string;
    onClose: () => void;
    wide?: boolean;
    mustAnswer?: boolean;
    children: ReactNode;
};

const firstAsked = "textarea, input:not([type=checkbox], [type=radio])";

export function Dialog({ title, onClose, wide = false, mustAnswer = false, children }: Props) {
    const { w } = useWords();
    const element = useRef<HTMLDialogElement>(null);
    const titleId = useId();
    useEffect(() => {
        const dialog = element.current;
        if (dialog === null || dialog.open) return;
        dialog.showModal(); // goes to the first button, which closes it: what is asked comes first
        const asked = dialog.querySelector<HTMLElement>("[data-first]");
        (asked ?? dialog.querySelector<HTMLElement>(firstAsked))?.focus();
    }, []);
    return (
        <dialog
            ref={element}
            aria-labelledby={titleId}
            onClose={() => mustAnswer && element.current?.showModal()} // Escape twice closes in Chromium
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
            className={`m-auto max-h-[88dvh] w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised p-0 shadow-2xl backdrop:bg-black/40 ${wide ? "max-w-4xl" : "max-w-xl"}`}
        >
            <div className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
                <h2 id={titleId} className="text-18 font-bold">
                    {title}
                </h2>
                {!mustAnswer && (
                    <Button look="quiet" icon="close" aria-label={w("close")} onClick={onClose} />
                )}
            </div>
            <div className="px-5 py-4">{children}</div>
        </dialog>
    );
}
