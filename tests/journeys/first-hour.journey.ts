// The first hour: the administrator sees what is still to do and where; an officer opens the help of a field without the mouse and
// prints the manual.
import { check, type Journey } from "./journey";
import { startIntake } from "./steps";

export const journeys: Journey[] = [
    {
        name: "first hour: one line leads the administrator to what the installation still needs",
        async run({ open }) {
            const admin = await open("administrator");
            await admin.getByRole("link", { name: "導入の確認へ" }).click();
            await admin.waitForURL("**/setup");
            const backup = admin.locator('[data-setup="backup"]');
            await backup.getByText("renkei backup --to FILE --key KEYFILE").waitFor();
            check((await backup.getAttribute("data-state")) === "todo", "no backup was made of this folder");
            const states = await admin
                .locator("[data-setup]")
                .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-state")));
            check(
                states.join() === [...states].sort((a, b) => order(a) - order(b)).join(),
                `what is to do stands first: ${states.join()}`,
            );
            const todo = await admin.locator("[data-setup-todo]").getAttribute("data-setup-todo");
            check(
                Number(todo) === states.filter((state) => state === "todo").length,
                "the count is that of the list",
            );
            check(
                (await admin.getByRole("link", { name: "導入の確認へ" }).count()) === 0,
                "no line on the page itself",
            );
            await admin.locator('[data-setup="never_signed_in"]').getByRole("link", { name: /開く/ }).click();
            await admin.waitForURL(/\/organization/);
        },
    },
    {
        name: "first hour: the help of a field opens and closes by keyboard, and Tab goes from field to field",
        async run({ open }) {
            const desk = await open("furukawa-intake");
            check(
                (await desk.getByRole("link", { name: "導入の確認" }).count()) === 0,
                "setup is the administrator's",
            );
            await startIntake(desk);
            const name = desk.locator('[data-field="caller_name"]');
            const help = desk.locator('[data-help="caller_name"]');
            const text = desk.locator('[data-help-text="caller_name"]');
            await name.focus();
            await desk.keyboard.press("F1");
            await text.getByText("姓と名の間に空白を入れ").waitFor();
            check((await help.getAttribute("aria-expanded")) === "true", "the button says that it is open");
            await desk.keyboard.press("Escape");
            await text.waitFor({ state: "hidden" });

            await desk.keyboard.press("Shift+Tab");
            check(
                await help.evaluate((button) => button === document.activeElement),
                "Shift+Tab reaches the help",
            );
            await desk.keyboard.press("Enter");
            await text.getByText("匿名希望").waitFor();
            await desk.keyboard.press("Escape");
            await text.waitFor({ state: "hidden" });
            await desk.keyboard.press("Tab");
            await desk.keyboard.press("Tab");
            const next = await desk.evaluate(() => document.activeElement?.getAttribute("data-field"));
            check(next === "caller_kana", `Tab goes from field to field, not to ${next}`);

            // What is typed stays; the narrative has its help as well.
            await desk.locator("#narrative").fill("宅配のSMSが来た");
            await desk.keyboard.press("F1");
            await desk.locator('[data-help-text="narrative"]').getByText("話した順に書きます").waitFor();
            await desk.keyboard.press("Escape");
            check(
                (await desk.locator("#narrative").inputValue()) === "宅配のSMSが来た",
                "nothing typed is lost",
            );

            const manual = await desk.request.get("/api/v1/manual.pdf");
            check(
                manual.ok() && (await manual.body()).subarray(0, 5).toString() === "%PDF-",
                "the manual is a PDF",
            );
        },
    },
];

function order(state: string | null): number {
    return ["todo", "warning", "done"].indexOf(state ?? "");
}
