// The guided tour: through the real screens by keyboard and by mouse, without writing, never in the way, and honest about what is not
// there.
import type { Page } from "playwright-core";
import { examine } from "./axe";
import { check, type Journey, type Look, type Role } from "./journey";
import { acceptStory, marker } from "./steps";

const card = "[data-tour-card]";
type Seen = { step: string; at: number; of: number };

// Waits until the step's element is there and ringed.
async function standAt(page: Page, code?: string): Promise<Seen> {
    const found = `${card}[data-standing="found"]${code === undefined ? "" : `[data-tour-card="${code}"]`}`;
    await page.locator(found).waitFor();
    const seen = await page.locator(card).evaluate((element) => {
        const [at = 0, of = 0] = (/(\d+) \/ (\d+)/.exec(element.textContent) ?? []).slice(1).map(Number);
        return { step: element.getAttribute("data-tour-card") ?? "", at, of };
    });
    const name = await page
        .locator("[data-tour-ring]")
        .getAttribute("data-tour-ring", { timeout: 500 })
        .catch(() => null);
    if (name === null) return seen; // speaks of no element
    await page.waitForFunction((element) => {
        const ring = document.querySelector("[data-tour-ring]")?.getBoundingClientRect();
        return [...document.querySelectorAll(`[data-tour="${element}"]`)].some((each) => {
            const box = each.getBoundingClientRect();
            return (
                ring !== undefined &&
                box.width > 0 &&
                Math.abs(ring.left - Math.max(2, box.left - 4)) < 1 &&
                Math.abs(ring.top + 4 - box.top) < 1 &&
                Math.abs(ring.right - Math.min(innerWidth - 2, box.right + 4)) < 1
            );
        });
    }, name);
    // What is larger than half the screen cannot be kept clear of.
    await page
        .waitForFunction(() => {
            const ring = document.querySelector("[data-tour-ring]")?.getBoundingClientRect();
            const box = document.querySelector("[data-tour-card]")?.getBoundingClientRect();
            if (ring === undefined || box === undefined || ring.height > innerHeight / 2) return true;
            const isBeside = ring.right <= box.left || box.right <= ring.left;
            return isBeside || ring.bottom <= box.top || box.bottom <= ring.top;
        })
        .catch(() => check(false, `the card leaves ${name} in sight`));
    return seen;
}

const isOnCard = (page: Page) =>
    page.evaluate(() => document.activeElement?.closest("[data-tour-card]") !== null);

// From the first step to the last, each found; says their codes.
async function walk(page: Page, next: (seen: Seen) => Promise<void>): Promise<string[]> {
    const codes: string[] = [];
    for (;;) {
        const seen = await standAt(page);
        check(seen.at === codes.length + 1, `step ${codes.length + 1}, not ${seen.at} (${seen.step})`);
        codes.push(seen.step);
        await next(seen);
        if (seen.at === seen.of) return codes;
        await page.locator(`${card}:not([data-tour-card="${seen.step}"])`).waitFor();
    }
}

// What the page asks the server to change.
function changesOf(page: Page): string[] {
    const changes: string[] = [];
    page.on("request", (request) => {
        const path = new URL(request.url()).pathname;
        // Who is looking at a record is told to those who look too, and is kept nowhere.
        const isPresence = path.endsWith("/presence");
        if (request.method() !== "GET" && !isPresence) changes.push(`${request.method()} ${path}`);
    });
    return changes;
}

const shorter: { role: Role; first: string; steps: number }[] = [
    { role: "furukawa-chief", first: "board-sentences", steps: 10 },
    { role: "headquarters", first: "inbox", steps: 9 },
    { role: "administrator", first: "setup", steps: 6 },
];

const looks: Look[] = [
    { colorScheme: "light" },
    { colorScheme: "dark" },
    { colorScheme: "light", phone: true },
    { colorScheme: "dark", phone: true },
];

