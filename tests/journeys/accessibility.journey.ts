// Every screen against axe-core's WCAG 2.2 AA rules, light and dark.
import type { Page } from "playwright-core";
import { examine } from "./axe";
import type { Journey, Role, World } from "./journey";
import { acceptOld, acceptStory, knownPhone, marker, startIntake, toldStory, type Old } from "./steps";

type Screen = {
    name: string;
    role: Role | "visitor";
    arrange: (page: Page, world: World) => Promise<unknown>;
};
function goingTo(path: string, shown: string): (page: Page) => Promise<void> {
    return async (page) => {
        await page.goto(path);
        await page.locator(shown).first().waitFor();
    };
}
// Somebody else proposed a record; the question before it goes is open.
async function approveOld(page: Page, { open, age }: World): Promise<Old> {
    const desk = await open("furukawa-coordinator");
    const old = await acceptOld(desk, marker(), age);
    await desk.goto(`/consultations/${old.id}`);
    await desk.locator('[data-retention] [data-act="propose"]').click();
    await desk.getByText("廃棄の承認待ち").waitFor();
    await page.goto("/disposals?list=proposed");
    await page.locator(`tr[data-row="${old.id}"] label`).click();
    await page.locator('[data-act="approve"]').click();
    await page.locator("[data-approving]").waitFor();
    return old;
}
const screens: Screen[] = [
    { name: "sign-in", role: "visitor", arrange: (page) => page.locator("#sign-in").waitFor() },
    { name: "work", role: "coordinator", arrange: goingTo("/work", "[data-tile]") },
    { name: "board", role: "furukawa-chief", arrange: goingTo("/board", "[data-number]") },
    { name: "list", role: "coordinator", arrange: goingTo("/consultations", "tbody tr") },
    {
        name: "intake",
        role: "officer",
        arrange: async (page) => {
            await startIntake(page);
            await page.locator("#narrative").fill(`${toldStory("印")} 「殺す」と言われた。`);
            await page.locator("[data-proposal]").first().waitFor();
        },
    },
    {
        name: "record",
        role: "coordinator",
        arrange: async (page) => {
            await acceptStory(page, marker());
            await page.locator("[data-decision]").first().waitFor();
        },
    },
    { name: "inbox", role: "headquarters", arrange: goingTo("/inbox", "[data-column]") },
    {
        name: "search",
        role: "coordinator",
        arrange: goingTo(`/search?q=${encodeURIComponent("電話")}`, "main section"),
    },
    { name: "setup", role: "administrator", arrange: goingTo("/setup", "[data-setup]") },
    { name: "tables", role: "hq-analyst", arrange: goingTo("/tables", "tbody tr") },
    { name: "table", role: "hq-analyst", arrange: goingTo("/tables/urgency", "[data-section]") },
    {
        name: "table-editor",
        role: "hq-analyst",
        arrange: async (page) => {
            await page.goto("/tables/calendar~holidays/edit");
            await page.locator('[data-act="add-row"]').first().click();
            await page.locator("[data-row-form]").waitFor();
        },
    },
    { name: "audit", role: "auditor", arrange: goingTo("/audit", "tbody tr") },
    {
        name: "audit-officer",
        role: "auditor",
        arrange: async (page) => {
            await page.goto("/audit");
            await page.locator("tbody a[href^='/audit/staff']").first().click();
            await page.locator("tbody tr[data-row]").first().waitFor();
        },
    },
    {
        name: "audit-person",
        role: "auditor",
        arrange: async (page) => {
            await page.goto("/audit/person");
            await page.locator('input[name="value"]').fill(knownPhone);
            await page.locator('input[name="purpose"]').fill("苦情申出の確認");
            await page.keyboard.press("Enter");
            await page.locator("[data-found]").first().waitFor();
        },
    },
    {
        name: "disposals",
        role: "furukawa-coordinator",
        arrange: async (page, { age }) => {
            const { id } = await acceptOld(page, marker(), age);
            await page.goto("/disposals?list=due");
            await page.locator(`tr[data-row="${id}"] label`).click();
            await page.locator('[data-act="propose"]').click();
            await page.locator("[data-result]").waitFor();
            await page.goto(`/consultations/${id}`);
            await page.locator("[data-retention]").waitFor();
        },
    },
    { name: "approval-of-disposal", role: "furukawa-chief", arrange: approveOld },
    {
        name: "proof-of-disposal",
        role: "furukawa-chief",
        arrange: async (page, world) => {
            const { number } = await approveOld(page, world);
            await page.locator('input[name="confirmation"]').fill(number);
            await page.keyboard.press("Enter");
            await page.locator('[data-result="approve"]').getByRole("link").click();
            await page.locator("[data-proof] summary").click();
        },
    },
];

export const journeys: Journey[] = screens.map((screen) => ({
    name: `${screen.name} has no accessibility finding, light or dark`,
    async run(world) {
        for (const colorScheme of ["light", "dark"] as const) {
            const page = await world.open(screen.role, { colorScheme });
            await screen.arrange(page, world);
            await examine(page, world, `${screen.name}, ${colorScheme}`);
        }
    },
}));
