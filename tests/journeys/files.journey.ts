// Mail in: a mail dropped on the desk fills the fields, and the QR code of its picture is known.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { marker, startIntake } from "./steps";

const tests = join(dirname(fileURLToPath(import.meta.url)), "..");
const mails = join(tests, "scenarios/intake/mails");
const forms = join(tests, "fuzz/seeds/xlsx"); // written by tests/support/make_office_samples.py

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
    {
        name: "ransomware company with XLSX form: mapped, reviewed, saved, and at headquarters with its clock",
        async run({ open }) {
            const mark = marker();
            const headquarters = await open("headquarters");
            await headquarters.goto("/inbox");
            await headquarters.locator("[data-column]").first().waitFor();
            const page = await open("furukawa-coordinator");
            const field = (name: string) => page.locator(`[data-field="${name}"]`);
            await startIntake(page);
            await dropFile(page, "様式.xlsx", "", readFileSync(join(forms, "ransomware.xlsx")));
            await page.getByRole("button", { name: "入れる" }).click();
            await page.waitForFunction(() =>
                document.querySelector<HTMLTextAreaElement>("#narrative")?.value.includes(".l0cked"),
            );
            const mapped = {
                caller_name: "髙﨑 一郎",
                caller_email: "soc@aoba-sample.example",
                victim_name: "株式会社青葉サンプル製作所",
                victim_industry: "製造業",
            };
            for (const [name, value] of Object.entries(mapped))
                check((await field(name).inputValue()) === value, `${name} is ${value}`);
            check(
                (await field("occurred").innerText()).includes("11月14日 14:30"),
                "the cell's date and time",
            );
            check((await field("noticed").innerText()).includes("09:30"), "the time in words");
            check(await page.getByRole("radio", { name: "通報" }).isChecked(), "a form is a report");

            // What the form says is looked at beside the form itself, and corrected.
            await page.getByRole("button", { name: "内容", exact: true }).click();
            const form = page.getByRole("dialog");
            await form.getByText("ランサムウェア事案共通様式").first().waitFor();
            await form.getByText("ファイルサーバ2台、会計システム").first().waitFor();
            await page.keyboard.press("Escape");
            await form.waitFor({ state: "hidden" });
            await field("subject").fill(`会計システムの暗号化 ${mark}`);
            await page.locator('[data-proposal="stat_category"], [data-proposal]').first().waitFor();
            await page.keyboard.press("Control+Enter");
            await page.waitForURL("**/consultations/*");
            const id = page.url().replace(/^.*\//, "");
            await page.getByRole("heading", { name: `会計システムの暗号化 ${mark}` }).waitFor();
            check(
                (await page.locator('[data-fact="victim_name"]').locator("..").innerText()).includes(
                    "青葉サンプル",
                ),
                "the record names the company",
            );
            await page.getByText("サイバー課ほか本部関係課への報告").first().waitFor();
            await page.getByText("ファイルを添付").first().waitFor();

            // The rules reported it when it was saved: headquarters receives it, and its clock runs.
            const card = headquarters.locator(`[data-record="${id}"]`).first();
            await card.waitFor();
            check(
                /残り|期限/.test(await card.innerText()),
                `the card shows its clock: ${await card.innerText()}`,
            );
            await card.focus();
            await headquarters.keyboard.press("r");
            await page.locator('[data-referral][data-state="received"]').waitFor();
            await headquarters.goto(`/consultations/${id}`);
            await headquarters.getByText("様式.xlsx").first().waitFor();
            await headquarters.getByText("198.51.100[.]23").first().waitFor();
        },
    },
];
