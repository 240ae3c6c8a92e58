// A journey: what somebody does in the browser from beginning to end, as one function with a name.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserType, Page } from "playwright-core";

export type Role =
    | "officer"
    | "coordinator"
    | "headquarters"
    | "auditor"
    | "administrator"
    | "hq-analyst"
    | "furukawa-intake"
    | "furukawa-coordinator"
    | "furukawa-chief";
export type Look = { colorScheme?: "light" | "dark"; phone?: boolean; english?: boolean };
export type World = {
    // A browser of its own, signed in as the role; as `visitor` it stands at the sign-in page.
    open: (role: Role | "visitor", look?: Look) => Promise<Page>;
    age: (record: string, years: number) => void; // makes a closed record that much older
    // Kills the program as a power cut would, does something, and starts it again at the same address.
    crash: (whileDown?: () => Promise<void>) => Promise<void>;
    url: string;
    chromium: BrowserType;
    figure: (text: string) => void; // a measured figure, shown beside the result
    axe: string; // the source of axe-core
};
export type Journey = { name: string; run: (world: World) => Promise<void> };

export function check(condition: boolean, what: string): asserts condition {
    if (!condition) throw new Error(`expected: ${what}`);
}

export const browserArguments = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
// How the demonstration accounts of these roles are called on the sign-in page.
const accounts: Record<Role, RegExp> = {
    officer: /受理者/,
    coordinator: /署生安課/,
    headquarters: /サイバー犯罪捜査指導/,
    auditor: /監察/,
    administrator: /システム管理者/,
    "hq-analyst": /hq-analyst/,
    "furukawa-intake": /furukawa-intake/,
    "furukawa-coordinator": /furukawa-coordinator/,
    "furukawa-chief": /furukawa-chief/,
};
const patience = 15_000;

function isOfHeadquarters(role: Role | "visitor"): boolean {
    return role === "headquarters" || role === "auditor" || role === "hq-analyst";
}

export const browserProgram = "/usr/bin/chromium";

export async function signIn(page: Page, role: Role): Promise<void> {
    await page.getByRole("button", { name: accounts[role] }).first().click();
    await page.locator("#sign-in").click();
    await page.getByRole("navigation").waitFor();
}

export function launch(chromium: BrowserType): Promise<Browser> {
    return chromium.launch({ executablePath: browserProgram, args: browserArguments });
}

// A page with nothing kept from before, signed in as the role; `opened` sees it before it goes anywhere.
export async function openPage(
    browser: Browser,
    url: string,
    role: Role | "visitor",
    { look = {}, opened }: { look?: Look; opened?: (page: Page) => void | Promise<void> } = {},
): Promise<Page> {
    const context = await browser.newContext({
        baseURL: url,
        viewport: look.phone === true ? { width: 390, height: 844 } : { width: 1366, height: 768 },
        colorScheme: look.colorScheme ?? "light",
        locale: "ja-JP",
        timezoneId: "Asia/Tokyo",
        reducedMotion: "reduce",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.on("dialog", (dialog) => void dialog.accept());
    await opened?.(page);
    if (look.english === true)
        await page.addInitScript(() => window.localStorage.setItem("renkei-language", "en"));
    await page.goto("/");
    if (role !== "visitor") await signIn(page, role);
    return page;
}

// A program and the browser that looks at it.
type Node = { browser: Browser; url: string };
type Program = Pick<World, "age" | "crash">;
type Setting = Pick<World, "axe" | "chromium"> & {
    nodes: [Node, ...Node[]];
    results: string;
    program: Program;
};

async function runOne(
    journey: Journey,
    { nodes, results, axe, chromium, program }: Setting,
): Promise<boolean> {
    const pages: Page[] = [];
    const figures: string[] = [];
    const open: World["open"] = (role, look) => {
        // Of several nodes the stations use the first, headquarters the last.
        const { browser, url } = (isOfHeadquarters(role) ? nodes.at(-1) : undefined) ?? nodes[0];
        return openPage(browser, url, role, { look, opened: (page) => void pages.push(page) });
    };
    const started = performance.now();
    let failure: string | null = null;
    try {
        const { age, crash } = program;
        const { url } = nodes[0];
        const figure = (text: string) => void figures.push(text);
        await journey.run({ open, age, crash, url, chromium, figure, axe });
    } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
        mkdirSync(results, { recursive: true });
        const name = journey.name.replace(/[^a-z0-9]+/gi, "-").slice(0, 60);
        for (const [index, page] of pages.entries()) {
            await page.screenshot({ path: join(results, `${name}-${index + 1}.png`) }).catch(() => undefined);
        }
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${failure === null ? "ok  " : "FAIL"} ${journey.name} (${seconds} s)`);
    for (const figure of figures) console.log(`       ${figure}`);
    if (failure !== null) console.log(`       ${failure.split("\n").slice(0, 24).join("\n       ")}`);
    for (const page of pages) await page.context().close();
    return failure === null;
}

export async function runJourneys(
    journeys: Journey[],
    urls: [string, ...string[]],
    results: string,
    axePath: string,
    chromium: BrowserType,
    program: Program,
): Promise<number> {
    const [first, ...others] = urls;
    const nodes: [Node, ...Node[]] = [{ browser: await launch(chromium), url: first }];
    for (const url of others) nodes.push({ browser: await launch(chromium), url });
    const axe = readFileSync(axePath, "utf8");
    let failed = 0;
    for (const journey of journeys) {
        if (!(await runOne(journey, { nodes, results, axe, chromium, program }))) failed += 1;
    }
    for (const { browser } of nodes) await browser.close();
    console.log(`${journeys.length - failed} passed, ${failed} failed`);
    return failed;
}
