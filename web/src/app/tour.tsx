// The guided tour as the frame knows it: offered once, taken up again from the menu and from "?". The tour itself is fetched when it
// is wanted.
import { useState, type ComponentType, type ReactNode } from "react";
import type { Session } from "@/api/types";
import type { TourProps } from "@/features/tour/tour";
import { useAddress } from "@/kit/address";
import { Button } from "@/kit/button";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { keepTourMemory, readTourMemory, type TourMemory } from "./tour-memory";

export type TourDesk = {
    exists: boolean; // for this person
    left: TourMemory | null;
    start: (from?: "beginning") => void;
    decline: () => void;
    running: ReactNode;
};

// Whom a tour is there for; which one is said by the tours themselves.
function hasTour(session: Session): boolean {
    return session.can["consultation.create"] === true || session.can["organization.manage"] === true;
}

export function useTour(session: Session): TourDesk {
    const { w } = useWords();
    const notify = useNotify();
    const [left, setLeft] = useState(() => readTourMemory(session));
    const [open, setOpen] = useState<{ Tour: ComponentType<TourProps>; step: string | null } | null>(null);
    const [running, setRunning] = useState(false);
    function keep(memory: TourMemory) {
        keepTourMemory(session, memory);
        setLeft(memory);
    }
    function start(from?: "beginning") {
        const step = from === undefined && left?.state === "left" ? left.step : null;
        import("@/features/tour/tour").then(
            ({ Tour }) => {
                setOpen({ Tour, step });
                setRunning(true);
            },
            () => notify.failed(w("tourNotLoaded")),
        );
    }
    return {
        exists: hasTour(session),
        left,
        start,
        decline: () => keep(left?.state === "left" ? { state: "done" } : { state: "declined" }),
        running: open !== null && running && (
            <open.Tour
                session={session}
                from={open.step}
                onPlace={(step, at, of) => keep({ state: "left", step, at, of })}
                onEnd={(isDone) => {
                    if (isDone) keep({ state: "done" });
                    setRunning(false);
                    document.getElementById("content")?.focus();
                }}
            />
        ),
    };
}

// One line, until it is answered; never where a caller may be on the telephone.
export function TourOffer({ tour }: { tour: TourDesk }) {
    const { w } = useWords();
    const { path } = useAddress();
    const { left } = tour;
    if (left !== null && left.state !== "left") return null;
    if (!tour.exists || tour.running !== false || path === "/intake") return null;
    return (
        <div
            role="region"
            aria-label={w("tour")}
            data-tour-offer
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-known-line bg-known-ground px-4 py-1 print:hidden"
        >
            <p className="min-w-0 flex-1 max-md:basis-full">
                {left === null ? w("tourOffer") : w("tourUnfinished", { at: left.at, of: left.of })}
            </p>
            <Button onClick={() => tour.start()}>{left === null ? w("tourStart") : w("tourGoOn")}</Button>
            <Button look="quiet" onClick={tour.decline}>
                {left === null ? w("tourNotNow") : w("tourNoMore")}
            </Button>
        </div>
    );
}
