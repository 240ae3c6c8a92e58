// Steps that several journeys take.
import type { Page } from "playwright-core";
import { check, type World } from "./journey";

// A marker that makes a text findable among everything else in the folder.
export function marker(): string {
    return `印${Date.now().toString(36)}${Math.floor(Math.random() * 1000)}`;
}

// The telephone number stands in two of the samples.
export const knownPhone = "080-4711-0936";
export function toldStory(mark: string): string {
    return (
        `${mark} きのう宅配のSMSが来て、リンク先 https://login-77bank.top/signin で自分の七十七銀行の口座番号と暗証番号を入れた。` +
        `今朝、知らない口座へ３０万円出ていた。そのあと ${knownPhone} から銀行を名乗る電話があった。`
    );
}

export async function startIntake(page: Page): Promise<void> {
    await page.goto("/intake");
    await page.locator("#narrative").waitFor();
}

// Accepts a consultation at the desk; the record page is open afterwards.
export async function acceptStory(page: Page, mark: string): Promise<string> {
    await startIntake(page);
    await page.locator('[data-field="caller_name"]').fill("佐々木 美咲");
    await page.locator('[data-field="subject"]').fill(`偽サイトに入力 ${mark}`);
    await page.locator("#narrative").fill(toldStory(mark));
    await page.locator("[data-proposal]").first().waitFor();
    await page.keyboard.press("Control+Enter");
    await page.waitForURL("**/consultations/*");
    await page.getByRole("heading", { name: `偽サイトに入力 ${mark}` }).waitFor();
    return page.url().replace(/^.*\//, "");
}

// Reports the open record to the cyber division.
export async function reportToHeadquarters(page: Page, settings: { flash?: boolean } = {}): Promise<void> {
    await page.getByRole("button", { name: "報告", exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("サイバー");
    await dialog
        .locator("li", { hasText: /サイバー\S*課\s*(候補)?$/ })
        .locator("input")
        .first()
        .check();
    if (settings.flash === true) await dialog.getByRole("checkbox", { name: /速報/ }).check();
    await dialog.getByRole("button", { name: /^報告/ }).click();
    await dialog.waitFor({ state: "hidden" });
}

const years = 6; // more than any rule of retention keeps

export type Old = { id: string; number: string };

// Accepts a record, closes it as its officer does, and makes it old.
export async function acceptOld(page: Page, mark: string, age: World["age"]): Promise<Old> {
    const id = await acceptStory(page, mark);
    const heading = await page.getByRole("heading", { level: 1 }).textContent();
    const number = /令和\d+年 \S+第\d+号/.exec(heading ?? "")?.[0] ?? "";
    check(number !== "", `a number in ${heading}`);
    await page.locator('[data-fact="status"]').click();
    await page.getByRole("radio", { name: "完結" }).check({ force: true });
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.locator("[data-retention]").getByText("保存期間満了日").waitFor();
    check((await page.locator('[data-act="propose"]').count()) === 0, "a young record is not proposed");
    age(id, years);
    return { id, number };
}
