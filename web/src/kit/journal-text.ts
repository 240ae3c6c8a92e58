// Puts another text into a field that somebody is typing in: caret and selection stay with the words, undo goes on working, and a
// composition of the IME is never disturbed: the change waits for its end.
import { movedOffset } from "./journal-merge";

const composing = new WeakSet<EventTarget>();
document.addEventListener("compositionstart", (event) => event.target && composing.add(event.target), true);
document.addEventListener("compositionend", (event) => event.target && composing.delete(event.target), true);

type TextField = HTMLTextAreaElement | HTMLInputElement;

// Resolves when nothing is being composed in the page's focused field.
export function composed(): Promise<void> {
    const field = document.activeElement;
    if (field === null || !composing.has(field)) return Promise.resolve();
    return new Promise((done) => {
        // After the field's own handlers of the same event.
        field.addEventListener("compositionend", () => setTimeout(done, 0), { once: true });
    });
}

function firstDifference(before: string, after: string): { start: number; end: number; put: string } {
    const shortest = Math.min(before.length, after.length);
    let start = 0;
    while (start < shortest && before[start] === after[start]) start += 1;
    let same = 0;
    while (same < shortest - start && before[before.length - 1 - same] === after[after.length - 1 - same])
        same += 1;
    return { start, end: before.length - same, put: after.slice(start, after.length - same) };
}

export function putText(field: TextField, after: string): void {
    const before = field.value;
    if (before === after) return;
    const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    const direction = field.selectionDirection ?? "none";
    const scrolled = field.scrollTop;
    const { start: from, end: to, put } = firstDifference(before, after);
    if (document.activeElement === field) {
        field.setSelectionRange(from, to);
        document.execCommand(put === "" ? "delete" : "insertText", false, put);
    }
    if (field.value !== after) {
        field.setRangeText(after, 0, field.value.length);
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    field.setSelectionRange(movedOffset(before, after, start), movedOffset(before, after, end), direction);
    field.scrollTop = scrolled;
}
