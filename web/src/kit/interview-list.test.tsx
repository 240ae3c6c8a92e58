import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { InterviewQuestion } from "@/api/interview";
import { amountOf, answerFrom, steady, withGiven } from "./interview-answers";
import { InterviewList } from "./interview-list";

const words = (ja: string) => ({ ja, en: ja });
const question = (code: string, more: Partial<InterviewQuestion> = {}): InterviewQuestion => ({
    code,
    ask: words(`${code}?`),
    why: words(`${code} why`),
    answer: "text",
    state: "open",
    ...more,
});
const questions = [
    question("q_a"),
    question("q_b", { answer: "yes_no" }),
    question("q_c", { state: "told", spans: [{ start: 0, end: 3 }], by: words("日時") }),
];

function show(given: InterviewQuestion[] = questions) {
    const onAnswer = vi.fn();
    const onShow = vi.fn();
    const parts = { editable: true, fieldLabel: (name: string) => name, onAnswer, onShow };
    const { rerender } = render(
        <>
            <textarea aria-label="text" />
            <InterviewList questions={given} {...parts} />
        </>,
    );
    const again = (next: InterviewQuestion[]) =>
        rerender(
            <>
                <textarea aria-label="text" />
                <InterviewList questions={next} {...parts} />
            </>,
        );
    return { onAnswer, onShow, again, user: userEvent.setup() };
}
const current = () => document.querySelector("[data-question]")?.getAttribute("data-question");

test("the next question is asked first; Enter writes its answer", async () => {
    const { onAnswer, user } = show();
    expect(current()).toBe("q_a");
    await user.type(screen.getByRole("textbox", { name: "q_a?" }), "元同僚{Enter}");
    expect(onAnswer).toHaveBeenCalledWith(
        questions[0],
        expect.objectContaining({ state: "answered", text: "元同僚" }),
    );
});

test("Alt+W marks the next question not known without leaving the text", async () => {
    const { onAnswer, user } = show();
    await user.click(screen.getByRole("textbox", { name: "text" }));
    await user.keyboard("{Alt>}w{/Alt}");
    expect(onAnswer).toHaveBeenCalledWith(questions[0], expect.objectContaining({ state: "unknown" }));
    expect(screen.getByRole("textbox", { name: "text" })).toHaveFocus();
});

test("while somebody works in the list nothing moves", async () => {
    const { again, user } = show();
    await user.click(screen.getByRole("textbox", { name: "q_a?" }));
    again([question("q_new"), ...questions]);
    expect(current()).toBe("q_a");
    await user.click(screen.getByRole("textbox", { name: "text" }));
    await user.unhover(screen.getByRole("textbox", { name: "text" }));
    again([question("q_new"), ...questions]);
    expect(current()).toBe("q_new");
});

test("the words that answered are shown while one stands on the answer", async () => {
    const { onShow, user } = show();
    await user.click(screen.getByText(/回答済み/));
    await user.hover(screen.getByText("日時"));
    expect(onShow).toHaveBeenCalledWith([{ start: 0, end: 3 }]);
});

test("amounts and times get a value beside their words", () => {
    expect(amountOf("３０万５千円")).toBe("305000");
    expect(amountOf("1,280円")).toBe("1280");
    expect(amountOf("約2億円")).toBe("200000000");
    expect(amountOf("たくさん")).toBe("");
    const now = new Date("2026-11-23T03:00:00Z");
    const told = answerFrom(question("q", { answer: "time" }), "昨日", now);
    expect(told.value).toMatch(/^2026-11-21T15:00:00\.000Z\/2026-11-22T15:00:00\.000Z$/);
    expect(answerFrom(question("q", { answer: "money" }), "30万円", now).value).toBe("300000");
});

test("an answer that is not stored yet lies over the question", () => {
    const [first, second] = withGiven(questions, { q_a: { state: "later" } });
    expect(first?.state).toBe("later");
    expect(second?.state).toBe("open");
    expect(steady(["b", "a"], ["a", "c", "b"])).toEqual(["b", "a", "c"]);
});
