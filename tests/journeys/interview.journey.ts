// The interview at the desk and on the record: the caller's wishes decide the order, and nothing needs the mouse.
import { check, type Journey } from "./journey";
import { marker, startIntake } from "./steps";

const openQuestion = "[data-interview] [data-question]";

export const journeys: Journey[] = [
    {
        name: "defamation by wish: deletion and identification in the right order, with what the evidence has left",
        async run({ open }) {
            const mark = marker();
            const page = await open("coordinator");
            await startIntake(page);
            await page
                .locator("#narrative")
                .fill(
                    `${mark} 爆サイの仙台のスレッドに、私の店の悪口を実名で書かれた。事実でない。2か月前に気付いた。`,
                );
            await page.locator('[data-proposal="internal_type"]').waitFor();
            for (const wish of ["削除", "投稿者の特定"])
                await page.locator('[data-field="wishes"]').getByText(wish, { exact: true }).click();
            const conflict = page.locator('[data-conflict="delete_before_kept"]');
            await conflict.getByText("先に削除すると").waitFor();
            const order = await conflict.getByRole("listitem").allTextContents();
            check(
                ["保存", "保全", "削除"].every((word, at) => order[at]?.includes(word)),
                `keep, preserve, delete; got ${order.join(" / ")}`,
            );
            // Nobody said when: the life of the log is unknown, and said so.
            await page.locator('[data-life="isp"][data-state="unknown"]').waitFor();
            await page.locator('[data-route="identify"]').getByText("法テラス").waitFor();
            await page.locator('[data-route="delete"]').getByText("法務局").waitFor();
            // The evidence first.
            check(
                (await page.locator(openQuestion).getAttribute("data-question")) === "q_saved",
                "whether it is kept is asked first",
            );
            await page.locator(`${openQuestion} [data-choice="yes"]`).click();
            await conflict.waitFor({ state: "detached" });
            await page.locator('[data-field="occurred"] input').first().fill("9月1日");
            await page.locator('[data-field="occurred"] input').first().press("Tab");
            await page
                .locator('[data-life="isp"]')
                .getByText(/失われるおそれ/)
                .waitFor();
            await page.locator("[data-missing]").getByText("投稿の個別URL").waitFor();
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            // The record shows it as taken, and it goes on.
            await page.locator("[data-interview] [data-settled] summary").click();
            await page.locator('[data-answered="q_saved"]').getByText("保存した").waitFor();
            await page.locator('[data-life="isp"]').waitFor();
            await page.locator("[data-missing]").getByText("投稿の個別URL").waitFor();
            check(
                (await page.locator(openQuestion).getAttribute("data-question")) === "q_post_url",
                "the address of the post is next",
            );
            await page.locator("[data-answer-field]").fill("https://bakusai.example/thr/12345/rrid=7/");
            await page.keyboard.press("Enter");
            await page.locator('[data-answered="q_post_url"]').getByText("bakusai.example").waitFor();
            await page.locator("[data-missing]").getByText("投稿の個別URL").waitFor({ state: "detached" });
        },
    },
    {
        name: "an interview by keyboard alone, beside a text that is still being typed with the IME",
        async run({ open }) {
            const page = await open("officer");
            await startIntake(page);
            const narrative = page.locator("#narrative");
            await narrative.focus();
            await page.keyboard.insertText(
                "インスタのアカウントを乗っ取られた。友人に電子マネーを買うようDMが送られている。",
            );
            await page.locator('[data-proposal="internal_type"]').waitFor();
            const current = () => page.locator(openQuestion).getAttribute("data-question");
            const first = await current();
            // Marked unknown without leaving the text.
            await page.keyboard.press("Alt+w");
            await page.waitForFunction(
                ([selector, before]) =>
                    document.querySelector(selector ?? "")?.getAttribute("data-question") !== before,
                [openQuestion, first],
            );
            check(await narrative.evaluate((field) => field === document.activeElement), "still in the text");
            // To the questions, past one, an answer, and back.
            await page.keyboard.press("Alt+q");
            await page.locator("[data-answer-field]:focus").waitFor();
            const second = await current();
            await page.keyboard.press("Alt+q");
            await page.waitForFunction(
                ([selector, before]) =>
                    document.querySelector(selector ?? "")?.getAttribute("data-question") !== before,
                [openQuestion, second],
            );
            let third = await current();
            for (
                let tries = 0;
                tries < 8 && (await page.locator("input[data-answer-field]").count()) === 0;
                tries += 1
            ) {
                await page.keyboard.press("Alt+q");
                await page.waitForFunction(
                    ([selector, before]) =>
                        document.querySelector(selector ?? "")?.getAttribute("data-question") !== before,
                    [openQuestion, third],
                );
                third = await current();
            }
            await page.locator("input[data-answer-field]:focus").waitFor();
            // Enter that ends a composition writes nothing.
            const session = await page.context().newCDPSession(page);
            await session.send("Input.imeSetComposition", {
                text: "もと",
                selectionStart: 2,
                selectionEnd: 2,
            });
            check((await current()) === third, "composing moves nothing");
            await session.send("Input.insertText", { text: "元同僚" });
            await page.keyboard.press("Enter");
            await page.locator(`[data-answered="${third}"]`).waitFor({ state: "attached" });
            check(
                (await page.locator(`[data-answered="${third}"]`).textContent())?.includes("元同僚") === true,
                "the answer is written",
            );
            await page.locator("[data-answer-field]:focus").waitFor();
            await page.keyboard.press("Escape");
            check(await narrative.evaluate((field) => field === document.activeElement), "back in the text");
            // What the text goes on to answer is asked no more.
            await page.keyboard.press("Control+End");
            await page.keyboard.insertText("スクリーンショットを保存してある。");
            await page.locator('[data-answered="q_saved"]').waitFor({ state: "attached" });
            // The draft keeps the answers.
            await page.getByText("まもなく下書き保存").waitFor({ state: "detached" });
            await page.waitForURL("**/intake?draft=*");
            await page.reload();
            await page.locator(`[data-answered="${third}"]`).waitFor({ state: "attached" });
        },
    },
];
