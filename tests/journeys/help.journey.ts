// "?" beyond the intake: every field of the dialogs and filters says how it is filled in, by F1 and from the server's descriptions.
import type { Locator, Page } from "playwright-core";
import { examine } from "./axe";
import { check, type Journey, type Role, type World } from "./journey";
import { acceptStory, marker } from "./steps";

const japanese = /[ぁ-んァ-ン一-龠]/;

// Controls in the open dialog (or place) without a "?" of their own.
async function withoutHelp(place: Locator): Promise<string[]> {
    return place.evaluate((root) =>
        [...root.querySelectorAll<HTMLInputElement>("input, select, textarea")]
            .filter((control) => control.getClientRects().length > 0)
            .filter((control) => {
                const asked = control.closest("[data-asked]");
                return asked?.querySelector("[data-help]") == null;
            })
            .map((control) => control.name || control.getAttribute("aria-label") || control.outerHTML),
    );
}

// Opens each help by F1 from within its field and reads it.
async function readHelp(page: Page, place: Locator, isEnglish: boolean): Promise<string[]> {
    await place.locator("[data-asked] [data-help]").first().waitFor({ state: "attached" });
    const missing = await withoutHelp(place);
    check(missing.length === 0, `help at every field, not missing at ${missing.join(", ")}`);
    const read: string[] = [];
    for (const asked of await place.locator("[data-asked]").all()) {
        if (!(await asked.isVisible())) continue;
        const name = (await asked.getAttribute("data-asked")) ?? "";
        const control = asked.locator("input:visible, select:visible, textarea:visible").first();
        if ((await control.count()) === 0) continue;
        await control.focus();
        await page.keyboard.press("F1");
        const text = asked.locator("[data-help-text]").last();
        await text.locator("strong").waitFor({ state: "visible" });
        const told = await text.innerText();
        const [label = "", ...said] = told.split("\n");
        check(said.join("").length > label.length, `the help of ${name} says more than its label: ${told}`);
        const isInLanguage = isEnglish ? /[a-z]{3}/.test(told) : told.includes("。") && japanese.test(told);
        check(isInLanguage, `the help of ${name} in the reader's language: ${told}`);
        await page.keyboard.press("Escape");
        await text.waitFor({ state: "hidden" });
        check(await place.isVisible(), "Escape closes the help, not the dialog");
        read.push(name);
    }
    return read;
}

async function close(page: Page): Promise<void> {
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
}

const dialogOf = (page: Page) => page.locator("dialog[open]").last();

async function readDialog(page: Page, open: Locator, isEnglish: boolean, fields: string[]): Promise<void> {
    await open.click();
    const read = await readHelp(page, dialogOf(page), isEnglish);
    for (const field of fields) check(read.includes(field), `${field} is asked, among ${read.join()}`);
}

async function openIn(world: World, role: Role, isEnglish: boolean): Promise<Page> {
    const page = await world.open(role);
    if (!isEnglish) return page;
    await page.evaluate(() => window.localStorage.setItem("renkei-language", "en"));
    await page.reload();
    await page.getByRole("navigation").waitFor();
    return page;
}

