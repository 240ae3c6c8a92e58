// At the desk: typing is never in the way, nothing typed is lost, hits show while typing.
import type { Page } from "playwright-core";
import { examine } from "./axe";
import { check, type Journey } from "./journey";
import { acceptStory, knownPhone, marker, startIntake, toldStory } from "./steps";

// Last input event → hit in the DOM. The goal is a p95 under 100 ms (bench/ proves it on a quiet machine); a journey on a
// shared machine holds the median to it and shows the p95.
const hitWithin = 100; // ms
const rounds = 20;

export const journeys: Journey[] = [
    {
        name: "a wrong password is refused with a way out, the right one opens the work",
        async run({ open }) {
            const page = await open("visitor");
            await page.locator('[name="account"]').fill("nobody");
            await page.locator('[name="password"]').fill("wrong");
            await page.keyboard.press("Enter");
            await page.getByRole("alert").waitFor();
            await page
                .getByRole("button", { name: /受理者/ })
                .first()
                .click();
            await page.locator("#sign-in").click();
            await page.getByRole("heading", { name: "担当業務" }).waitFor();
        },
    },
    {
        name: "what is recognised is underlined and known matches show while typing",
        async run({ open, figure }) {
            const page = await open("officer");
            await startIntake(page);
            const narrative = page.locator("#narrative");
            const times: number[] = [];
            for (let round = 0; round < rounds; round += 1) {
                await narrative.fill("");
                await page.locator("[data-hit]").first().waitFor({ state: "detached" });
                await narrative.pressSequentially(`電話 ${knownPhone.slice(0, -1)}`, { delay: 5 });
                times.push(await timeToHit(page, knownPhone.slice(-1)));
            }
            times.sort((a, b) => a - b);
            const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? Infinity;
            const median = times[Math.floor(rounds / 2)];
            figure(
                `last input event → hit in the DOM: median ${median} ms, p95 ${p95} ms (${rounds} rounds)`,
            );
            check((median ?? Infinity) < hitWithin, `median under ${hitWithin} ms, got ${median} ms`);
            const underlined = await page
                .locator(".narrative-mirror [data-observable]")
                .first()
                .textContent();
            check(underlined === knownPhone, `${knownPhone} underlined, got ${underlined}`);
        },
    },
    {
        name: "the draft saves itself, survives a reload and is taken up again from the list",
        async run({ open }) {
            const mark = marker();
            const page = await open("officer");
            await startIntake(page);
            await page.locator('[data-field="subject"]').fill(`下書き ${mark}`);
            await page.locator("#narrative").fill(toldStory(mark));
            await page.locator("[data-draft-saved]").waitFor();
            await page.waitForURL("**/intake?draft=*");
            await page.reload();
            await page.locator("#narrative").waitFor();
            check(
                (await page.locator("#narrative").inputValue()) === toldStory(mark),
                "the whole text after a reload",
            );
            await page.locator("#narrative").press("Control+End");
            await page.locator("#narrative").pressSequentially("追記");
            await page.getByRole("navigation").getByRole("link", { name: "担当業務" }).click();
            await page.locator('[data-tile="drafts"]').click();
            await page.getByRole("row", { name: new RegExp(mark) }).click();
            await page.locator("#narrative").waitFor();
            check(
                (await page.locator("#narrative").inputValue()).includes("追記"),
                "what was typed just before leaving",
            );
        },
    },
    {
        name: "the officer accepts a proposal and the record by keyboard alone, and the number is shown",
        async run({ open }) {
            const mark = marker();
            const page = await open("officer");
            await page.keyboard.press("n");
            await page.locator("#narrative").waitFor();
            await page.locator("#narrative").focus();
            await page.keyboard.insertText(toldStory(mark));
            await page.locator("[data-proposal]").first().waitFor();
            await page.keyboard.press("Alt+1");
            await page
                .locator("[data-proposal]")
                .first()
                .getByRole("button", { name: "確定を取消" })
                .waitFor();
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            await page.getByRole("heading", { level: 1, name: /令和\d+年/ }).waitFor();
            await page.getByText(mark).first().waitFor();
        },
    },
    {
        name: "the role of an observable changes with one key at the caret",
        async run({ open }) {
            const page = await open("officer");
            await startIntake(page);
            await page.locator("#narrative").fill(`電話は ${knownPhone}`);
            const chip = page.locator("[data-observable-chip]").first();
            await chip.waitFor();
            const before = await chip.locator("strong").first().textContent();
            await page.locator("#narrative").focus();
            await page.keyboard.press("Control+End");
            await page.keyboard.press("ArrowLeft");
            await page.keyboard.press("Alt+r");
            await page.waitForFunction(
                (old) => document.querySelector("[data-observable-chip] strong")?.textContent !== old,
                before,
            );
        },
    },
    {
        name: "the IME is never disturbed: composing neither accepts nor jumps",
        async run({ open }) {
            const page = await open("officer");
            await startIntake(page);
            await page.locator("#narrative").fill(`電話 ${knownPhone} `);
            await page.locator("[data-observable-chip]").first().waitFor();
            await page.locator("#narrative").focus();
            await page.keyboard.press("Control+End");
            const session = await page.context().newCDPSession(page);
            for (const text of ["k", "き", "きn", "きの", "きのう"]) {
                const caret = { selectionStart: text.length, selectionEnd: text.length };
                await session.send("Input.imeSetComposition", { text, ...caret });
                await page.waitForTimeout(60); // longer than the pause after which the text is looked at
            }
            check(
                (await page.locator("#narrative").inputValue()).endsWith("きのう"),
                "the composed text in the field",
            );
            await session.send("Input.insertText", { text: "昨日" });
            const whole = await page.locator("#narrative").inputValue();
            check(whole === `電話 ${knownPhone} 昨日`, `the committed text, once, got ${whole}`);
            check(page.url().includes("/intake"), "still at the intake");
        },
    },
    {
        name: "words of danger turn the bar red until somebody says that it was told",
        async run({ open }) {
            const page = await open("officer");
            await startIntake(page);
            await page.locator("#narrative").fill("元交際相手から「殺す」と送られてきた。今も家の前にいる。");
            await page.getByText("直ちに当直責任者・署長・通信指令へ").waitFor();
            await page.getByRole("button", { name: "連絡した" }).click();
            await page.getByText("連絡済み").waitFor();
        },
    },
    {
        name: "two officers change the same fact: both sides are shown and neither is lost",
        async run(world) {
            const { open } = world;
            const mark = marker();
            const first = await open("coordinator");
            const id = await acceptStory(first, mark);
            const second = await open("coordinator");
            await second.goto(`/consultations/${id}`);
            for (const page of [first, second]) await page.locator('[data-fact="caller_occupation"]').click();
            await first.locator('input[data-field="caller_occupation"]').fill("会社員");
            await second.locator('input[data-field="caller_occupation"]').fill("自営業");
            await first.keyboard.press("Enter");
            await first.locator('[data-fact="caller_occupation"]', { hasText: "会社員" }).waitFor();
            await second.locator("[data-meanwhile]", { hasText: "会社員" }).waitFor();
            await second.keyboard.press("Enter");
            const dialog = second.getByRole("dialog");
            await dialog.getByText("会社員", { exact: true }).waitFor();
            await dialog.getByText("自営業", { exact: true }).waitFor();
            await examine(second, world, "conflict");
            await second.keyboard.press("Escape");
            await dialog.waitFor({ state: "hidden" });
            check(
                (await second.locator('input[data-field="caller_occupation"]').inputValue()) === "自営業",
                "what was typed still stands where it was typed",
            );
            await second.locator('input[data-field="caller_occupation"]').press("Enter");
            await dialog.waitFor();
            await second.keyboard.press("3"); // both
            await second.keyboard.press("Control+Enter");
            await second.locator('[data-fact="caller_occupation"]', { hasText: "会社員／自営業" }).waitFor();
        },
    },
];

// Types the last character and measures in the page, from its input event to the hit in the DOM.
async function timeToHit(page: Page, lastCharacter: string): Promise<number> {
    await page.evaluate(() => {
        const field = document.querySelector("#narrative");
        const window_ = window as unknown as { measured: Promise<number> };
        window_.measured = new Promise<number>((done) => {
            let typedAt = 0;
            field?.addEventListener("input", () => (typedAt = performance.now()), { capture: true });
            const observer = new MutationObserver(() => {
                if (typedAt === 0 || document.querySelector("[data-hit]") === null) return;
                observer.disconnect();
                done(Math.round(performance.now() - typedAt));
            });
            observer.observe(document.body, { childList: true, subtree: true });
        });
    });
    await page.keyboard.type(lastCharacter);
    return page.evaluate(() => (window as unknown as { measured: Promise<number> }).measured);
}
