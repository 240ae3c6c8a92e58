// What leaves on paper: the sheet for the caller, made while he is on the telephone, and the list for the morning meeting.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { marker, startIntake } from "./steps";

const scam =
    "パソコンに警告画面が出て、表示された番号に電話した。遠隔操作のソフトを入れさせられ、コンビニで電子マネーを5万円買って番号を伝えた。";

async function sheetIsDrawn(page: Page): Promise<void> {
    const dialog = page.getByRole("dialog");
    await dialog.getByAltText("1枚目").waitFor();
    await dialog.getByRole("button", { name: "印刷" }).and(page.locator(":enabled")).waitFor();
    const width = await dialog
        .getByAltText("1枚目")
        .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
    check(width > 1000, `the page as the server drew it, got ${width} dots`);
}

// What would lie in the printer: nothing but the pages.
async function onPaperNothingElse(page: Page): Promise<void> {
    await page.emulateMedia({ media: "print" });
    check(await page.locator(".printed-pages img").first().isVisible(), "the page is printed");
    check(!(await page.locator("#root").isVisible()), "nothing of the screen is");
    await page.emulateMedia({ media: "screen" });
}

export const journeys: Journey[] = [
    {
        name: "a support-scam call: the sheet is made, printed and kept with the record",
        async run({ open }) {
            const mark = marker();
            const page = await open("officer");
            await startIntake(page);
            await page.locator('[data-field="caller_name"]').fill("𠮷田 髙子");
            await page.locator('[data-field="subject"]').fill(`警告画面 ${mark}`);
            await page.locator("#narrative").fill(scam);
            await page.locator("[data-proposal]").first().waitFor();
            await page.getByRole("button", { name: "御案内を作る" }).click();
            const dialog = page.getByRole("dialog");
            await dialog.getByLabel(/遠隔操作の切断/).waitFor();
            check(await dialog.getByLabel(/遠隔操作の切断/).isChecked(), "what is proposed is chosen");
            await sheetIsDrawn(page);
            await dialog.getByLabel("やさしい日本語").check();
            await dialog.getByLabel(/^担当者から/).fill("あしたの午前に電話をください。");
            await sheetIsDrawn(page);
            await onPaperNothingElse(page);
            await page.keyboard.press("Control+Enter");
            await dialog.waitFor({ state: "hidden" });
            await page.getByText(/受理するときに、\d+項目の交付を記録します/).waitFor();
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            const kept = page.locator("li", { hasText: "あしたの午前に電話をください。" }).first();
            await kept.getByText("用紙を交付").waitFor();
            await kept.getByRole("button", { name: "見る" }).click();
            await sheetIsDrawn(page);
            const address = await dialog.getByRole("link", { name: "PDF" }).getAttribute("href");
            const pdf = await page.request.get(new URL(address ?? "", page.url()).href);
            check(
                pdf.status() === 200 && (await pdf.body()).toString("latin1").startsWith("%PDF-"),
                "the PDF",
            );
            await page.keyboard.press("Escape");
            await dialog.waitFor({ state: "hidden" });
            await page
                .getByText(/教示.*遠隔操作の切断/)
                .first()
                .waitFor();
        },
    },
    {
        name: "a chief prints the list for the morning meeting",
        async run({ open }) {
            const page = await open("furukawa-chief");
            await page.getByRole("button", { name: "朝会用一覧" }).click();
            await sheetIsDrawn(page);
            await onPaperNothingElse(page);
        },
    },
];
