// Ctrl+Z and Ctrl+Shift+Z of a page, outside its text fields; what was taken back is said by name.
import {
    createContext,
    useCallback,
    useContext,
    useEffect,
    useMemo,
    useRef,
    useState,
    type ReactNode,
} from "react";
import { isComposing } from "./keys";
import { useWords } from "./language";
import { useNotify } from "./notices";
import { hasOwnUndo, UndoStack } from "./undo";

export type UndoHand = {
    stack: UndoStack;
    canUndo: boolean;
    canRedo: boolean;
    undo: () => void;
    redo: () => void;
};

const UndoContext = createContext<UndoHand | null>(null);
export function useUndo(): UndoHand {
    const hand = useContext(UndoContext);
    if (hand === null) throw new Error("useUndo is used outside a page that can be taken back");
    return hand;
}

export function UndoProvider({ children }: { children: ReactNode }) {
    const { w } = useWords();
    const notify = useNotify();
    const [can, setCan] = useState({ undo: false, redo: false });
    const report = useRef(() => undefined as void);
    const [stack] = useState(() => new UndoStack(() => report.current()));
    useEffect(() => {
        report.current = () =>
            setCan((before) =>
                before.undo === stack.canUndo && before.redo === stack.canRedo
                    ? before
                    : { undo: stack.canUndo, redo: stack.canRedo },
            );
    }, [stack]);
    const take = useCallback(
        async (way: "undo" | "redo") => {
            try {
                const took = await stack[way]();
                if (took?.done === true)
                    notify.told(w(way === "undo" ? "undone" : "redone", { field: took.name }));
            } catch (error) {
                notify.failed(error);
            }
        },
        [stack, notify, w],
    );
    useEffect(() => {
        function onKeyDown(event: KeyboardEvent) {
            if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
            if (isComposing(event) || event.defaultPrevented || hasOwnUndo(event.target)) return;
            const key = event.key.toLowerCase();
            const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
            if (way === null || document.querySelector("dialog[open]") !== null) return;
            event.preventDefault();
            void take(way);
        }
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [take]);
    const hand = useMemo<UndoHand>(
        () => ({
            stack,
            canUndo: can.undo,
            canRedo: can.redo,
            undo: () => void take("undo"),
            redo: () => void take("redo"),
        }),
        [stack, can, take],
    );
    return <UndoContext value={hand}>{children}</UndoContext>;
}
