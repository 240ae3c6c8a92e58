import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import type { FieldContent, FieldDescription } from "@/api/types";
import { FieldInput } from "./field-input";
import { refusalsOf } from "./field-refusal";
import { LanguageProvider } from "./language";

const fieldOf = (name: string, kind: FieldDescription["kind"]): FieldDescription => ({
    name,
    kind,
    label: { ja: name, en: name },
    required: false,
    asked: true,
});

let held: FieldContent | undefined;
function Held({ field }: { field: FieldDescription }) {
    const [value, setValue] = useState<FieldContent | undefined>(undefined);
    return (
        <FieldInput
            field={field}
            id="f"
            value={value}
            onChange={(next) => {
                held = next;
                setValue(next);
            }}
        />
    );
}
async function type(field: FieldDescription, text: string) {
    held = undefined;
    const { container } = render(
        <LanguageProvider>
            <Held field={field} />
        </LanguageProvider>,
    );
    const input = container.querySelector<HTMLInputElement>("#f");
    if (input === null) throw new Error("no field");
    await userEvent.type(input, text);
    await userEvent.tab();
    return input;
}

it("takes an amount while it is typed, and shows it plainly when it is left", async () => {
    const input = await type(fieldOf("amount", "money"), "約30万円");
    expect(held).toEqual({ minor_units: 300_000, currency: "JPY" });
    expect(input).toHaveValue("300,000");
    expect(input).not.toHaveAttribute("aria-invalid");
});

it.each([
    [fieldOf("amount", "money"), "1.5", "小数"],
    [fieldOf("amount", "money"), "-5", "負の数"],
    [fieldOf("caller_birth_date", "date"), "55歳", "年齢ではなく"],
    [fieldOf("caller_birth_date", "date"), "昭和65年1月1日", "昭和は1989年1月7日まで"],
])("keeps what cannot be read as it was typed and says why: %s %s", async (field, text, reason) => {
    const input = await type(field, text);
    expect(held).toBe(text);
    expect(input).toHaveValue(text);
    expect(input).toHaveAttribute("aria-invalid", "true");
    expect(input).toHaveAccessibleDescription(expect.stringContaining(reason));
    const schema = { name: "consultation", label: field.label, fields: [field] };
    expect(refusalsOf(schema, { [field.name]: text }, new Date()).map((one) => one.field)).toEqual([
        field.name,
    ]);
});

it("keeps a told time that is not understood in words, with no bounds until somebody says some", async () => {
    await type(fieldOf("occurred", "told_time"), "はっきりしない");
    expect(held).toEqual({ earliest: "", latest: "", wording: "はっきりしない" });
    expect(screen.getByText(/日時として読めません/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "この1年のいつか、とする" }));
    expect(held).toMatchObject({
        wording: "はっきりしない",
        earliest: expect.stringMatching(/Z$/) as string,
    });
});
