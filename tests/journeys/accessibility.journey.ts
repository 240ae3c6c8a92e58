// Every screen against axe-core's WCAG 2.2 AA rules, light and dark.
import type { Page } from "playwright-core";
import { check, type Journey, type Role, type World } from "./journey";
import { acceptStory, knownPhone, marker, startIntake, toldStory } from "./steps";

type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function examine(page: Page, world: World, screen: string): Promise<void> {
    // Through the debugger, not a <script>: the content security policy allows none but the server's.
    await page.evaluate(world.axe);
    const findings = await page.evaluate<Finding[]>(
        `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then((found) => found.violations)`,
    );
    const told = findings.map((finding) => {
        const places = finding.nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(" ")}: ${node.failureSummary.split("\n")[1] ?? ""}`);
        return `${finding.id} (${finding.impact}) ×${finding.nodes.length}\n  ${places.join("\n  ")}`;
    });
    check(findings.length === 0, `no finding on ${screen}, got\n${told.join("\n")}`);
}

type Screen = { name: string; role: Role | "visitor"; arrange: (page: Page) => Promise<void> };
function goingTo(path: string, shown: string): (page: Page) => Promise<void> {
    return async (page) => {
        await page.goto(path);
        await page.locator(shown).first().waitFor();
    };
}
const screens: Screen[] = [
    { name: "sign-in", role: "visitor", arrange: (page) => page.locator("#sign-in").waitFor() },
    { name: "work", role: "coordinator", arrange: goingTo("/work", "[data-tile]") },
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
];

export const journeys: Journey[] = screens.map((screen) => ({
    name: `${screen.name} has no accessibility finding, light or dark`,
    async run(world) {
        for (const colorScheme of ["light", "dark"] as const) {
            const page = await world.open(screen.role, { colorScheme });
            await screen.arrange(page);
            await examine(page, world, `${screen.name}, ${colorScheme}`);
        }
    },
}));
