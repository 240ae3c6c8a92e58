// The board, a search and a record, measured in the browser of one reader: from the click or the last key until what was asked for
// has been drawn. Every round begins with a page loaded anew, so that nothing comes from the page's own store of answers.
import type { BrowserType, Page } from "playwright-core";
import { launch, openPage } from "../../tests/journeys/journey";

export type Reader = { name: string; account: string; password: string; words: string[]; rounds: number };
export type Opened = { what: string; ms: number };
export type PagesMeasured = { opened: Opened[]; shifts: Opened[]; wrong: string[] };

type Watched = { renkeiShift: number; renkeiDrawn: Promise<number> };
type Act = { what: string; event: "click" | "input"; until: string; act: (page: Page) => Promise<void> };

const patience = 20_000;
const settles = 700; // ms after which nothing more is loaded

const board: Act = {
    what: "a board",
    event: "click",
    until: "[data-sentence]",
    act: (page) => page.locator('nav a[href="/board"]').click(),
};
const list: Act = {
    what: "the list",
    event: "click",
    until: "tr[data-row]",
    act: (page) => page.locator('nav a[href="/consultations"]').click(),
};
const record: Act = {
    what: "a record opened",
    event: "click",
    until: "[data-narrative]",
    act: async (page) => {
        const rows = page.locator("tr[data-row]");
        const at = Math.floor(Math.random() * (await rows.count()));
        await rows.nth(at).locator("td").nth(1).click();
    },
};

function searched(word: string): Act {
    return {
        what: "a search",
        event: "input",
        until: `[data-found=${JSON.stringify(word)}]`,
        act: async (page) => {
            await page.locator('[role="search"] input').fill(word); // one input event, as of a paste or an IME's commit
        },
    };
}

export async function measurePages(
    chromium: BrowserType,
    url: string,
    reader: Reader,
): Promise<PagesMeasured> {
    const measured: PagesMeasured = { opened: [], shifts: [], wrong: [] };
    const browser = await launch(chromium);
    try {
        const page = await openPage(browser, url, "visitor", {
            opened: async (each) => {
                await each.addInitScript(watch);
            },
        });
        page.setDefaultTimeout(patience);
        await page.locator('input[name="account"]').fill(reader.account);
        await page.locator('input[name="password"]').fill(reader.password);
        await page.locator("#sign-in").click();
        await page.getByRole("navigation").waitFor();
        for (let round = 0; round < reader.rounds; round += 1) {
            await page.goto("/intake");
            await page.getByRole("navigation").waitFor();
            await page.waitForTimeout(settles);
            for (const act of [board, list, record]) await timed(page, act, measured);
            await page.goto("/search");
            await page.waitForTimeout(settles);
            const word = reader.words[round % reader.words.length] ?? "";
            await timed(page, searched(word), measured);
        }
    } finally {
        await browser.close();
    }
    return measured;
}

async function timed(page: Page, { what, event, until, act }: Act, measured: PagesMeasured): Promise<void> {
    await page.evaluate(awaitDrawn, { event, until, patience });
    await act(page);
    const ms = await page.evaluate(() => (window as unknown as Watched).renkeiDrawn);
    if (ms < 0) measured.wrong.push(`${what}: ${until} did not come within ${patience} ms`);
    else measured.opened.push({ what, ms });
    await page.waitForTimeout(settles);
    const shift = await page.evaluate(() => {
        const watched = window as unknown as Watched;
        const moved = watched.renkeiShift;
        watched.renkeiShift = 0;
        return moved;
    });
    measured.shifts.push({ what, ms: shift });
}

// Runs in the page before anything else: how far things jumped. Every shift counts, also those shortly after a click, which the usual
// measure leaves out.
function watch(): void {
    const watched = window as unknown as Watched;
    watched.renkeiShift = 0;
    new PerformanceObserver((entries) => {
        for (const entry of entries.getEntries())
            watched.renkeiShift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
}

// Runs in the page: from the event until `until` stands in it and the next frame has begun; -1 when it does not come.
function awaitDrawn({ event, until, patience }: { event: string; until: string; patience: number }): void {
    (window as unknown as Watched).renkeiDrawn = new Promise((done) => {
        let beganAt = 0;
        const onEvent = (seen: Event) => (beganAt = seen.timeStamp);
        window.addEventListener(event, onEvent, { capture: true, once: true });
        const finish = (ms: number) => {
            observer.disconnect();
            clearTimeout(late);
            window.removeEventListener(event, onEvent, { capture: true });
            done(ms);
        };
        const observer = new MutationObserver(() => {
            if (beganAt === 0 || document.querySelector(until) === null) return;
            observer.disconnect();
            requestAnimationFrame(() => finish(performance.now() - beganAt));
        });
        const late = setTimeout(() => finish(-1), patience);
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
}
