// A question that must be answered first: native <dialog>, so focus and Escape behave as everywhere.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "./button";
import { useWords } from "./language";

type Props = { title: string; onClose: () => void; wide?: boolean; children: ReactNode };

export function Dialog({ title, onClose, wide = false, children }: Props) {
    const { w } = useWords();
    const element = useRef<HTMLDialogElement>(null);
    const titleId = useId();
    useEffect(() => {
        const dialog = element.current;
        if (dialog !== null && !dialog.open) dialog.showModal();
    }, []);
    return (
        <dialog
            ref={element}
            aria-labelledby={titleId}
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
                <Button look="quiet" icon="close" aria-label={w("close")} onClick={onClose} />
            </div>
            <div className="px-5 py-4">{children}</div>
        </dialog>
    );
}
