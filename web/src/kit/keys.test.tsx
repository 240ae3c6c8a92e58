import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { chordOf, mayHandle, useKeys, type KeyHandlers } from "./keys";

function Place({ handlers }: { handlers: KeyHandlers }) {
    useKeys(handlers);
    return (
        <>
            <textarea aria-label="text" />
            <button type="button">button</button>
        </>
    );
}

it("works with single letters only outside text", () => {
    const handler = vi.fn();
    render(<Place handlers={{ n: handler }} />);
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "n" });
    expect(handler).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByText("button"), { key: "n" });
    expect(handler).toHaveBeenCalledOnce();
});

it("works with chords in text, and never while the IME composes", () => {
    const handler = vi.fn();
    render(<Place handlers={{ "ctrl+enter": handler, "alt+1": handler }} />);
    const text = screen.getByLabelText("text");
    fireEvent.keyDown(text, { key: "Enter", ctrlKey: true, isComposing: true });
    fireEvent.keyDown(text, { key: "Enter", ctrlKey: true, keyCode: 229 });
    expect(handler).not.toHaveBeenCalled();
    fireEvent.keyDown(text, { key: "Enter", ctrlKey: true });
    fireEvent.keyDown(text, { key: "¡", code: "Digit1", altKey: true });
    expect(handler).toHaveBeenCalledTimes(2);
});

it("names digits by position, so that Alt+Shift+1 is the same on every layout", () => {
    expect(
        chordOf(new KeyboardEvent("keydown", { key: "!", code: "Digit1", altKey: true, shiftKey: true })),
    ).toBe("alt+shift+1");
    expect(chordOf(new KeyboardEvent("keydown", { key: "?", shiftKey: true }))).toBe("?");
});

it("leaves a key alone that was handled already", () => {
    const event = new KeyboardEvent("keydown", { key: "n", cancelable: true });
    event.preventDefault();
    expect(mayHandle(event, "n")).toBe(false);
});

it("is silent behind an open dialog", () => {
    const handler = vi.fn();
    render(
        <>
            <Place handlers={{ n: handler }} />
            <dialog open>question</dialog>
        </>,
    );
    fireEvent.keyDown(document.body, { key: "n" });
    expect(handler).not.toHaveBeenCalled();
});
