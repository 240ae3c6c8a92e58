// What the officer waits for, measured in the pages themselves: last input event → the hits in the DOM, and the answer 201 at
// the desk → the card in headquarters' browser. Signing in and the steps are those of the journeys.
import type { BrowserType, Page } from "playwright-core";
import { launch, openPage } from "../../tests/journeys/journey";
import { acceptStory, marker, reportToHeadquarters, startIntake } from "../../tests/journeys/steps";

export type Case = { id: string; kind: string; before: string; typed: string; hits: { shown: string }[] };
export type Sample = { id: string; kind: string; ms: number };
export type Measured = { typed: Sample[]; created: Sample[]; referred: Sample[]; wrong: string[] };
type Setting = { url: string; cases: Case[]; reported: number };

const keyDelay = 45; // ms between keys: a fast typist, and longer than the pause after which the text is looked at
const settles = 400; // ms in which a hit that should not be there would have come

// What the init script of the pages leaves on `window`.
type Watched = {
    renkeiAnswers: { path: string; id: string; at: number }[];
    renkeiCards: Record<string, { record: string; at: number }>; // by referral
    renkeiHits: Promise<{ ms: number; shown: string[] }>;
};

export async function measure(chromium: BrowserType, { url, cases, reported }: Setting): Promise<Measured> {
    const [deskBrowser, headquartersBrowser] = [await launch(chromium), await launch(chromium)];
    const measured: Measured = { typed: [], created: [], referred: [], wrong: [] };
    try {
        const opened = async (page: Page) => {
            await page.addInitScript(watch);
        };
        const headquarters = await openPage(headquartersBrowser, url, "headquarters", { opened });
        await headquarters.goto("/inbox");
        await headquarters.locator('[data-live="live"]').waitFor({ state: "attached" });
        const officer = await openPage(deskBrowser, url, "officer", { opened });
        await measureTyping(officer, cases, measured);
        const desk = await openPage(deskBrowser, url, "coordinator", { opened });
        for (let round = 0; round < reported; round += 1) await measureReport(desk, headquarters, measured);
    } finally {
        await deskBrowser.close();
        await headquartersBrowser.close();
    }
    return measured;
}

async function measureTyping(page: Page, cases: Case[], measured: Measured): Promise<void> {
    await startIntake(page);
    const narrative = page.locator("#narrative");
    for (const each of cases) {
        await narrative.fill("");
        await page.locator("[data-hit]").first().waitFor({ state: "detached" });
        await narrative.fill(each.before);
        await narrative.press("Control+End");
        await narrative.pressSequentially(each.typed.slice(0, -1), { delay: keyDelay });
        await page.waitForTimeout(keyDelay);
        const expected = [...new Set(each.hits.map((hit) => hit.shown))].sort();
        if (expected.length === 0) {
            await page.keyboard.type(each.typed.slice(-1));
            await page.waitForTimeout(settles);
            const shown = await shownHits(page);
            if (shown.length > 0) measured.wrong.push(`${each.id}: shown ${shown.join(", ")}, none expected`);
            continue;
        }
        await page.evaluate(awaitHits, expected);
        await page.keyboard.type(each.typed.slice(-1));
        const seen = await page.evaluate(() => (window as unknown as Watched).renkeiHits);
        const shown = await shownHits(page);
        if (seen.ms < 0 || shown.join() !== expected.join())
            measured.wrong.push(`${each.id}: shown ${shown.join(", ")}, expected ${expected.join(", ")}`);
        else measured.typed.push({ id: each.id, kind: each.kind, ms: seen.ms });
    }
    await narrative.fill("");
}

async function shownHits(page: Page): Promise<string[]> {
    const all = await page
        .locator("[data-hit]")
        .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-hit") ?? ""));
    return [...new Set(all)].sort();
}

// Saves a consultation, reports it to headquarters, and compares clocks of the two pages (one machine, one clock). The rules may
// report it at the moment of saving as well: then that card is a sample of its own.
async function measureReport(desk: Page, headquarters: Page, measured: Measured): Promise<void> {
    const mark = marker();
    const record = await acceptStory(desk, mark);
    await reportToHeadquarters(desk);
    const answers = await desk.evaluate(() => (window as unknown as Watched).renkeiAnswers);
    const saved = answers.find((answer) => answer.path.endsWith("/consultations") && answer.id === record);
    const referred = answers.find((answer) => answer.path.endsWith(`${record}/referrals`));
    if (saved === undefined || referred === undefined) {
        measured.wrong.push(`${record}: not both answers 201 were seen`);
        return;
    }
    const card = headquarters.locator(`[data-referral="${referred.id}"]`);
    await card.waitFor();
    const cards = await headquarters.evaluate(() => (window as unknown as Watched).renkeiCards);
    const own = Object.entries(cards).filter(([, each]) => each.record === record);
    const text = (await card.textContent()) ?? "";
    const at = cards[referred.id]?.at;
    if (at === undefined || own.length > 2 || !text.includes(mark)) {
        measured.wrong.push(`${record}: ${own.length} cards at headquarters, ${text.slice(0, 80)}`);
        return;
    }
    measured.referred.push({ id: record, kind: "report", ms: at - referred.at });
    for (const [referral, each] of own)
        if (referral !== referred.id)
            measured.created.push({ id: record, kind: "saved", ms: each.at - saved.at });
}

// Runs in the page before anything else: when answers 201 came, and when each record's card first stood in the DOM.
function watch(): void {
    const watched = window as unknown as Watched;
    const now = () => performance.timeOrigin + performance.now();
    watched.renkeiAnswers = [];
    watched.renkeiCards = {};
    const plain = window.fetch.bind(window);
    window.fetch = async (input, init) => {
        const response = await plain(input, init);
        if (response.status === 201) {
            const answer = { path: new URL(response.url).pathname, id: "", at: now() };
            watched.renkeiAnswers.push(answer);
            const body = (await response
                .clone()
                .json()
                .catch(() => null)) as { id?: string; items?: { id: string }[] } | null;
            answer.id = body?.id ?? body?.items?.[0]?.id ?? "";
        }
        return response;
    };
    const look = () => {
        for (const card of document.querySelectorAll("[data-referral][data-record]")) {
            const referral = card.getAttribute("data-referral") ?? "";
            watched.renkeiCards[referral] ??= { record: card.getAttribute("data-record") ?? "", at: now() };
        }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

// Runs in the page: from the last input event until exactly `expected` is shown; -1 after five seconds without it.
function awaitHits(expected: string[]): void {
    const watched = window as unknown as Watched;
    watched.renkeiHits = new Promise((done) => {
        let typedAt = 0;
        const field = document.querySelector("#narrative");
        const onInput = () => (typedAt = performance.now());
        field?.addEventListener("input", onInput, { capture: true });
        const shown = () =>
            [
                ...new Set(
                    [...document.querySelectorAll("[data-hit]")].map(
                        (row) => row.getAttribute("data-hit") ?? "",
                    ),
                ),
            ].sort();
        const finish = (ms: number) => {
            observer.disconnect();
            clearTimeout(late);
            field?.removeEventListener("input", onInput, { capture: true });
            done({ ms, shown: shown() });
        };
        const observer = new MutationObserver(() => {
            if (typedAt !== 0 && shown().join() === expected.join()) finish(performance.now() - typedAt);
        });
        const late = setTimeout(() => finish(-1), 5_000);
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
}
