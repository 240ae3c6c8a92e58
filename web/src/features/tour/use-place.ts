// Brings the reader to the screen of a step and finds what it speaks of, also when it comes later or is drawn anew.
import { useEffect, useEffectEvent, useState } from "react";
import { go } from "@/kit/address";
import { aRecord, type Step } from "./tours";

// waiting: the screen is on its way. yours: a real record is opened by the reader alone. gone: it is not there, and that is said.
export type Standing = "waiting" | "found" | "yours" | "gone";

const patience = 5_000; // milliseconds until it is said that something is not there
const recordPath = /^\/consultations\/[^/]+$/;

export function isAt(step: Step): boolean {
    const { pathname } = window.location;
    if (step.screen === null) return true;
    return step.screen === aRecord ? recordPath.test(pathname) : pathname === step.screen;
}

// `isDemo`: a record of the samples may be opened; a real one is a reading, which somebody must want.
export function bringTo(step: Step, isDemo: boolean): void {
    if (isAt(step) || step.screen === null) return;
    if (step.screen !== aRecord) return go(step.screen);
    if (!isDemo) return;
    const row = document.querySelector<HTMLElement>('[data-tour="list"] [data-row]');
    if (row?.dataset["row"] !== undefined) go(`/consultations/${row.dataset["row"]}`);
    else go("/consultations"); // its rows are on their way
}

export function elementOf(step: Step): HTMLElement | null {
    if (step.element === null || !isAt(step)) return null;
    const all = document.querySelectorAll<HTMLElement>(`[data-tour="${step.element}"]`);
    return [...all].find((each) => each.getClientRects().length > 0) ?? null;
}

export function usePlace(step: Step, isDemo: boolean) {
    const [standing, setStanding] = useState<Standing>("waiting");
    const [element, setElement] = useState<HTMLElement | null>(null);
    const look = useEffectEvent(() => {
        if (step.screen === aRecord && !isAt(step) && isDemo && window.location.pathname === "/consultations")
            bringTo(step, isDemo);
        const found = elementOf(step);
        setElement(found);
        if (found !== null || (step.element === null && isAt(step))) setStanding("found");
        else setStanding((before) => (before === "found" ? "waiting" : before));
    });
    const giveUp = useEffectEvent(() => {
        setStanding((before) => {
            if (before === "found") return before;
            return step.screen === aRecord && !isDemo && !isAt(step) ? "yours" : "gone";
        });
    });
    useEffect(() => {
        bringTo(step, isDemo);
        let frame = 0;
        const soon = () => {
            cancelAnimationFrame(frame);
            frame = requestAnimationFrame(look);
        };
        soon();
        const drawn = new MutationObserver(soon);
        drawn.observe(document.body, { childList: true, subtree: true });
        return () => {
            cancelAnimationFrame(frame);
            drawn.disconnect();
        };
    }, [step, isDemo]);
    useEffect(() => {
        if (standing !== "waiting") return;
        const isTheirs = step.screen === aRecord && !isDemo && !isAt(step);
        const timer = setTimeout(giveUp, isTheirs ? 0 : patience);
        return () => clearTimeout(timer);
    }, [standing, step, isDemo]);
    return { standing, element };
}
