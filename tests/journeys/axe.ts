// What axe-core finds on a page against WCAG 2.2 AA.
import type { Page } from "playwright-core";
import { check, type World } from "./journey";

type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function examine(page: Page, world: World, screen: string): Promise<void> {
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
