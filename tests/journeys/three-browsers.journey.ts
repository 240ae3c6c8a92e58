// Nothing typed is lost: three officers in one record with dropped lines and a server that is killed, and a browser that is killed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { examine } from "./axe";
import { browserArguments, browserProgram, check, signIn, type Journey, type World } from "./journey";
import { acceptStory, marker, startIntake } from "./steps";

const lines = ["一行目 概要。", "二行目 経緯。", "三行目 被害。", "四行目 希望。"];

async function acceptLines(page: Page, mark: string): Promise<string> {
    await startIntake(page);
    await page.locator('[data-field="subject"]').fill(`三人で編集 ${mark}`);
    await page.locator("#narrative").fill(lines.join("\n"));
    await page.keyboard.press("Control+Enter");
    await page.waitForURL("**/consultations/*");
    await page.getByRole("heading", { name: `三人で編集 ${mark}` }).waitFor();
    return page.url().replace(/^.*\//, "");
}

async function openRecord(page: Page, id: string): Promise<void> {
    await page.goto(`/consultations/${id}`);
    await page.getByRole("button", { name: "要旨を変更" }).waitFor();
}
const text = (page: Page) => page.locator('textarea[data-field="narrative"]');

async function beginText(page: Page): Promise<void> {
    await page.getByRole("button", { name: "要旨を変更" }).click();
    await text(page).waitFor();
}
// Puts words at the end of a line, as somebody does who clicks there.
async function typeInLine(page: Page, line: string, words: string): Promise<void> {
    await text(page).evaluate((element: HTMLTextAreaElement, wanted) => {
        const at = element.value.indexOf(wanted) + wanted.length;
        element.focus();
        element.setSelectionRange(at, at);
    }, line);
    await page.keyboard.insertText(words);
}
async function holds(page: Page, words: string[]): Promise<void> {
    await page.waitForFunction(
        (wanted) => {
            const field = document.querySelector<HTMLTextAreaElement>('textarea[data-field="narrative"]');
            return wanted.every((each) => field?.value.includes(each) === true);
        },
        words,
        { timeout: 30_000 },
    );
}
async function saveText(page: Page): Promise<void> {
    await text(page).press("Control+Enter");
    await page.getByRole("button", { name: "要旨を変更" }).waitFor({ timeout: 30_000 });
}
async function authorOf(page: Page, words: string): Promise<string | null> {
    return page.locator("[data-authorship] li", { hasText: words }).first().getAttribute("data-author");
}

async function threeEdit({ open, crash, figure }: World): Promise<void> {
    const mark = marker();
    const intake = await open("furukawa-intake");
    const id = await acceptLines(intake, mark);
    const coordinator = await open("furukawa-coordinator");
    const chief = await open("furukawa-chief");
    for (const page of [coordinator, chief]) await openRecord(page, id);
    await chief.locator("[data-present]").nth(1).waitFor(); // the two others, by name
    for (const page of [intake, coordinator, chief]) await beginText(page);
    await chief.locator("[data-present]", { hasText: "を入力中" }).nth(1).waitFor();

    // The line of one drops; he goes on typing. The server is killed while another types.
    await coordinator.context().setOffline(true);
    await typeInLine(coordinator, lines[1] ?? "", "調整係が書いた。");
    await coordinator.locator("[data-offline]").waitFor();
    await crash(async () => {
        await typeInLine(chief, lines[1] ?? "", "署長が書いた。");
        await typeInLine(chief, lines[3] ?? "", "\n五行目 署長の追加。");
        await chief.locator("[data-offline]").waitFor();
    });
    await chief.locator("[data-offline]").waitFor({ state: "detached", timeout: 30_000 });

    // Somebody saves meanwhile: it comes in under the hands of who types, with the caret where it was.
    await typeInLine(intake, lines[0] ?? "", "受理者が書いた。");
    await typeInLine(chief, "五行目 署長の追加。", "続");
    await saveText(intake);
    await holds(chief, ["受理者が書いた。", "署長が書いた。", "五行目 署長の追加。続"]);
    await chief.locator("[data-taken]").waitFor();
    await chief.keyboard.insertText("き。");
    await holds(chief, ["五行目 署長の追加。続き。"]);

    // Back after a while: what was typed alone comes together with what the others saved.
    await coordinator.context().setOffline(false);
    await coordinator.locator("[data-offline]").waitFor({ state: "detached", timeout: 30_000 });
    await holds(coordinator, ["受理者が書いた。", "調整係が書いた。"]);
    await saveText(coordinator);

    // A tab is closed before it saved; another one goes on with what was typed. One line was written by two: both stand.
    await holds(chief, ["調整係が書いた。", "署長が書いた。"]);
    await chief.locator("[data-edits] [data-draft-saved]").waitFor();
    const other = await chief.context().newPage();
    await chief.close();
    await other.goto(`/consultations/${id}`);
    await holds(other, [
        "受理者が書いた。",
        "調整係が書いた。",
        "署長が書いた。",
        "五行目 署長の追加。続き。",
    ]);
    await saveText(other);

    await other.getByRole("button", { name: "記載者を表示" }).click();
    await other.locator("[data-authorship] li", { hasText: "署長が書いた。" }).waitFor();
    const names = {
        intake: await authorOf(other, "受理者が書いた。"),
        coordinator: await authorOf(other, "調整係が書いた。"),
        chief: await authorOf(other, "署長が書いた。"),
        added: await authorOf(other, "五行目"),
        first: await authorOf(other, "三行目"),
    };
    figure(`authors: ${Object.values(names).join("、")}`);
    check(new Set([names.intake, names.coordinator, names.chief]).size === 3, "three authors of three lines");
    check(names.added === names.chief && names.first === names.intake, "whose the other lines are");
    check(names.intake?.includes("鈴木") === true && names.coordinator?.includes("高橋") === true, "by name");
}

type OwnBrowser = { browser: Browser; context: BrowserContext; kill: () => Promise<void> };

// A Chromium with a folder of its own, that can be killed.
async function startBrowser({ chromium }: World, folder: string): Promise<OwnBrowser> {
    const child = spawn(
        browserProgram,
        [...browserArguments, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`],
        { stdio: ["ignore", "ignore", "pipe"], detached: true },
    );
    const ended = new Promise((done) => child.on("exit", done));
    const address = await new Promise<string>((done, failed) => {
        let said = "";
        child.stderr.on("data", (bytes: Buffer) => {
            said += bytes.toString();
            const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
            if (found !== undefined) done(found);
        });
        child.on("exit", () => failed(new Error(`the browser did not start: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0];
    check(context !== undefined, "a browser with a window");
    const kill = async () => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL"); // all its processes, at once
        await ended;
    };
    return { browser, context, kill };
}

async function signedIn(
    context: BrowserContext,
    url: string,
    role: "officer" | "coordinator",
): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    const atWork = page.getByRole("navigation");
    await page.locator("#sign-in").or(atWork).first().waitFor();
    if (!(await atWork.isVisible())) await signIn(page, role);
    return page;
}
async function signOut(page: Page): Promise<void> {
    await page.context().clearCookies();
    await page.close();
}

