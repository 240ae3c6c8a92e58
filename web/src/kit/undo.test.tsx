import { expect, it } from "vitest";
import { hasOwnUndo, UndoStack, type UndoStep } from "./undo";

function page() {
    const fields: Record<string, string> = {};
    const stack = new UndoStack();
    function set(field: string, value: string, key?: string) {
        const before = fields[field] ?? "";
        fields[field] = value;
        const put = (to: string) => () => {
            fields[field] = to;
            return true;
        };
        stack.push({ name: field, of: field, key, undo: put(before), redo: put(value) });
    }
    return { fields, stack, set };
}

it("goes back through the fields in the order in which they were changed, and forward again", async () => {
    const { fields, stack, set } = page();
    set("kind", "report");
    set("channel", "visit");
    set("kind", "information");
    expect(await stack.undo()).toEqual({ name: "kind", done: true });
    expect(fields).toEqual({ kind: "report", channel: "visit" });
    await stack.undo();
    expect(fields).toEqual({ kind: "report", channel: "" });
    await stack.redo();
    await stack.redo();
    expect(fields).toEqual({ kind: "information", channel: "visit" });
    expect(await stack.redo()).toBeNull();
    await stack.undo();
    set("channel", "mail");
    expect(stack.canRedo).toBe(false);
});

it("takes back what was typed into one field as one step", async () => {
    const { fields, stack, set } = page();
    for (const typed of ["自", "自宅", "自宅前"]) set("place", typed, "typed:place");
    set("kind", "report");
    set("place", "自宅前です", "typed:place");
    await stack.undo();
    expect(fields.place).toBe("自宅前");
    await stack.undo();
    await stack.undo();
    expect(fields).toEqual({ place: "", kind: "" });
    await stack.redo();
    expect(fields.place).toBe("自宅前");
});

it("forgets what was saved, and a step that could not be taken back", async () => {
    const { fields, stack, set } = page();
    set("place", "自宅");
    set("kind", "report");
    stack.settle(["place"]);
    await stack.undo();
    expect(await stack.undo()).toBeNull();
    expect(fields.place).toBe("自宅");
    const refused: UndoStep = { name: "place", undo: () => false, redo: () => true };
    stack.push(refused);
    expect(await stack.undo()).toEqual({ name: "place", done: false });
    expect(stack.canUndo).toBe(false);
    expect(stack.canRedo).toBe(false);
});

it("keeps a step that failed, and takes none while one is on its way", async () => {
    const stack = new UndoStack();
    let fails = true;
    const undo = () => (fails ? Promise.reject(new Error("offline")) : Promise.resolve(true));
    stack.push({ name: "place", undo, redo: () => true });
    await expect(stack.undo()).rejects.toThrow("offline");
    fails = false;
    const [first, second] = await Promise.all([stack.undo(), stack.undo()]);
    expect([first?.done, second]).toEqual([true, null]);
});

it("leaves text fields to the browser, and nothing else", () => {
    const made = (html: string) => {
        const frame = document.createElement("div");
        frame.innerHTML = html;
        return frame.firstElementChild;
    };
    expect(hasOwnUndo(made("<textarea></textarea>"))).toBe(true);
    expect(hasOwnUndo(made('<input type="text">'))).toBe(true);
    expect(hasOwnUndo(made('<input type="datetime-local">'))).toBe(false);
    expect(hasOwnUndo(made("<select></select>"))).toBe(false);
    expect(hasOwnUndo(made('<input type="radio">'))).toBe(false);
    expect(hasOwnUndo(document.body)).toBe(false);
});
