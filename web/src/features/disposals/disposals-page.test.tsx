import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { DisposalAct, DisposalCandidate, Session, StaffRef } from "@/api/types";
import { answerWith, type Answers } from "@/kit/recorded";
import { SessionContext } from "@/kit/session";
import { DisposalsPage } from "./disposals-page";

const unit = { id: "U", code: "S-FURUKAWA-SEIAN", name: { ja: "古川署生活安全課", en: "Furukawa" } };
function person(id: string, name: string): StaffRef {
    return { id, name, rank: "警部", post: "", extension: null, unit };
}
function proposed(record: string, may: DisposalAct[], proposer = "OTHER"): DisposalCandidate {
    return {
        record,
        number: `令和3年 古川第${record}号`,
        kind: { code: "consultation", label: { ja: "相談", en: "Consultation" } },
        received_at: "2021-06-01T03:00:00.000Z",
        closed_at: "2021-08-01T03:00:00.000Z",
        kept_until: "2025-03-31",
        rule: { label: { ja: "受理票", en: "Record" }, years: 3, basis: "規程", confirmed: false },
        owner_unit: unit,
        restriction: "none",
        hold: null,
        proposal: {
            id: `P${record}`,
            proposed_by: person(proposer, "高橋 誠"),
            proposed_at: "2026-11-23T01:00:00.000Z",
        },
        may,
    };
}
const both: DisposalAct[] = ["approve", "return"];
const me = person("ME", "渡辺 正");
const chief = { "disposal.read": true, "disposal.approve": true };

function open(items: DisposalCandidate[], answers: Answers = {}, can: Record<string, boolean> = chief) {
    const session = { account: "furukawa-chief", staff: me, can } as unknown as Session;
    const counts = { due: 0, proposed: items.length, held: 0, done: 0 };
    const sent = answerWith({
        "GET /disposals": { body: { items, next_cursor: null, counts } },
        ...answers,
    });
    render(
        <QueryClientProvider client={new QueryClient()}>
            <SessionContext value={session}>
                <DisposalsPage />
            </SessionContext>
        </QueryClientProvider>,
    );
    return sent;
}
beforeEach(() => window.history.replaceState(null, "", "/disposals?list=proposed"));

it("does not let the proposer choose his own proposal, and says why", async () => {
    open([proposed("1", both), proposed("2", [], "ME")]);
    const mine = await screen.findByRole("checkbox", { name: /第2号.*起案者本人は承認できません/ });
    expect(mine).toBeDisabled();
    expect(screen.getByText("起案者本人は承認できません")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("checkbox", { name: "表示中の1件を選択" }));
    expect(screen.getByRole("button", { name: /承認する/ })).toBeEnabled();
    expect(mine).not.toBeChecked();
});

it("approves only after the number of records was typed, and keeps what was refused with its reason", async () => {
    const refused = "保存延長中です。解除してから廃棄してください";
    const sent = open([proposed("1", both), proposed("2", both)], {
        "POST /consultations/1/disposal/approve": {
            body: { id: "D1", number: "令和3年 古川第1号", finished: false },
        },
        "POST /consultations/2/disposal/approve": {
            status: 409,
            body: {
                type: "/problems/conflict",
                status: 409,
                title: refused,
                titles: { ja: refused, en: "held" },
            },
        },
    });
    await userEvent.click(await screen.findByRole("checkbox", { name: "表示中の2件を選択" }));
    await userEvent.click(screen.getByRole("button", { name: /承認する/ }));
    const dialog = within(document.querySelector("dialog") ?? document.body);
    const approve = dialog.getByText("承認して廃棄する");
    expect(approve).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/件数を数字で/), "1");
    expect(approve).toBeDisabled();
    await userEvent.clear(dialog.getByLabelText(/件数を数字で/));
    await userEvent.type(dialog.getByLabelText(/件数を数字で/), "2");
    await userEvent.click(approve);

    const result = await screen.findByRole("alert", { name: "結果" });
    expect(result).toHaveTextContent("2件のうち1件を廃棄しました");
    expect(result).toHaveTextContent(`令和3年 古川第2号${refused}`);
    expect(within(result).getByRole("link", { name: /廃棄証明/ })).toHaveAttribute("href", "/disposals/D1");
    const approvals = sent.filter(({ method }) => method === "POST");
    expect(approvals.map(({ body }) => body)).toEqual([
        { number: "令和3年 古川第1号" },
        { number: "令和3年 古川第2号" },
    ]);
    await waitFor(() => expect(screen.queryByText("承認して廃棄する")).not.toBeInTheDocument());
});

it("shows only the hint where nobody here may decide", async () => {
    open([proposed("1", [])], {}, { "disposal.read": true });
    await screen.findByText(/起案者とは別の承認権者/);
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
});