async function surviveCrash(world: World): Promise<void> {
    const mark = marker();
    const folder = mkdtempSync(join(tmpdir(), "renkei-browser-"));
    try {
        const first = await startBrowser(world, folder);
        const page = await signedIn(first.context, world.url, "officer");
        await page.goto(`${world.url}/intake`);
        await page.locator("#narrative").fill(`${mark} 保存された文。`);
        await page.locator("[data-draft-saved]").waitFor();
        await page.waitForURL("**/intake?draft=*");
        await page.route("**/api/v1/drafts**", (route) => route.abort()); // the line drops …
        await page.locator("#narrative").press("Control+End");
        await page.keyboard.insertText("まだ届いていない文。");
        await page.waitForTimeout(400);
        await first.kill(); // … and the browser with it

        const second = await startBrowser(world, folder);
        const stranger = await second.context.newPage();
        await signOut(stranger);
        const other = await signedIn(second.context, world.url, "coordinator");
        await other.goto(`${world.url}/work?list=drafts`);
        await other.getByRole("navigation").waitFor();
        check((await other.getByText("下書きに戻しました").count()) === 0, "nothing for somebody else");
        await signOut(other);
        const again = await signedIn(second.context, world.url, "officer");
        await again.getByText("下書きに戻しました").waitFor();
        await again.goto(`${world.url}/work?list=drafts`);
        await again.getByRole("row", { name: new RegExp(mark) }).click();
        await again.locator("#narrative").waitFor();
        const typed = await again.locator("#narrative").inputValue();
        check(typed === `${mark} 保存された文。まだ届いていない文。`, `all that was typed, got ${typed}`);
        await again.reload();
        await again.locator("#narrative").waitFor();
        await again.waitForTimeout(300);
        check((await again.getByText("下書きに戻しました").count()) === 0, "brought once");
        await second.kill();
    } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

export const journeys: Journey[] = [
    {
        name: "three browsers edit one record through dropped lines and a killed server, and nothing is lost",
        run: threeEdit,
    },
    { name: "a draft survives the browser's crash, for its writer alone", run: surviveCrash },
    {
        name: "a session that ended is taken up in a dialog and the page is as it was",
        async run(world) {
            const mark = marker();
            const page = await world.open("officer");
            await startIntake(page);
            await page.locator("#narrative").fill(`${mark} 前半。`);
            await page.locator("[data-draft-saved]").waitFor();
            await page.context().clearCookies();
            await page.locator("#narrative").press("Control+End");
            await page.keyboard.insertText("後半。");
            const dialog = page.getByRole("dialog");
            await dialog.waitFor();
            check(!(await page.locator("#narrative").isVisible()), "the page is out of sight");
            await examine(page, world, "sign-in again");
            const answer = await page.request.get(`${world.url}/api/v1/demo-accounts`);
            const { items } = (await answer.json()) as { items: { account: string; password: string }[] };
            const account = await dialog.locator('[name="account"]').inputValue();
            const password = items.find((each) => each.account === account)?.password ?? "";
            await dialog.locator('[name="password"]').fill("wrong");
            await page.keyboard.press("Enter");
            await dialog.getByRole("alert").waitFor();
            await dialog.locator('[name="password"]').fill(password);
            await page.keyboard.press("Enter");
            await dialog.waitFor({ state: "hidden" });
            check(
                (await page.locator("#narrative").inputValue()) === `${mark} 前半。後半。`,
                "the text as it was",
            );
            await page.locator("[data-draft-saved]").waitFor();
            await page.reload();
            await page.locator("#narrative").waitFor();
            check(
                (await page.locator("#narrative").inputValue()) === `${mark} 前半。後半。`,
                "the whole text on the server",
            );
        },
    },
    {
        name: "a role, a restriction and an edit that was saved are taken back where they were done",
        async run({ open }) {
            const page = await open("coordinator");
            await acceptStory(page, marker());
            const chip = page.locator("button", { hasText: "電話番号" }).first();
            const role = await chip.locator("strong").textContent();
            await chip.click();
            await page.locator("[aria-live]").getByRole("button", { name: "元に戻す" }).click();
            await chip.locator("strong", { hasText: role ?? "" }).waitFor();

            await page.getByRole("button", { name: "閲覧制限" }).click();
            const dialog = page.getByRole("dialog");
            await dialog.getByRole("radio", { name: /^関係者限り/ }).check();
            await dialog.getByLabel("理由", { exact: true }).fill("確認のため");
            await dialog.getByRole("button", { name: "保存" }).click();
            await page.getByText("関係者限り", { exact: true }).first().waitFor();
            await page.locator("[aria-live]").getByRole("button", { name: "元に戻す" }).click();
            await page.getByText("関係者限り", { exact: true }).first().waitFor({ state: "detached" });

            await page.locator('[data-fact="place"]').click();
            await page.locator('input[data-field="place"]').fill("自宅");
            await page.keyboard.press("Enter");
            await page.locator('[data-fact="place"]', { hasText: "自宅" }).waitFor();
            await page.getByRole("button", { name: "前の内容に戻す" }).first().click();
            check((await page.locator('input[data-field="place"]').inputValue()) === "", "as it was before");
            await page.locator('input[data-field="place"]').press("Enter");
            await page.locator('[data-fact="place"]', { hasText: "未記入" }).waitFor();
        },
    },
    {
        name: "two tabs of one officer are one draft",
        async run({ open }) {
            const mark = marker();
            const first = await open("officer");
            await startIntake(first);
            await first.locator("#narrative").fill(`${mark} 一行目。\n二行目。`);
            await first.waitForURL("**/intake?draft=*");
            const second = await first.context().newPage();
            second.setDefaultTimeout(15_000);
            await second.goto(first.url());
            await second.locator("#narrative").waitFor();
            await second.locator("#narrative").press("Control+End");
            await second.keyboard.insertText("二枚目。");
            await first.waitForFunction(() =>
                document.querySelector<HTMLTextAreaElement>("#narrative")?.value.endsWith("二枚目。"),
            );
            await second.goto("/work?list=drafts");
            await second.getByRole("row", { name: new RegExp(mark) }).waitFor();
            check((await second.getByRole("row", { name: new RegExp(mark) }).count()) === 1, "one draft");
        },
    },
];
