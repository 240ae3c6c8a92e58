// Keyboard rules of the house: single letters only outside text, nothing while the IME composes; chords work everywhere.
import { useEffect, useLayoutEffect, useRef } from "react";

export type Chord = string; // "n", "?", "ctrl+k", "ctrl+enter", "alt+1", "alt+shift+1"

export function isComposing(event: KeyboardEvent): boolean {
    return event.isComposing || event.keyCode === 229; // 229: Chromium on the first key of a composition
}

export function isTextPlace(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLElement)) return false;
    if (
        target.isContentEditable ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement
    )
        return true;
    if (!(target instanceof HTMLInputElement)) return false;
    return !["checkbox", "radio", "button", "submit", "file", "range"].includes(target.type);
}

// Digits by key position, so that Alt+1 is Alt+1 on every layout and with Shift held.
export function chordOf(event: KeyboardEvent): Chord {
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    const key = digit !== undefined && (event.altKey || event.ctrlKey) ? digit : event.key.toLowerCase();
    const plainCharacter = key.length === 1 && !event.altKey && !event.ctrlKey && !event.metaKey;
    const parts: string[] = [];
    if (event.ctrlKey || event.metaKey) parts.push("ctrl");
    if (event.altKey) parts.push("alt");
    if (event.shiftKey && !plainCharacter) parts.push("shift");
    return [...parts, key].join("+");
}

export function mayHandle(event: KeyboardEvent, chord: Chord): boolean {
    if (isComposing(event) || event.defaultPrevented) return false;
    const withModifier = chord.startsWith("ctrl+") || chord.startsWith("alt+");
    return withModifier || !isTextPlace(event.target);
}

export type KeyHandlers = Record<Chord, (event: KeyboardEvent) => void>;

// Handlers of the component mounted last come first; a handled key goes no further. Nothing is handled behind an open dialog.
export function useKeys(handlers: KeyHandlers, options: { inDialog?: boolean } = {}): void {
    const latest = useRef(handlers);
    const { inDialog = false } = options;
    // Before the screen shows what changed: a key pressed at once meets the handler of what is seen.
    useLayoutEffect(() => {
        latest.current = handlers;
    });
    useEffect(() => {
        function onKeyDown(event: KeyboardEvent) {
            const chord = chordOf(event);
            const handler = latest.current[chord];
            if (handler === undefined || !mayHandle(event, chord)) return;
            if (!inDialog && document.querySelector("dialog[open]") !== null) return;
            event.preventDefault();
            handler(event);
        }
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [inDialog]);
}
