// Mail in: a mail dropped on the desk fills the fields, and the QR code of its picture is known.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { marker, startIntake } from "./steps";

const mails = join(dirname(fileURLToPath(import.meta.url)), "../scenarios/intake/mails");

// As a hand drops it, anywhere on the page.
async function dropFile(page: Page, name: string, type: string, bytes: Buffer): Promise<void> {
    await page.evaluate(
        ({ name: called, type: of, base64 }) => {
            const content = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([content], called, { type: of }));
            for (const what of ["dragover", "drop"])
                document.body.dispatchEvent(
                    new DragEvent(what, { bubbles: true, cancelable: true, dataTransfer }),
                );
        },
        { name, type, base64: bytes.toString("base64") },
    );
}

export const journeys: Journey[] = [
    {
        name: "a mail with a QR code dropped on the desk fills it in, can be taken back, and links by the code",
        async run({ open }) {
            const mark = marker();
            const page = await open("furukawa-coordinator");
            await startIntake(page);
            await page.locator('[data-field="subject"]').fill(`先の相談 ${mark}`);
            await page.locator("#narrative").fill("https://mikan-pay.example.com/q?id=77 で支払わされた。");
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");

            await startIntake(page);
            await dropFile(page, "qr.eml", "message/rfc822", readFileSync(join(mails, "qr.eml")));
            await page.getByRole("button", { name: "入れる" }).click();
            const name = page.locator('[data-field="caller_name"]');
            await page.waitForFunction(
                (field) => document.querySelector<HTMLInputElement>(field)?.value === "佐藤 花子",
                '[data-field="caller_name"]',
            );
            await page.getByRole("button", { name: "元に戻す" }).click();
            await page.waitForFunction(
                (field) => document.querySelector<HTMLInputElement>(field)?.value === "",
                '[data-field="caller_name"]',
            );
            check((await name.inputValue()) === "", "what the mail filled in is taken back");
            await page.getByText("駅前.png").waitFor();

            await page.locator('[data-field="subject"]').fill(`メールの相談 ${mark}`);
            await page.locator("#narrative").fill("メールで写真が届いた。");
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            await page.getByRole("heading", { name: `メールの相談 ${mark}` }).waitFor();
            await page.getByRole("link", { name: new RegExp(`先の相談 ${mark}`) }).waitFor();
            await page.getByText("qr.eml").first().waitFor();
        },
    },
];
