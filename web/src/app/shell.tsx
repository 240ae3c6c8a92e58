// The frame around every screen: who and where I am, what I can do, and whether the screen is live.
import { useState, useSyncExternalStore, type ReactNode } from "react";
import type { LiveChanges } from "@/api/live";
import type { Session } from "@/api/types";
import { go, Link, useAddress } from "@/kit/address";
import { KeyMark } from "@/kit/button";
import { PersonChip } from "@/kit/chips";
import { useDisposalCounts } from "@/kit/disposal-counts";
import { Icon } from "@/kit/icons";
import { OfflineBanner } from "@/kit/journal-context";
import { useKeys, type KeyHandlers } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { KeysDialog } from "./keys-dialog";
import { placesOf, startOf } from "./navigation";
import { NoticeMenu } from "./notice-menu";
import { Palette } from "./palette";
import { PersonMenu } from "./person-menu";
import { SetupLine } from "./setup-line";
import { TourOffer, useTour } from "./tour";

type Props = { session: Session; live: LiveChanges; onSignOut: () => void; children: ReactNode };

export function Shell({ session, live, onSignOut, children }: Props) {
    const { w, label } = useWords();
    const { path } = useAddress();
    const [open, setOpen] = useState<"palette" | "keys" | null>(null);
    const tour = useTour(session);
    const mine = placesOf(session);
    const letters: KeyHandlers = Object.fromEntries(mine.map((place) => [place.key, () => go(place.path)]));
    useKeys({
        ...letters,
        "ctrl+k": () => setOpen("palette"),
        "?": () => setOpen("keys"),
        "/": () => setOpen("palette"),
    });
    const where = label(session.unit?.name ?? session.station?.name);
    return (
        <div className="flex h-dvh flex-col max-md:h-auto max-md:min-h-dvh print:block print:h-auto">
            <a
                href="#content"
                className="absolute -top-20 left-2 z-50 rounded-md bg-act px-4 py-2 text-act-ink focus:top-2"
            >
                {w("skipToContent")}
            </a>
            <header className="flex min-h-11 items-center gap-3 border-b border-line bg-surface px-4 max-md:px-2 print:hidden">
                <Link to={startOf(session)} className="flex min-h-11 items-center gap-2 text-18 font-bold">
                    <img src="/mark.svg" alt="" className="size-6" />
                    Renkei
                </Link>
                <span className="truncate text-14 text-ink-soft max-md:hidden">{where}</span>
                {session.demo && (
                    <span className="rounded-sm border border-line px-1.5 text-12 whitespace-nowrap text-ink-soft">
                        {w("demo")}
                    </span>
                )}
                <span className="min-w-0 flex-1">
                    <OfflineBanner />
                </span>
                {session.can["search"] === true && (
                    <button
                        type="button"
                        data-tour="search-button"
                        onClick={() => setOpen("palette")}
                        className="flex min-h-8 items-center gap-2 rounded-md border border-line-strong px-2.5 text-13 text-ink-soft hover:bg-hovered max-md:min-h-11 max-md:border-0 md:w-64"
                    >
                        <Icon name="search" />
                        <span className="flex-1 text-left max-md:sr-only">{w("search")}</span>
                        <KeyMark keys="Ctrl+K" />
                    </button>
                )}
                {session.can["events.follow"] === true && <LiveMark live={live} />}
                <NoticeMenu session={session} />
                <PersonMenu
                    session={session}
                    tour={tour}
                    onSignOut={onSignOut}
                    onKeys={() => setOpen("keys")}
                >
                    {session.staff === null ? (
                        session.account
                    ) : (
                        <PersonChip person={session.staff} withUnit={false} />
                    )}
                </PersonMenu>
            </header>
            <div className="flex min-h-0 flex-1 max-md:flex-col print:block">
                <nav
                    aria-label={w("mainNavigation")}
                    className="w-44 shrink-0 overflow-y-auto border-r border-line bg-surface py-2 max-md:sticky max-md:top-0 max-md:z-20 max-md:w-full max-md:overflow-x-auto max-md:border-r-0 max-md:border-b max-md:py-0 print:hidden"
                >
                    <ul className="max-md:flex">
                        {mine.map((place) => {
                            const here = path === place.path || path.startsWith(`${place.path}/`);
                            return (
                                <li key={place.path}>
                                    <Link
                                        to={place.path}
                                        aria-current={here ? "page" : undefined}
                                        className="flex min-h-9 items-center gap-2.5 border-l-4 border-transparent px-3 whitespace-nowrap text-ink hover:bg-hovered aria-[current=page]:border-act aria-[current=page]:bg-chosen aria-[current=page]:font-bold aria-[current=page]:text-act max-md:min-h-11 max-md:border-b-4 max-md:border-l-0"
                                    >
                                        <Icon name={place.icon} />
                                        {w(place.word)}
                                        {place.path === "/disposals" && (
                                            <ProposalsWaiting session={session} />
                                        )}
                                    </Link>
                                </li>
                            );
                        })}
                    </ul>
                </nav>
                <main
                    id="content"
                    tabIndex={-1}
                    className="flex min-w-0 flex-1 flex-col overflow-y-auto outline-none max-md:overflow-visible print:block print:overflow-visible"
                >
                    <TourOffer tour={tour} />
                    <SetupLine session={session} />
                    {children}
                </main>
            </div>
            {open === "palette" && <Palette session={session} onClose={() => setOpen(null)} />}
            {open === "keys" && <KeysDialog session={session} tour={tour} onClose={() => setOpen(null)} />}
            {tour.running}
        </div>
    );
}

// For those who decide on them.
function ProposalsWaiting({ session }: { session: Session }) {
    const { w } = useWords();
    const decides = session.can["disposal.approve"] === true;
    const waiting = useDisposalCounts(decides)?.proposed ?? 0;
    if (!decides || waiting === 0) return null;
    return (
        <span className="ml-auto rounded-full bg-act px-2 text-12 leading-5 font-bold text-act-ink">
            <span aria-hidden="true" data-waiting={waiting} className="figures">
                {waiting}
            </span>
            <span className="sr-only">{w("proposalsWaiting", { n: waiting })}</span>
        </span>
    );
}

function LiveMark({ live }: { live: LiveChanges }) {
    const { w } = useWords();
    const state = useSyncExternalStore(live.onState, live.state);
    const looks = {
        live: { dot: "bg-ink-soft", text: w("liveOn") },
        connecting: { dot: "border-2 border-ink-soft breathes", text: w("liveConnecting") },
        broken: { dot: "border-2 border-ink-soft", text: w("liveOff") },
    }[state];
    return (
        <span
            role="status"
            title={looks.text}
            data-live={state}
            className="flex items-center gap-1.5 text-12 text-ink-soft"
        >
            <span className={`size-2.5 rounded-full ${looks.dot}`} />
            <span className={state === "live" ? "sr-only" : "max-md:sr-only"}>{looks.text}</span>
        </span>
    );
}
