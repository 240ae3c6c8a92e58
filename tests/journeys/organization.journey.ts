// 組織: the administrator looks at a past day, takes in a list of staff, transfers somebody, issues an account that its owner makes his
// own, merges two stations after seeing what follows, and takes that back.
import type { Page } from "playwright-core";
import { check, type Journey } from "./journey";

async function takeIn(page: Page, text: string): Promise<void> {
    await page.goto("/organization/import");
    await page
        .locator('input[name="staff-list"]')
        .setInputFiles({ name: "名簿.csv", mimeType: "text/csv", buffer: Buffer.from(text, "utf8") });
    await page.getByRole("button", { name: "試しに読み込む" }).click();
    await page.locator("[data-import]").waitFor();
}

async function openUnit(page: Page, name: string, code: string): Promise<void> {
    await page.goto("/organization");
    await page.locator('input[name="find-unit"]').fill(name);
    await page.locator(`button[data-code="${code}"]`).click();
    await page.locator("h2").filter({ hasText: name }).waitFor();
}

export const journeys: Journey[] = [
    {
        name: "organisation: a past day, a staff list, a transfer, an account, a station merger and its taking back",
        async run({ open }) {
            const mark = `x${Date.now().toString(36)}`; // also part of a code
            const admin = await open("administrator");
            await admin.waitForURL(/\/organization/);

            // As it was: 築館 was a station until 2025, and became 栗原.
            await admin.locator('input[name="as-of"]').fill("令和7年3月20日");
            await admin.keyboard.press("Enter");
            await admin.locator('input[name="find-unit"]').fill("築館");
            await admin.locator('button[data-code="S-TSUKIDATE"]').click();
            await admin.getByRole("heading", { name: "築館警察署" }).waitFor();
            await admin.getByRole("button", { name: "栗原警察署" }).waitFor();

            // A list of staff: tried, taken in, and the same again changes nothing.
            const name = `髙﨑 ${mark}`;
            const list = `氏名,職員番号,階級,職,所属コード,着任日\r\n${name},${mark},巡査,係員,S-TOME-CHIIKI,令和8年4月1日\r\n=1+1,${mark}x,大将,,S-TOME-CHIIKI,\r\n`;
            await takeIn(admin, list);
            await admin.getByText("「大将」は階級の一覧にありません").waitFor();
            await admin.getByRole("button", { name: "1 人を取り込む" }).click();
            await admin.getByText("1 人を取り込みました").waitFor();
            await takeIn(admin, list);
            await admin.getByText("変更なし 1").waitFor();

            // Found, and transferred for a day to come after seeing what is left.
            await admin.goto("/organization");
            await admin.locator('input[name="find-staff"]').fill(name);
            await admin.locator("[data-staff]").getByRole("button", { name }).click();
            await admin.getByRole("button", { name: "異動", exact: true }).click();
            const dialog = admin.getByRole("dialog");
            await dialog.locator('input[name="date"]').fill("令和40年4月1日");
            await dialog.getByRole("searchbox").fill("登米署警務課");
            await dialog.getByRole("radio").first().check();
            await dialog.getByRole("button", { name: "残るものを確かめる" }).click();
            await dialog.getByText("手元に残るものはありません").waitFor();
            await dialog.getByRole("button", { name: "確定する" }).click();
            await dialog.getByText("予定", { exact: true }).waitFor();

            // An account whose password is shown once and becomes its owner's own at the first sign-in.
            await dialog.getByRole("button", { name: "アカウントを発行" }).click();
            await dialog.locator('input[name="account"]').fill(`m${mark.toLowerCase()}`);
            await dialog.getByRole("checkbox", { name: "受理者" }).check();
            await dialog.getByRole("button", { name: "アカウントを発行" }).click();
            const password = await dialog.locator("[data-one-time]").innerText();
            const visitor = await open("visitor");
            await visitor.locator('input[name="account"]').fill(`m${mark.toLowerCase()}`);
            await visitor.locator('input[name="password"]').fill(password.trim());
            await visitor.keyboard.press("Enter");
            await visitor.locator('input[name="new_password"]').fill("雨の日も相談に乗る窓口です");
            await visitor.keyboard.press("Enter");
            await visitor.getByRole("navigation").waitFor();

            // 登米 and 佐沼 become one station: what follows first, then done.
            await admin.goto("/organization/mergers");
            await admin.getByRole("button", { name: "統合・改称を登録" }).click();
            for (const station of ["登米警察署", "佐沼警察署"]) {
                await dialog.getByRole("searchbox").fill(station);
                await dialog.getByRole("checkbox", { name: station, exact: true }).check();
            }
            await dialog.locator('input[name="name"]').fill("新登米警察署");
            await dialog.locator('input[name="code"]').fill(`S-NEW-${mark.toUpperCase()}`);
            await dialog.locator('input[name="symbol"]').fill(`新${mark}`);
            await dialog.locator('input[name="reason"]').fill("警察署条例");
            await dialog.getByRole("button", { name: "何が起きるか確かめる" }).click();
            await dialog.locator("[data-plan]").getByText("登米署地域課").waitFor();
            await dialog.getByText("職員 1 人はその日から新しい所属になります", { exact: false }).waitFor();
            await dialog.getByRole("radio", { name: "署生安課: 刑事生活安全課" }).waitFor();
            await dialog.getByRole("button", { name: "この内容で統合する" }).click();
            const row = admin.locator("[data-mergers] li").filter({ hasText: "新登米警察署" }).first();
            await row.getByText("実施済み").waitFor();
            await row.getByText("警察署条例", { exact: false }).waitFor();
            await row.getByText("承継先", { exact: false }).click();
            await row.locator("[data-successions] li").first().waitFor();

            // Who worked at the old station works at the new one, without anybody having moved him.
            await openUnit(admin, "新登米警察署", `S-NEW-${mark.toUpperCase()}`);
            await admin.locator("[data-staff]").getByText(name).waitFor();
            await admin.getByRole("button", { name: "佐沼警察署" }).waitFor();
            await visitor.reload();
            await visitor.getByText("新登米", { exact: false }).first().waitFor();

            // Nothing was recorded there yet: it is taken back.
            await admin.goto("/organization/mergers");
            await row.getByRole("button", { name: "取り消す" }).click();
            await dialog.getByRole("button", { name: "取り消す" }).click();
            await dialog.getByText("取消しの理由を入力してください").waitFor();
            await dialog.locator('input[name="reason"]').fill("統合日の誤り");
            await dialog.getByRole("button", { name: "取り消す" }).click();
            await row.getByText("取消済み").first().waitFor();
            await row.getByText("統合日の誤り", { exact: false }).waitFor();
            await openUnit(admin, "登米警察署", "S-TOME");
            check(
                (await admin.getByText("この日には存在しません").count()) === 0,
                "the old station holds again",
            );
        },
    },
    {
        name: "organisation: duties with the tables that name a unit, and the 署生安課 marked from a day on",
        async run({ open }) {
            const admin = await open("administrator");
            await openUnit(admin, "登米警察署", "S-TOME");
            const panel = admin.locator("[data-coordinator]");
            await panel.getByText("登米署刑事生活安全課").waitFor();
            await panel.getByRole("button", { name: "署生安課を指定" }).click();
            const dialog = admin.getByRole("dialog");
            await dialog.locator('input[name="date"]').fill("令和50年4月1日");
            await dialog.getByRole("button", { name: "署生安課を指定" }).click();
            await dialog.getByText("この署の課を選んでください").waitFor();
            await dialog.getByText("根拠 (組織規程の改正など) を入力してください").waitFor();
            await dialog.locator('select[name="unit"]').selectOption({ label: "地域課" });
            await dialog.locator('input[name="reason"]').fill("組織規程の改正");
            await dialog.getByRole("button", { name: "署生安課を指定" }).click();
            const planned = panel.locator("li").filter({ hasText: "登米署地域課" });
            await planned.getByText("組織規程の改正", { exact: false }).waitFor();
            await planned.getByText("予定").waitFor();
            await planned.getByRole("button", { name: "取消し" }).click();
            await planned.waitFor({ state: "detached" });

            // What a section is there for, and the table whose rows propose it.
            await openUnit(admin, "生活安全企画課", "H-CS-PLANNING");
            const duties = admin.locator("[data-duties]");
            await duties.getByText("行方不明者").waitFor();
            await duties.getByText("つきまとい・性的画像", { exact: false }).waitFor();
            await duties.getByRole("link").first().click();
            await admin.waitForURL(/\/tables\/recipients/);
        },
    },
];
