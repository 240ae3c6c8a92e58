// A walk through the real screens: a ring around what is meant and a small card beside it. It writes nothing, darkens nothing and
// takes no key from the screen but Alt+G, which leads back to the card.
import {
    useEffect,
    useEffectEvent,
    useId,
    useLayoutEffect,
    useRef,
    useState,
    type KeyboardEvent,
} from "react";
import type { Session } from "@/api/types";
import { Button, KeyMark } from "@/kit/button";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { placeCard } from "./place-card";
import { stepsFor, type Step } from "./tours";
import { bringTo, isAt, usePlace, type Standing } from "./use-place";

export type TourProps = {
    session: Session;
    from: string | null; // the step at which it was left
    onPlace: (step: string, at: number, of: number) => void;
    onEnd: (isDone: boolean) => void;
};

export function Tour({ session, from, onPlace, onEnd }: TourProps) {
    const [steps] = useState(() => stepsFor(session));
    const [at, setAt] = useState(() =>
        Math.max(
            0,
            steps.findIndex((step) => step.code === from),
        ),
    );
    const step = steps[at];
    const place = useEffectEvent(onPlace);
    useEffect(() => {
        if (step !== undefined) place(step.code, at + 1, steps.length);
    }, [step, at, steps]);
    if (step === undefined) return null;
    return (
        <StepCard
            key={step.code}
            step={step}
            isDemo={session.demo}
            at={at + 1}
            of={steps.length}
            onBack={at === 0 ? null : () => setAt(at - 1)}
            onNext={at + 1 === steps.length ? null : () => setAt(at + 1)}
            onEnd={onEnd}
        />
    );
}

const [ringRoom, edge] = [4, 2];

// Follows the element wherever it is scrolled or drawn, without a frame's work while nothing moves.
function useFollowing(element: HTMLElement | null) {
    const card = useRef<HTMLDivElement>(null);
    const ring = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        let frame = 0;
        function place() {
            const size = card.current?.getBoundingClientRect();
            if (card.current === null || ring.current === null || size === undefined) return;
            const around = element?.isConnected === true ? element.getBoundingClientRect() : null;
            ring.current.hidden = around === null;
            if (around !== null) {
                const left = Math.max(edge, around.left - ringRoom);
                const right = Math.min(window.innerWidth - edge, around.right + ringRoom);
                ring.current.style.left = `${left}px`;
                ring.current.style.top = `${around.top - ringRoom}px`;
                ring.current.style.width = `${right - left}px`;
                ring.current.style.height = `${around.height + 2 * ringRoom}px`;
            }
            if (window.matchMedia("(width < 48rem)").matches) {
                card.current.style.left = "";
                card.current.style.top = "";
                return; // stands at the foot of a phone
            }
            const typed = document.activeElement;
            const isElsewhere = typed !== null && typed !== document.body && !card.current.contains(typed);
            const avoid = isElsewhere ? typed.getBoundingClientRect() : null;
            const spot = placeCard(
                size,
                { around, avoid },
                { width: window.innerWidth, height: window.innerHeight },
            );
            card.current.style.left = `${spot.left}px`;
            card.current.style.top = `${spot.top}px`;
        }
        const soon = () => {
            cancelAnimationFrame(frame);
            frame = requestAnimationFrame(place);
        };
        place();
        const sized = new ResizeObserver(soon);
        if (card.current !== null) sized.observe(card.current);
        if (element !== null) sized.observe(element);
        sized.observe(document.body);
        const drawn = new MutationObserver(soon);
        drawn.observe(document.body, { childList: true, subtree: true });
        window.addEventListener("scroll", soon, true);
        window.addEventListener("resize", soon);
        window.addEventListener("focusin", soon);
        return () => {
            cancelAnimationFrame(frame);
            sized.disconnect();
            drawn.disconnect();
            window.removeEventListener("scroll", soon, true);
            window.removeEventListener("resize", soon);
            window.removeEventListener("focusin", soon);
        };
    }, [element]);
    return { card, ring };
}

// Once for a step: shown where the card leaves room.
function bringIntoSight(element: HTMLElement) {
    const isPhone = window.matchMedia("(width < 48rem)").matches;
    const isTall = element.offsetHeight > window.innerHeight / 2;
    element.scrollIntoView({ block: isPhone || isTall ? "start" : "center", inline: "nearest" });
    if (isPhone)
        window.scrollBy(0, -64); // below the navigation, which stays at the top
    else window.scrollTo(0, 0); // the frame fills the window: only what is within it scrolls
}

type CardProps = {
    step: Step;
    isDemo: boolean;
    at: number;
    of: number;
    onBack: (() => void) | null;
    onNext: (() => void) | null;
    onEnd: (isDone: boolean) => void;
};

