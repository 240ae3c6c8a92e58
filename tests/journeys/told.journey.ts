// What is typed at the desk is never lost or misread: amounts, days and told times as people say them, one draft in two tabs, a
// form that was closed in the middle.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { acceptStory, marker, startIntake, toldStory } from "./steps";

async function type(page: Page, field: string, text: string): Promise<void> {
    const input = inputOf(page, field);
    await input.fill(text);
    await input.blur();
}
function inputOf(page: Page, field: string) {
    return page.locator(`input[data-field="${field}"], [data-field="${field}"] > input`).first();
}
async function saved(page: Page): Promise<void> {
    await page.locator("[data-draft-saved]").waitFor();
    await page.waitForURL("**/intake?draft=*");
    await page.waitForTimeout(2_500); // the draft saves itself within two seconds
}

export const journeys: Journey[] = [
    {
        name: "told: what cannot be read stays as typed through a reload, and is refused beside its field",
        async run({ open }) {
            const mark = marker();
            const page = await open("officer");
            await startIntake(page);
            await page.locator('[data-field="subject"]').fill(`読めない ${mark}`);
            await page.locator("#narrative").fill(toldStory(mark));
            await type(page, "amount", "いくらか");
            await type(page, "caller_birth_date", "55歳");
            await type(page, "occurred", "令和8年2月30日");
            for (const field of ["amount", "caller_birth_date", "occurred"])
                await page.locator(`[data-refusal="${field}"]`).waitFor();
            await saved(page);
            await page.reload();
            await page.locator("#narrative").waitFor();
            for (const [field, text] of [
                ["amount", "いくらか"],
                ["caller_birth_date", "55歳"],
                ["occurred", "令和8年2月30日"],
            ] as const) {
                const kept = await inputOf(page, field).inputValue();
                check(kept === text, `${field} keeps ${text}, got ${kept}`);
                await page.locator(`[data-refusal="${field}"]`).waitFor();
            }
            await page.keyboard.press("Control+Enter");
            await page.getByText("読めない入力があります").waitFor();
            check(page.url().includes("/intake"), "not accepted");
            const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-field"));
            check(focused === "caller_birth_date", `the first refused field has the focus, got ${focused}`);
            await type(page, "amount", "約３０万円");
            await type(page, "caller_birth_date", "S55.3.1");
            await type(page, "occurred", "R8/11/20 14:30");
            check((await inputOf(page, "amount").inputValue()) === "300,000", "the amount was read");
            check(
                (await inputOf(page, "caller_birth_date").inputValue()) === "昭和55年3月1日",
                "the day was read",
            );
            await page
                .locator('[data-reading="occurred"]', {
                    hasText: "令和8年11月20日 14:30 (2026-11-20 14:30)",
                })
                .waitFor();
            await page.locator("#narrative").focus();
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            await page.getByText("300,000円").first().waitFor();
            await page.getByText("令和8年11月20日 14:30").first().waitFor();
        },
    },
    {
        name: "told: an empty form refuses the fields that are missing and no other, and the focus goes there",
        async run({ open }) {
            const page = await open("officer");
            await startIntake(page);
            const head = page.locator('[data-field="channel"]');
            const before = await head.boundingBox();
            await page.keyboard.press("Control+Enter");
            await page.getByText("必須です").first().waitFor();
            const red = await page
                .locator('[aria-invalid="true"], .border-late[role="radiogroup"]')
                .evaluateAll((all) => all.map((each) => each.getAttribute("data-field") ?? each.id));
            check(!red.includes("kind") && !red.includes("channel"), `red: ${red.join(" ")}`);
            const after = await head.boundingBox();
            check(before?.y === after?.y && before?.height === after?.height, "the head stays as it was");
            const focused = await page.evaluate(
                () => document.activeElement?.getAttribute("data-field") ?? document.activeElement?.id,
            );
            check(focused === "subject" || focused === "narrative", `the focus is there, got ${focused}`);
        },
    },
    {
        name: "told: a draft accepted in one tab closes in the other, and what was typed there goes into the record",
        async run({ open }) {
            const mark = marker();
            const one = await open("officer");
            await startIntake(one);
            await one.locator('[data-field="subject"]').fill(`二つのタブ ${mark}`);
            await one.locator("#narrative").fill(toldStory(mark));
            await saved(one);
            const draft = new URL(one.url()).search;
            const two = await one.context().newPage();
            await two.goto(`/intake${draft}`);
            await two.locator("#narrative").waitFor();
            // The second tab does not hear the first one: what it types is not there when the record is made.
            await two.context().route("**/api/v1/drafts/*", async (route) => {
                if (route.request().method() === "PUT" && route.request().frame().page() === two)
                    await route.abort();
                else await route.continue();
            });
            await type(two, "place", `追加の場所 ${mark}`);
            await one.keyboard.press("Control+Enter");
            await one.waitForURL("**/consultations/*");
            const record = one.url().replace(/^.*\//, "");
            await two.locator(`[data-accepted-as="${record}"]`).waitFor();
            await two.getByText("として受理済みです").waitFor();
            await two.keyboard.press("Control+Enter");
            check(two.url().includes(draft), "the second tab accepts nothing");
            await two.context().unroute("**/api/v1/drafts/*");
            await two.getByRole("button", { name: "受理票に追記する" }).click();
            await two.waitForURL(`**/consultations/${record}`);
            await two.locator("[data-edits]").waitFor();
            await two.waitForFunction(
                (text) => [...document.querySelectorAll("input")].some((input) => input.value === text),
                `追加の場所 ${mark}`,
            );
            // Going back, or opening the draft again, leads to the record.
            await one.goto(`/intake${draft}`);
            await one.locator(`[data-accepted-as="${record}"]`).waitFor();
            await one.getByRole("link", { name: "受理票を開く" }).click();
            await one.waitForURL(`**/consultations/${record}`);
        },
    },
    {
        name: "told: a blank form offers what was begun, and going back after accepting is not to a draft",
        async run({ open }) {
            const mark = marker();
            const page = await open("officer");
            await startIntake(page);
            await page.locator('[data-field="subject"]').fill(`書きかけ ${mark}`);
            await saved(page);
            const draft = new URL(page.url()).search;
            await page.goto("/intake");
            const offer = page.locator("[data-drafts-waiting]");
            await offer.waitFor();
            check((await offer.textContent())?.includes(mark) === true, "the newest is named");
            await offer.getByRole("button", { name: "新しく始める" }).focus();
            await page.keyboard.press("Enter");
            await offer.waitFor({ state: "detached" });
            await page.goto("/work");
            const id = await acceptStory(page, mark);
            await page.goBack();
            check(!page.url().includes(draft), `not the draft, got ${page.url()}`);
            check(!page.url().includes("/intake?draft"), `no draft, got ${page.url()}`);
            await page.goForward();
            await page.waitForURL(`**/consultations/${id}`);
        },
    },
];
