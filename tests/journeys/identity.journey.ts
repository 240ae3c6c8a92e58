// One person in several records: told at the desk while typing, put together on the record, found by any writing, taken back.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { marker } from "./steps";

const birth = "1948-05-01";

// Through the API as the page would: the form has journeys of its own.
function accept(page: Page, subject: string, caller: Record<string, string>): Promise<string> {
    return page.evaluate(
        async ([subject, caller]) => {
            const session = (await (await fetch("/api/v1/session")).json()) as { csrf_token: string };
            const answer = await fetch("/api/v1/consultations", {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf_token },
                body: JSON.stringify({
                    consultation: {
                        kind: "consultation",
                        channel: "phone",
                        subject,
                        narrative: "料金の請求が届いた。",
                        ...caller,
                    },
                }),
            });
            return ((await answer.json()) as { id: string }).id;
        },
        [subject, caller] as const,
    );
}

export const journeys: Journey[] = [
    {
        name: "a caller is recognised in any writing, put together by the officer, seen as one person and taken back",
        async run({ open }) {
            const mark = marker();
            const name = `髙﨑　${mark}子`;
            const page = await open("furukawa-coordinator");
            const first = await accept(page, `請求 ${mark}`, {
                caller_name: name,
                caller_birth_date: birth,
                caller_phone: "０２２９（１２）３４５６",
            });
            const second = await accept(page, `再び ${mark}`, {
                caller_name: `高崎${mark}子`,
                caller_birth_date: birth,
            });

            await page.goto("/intake");
            await page.getByRole("textbox", { name: /氏名/ }).first().fill(`高崎 ${mark}子`);
            await page.getByRole("textbox", { name: /電話/ }).first().fill("0229-12-3456");
            const known = page.getByRole("link", { name: new RegExp(`請求 ${mark}`) });
            await known.waitFor();
            await page.getByText("同一人物の可能性", { exact: true }).first().waitFor();

            await page.goto(`/consultations/${second}`);
            const suggestion = page.locator(`[data-suggestion="${first}"]`);
            await suggestion.getByText("生年月日が同じです").waitFor();
            await suggestion.getByRole("button", { name: "同一とする" }).click();
            await page.getByRole("textbox", { name: "判断の理由" }).fill("電話で本人に確認");
            await page.getByRole("dialog").getByRole("button", { name: "同一とする" }).click();
            await page.getByRole("link", { name: "同一とされた記録 1件" }).click();
            await page.waitForURL("**/people/*");
            await page.locator(`[data-member="${first}"]`).waitFor();
            await page.locator(`[data-member="${second}"]`).waitFor();
            await page.getByText("電話で本人に確認").waitFor();

            await page.getByRole("link", { name: "一覧で見る" }).click();
            await page.getByRole("link", { name: "人物で絞込み中" }).waitFor();
            const rows = page.locator("tbody tr");
            await rows.first().waitFor();
            check((await rows.count()) === 2, `two rows of the person, got ${await rows.count()}`);
            await page.goto("/search");
            await page.getByRole("searchbox", { name: /人物/ }).fill(`髙崎${mark}子`);
            await page.keyboard.press("Enter");
            await page.locator(`[data-result="${first}"]`).waitFor();
            await page.locator(`[data-result="${second}"]`).waitFor();

            await page.goto(`/consultations/${second}`);
            await page.getByText("判断 1件").click();
            await page.locator("[data-decision]").getByRole("button", { name: "取り消す" }).click();
            await page.getByRole("dialog").getByRole("button", { name: "取り消す" }).click();
            await suggestion.getByRole("button", { name: "同一でない" }).click();
            await page.getByRole("dialog").getByRole("button", { name: "同一でない" }).click();
            await suggestion.waitFor({ state: "detached" });
            await page.getByText("同一でないと判断").waitFor();
        },
    },
];
