// A decision table changed by one, tried on past records and approved by another; a holiday by its form; and the way back.
import type { Page } from "playwright-core";
import { examine } from "./axe";
import { check, type Journey } from "./journey";
import { acceptStory, marker } from "./steps";

// The tables are compiled as a whole at every save, which takes seconds without optimisation.
const checking = 90_000;
const wrongRow = "  journey: {code: immediate, weight: 70, any: [no_such_fact], ja: 入力は直ちに}";
const rightRow = "  journey: {code: immediate, weight: 70, any: [entered_credentials], ja: 入力は直ちに}";

async function typeAtEnd(page: Page, line: string): Promise<void> {
    const text = page.locator("#table-text");
    await text.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(line);
}
async function save(page: Page): Promise<void> {
    await page.locator('[data-act="save"]').click();
    await page.locator("[data-faults]").waitFor({ timeout: checking });
}
async function approve(page: Page, id: string): Promise<void> {
    await page.goto(`/tables/proposals/${id}`);
    await page.locator('[data-act="approve"]').click();
    await page.locator("[data-approve]").waitFor();
    await page.keyboard.type("了");
    await page.keyboard.press("Enter");
    await page.getByText("施行済み").first().waitFor({ timeout: checking });
}

export const journeys: Journey[] = [
    {
        name: "table edit with preview and approval: two people, a fault by its line, a holiday by its form, and back",
        async run(world) {
            const desk = await world.open("furukawa-coordinator");
            const record = await acceptStory(desk, marker());

            // By keyboard to the tables; one is found, read and changed.
            const analyst = await world.open("hq-analyst");
            await analyst.getByRole("navigation").waitFor();
            await analyst.keyboard.press("t");
            await analyst.getByRole("searchbox").fill("本日中");
            await analyst.locator('tr[data-row="urgency"]').focus();
            await analyst.keyboard.press("Enter");
            await analyst.locator('[data-section="rows"]').waitFor();
            await analyst.getByRole("searchbox").fill("身の危険");
            await analyst.getByText("身の危険を感じている").first().waitFor();
            await analyst.locator('[data-act="edit"]').click();
            await typeAtEnd(analyst, wrongRow);
            await analyst.locator('[data-dirty="true"]').waitFor();
            await analyst.reload();
            await analyst.getByText("保存前の文を戻しました").waitFor();
            await save(analyst);
            await analyst.getByText("no_such_fact").first().waitFor();
            await analyst
                .getByRole("button", { name: /行目へ/ })
                .first()
                .click();
            await analyst.locator("[data-wrong]").waitFor();
            await examine(analyst, world, "a table with a fault");
            await analyst.keyboard.press("Control+End");
            await analyst.keyboard.press("Shift+Home");
            await analyst.keyboard.insertText(rightRow);
            await analyst.locator('input[name="reason"]').fill("暗証番号を入れた相談を急ぐ");
            await save(analyst);
            await analyst.locator('[data-faults="0"]').waitFor();

            // Tried, and put forward; nobody approves his own.
            await analyst.locator('[data-act="see"]').click();
            await analyst.locator("[data-difference]").getByText("journey").waitFor();
            await analyst.locator('[data-act="preview"]').click();
            await analyst.locator("[data-tried]").waitFor({ timeout: 120_000 });
            await analyst.locator(`[data-changed="${record}"]`).getByText("入力は直ちに").waitFor();
            await analyst.locator('[data-counts="urgency"] [data-code="immediate"]').waitFor();
            await examine(analyst, world, "a proposal with its preview");
            await analyst.locator('[data-act="propose"]').click();
            await analyst.getByText("承認待ち").first().waitFor();
            check(
                (await analyst.locator('[data-act="approve"]').count()) === 0,
                "his own approval is not offered",
            );
            const id = analyst.url().replace(/^.*\//, "");

            // Another looks, tries and approves; it is in force at the desk at once.
            const chief = await world.open("headquarters", { phone: true });
            await chief.goto("/tables/proposals");
            await chief.locator(`tr[data-row="${id}"]`).click();
            await chief.locator('[data-act="preview"]').click();
            await chief.locator("[data-tried]").waitFor({ timeout: 120_000 });
            await approve(chief, id);
            await desk.goto("/intake");
            await desk.locator("#narrative").fill("偽のサイトに口座番号と暗証番号を入れた。");
            await desk.getByText("入力は直ちに").first().waitFor();

            // A holiday, by its form.
            await analyst.goto("/tables/calendar~holidays/edit");
            await analyst.locator('[data-act="add-row"]').last().click();
            await analyst.locator('[data-row-form] input[name="date"]').fill("2031-05-07");
            await analyst.locator('[data-row-form] input[name="name_ja"]').fill("臨時の休日, 県の定め");
            await analyst.locator('[data-row-form] input[name="basis"]').fill("県告示");
            await analyst.keyboard.press("Enter");
            await analyst.getByText("臨時の休日, 県の定め").waitFor();
            await save(analyst);
            await analyst.locator('[data-faults="0"]').waitFor();

            // Back as it was: a proposal as every other.
            await analyst.goto("/tables/urgency?view=history");
            await analyst.locator("[data-version]").last().getByRole("button").click();
            await analyst.locator('[data-act="return"]').click();
            await analyst.getByRole("dialog").getByRole("textbox").fill("試行を終える");
            await analyst.getByRole("dialog").getByRole("button").last().click();
            await analyst.locator('[data-act="propose"]').click();
            await analyst.getByText("承認待ち").first().waitFor();
            await approve(chief, analyst.url().replace(/^.*\//, ""));
            await analyst.goto("/tables/urgency?view=history");
            await analyst.getByText("試行を終える").waitFor();
        },
    },
];