async function deskDialogs(world: World, isEnglish: boolean): Promise<void> {
    const desk = await openIn(world, "coordinator", isEnglish);
    if (!isEnglish) await acceptStory(desk, marker()); // else one of the samples
    const button = (name: RegExp) => desk.getByRole("button", { name }).first();
    await desk.goto("/consultations");
    await desk.locator("tr[data-row]").first().waitFor();
    await readDialog(desk, button(/^(出力|Export)$/), isEnglish, ["purpose", "format"]);
    await examine(desk, world, "the export dialog");
    await close(desk);
    await desk.locator("tr[data-row] input[type=checkbox]").first().check();
    await readDialog(desk, button(/^(まとめて引継ぎ|Hand over together)$/), isEnglish, [
        "to_unit",
        "message",
    ]);
    await close(desk);

    // The filters share one "?": what was asked about stands first.
    const help = desk.locator('[data-help="*"]');
    await help.waitFor();
    await desk.locator('select[data-filter="progress"]').focus();
    await desk.keyboard.press("F1");
    const entries = desk.locator("[data-help-entry]");
    await entries.first().waitFor();
    const named = await entries.evaluateAll((all) => all.map((each) => each.getAttribute("data-help-entry")));
    const shown = await desk
        .locator("[data-filter]")
        .evaluateAll((all) => all.map((each) => each.getAttribute("data-filter")));
    check(named[0] === "progress", `what was asked about stands first, not ${named[0]}`);
    check(
        shown.length >= 8 && shown.every((name) => named.includes(name)),
        `${shown.join()} in ${named.join()}`,
    );
    await desk.keyboard.press("Escape");
    await desk.goto("/search");
    await help.waitFor();
    await desk.locator('input[data-filter="q"]').focus();
    await desk.keyboard.press("F1");
    await entries.first().waitFor();
    await desk.keyboard.press("Escape");

    await desk.goto("/consultations");
    await desk.locator("tr[data-row]").first().click();
    await readDialog(desk, button(/^(報告|Report)$/), isEnglish, ["to_unit", "message", "flash"]);
    await examine(desk, world, "the report dialog");
    await close(desk);
    await readDialog(desk, button(/^(引継ぎ|Hand over)$/), isEnglish, ["to_unit", "message"]);
    await close(desk);
    await desk
        .getByRole("button", { name: /^(閲覧制限|Who may know)$/ })
        .first()
        .click();
    await dialogOf(desk).getByRole("radio").nth(1).check();
    const read = await readHelp(desk, dialogOf(desk), isEnglish);
    check(
        ["restriction", "reason", "staff"].every((name) => read.includes(name)),
        `restricting: ${read.join()}`,
    );
    await examine(desk, world, "the restriction dialog");
    await close(desk);
}

async function administration(world: World, isEnglish: boolean): Promise<void> {
    const admin = await openIn(world, "administrator", isEnglish);
    const button = (name: RegExp) => admin.getByRole("button", { name }).first();
    await admin.goto("/organization");
    await admin.locator('input[name="find-unit"]').fill("S-FURUKAWA");
    await admin.locator('button[data-code="S-FURUKAWA"]').click();
    const unit: [RegExp, string[]][] = [
        [/^(下に所属を新設|Add a unit below)$/, ["name", "code", "valid_from"]],
        [/^(訂正|Correct)$/, ["name", "phone", "extension"]],
        [/^(廃止|Close)$/, ["date", "successor"]],
        [/^(職員を追加|Add staff)$/, ["name", "rank", "post", "employee_number", "valid_from"]],
        [/^(改称|Rename)$/, ["sources", "name", "date", "reason"]],
    ];
    for (const [name, fields] of unit) {
        await readDialog(admin, button(name), isEnglish, fields);
        if (fields.includes("successor")) await examine(admin, world, "the dialog that closes a unit");
        await close(admin);
    }
    await admin.goto("/organization?q=%E9%AB%98%E6%A9%8B");
    await admin.locator("[data-staff]").getByRole("button").first().click();
    const person: [RegExp, string[]][] = [
        [/^(異動|Transfer)$/, ["date", "unit", "rank"]],
        [/^(離任|End of service)$/, ["date"]],
    ];
    for (const [name, fields] of person) {
        await readDialog(admin, dialogOf(admin).getByRole("button", { name }), isEnglish, fields);
        await admin.keyboard.press("Escape");
        await dialogOf(admin).getByRole("button", { name }).waitFor();
    }
    const roles = await readHelp(admin, dialogOf(admin), isEnglish);
    check(roles.includes("roles"), `the roles of an account, among ${roles.join()}`);
    await admin.goto("/organization/posts");
    await readDialog(admin, button(/^(職を追加|Add a post)$/), isEnglish, ["name", "position", "valid_to"]);
    await close(admin);
    await admin.goto("/organization/import");
    await admin.locator('input[name="staff-list"]').waitFor();
    const taken = await readHelp(admin, admin.locator("#content"), isEnglish);
    check(taken.includes("file") && taken.includes("date"), `a staff list: ${taken.join()}`);
}

export const journeys: Journey[] = [
    { name: "help: dialogs and filters of the desk, in Japanese", run: (world) => deskDialogs(world, false) },
    { name: "help: dialogs and filters of the desk, in English", run: (world) => deskDialogs(world, true) },
    { name: "help: administration, in Japanese", run: (world) => administration(world, false) },
    { name: "help: administration, in English", run: (world) => administration(world, true) },
];
