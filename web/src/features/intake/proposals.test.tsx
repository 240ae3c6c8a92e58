import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { FormDescription, Proposal } from "@/api/types";
import { Proposals } from "./proposals";

const schema: FormDescription = { name: "consultation", label: { ja: "受理票", en: "Record" }, fields: [] };
function choice(code: string, score: number) {
    return { code, label: { ja: "", en: "" }, score, reasons: [{ text: { ja: `「${code}」`, en: code } }] };
}
const proposals: Proposal[] = [
    {
        table: "stat_category",
        label: { ja: "統計種別", en: "Category" },
        choice: "one",
        ranked: [choice("不正アクセス・ウイルス関係", 0.9), choice("その他", 0.2)],
        table_version: "1",
    },
    {
        table: "offences",
        label: { ja: "該当法令", en: "Offences" },
        choice: "many",
        ranked: [choice("不正アクセス行為", 0.9), choice("詐欺", 0.6), choice("横領", 0.1)],
        table_version: "1",
    },
];
function show(over: Partial<Parameters<typeof Proposals>[0]> = {}) {
    const props = {
        proposals,
        schema,
        decided: {},
        dismissed: [],
        onDecide: vi.fn(),
        onDismiss: vi.fn(),
        ...over,
    };
    render(<Proposals {...props} />);
    return props;
}

it("accepts the first with Alt+1 and all that are likely of the second with Alt+2", () => {
    const { onDecide } = show();
    fireEvent.keyDown(document.body, { code: "Digit1", key: "1", altKey: true });
    expect(onDecide).toHaveBeenLastCalledWith("stat_category", "不正アクセス・ウイルス関係");
    fireEvent.keyDown(document.body, { code: "Digit2", key: "2", altKey: true });
    expect(onDecide).toHaveBeenLastCalledWith("offences", ["不正アクセス行為", "詐欺"]);
});

it("alters by choosing another value and refuses with Alt+Shift+1", async () => {
    const { onDecide, onDismiss } = show();
    await userEvent.selectOptions(screen.getByLabelText("統計種別"), "その他");
    expect(onDecide).toHaveBeenLastCalledWith("stat_category", "その他");
    fireEvent.keyDown(document.body, { code: "Digit1", key: "!", altKey: true, shiftKey: true });
    expect(onDismiss).toHaveBeenLastCalledWith("stat_category", true);
});

it("accepts only the offences that are left on", async () => {
    const { onDecide } = show();
    await userEvent.click(screen.getByRole("button", { name: "詐欺" }));
    await userEvent.click(screen.getByRole("button", { name: "横領" }));
    fireEvent.keyDown(document.body, { code: "Digit2", key: "2", altKey: true });
    expect(onDecide).toHaveBeenLastCalledWith("offences", ["不正アクセス行為", "横領"]);
});

it("shows its reason, and what is proposed now when something else was decided", () => {
    show({ decided: { stat_category: "その他" } });
    expect(screen.getByText(/候補: 不正アクセス・ウイルス関係/)).toBeInTheDocument();
    expect(screen.getByText(/理由: 「その他」/)).toBeInTheDocument();
});
