import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answerWith, type Answers } from "@/kit/recorded";
import { SignInPage } from "./sign-in-page";

const demo = {
    items: [
        {
            account: "chuo-intake",
            password: "renkei-demo",
            role: { ja: "受理者", en: "Intake officer" },
            unit: "仙台中央署生活安全課",
            what: { ja: "相談を受理する", en: "Takes consultations" },
        },
    ],
};
function open(answers: Answers) {
    const sent = answerWith(answers);
    const onSignedIn = vi.fn();
    render(
        <QueryClientProvider client={new QueryClient()}>
            <SignInPage onSignedIn={onSignedIn} />
        </QueryClientProvider>,
    );
    return { sent, onSignedIn };
}

it("fills in a demonstration account with one click and signs in", async () => {
    const session = { account: "chuo-intake", csrf_token: "t" };
    const { sent, onSignedIn } = open({
        "GET /demo-accounts": { body: demo },
        "POST /sessions": { status: 201, body: session },
    });
    await userEvent.click(await screen.findByRole("button", { name: /受理者/ }));
    await userEvent.click(screen.getByRole("button", { name: "サインイン" }));
    expect(sent.find((call) => call.path === "/sessions")?.body).toEqual({
        account: "chuo-intake",
        password: "renkei-demo",
    });
    expect(onSignedIn).toHaveBeenCalledWith(session);
});

it("says why it was refused and what to do, and keeps what was typed", async () => {
    const title = "アカウント名又はパスワードが違います";
    const body = {
        type: "/problems/unauthenticated",
        status: 401,
        title,
        titles: { ja: title, en: "wrong" },
    };
    const { onSignedIn } = open({ "POST /sessions": { status: 401, body } });
    await userEvent.type(screen.getByLabelText("アカウント"), "tanaka");
    await userEvent.type(screen.getByLabelText("パスワード"), "x{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(title);
    expect(alert).toHaveTextContent("システム管理者に再発行");
    expect(screen.getByLabelText("アカウント")).toHaveValue("tanaka");
    expect(onSignedIn).not.toHaveBeenCalled();
});

it("shows no list of accounts outside the demonstration", async () => {
    open({});
    await screen.findByRole("button", { name: "サインイン" });
    expect(screen.queryByText("デモ用アカウント")).not.toBeInTheDocument();
});
