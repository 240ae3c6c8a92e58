// 閲覧制限: the station's coordinator closes a record to named people; headquarters, who read it before, do not find it any more.
import { check, type Journey } from "./journey";
import { acceptStory, marker } from "./steps";

export const journeys: Journey[] = [
    {
        name: "a record is closed to named people, says so, and is gone for everybody else",
        async run({ open }) {
            const mark = marker();
            const desk = await open("coordinator");
            const id = await acceptStory(desk, mark);
            const headquarters = await open("headquarters");
            await headquarters.goto(`/consultations/${id}`);
            await headquarters.getByRole("heading", { name: mark }).waitFor();

            await desk.getByRole("button", { name: "閲覧制限", exact: true }).click();
            const dialog = desk.getByRole("dialog");
            const save = dialog.getByRole("button", { name: "保存" });
            check(await save.isDisabled(), "no change without a reason");
            await dialog.getByRole("radio", { name: /関係者限り/ }).check();
            await dialog.getByRole("searchbox").fill("渡辺");
            await dialog
                .getByRole("button", { name: /渡辺 正/ })
                .first()
                .click();
            await dialog.getByLabel("理由", { exact: true }).fill("職員の家族に関わるため");
            await save.click();
            await dialog.waitFor({ state: "hidden" });
            await desk.locator("span").getByText("関係者限り", { exact: true }).first().waitFor();
            const sheet = desk.locator("article").getByText("関係者限り", { exact: true });
            await sheet.waitFor({ state: "attached" }); // the printed sheet says so too
            await desk.getByText(/関係者限り 職員の家族に関わるため/).waitFor();

            await headquarters.goto(`/consultations/${id}`);
            await headquarters.getByText("見つかりません").first().waitFor();
            await headquarters.goto(`/search?q=${mark}`);
            await headquarters.getByRole("searchbox", { name: "検索" }).waitFor();
            check((await headquarters.locator("[data-result]").count()) === 0, "not found by search");
        },
    },
];
