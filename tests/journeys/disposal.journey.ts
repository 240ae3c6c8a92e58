// 廃棄: a closed record past its 保存期間 is held back, proposed, returned, proposed again and approved; then it is nowhere,
// and the proof says who did it.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";
import { acceptOld, marker, type Old } from "./steps";

async function openList(page: Page, list: string): Promise<void> {
    await page.goto(`/disposals?list=${list}`);
    await page.locator("[data-tab]").first().waitFor();
}

function rowOf(page: Page, { id }: Old) {
    return page.locator(`tr[data-row="${id}"]`);
}

async function giveReason(page: Page, reason: string): Promise<void> {
    const dialog = page.getByRole("dialog");
    const button = dialog.getByRole("button").last();
    check(await button.isDisabled(), "no deed without a reason");
    await page.keyboard.type(reason); // the field has the focus
    await button.click();
    await dialog.waitFor({ state: "hidden" });
}

export const journeys: Journey[] = [
    {
        name: "disposal: held, proposed, returned, approved by another, then gone and proved",
        async run({ open, age }) {
            const mark = marker();
            const desk = await open("furukawa-coordinator");
            const old = await acceptOld(desk, mark, age);

            // Held back first: it is no longer among those that can be proposed.
            await openList(desk, "due");
            await rowOf(desk, old).getByText("未確認").waitFor();
            await rowOf(desk, old).locator("label").click();
            await desk.locator('[data-act="hold"]').click();
            await giveReason(desk, "公判が続いている");
            await desk.locator('[data-result="hold"]').getByText("1件のうち1件").waitFor();
            await rowOf(desk, old).waitFor({ state: "hidden" });
            await desk.goto(`/consultations/${old.id}`);
            const panel = desk.locator("[data-retention]");
            await panel.getByText("公判が続いている").waitFor();
            check(
                (await panel.locator('[data-act="propose"]').count()) === 0,
                "a held record is not proposed",
            );

            // Released and proposed with the keyboard alone.
            await desk.keyboard.press("d");
            await desk.locator('[data-tab="held"]').focus();
            await desk.keyboard.press("Enter");
            await rowOf(desk, old).getByText("公判が続いている").waitFor();
            await rowOf(desk, old).focus();
            await desk.keyboard.press("Space");
            await desk.keyboard.press("Control+Enter");
            await desk.getByRole("dialog").getByText(old.number).waitFor();
            await desk.keyboard.press("Enter");
            await desk.locator('[data-result="release"]').waitFor();
            await desk.locator('[data-tab="due"]').focus();
            await desk.keyboard.press("Enter");
            await rowOf(desk, old).focus();
            await desk.keyboard.press("Space");
            await desk.keyboard.press("Control+Enter");
            await desk.locator('[data-result="propose"]').getByText("1件を起案").waitFor();

            // Nobody approves what he proposed.
            await desk.locator('[data-tab="proposed"]').click();
            await rowOf(desk, old).getByText("高橋 誠").waitFor();
            check(
                (await desk.locator('[data-act="approve"]').count()) === 0,
                "his own approval is not offered",
            );
            check((await desk.locator("[data-waiting]").count()) === 0, "no badge for who does not approve");
            await desk.goto(`/consultations/${old.id}`);
            await panel.getByText("廃棄の承認待ち").waitFor();
            check((await panel.locator('[data-act="approve"]').count()) === 0, "nor on the record");

            // The chief returns it from the record, with a reason that the coordinator sees.
            const chief = await open("furukawa-chief");
            await chief.locator("[data-waiting]").waitFor();
            await chief.locator('nav a[href="/disposals"]').click();
            await rowOf(chief, old).getByRole("link", { name: old.number }).click();
            await chief.locator('[data-retention] [data-act="return"]').click();
            await giveReason(chief, "添付の確認が先");
            await chief.locator("[data-retention]").getByText("添付の確認が先").waitFor();
            await panel.getByText("添付の確認が先").waitFor(); // without asking again: it is told live
            await panel.locator('[data-act="propose"]').click();
            await panel.getByText("廃棄の承認待ち").waitFor();

            // Approved by typing the number, full-width as the IME gives it.
            await openList(chief, "proposed");
            await rowOf(chief, old).locator("label").click();
            await chief.locator('[data-act="approve"]').click();
            const dialog = chief.getByRole("dialog");
            const approve = dialog.getByRole("button", { name: "承認して廃棄する" });
            check(await approve.isDisabled(), "nothing goes before the number is typed");
            const field = dialog.locator('input[name="confirmation"]');
            await field.fill(`${old.number}9`);
            await dialog.getByText("一致しません").waitFor();
            check(await approve.isDisabled(), "another number is not taken");
            await field.fill(
                old.number.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
            );
            await approve.click();
            await chief.locator('[data-result="approve"]').getByText("1件を廃棄").waitFor();
            await chief.locator('[data-result="approve"]').getByRole("link").click();
            const proof = chief.locator("[data-proof]");
            await proof.getByText(old.number).waitFor();
            const text = (await proof.textContent()) ?? "";
            for (const told of ["高橋 誠", "渡辺 正", "保存期間満了日", "変更の履歴の内容"])
                check(text.includes(told), `${told} in the proof`);
            check(!text.includes(mark) && !text.includes("佐々木"), "no word of the record in the proof");
            await proof.locator("summary").click();
            check(
                /[0-9a-f]{64}/.test(
                    (await proof.locator("[data-entries] tbody tr").first().textContent()) ?? "",
                ),
                "a digest of an entry",
            );
            await proof.locator('[data-finished="true"]').waitFor({ timeout: 60_000 });

            // Gone: by its address, by a word of it; the register keeps its number.
            for (const page of [chief, desk]) {
                await page.goto(`/consultations/${old.id}`);
                await page.getByText("見つかりません").first().waitFor();
                await page.goto(`/search?q=${mark}`);
                await page.getByText("一致するものはありません").waitFor();
                check((await page.locator("[data-result]").count()) === 0, "not found by search");
            }
            await openList(desk, "done");
            await desk.getByRole("link", { name: old.number }).click();
            await desk.locator("[data-proof]").getByText(old.number).waitFor();
        },
    },
    {
        name: "disposal: in English several are approved together, each with its own proof",
        async run({ open, age }) {
            const mark = marker();
            const desk = await open("furukawa-coordinator");
            const olds = [await acceptOld(desk, `${mark}甲`, age), await acceptOld(desk, `${mark}乙`, age)];
            await openList(desk, "due");
            for (const old of olds) await rowOf(desk, old).locator("label").click();
            await desk.locator('[data-act="propose"]').click();
            await desk.locator('[data-result="propose"]').getByText("2件のうち2件を起案").waitFor();

            const chief = await open("furukawa-chief", { english: true });
            await chief.keyboard.press("d");
            await chief.getByRole("heading", { name: "Retention and disposal" }).waitFor();
            for (const old of olds) await rowOf(chief, old).locator("label").click();
            await chief.keyboard.press("Control+Enter");
            const dialog = chief.getByRole("dialog", { name: "Approve disposal" });
            await dialog.getByText("These 2 will be disposed of.").waitFor();
            await chief.keyboard.type("3");
            await chief.keyboard.press("Enter");
            await dialog.getByText("Does not agree").waitFor();
            await chief.keyboard.press("Backspace");
            await chief.keyboard.type("2");
            await chief.keyboard.press("Enter");
            const result = chief.locator('[data-result="approve"]');
            await result.getByText("2 of 2 disposed of").waitFor();
            check(
                (await result.getByRole("link", { name: /^Proof of disposal/ }).count()) === 2,
                "a proof for each",
            );
            await chief.locator('[data-tab="done"]').click();
            for (const old of olds) await chief.getByRole("link", { name: old.number }).first().waitFor();
            const file = chief.waitForEvent("download");
            await chief.getByRole("link", { name: "Export as CSV" }).click();
            check((await file).suggestedFilename().endsWith(".csv"), "the register as CSV");
        },
    },
];
