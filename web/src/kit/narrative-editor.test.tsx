import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { NarrativeEditor, type Recognised } from "./narrative-editor";

const nothing: Recognised = { text: "", marks: [] };
function editor(over: Partial<Parameters<typeof NarrativeEditor>[0]> = {}) {
    const props = {
        id: "n",
        initial: "",
        labelledBy: "l",
        recognised: nothing,
        onText: vi.fn(),
        onCaret: vi.fn(),
        onRoleKey: vi.fn(),
        ...over,
    };
    return { props, ...render(<NarrativeEditor {...props} />) };
}

it("tells every input, and says when the IME is composing", () => {
    const { props } = editor();
    const field = screen.getByRole("textbox");
    fireEvent.input(field, { target: { value: "きの" }, isComposing: true });
    expect(props.onText).toHaveBeenLastCalledWith("きの", true);
    fireEvent.compositionEnd(field, { target: { value: "昨日" } });
    expect(props.onText).toHaveBeenLastCalledWith("昨日", false);
});

it("never writes into the field when the recognised parts change", () => {
    const { rerender, props } = editor({ initial: "電話 090-1234-5678" });
    const field = screen.getByRole<HTMLTextAreaElement>("textbox");
    fireEvent.input(field, { target: { value: "今朝、電話 090-1234-5678" } });
    field.setSelectionRange(3, 3);
    const mark = { key: "k", role: "subject" as const, known: true, label: { ja: "電話番号", en: "Phone" } };
    const recognised = { text: "電話 090-1234-5678", marks: [{ start: 3, end: 16, mark }] };
    rerender(<NarrativeEditor {...props} recognised={recognised} />);
    expect(field.value).toBe("今朝、電話 090-1234-5678");
    expect(field.selectionStart).toBe(3);
    expect(document.querySelector(".observable-known")?.textContent).toBe("090-1234-5678");
});

it("changes the role of what the caret is in with Alt+R", async () => {
    const mark = {
        key: "phone",
        role: "subject" as const,
        known: false,
        label: { ja: "電話番号", en: "Phone" },
    };
    const text = "電話 090-1234-5678";
    const { props } = editor({ initial: text, recognised: { text, marks: [{ start: 3, end: 16, mark }] } });
    const field = screen.getByRole<HTMLTextAreaElement>("textbox");
    await userEvent.click(field);
    field.setSelectionRange(5, 5);
    fireEvent.select(field);
    expect(props.onCaret).toHaveBeenLastCalledWith("phone");
    fireEvent.keyDown(field, { key: "r", code: "KeyR", altKey: true, isComposing: true });
    expect(props.onRoleKey).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: "r", code: "KeyR", altKey: true });
    expect(props.onRoleKey).toHaveBeenCalledWith("phone");
});
