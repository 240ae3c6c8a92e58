// Lists: narrowed, walked by keys, and worked on in bulk after a try.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { marker } from "./steps";

const many = 12;

// Taken in as a script would, so that the list is what the journey is about.
async function acceptMany(page: Page, mark: string): Promise<void> {
    const statuses = await page.evaluate(
        async ({ mark: said, count }) => {
            const session = (await (await fetch("/api/v1/session")).json()) as { csrf_token: string };
            const answers: number[] = [];
            for (let n = 1; n <= count; n += 1) {
                const answer = await fetch("/api/v1/consultations", {
                    method: "POST",
                    headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf_token },
                    body: JSON.stringify({
                        consultation: {
                            kind: "consultation",
                            channel: "phone",
                            subject: `${said} ${n}件目`,
                            narrative: "不審な電話があった。",
                        },
                    }),
                });
                answers.push(answer.status);
            }
            return answers;
        },
        { mark, count: many },
    );
    check(
        statuses.every((status) => status === 201),
        `${many} records taken in, got ${statuses.join(" ")}`,
    );
}

export const journeys: Journey[] = [
    {
        name: "twelve records are handed over at once after a try, and a second try says why not",
        async run({ open }) {
            const mark = marker();
            const page = await open("furukawa-coordinator");
            await acceptMany(page, mark);
            await page.goto(`/consultations?q=${mark}&from=令和8年1月1日`);
            const rows = page.locator("tr[data-row]");
            await rows.nth(many - 1).waitFor();
            check((await rows.count()) === many, "the list is narrowed to the twelve");
            await page.keyboard.press("j");
            await page.keyboard.press("j");
            await page.keyboard.press("x");
            await page.getByText("1件を選択中").waitFor();
            await page.locator("[data-select-all]").check();
            await page.getByRole("button", { name: "まとめて引継ぎ" }).click();
            const dialog = page.getByRole("dialog");
            await dialog.getByRole("searchbox").fill("古川署刑事課");
            await dialog.locator("li input").first().check();
            await dialog.locator("textarea").fill("捜査願います");
            await page.keyboard.press("Control+Enter");
            await dialog.getByText(`${many}件を引き継げます`).waitFor();
            await page.keyboard.press("Control+Enter");
            await page.getByText(`${many}件を引き継ぎました`).waitFor();
            await dialog.waitFor({ state: "hidden" });

            await page.locator("[data-select-all]").check();
            await page.getByRole("button", { name: "まとめて引継ぎ" }).click();
            await dialog.getByRole("searchbox").fill("古川署刑事課");
            await dialog.locator("li input").first().check();
            await page.keyboard.press("Control+Enter");
            await dialog.getByText(`${many}件は引き継げません`).waitFor();
            check(
                (await dialog.getByText("引継ぎが受領を待っています").count()) === many,
                "each says that it waits to be received",
            );
        },
    },
    {
        name: "a list leaves as a workbook with its purpose",
        async run({ open }) {
            const page = await open("coordinator");
            await page.goto("/consultations");
            await page.getByRole("button", { name: "出力", exact: true }).click();
            const dialog = page.getByRole("dialog");
            await dialog.getByRole("textbox").fill("朝会の資料");
            const fetched = page.waitForEvent("download");
            await dialog.getByRole("button", { name: "出力する" }).click();
            const file = await fetched;
            check(
                file.suggestedFilename() === "consultations.xlsx",
                `a workbook, got ${file.suggestedFilename()}`,
            );
        },
    },
];
