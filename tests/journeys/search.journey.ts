// Search finds a saved record at once, from one Japanese character up, and marks what matched.
import { check, type Journey } from "./journey";
import { acceptStory, marker } from "./steps";

export const journeys: Journey[] = [
    {
        name: "a record just saved is found by one, two and more Japanese characters, with the match marked",
        async run({ open }) {
            const page = await open("coordinator");
            const id = await acceptStory(page, marker());
            for (const words of ["宅", "宅配", "暗証番号", "宅配のSMS"]) {
                await page.goto("/search");
                await page.getByRole("searchbox", { name: "検索" }).fill(words);
                const result = page.locator(`[data-result="${id}"]`);
                await result.waitFor();
                const marked = await result.locator("mark").first().textContent();
                check(marked !== null && words.includes(marked), `「${words}」 marked, got ${marked}`);
            }
        },
    },
    {
        name: "the palette opens with Ctrl+K, finds the record and goes there with Enter",
        async run({ open }) {
            const mark = marker();
            const page = await open("coordinator");
            const id = await acceptStory(page, mark);
            await page.getByRole("navigation").getByRole("link", { name: "担当業務" }).click();
            await page.keyboard.press("Control+k");
            await page.getByRole("combobox", { name: "検索" }).fill(mark);
            await page
                .getByRole("option", { name: /偽サイトに入力/ })
                .first()
                .waitFor();
            await page.keyboard.press("Enter");
            await page.waitForURL(`**/consultations/${id}`);
        },
    },
];