function StepCard({ step, isDemo, at, of, onBack, onNext, onEnd }: CardProps) {
    const { w, label } = useWords();
    const id = useId();
    const { standing, element } = usePlace(step, isDemo);
    const { card, ring } = useFollowing(element);
    const touched = useRef(false);
    const shown = useRef(false);
    useEffect(() => {
        card.current?.focus();
        // What the reader does on the screen meanwhile is not interrupted.
        const mark = (event: Event) => {
            if (!card.current?.contains(event.target as Node)) touched.current = true;
        };
        window.addEventListener("pointerdown", mark, true);
        window.addEventListener("keydown", mark, true);
        return () => {
            window.removeEventListener("pointerdown", mark, true);
            window.removeEventListener("keydown", mark, true);
        };
    }, [card]);
    useEffect(() => {
        if (standing !== "found" || shown.current) return;
        shown.current = true;
        if (element !== null) bringIntoSight(element);
        if (!touched.current) card.current?.focus({ preventScroll: true }); // a screen may take it as it opens
    }, [standing, element, card]);
    useKeys({ "alt+g": () => card.current?.focus() });
    const next = onNext ?? (() => onEnd(true));
    function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
        const onCard = event.target === event.currentTarget;
        if (event.key === "Escape") onEnd(false);
        else if (event.key === "ArrowRight" || (event.key === "Enter" && onCard)) next();
        else if (event.key === "ArrowLeft") onBack?.();
        else return;
        event.preventDefault();
        event.stopPropagation();
    }
    const writes = step.writes === true;
    return (
        <>
            <div
                ref={ring}
                hidden
                aria-hidden="true"
                data-tour-ring={step.element}
                className="pointer-events-none fixed z-40 rounded-md border-[3px] border-act shadow-[0_0_0_2px_var(--surface)] print:hidden"
            />
            <div
                ref={card}
                role="dialog"
                aria-labelledby={`${id}-title`}
                aria-describedby={`${id}-text`}
                tabIndex={-1}
                data-tour-card={step.code}
                data-standing={standing}
                onKeyDown={onKeyDown}
                className="fixed z-50 flex max-h-[min(28rem,80dvh)] w-[23rem] flex-col rounded-lg border border-line-strong bg-raised shadow-2xl max-md:inset-x-2 max-md:bottom-2 max-md:max-h-[45dvh] max-md:w-auto print:hidden"
            >
                <div className="flex items-start gap-2 border-b border-line px-4 py-2">
                    <h2 id={`${id}-title`} className="min-w-0 flex-1 text-16 font-bold">
                        {label(step.title)}
                    </h2>
                    <span className="figures text-13 leading-6 whitespace-nowrap text-ink-soft">
                        <span className="sr-only">{w("tourStepOf", { at, of })}</span>
                        <span aria-hidden="true">
                            {at} / {of}
                        </span>
                    </span>
                </div>
                <div
                    id={`${id}-text`}
                    tabIndex={0}
                    className="flex min-h-0 flex-col gap-2 overflow-y-auto px-4 py-3"
                >
                    <p>{label(step.text)}</p>
                    {step.tryIt !== undefined && (isDemo || !writes) && (
                        <p className="border-l-4 border-act pl-2">
                            <strong>{w("tourTry")}</strong> {label(step.tryIt)}
                        </p>
                    )}
                    {writes && (
                        <p className="text-13 text-ink-soft">{w(isDemo ? "tourSample" : "tourNoSample")}</p>
                    )}
                    <Whereabouts step={step} standing={standing} isDemo={isDemo} />
                </div>
                <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
                    <Button look="quiet" data-tour-end onClick={() => onEnd(false)} className="-ml-3">
                        {w("tourEnd")}
                        <KeyMark keys="Esc" />
                    </Button>
                    <span className="flex-1" />
                    {onBack !== null && (
                        <Button data-tour-back onClick={onBack}>
                            {w("tourBack")}
                        </Button>
                    )}
                    <Button look="primary" data-tour-next onClick={next}>
                        {w(onNext === null ? "tourDone" : "tourNext")}
                    </Button>
                </div>
            </div>
        </>
    );
}

// Said plainly when what the step speaks of is not on the screen.
function Whereabouts({ step, standing, isDemo }: { step: Step; standing: Standing; isDemo: boolean }) {
    const { w, label } = useWords();
    return (
        <div role="status" className="text-13 empty:hidden">
            {standing === "yours" && <p>{w("tourYours")}</p>}
            {standing === "gone" && (
                <div className="flex flex-wrap items-center gap-2 rounded-md border border-due-line bg-due-ground px-2 py-1 text-due">
                    <p className="min-w-0 flex-1">
                        {isAt(step) || step.absent !== undefined
                            ? `${w("tourNotThere")} ${label(step.absent)}`
                            : w("tourElsewhere")}
                    </p>
                    {!isAt(step) && (
                        <Button data-tour-return onClick={() => bringTo(step, isDemo)}>
                            {w("tourReturn")}
                        </Button>
                    )}
                </div>
            )}
        </div>
    );
}
