// ボード: a number opens the list that it counts, it counts on by itself, and what is narrowed is kept for its officer alone.
import { check, type Journey } from "./journey";
import { acceptStory, marker } from "./steps";

export const journeys: Journey[] = [
    {
        name: "a chief begins at the board, opens a number's list, keeps it as a view and finds it again elsewhere",
        async run({ open }) {
            const chief = await open("furukawa-chief");
            await chief.getByRole("heading", { name: "古川警察署のボード" }).waitFor();
            const number = chief.locator('[data-number="open"]');
            const countOf = async () => Number((await number.innerText()).replace(/\D/g, ""));
            const before = await countOf();

            const desk = await open("furukawa-coordinator");
            await acceptStory(desk, marker());
            await chief.waitForFunction(
                (was) =>
                    Number(document.querySelector('[data-number="open"]')?.textContent?.replace(/\D/g, "")) >
                    was,
                before,
            );
            const now = await countOf();
            check((await chief.locator("[data-sentence]").count()) === 5, "five sentences");

            await number.click();
            await chief.getByLabel("進み具合").waitFor();
            check(
                (await chief.getByLabel("進み具合").inputValue()) === "open=true",
                "the list says how it is narrowed",
            );
            await chief.locator("tr[data-row]").first().waitFor();
            const counted = await chief.evaluate(async () => {
                const query = new URLSearchParams(window.location.search);
                query.set("count", "true");
                return (
                    (await (await fetch(`/api/v1/consultations?${query.toString()}`)).json()) as {
                        count: number;
                    }
                ).count;
            });
            check(counted === now, `the list holds what the board counts: ${counted} and ${now}`);

            const name = `朝の確認 ${marker()}`;
            await chief.getByRole("button", { name: "この条件を保存" }).click();
            await chief.getByRole("dialog").getByRole("textbox").fill(name);
            await chief.keyboard.press("Enter");
            const view = (page: typeof chief) => page.getByRole("button", { name, exact: true });
            await view(chief).waitFor();
            const again = await open("furukawa-chief");
            await again.goto("/consultations");
            await view(again).click();
            await again.waitForURL(/open=true/);
            await desk.goto("/consultations");
            await desk.locator("tr[data-row]").first().waitFor();
            check((await view(desk).count()) === 0, "nobody else has it");
            await again.getByRole("button", { name: `「${name}」を削除` }).click();
            await again.getByRole("button", { name: "元に戻す" }).click();
            await view(again).waitFor();
        },
    },
];
