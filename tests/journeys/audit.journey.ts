// 監察: who saw this record, what did this officer do, who saw this person; by keyboard, without content.
import { check, type Journey } from "./journey";
import { acceptStory, marker } from "./steps";

export const journeys: Journey[] = [
    {
        name: "the auditor finds who opened and printed a record, by its number, and what that officer did",
        async run({ open }) {
            const mark = marker();
            const desk = await open("coordinator");
            const id = await acceptStory(desk, mark);
            const heading = await desk.getByRole("heading", { level: 1 }).textContent();
            const number = /令和\d+年 \S+第\d+号/.exec(heading ?? "")?.[0] ?? "";
            check(number !== "", `a number in ${heading}`);
            const reader = await open("headquarters");
            await reader.goto(`/consultations/${id}`);
            await reader.getByRole("heading", { name: new RegExp(mark) }).waitFor();
            const printed = reader.waitForResponse(
                (response) =>
                    response.url().endsWith(`/consultations/${id}`) &&
                    response.request().headers()["x-purpose"] === "print",
            );
            await reader.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
            check((await printed).status() === 200, "the printing is told to the server");

            const auditor = await open("auditor");
            await auditor.getByRole("heading", { name: "監査" }).waitFor();
            await auditor.locator('[data-filter="record"]').fill(number);
            await auditor.keyboard.press("Enter");
            const print = auditor.locator("tbody tr", { hasText: "印刷" });
            await print.waitFor();
            const row = await print.first().textContent();
            check(row?.includes("サイバー") === true && row.includes(number), `unit and number in ${row}`);
            const whole = await auditor.locator("main").textContent();
            check(whole?.includes(mark) === false, "no subject, no text of the record");
            check(whole?.includes("佐々木") === false, "no caller of the record");

            await print.locator("a[href^='/audit/staff']").first().click();
            await auditor.locator('[data-mark="exported"]').waitFor();
            await auditor.locator("[data-officer]").waitFor();
            await auditor.locator("tbody tr[data-row]", { hasText: "印刷" }).first().waitFor();
        },
    },
    {
        name: "the auditor asks who saw a person by telephone, says why, and finds only numbers",
        async run({ open }) {
            const mark = marker();
            const desk = await open("coordinator");
            await acceptStory(desk, mark);
            const auditor = await open("auditor");
            await auditor.keyboard.press("j");
            await auditor.locator('[data-tab="person"]').click();
            await auditor.locator('input[name="value"]').fill("０８０－４７１１－０９３６");
            await auditor.keyboard.press("Enter"); // without a reason nothing is asked
            check((await auditor.locator("[data-found]").count()) === 0, "no answer without a reason");
            await auditor.locator('input[name="purpose"]').fill(`申出 ${mark}`);
            await auditor.keyboard.press("Enter");
            await auditor.locator("[data-found]").first().waitFor();
            check((await auditor.locator("[data-found]").count()) >= 2, "the samples and this record");
            await auditor.getByText("電話番号").first().waitFor();
            await auditor.locator("tbody tr[data-row]", { hasText: "受理" }).first().waitFor();
            check(!auditor.url().includes("0936"), "the value stands in no address");
            await auditor.locator('[data-tab=""]').click();
            const asked = auditor.locator("tbody tr", { hasText: `申出 ${mark}` });
            await asked.getByText("人物の監査照会").waitFor();
            const text = await asked.textContent();
            check(text?.includes("4711") === false, `the value is not in the log: ${text}`);
        },
    },
    {
        name: "changes are told by action and record; a filter that finds nothing says the way out",
        async run({ open }) {
            const desk = await open("coordinator");
            await acceptStory(desk, marker());
            const auditor = await open("auditor");
            await auditor.goto("/audit/changes");
            await auditor.locator("tbody tr[data-row]").first().waitFor();
            await auditor.getByRole("combobox", { name: "操作" }).selectOption({ index: 1 });
            await auditor.waitForURL("**action=*");
            await auditor.locator('[data-filter="record"]').fill("第99999号");
            await auditor.keyboard.press("Enter");
            await auditor.getByRole("alert").getByText("その番号の受理票はありません").waitFor();
            await auditor.getByRole("button", { name: "絞込み解除" }).click();
            await auditor.locator("tbody tr[data-row]").first().waitFor();
            await auditor.goto("/audit?from=2020-01-01&to=2020-01-31");
            await auditor.getByText("この条件に当てはまる記録はありません").waitFor();
        },
    },
];