export const journeys: Journey[] = [
    {
        name: "tour: the desk by keyboard alone, typing on the way, to its end",
        async run({ open }) {
            const desk = await open("coordinator");
            await acceptStory(desk, marker());
            await desk.goto("/work");
            await desk.locator("[data-tour-offer]").waitFor();
            await desk.locator("#content").focus();
            await desk.keyboard.press("?");
            const start = desk.getByRole("dialog").getByRole("button", { name: "案内を始める" });
            await start.waitFor();
            while (!(await start.evaluate((button) => button === document.activeElement)))
                await desk.keyboard.press("Tab");
            await desk.keyboard.press("Enter");

            const typed = "きのう宅配のSMSが来て、リンク先で口座番号を入れた。";
            const codes = await walk(desk, async ({ step, at, of }) => {
                await desk.waitForFunction(
                    () => document.activeElement?.closest("[data-tour-card]") !== null,
                );
                if (step === "intake-narrative") {
                    // The form is the reader's: letters, arrows and Enter go into it.
                    await desk.locator("#narrative").focus();
                    await desk.keyboard.type(typed);
                    await desk.keyboard.press("ArrowLeft");
                    await desk.keyboard.press("ArrowRight");
                    await desk.keyboard.press("Enter");
                    check(
                        (await desk.locator("#narrative").inputValue()) === `${typed}\n`,
                        "what is typed goes into the form",
                    );
                    check(!(await isOnCard(desk)), "the card takes no focus while somebody types");
                    await standAt(desk, step);
                    await desk.keyboard.press("Alt+g");
                    check(await isOnCard(desk), "Alt+G leads back to the card");
                }
                if (at === 3) {
                    await desk.keyboard.press("ArrowLeft");
                    await standAt(desk, "work");
                    await desk.keyboard.press("ArrowRight");
                    await standAt(desk, step);
                }
                if (at === of) check(step === "help", "the last step says where help is");
                await desk.keyboard.press(at % 2 === 0 ? "Enter" : "ArrowRight");
            });
            check(codes.length === 18, `18 steps, not ${codes.length}: ${codes.join()}`);
            await desk.locator(card).waitFor({ state: "detached" });
            check(
                await desk.evaluate(() => document.activeElement?.id === "content"),
                "the focus is on the screen again",
            );
            await desk.reload();
            await desk.getByRole("navigation").waitFor();
            check((await desk.locator("[data-tour-offer]").count()) === 0, "it is offered once");
        },
    },
    {
        name: "tour: the desk by mouse, left and taken up again, and nothing is written",
        async run({ open }) {
            const desk = await open("coordinator");
            await acceptStory(desk, marker());
            await desk.goto("/work");
            const changes = changesOf(desk);
            await desk.locator("[data-tour-offer]").getByRole("button", { name: "案内を始める" }).click();
            const next = desk.locator("[data-tour-next]");
            for (const step of ["welcome", "work", "intake-head"]) {
                await standAt(desk, step);
                await next.click();
            }
            await standAt(desk, "intake-caller");
            check((await desk.locator("dialog[open]").count()) === 0, "nothing covers the screen");
            await desk.locator('[data-field="caller_name"]').click(); // the real form is in reach
            await desk.locator("[data-tour-end]").click();
            await desk.locator(card).waitFor({ state: "detached" });

            // On another day: the same person, the same computer.
            await desk.goto("/work");
            await desk.locator("[data-tour-offer]").getByText("18段のうち4段目").waitFor();
            await desk.getByRole("button", { name: "案内を続ける" }).click();
            await standAt(desk, "intake-caller");
            await desk.locator("[data-tour-back]").click();
            await standAt(desk, "intake-head");
            await next.click();

            // Somebody wanders off: it is said, and there is a way back.
            await standAt(desk, "intake-caller");
            await desk.getByRole("link", { name: "受理一覧" }).click();
            await desk.getByText("別の画面を開いています。").waitFor();
            await desk.locator("[data-tour-return]").click();
            let seen = await standAt(desk, "intake-caller");
            while (seen.at < seen.of) {
                await next.click();
                await desk.locator(`${card}:not([data-tour-card="${seen.step}"])`).waitFor();
                seen = await standAt(desk);
            }
            await next.click();
            await desk.locator(card).waitFor({ state: "detached" });
            check(changes.length === 0, `the tour writes nothing: ${changes.join()}`);
        },
    },
    {
        name: "tour: shorter for a chief, headquarters and the administrator",
        async run({ open }) {
            const desk = await open("furukawa-intake");
            await acceptStory(desk, marker());
            for (const { role, first, steps } of shorter) {
                const page = await open(role);
                await page.locator("[data-tour-offer]").getByRole("button", { name: "案内を始める" }).click();
                const codes = await walk(page, () => page.keyboard.press("Enter"));
                check(codes[1] === first, `${role} begins with ${first}, not ${codes[1]}`);
                check(codes.length === steps, `${role}: ${steps} steps, not ${codes.join()}`);
            }
            const auditor = await open("auditor");
            check((await auditor.locator("[data-tour-offer]").count()) === 0, "no tour, no offer");
        },
    },
    {
        name: "tour: says what is not there, and on real data only looks",
        async run({ open }) {
            const desk = await open("coordinator");
            await acceptStory(desk, marker());
            await desk.route("**/api/v1/session", async (route) => {
                const answer = await route.fetch();
                await route.fulfill({ response: answer, json: { ...(await answer.json()), demo: false } });
            });
            const opened: string[] = [];
            await desk.goto("/work");
            desk.on("request", (request) => {
                if (/\/consultations\/[0-9A-Z]{26}/.test(request.url())) opened.push(request.url());
            });
            await desk.getByRole("button", { name: "案内を始める" }).click();
            await standAt(desk, "welcome");
            await desk.locator(card).getByText("この装置に練習用データはなく").waitFor();
            const next = desk.locator("[data-tour-next]");
            for (let at = 0; at < 4; at += 1) await next.click();
            await standAt(desk, "intake-narrative");
            const told = await desk.locator(card).innerText();
            check(told.includes("見るだけにし"), "real data: only looking");
            check(!told.includes("やってみる"), "nobody is asked to write");
            while ((await desk.locator(card).getAttribute("data-tour-card")) !== "record-text")
                await next.click();
            await desk.locator(`${card}[data-standing="yours"]`).waitFor();
            await desk.getByText("案内からは開きません").waitFor();
            check(opened.length === 0, `no real record is opened: ${opened.join()}`);

            // The reader opens one, and the step goes on there.
            await desk.goto("/consultations");
            await desk.getByRole("button", { name: "案内を続ける" }).click();
            await desk.locator(`${card}[data-standing="yours"]`).waitFor();
            await desk.locator("tr[data-row]").first().click();
            await standAt(desk, "record-text");

            // An empty list on a demonstration: said, not skipped.
            const other = await open("coordinator");
            await other.route(/\/api\/v1\/consultations\?/, (route) =>
                route.fulfill({ json: { items: [], next_cursor: null } }),
            );
            await other.getByRole("button", { name: "案内を始める" }).click();
            while ((await other.locator(card).getAttribute("data-tour-card")) !== "record-text")
                await other.locator("[data-tour-next]").click();
            await other.getByText("見られる受理票がまだ一件もありません").waitFor();
            await other.locator("[data-tour-next]").click();
            await other.locator(`[data-tour-card="record-actions"]`).waitFor();
        },
    },
    {
        name: "tour: without a finding of axe while the card is open, light and dark, desk and phone",
        async run(world) {
            for (const look of looks) {
                const page = await world.open("coordinator", look);
                await examine(page, world, "the offer");
                await page.locator("[data-tour-offer]").getByRole("button", { name: "案内を始める" }).click();
                for (const step of ["welcome", "work", "intake-head", "intake-caller", "intake-narrative"]) {
                    await standAt(page, step);
                    if (step !== "work") await examine(page, world, `the tour at ${step}`);
                    if (step !== "intake-narrative") await page.locator("[data-tour-next]").click();
                }
                await page.context().close();
            }
        },
    },
];
