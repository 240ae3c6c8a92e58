// From the desk to headquarters and back: seen within a second, received, handed back.
import { check, type Journey } from "./journey";
import { acceptStory, marker, reportToHeadquarters } from "./steps";

const seenWithin = 1_000; // ms, the 201 → the card in a second browser's DOM

export const journeys: Journey[] = [
    {
        name: "a report is in headquarters' inbox within a second, is received with one key, and the station sees who took it",
        async run({ open, figure }) {
            const mark = marker();
            const headquarters = await open("headquarters");
            await headquarters.goto("/inbox");
            await headquarters.locator('[data-live="live"]').waitFor({ state: "attached" });
            await headquarters.locator("[data-column]").first().waitFor();
            const desk = await open("coordinator");
            await acceptStory(desk, mark);
            const created = desk.waitForResponse(
                (response) => response.url().endsWith("/referrals") && response.status() === 201,
            );
            // The rules may have reported the record already when it was saved: the card is the one of this report.
            const seen = created.then(async (response) => {
                const at = performance.now();
                const { items } = (await response.json()) as { items: { id: string }[] };
                const card = headquarters.locator(`[data-referral="${items[0]?.id}"]`);
                await card.waitFor();
                return { card, took: Math.round(performance.now() - at) };
            });
            const [{ card, took }] = await Promise.all([seen, reportToHeadquarters(desk)]);
            figure(`the 201 → card in headquarters' browser: ${took} ms`);
            check(took < seenWithin, `under ${seenWithin} ms, got ${took} ms`);
            await card.focus();
            await headquarters.keyboard.press("r");
            const received = desk.locator('[data-referral][data-state="received"]');
            await received.waitFor();
            await received.getByText("内線").waitFor();
        },
    },
    {
        name: "headquarters hands a report back with a reason and the station finds it waiting",
        async run({ open }) {
            const mark = marker();
            const desk = await open("coordinator");
            const id = await acceptStory(desk, mark);
            await reportToHeadquarters(desk, { flash: true });
            const headquarters = await open("headquarters");
            await headquarters.goto(`/consultations/${id}`);
            const referral = headquarters.locator("[data-referral]").first();
            await referral.getByRole("button", { name: "受領" }).click();
            await referral.getByRole("button", { name: "差戻し" }).click();
            const dialog = headquarters.getByRole("dialog");
            await dialog.getByRole("textbox").fill(`署で対応願います ${mark}`);
            await dialog.getByRole("button", { name: "差戻し" }).click();
            await desk.getByText(`署で対応願います ${mark}`).first().waitFor();
        },
    },
];
