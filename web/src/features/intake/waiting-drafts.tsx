// What was begun and not accepted, offered above a blank form. It is known before the form shows, so that it never moves the fields.
import { useState } from "react";
import type { DraftSummary } from "@/api/types";
import { Link } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { useWords } from "@/kit/language";
import { showShortMoment } from "@/kit/moments";

export function WaitingDrafts({ drafts }: { drafts: readonly DraftSummary[] }) {
    const { w, language } = useWords();
    const [isClosed, setClosed] = useState(false);
    const [newest] = drafts;
    if (newest === undefined || isClosed) return null;
    const address = drafts.length === 1 ? `/intake?draft=${newest.id}` : "/work?list=drafts";
    return (
        <section
            aria-label={w("draftsWaitingLabel")}
            data-drafts-waiting={drafts.length}
            className="flex flex-wrap items-center gap-x-2 border-b border-line bg-chosen px-4 py-0.5 text-13"
        >
            <p className="min-w-0 truncate">
                <strong>{w("draftsWaiting", { n: drafts.length })}</strong>{" "}
                <span className="text-ink-soft">
                    <span className="figures">{showShortMoment(newest.saved_at, new Date(), language)}</span>{" "}
                    {newest.subject || newest.excerpt || w("noSubject")}
                </span>
            </p>
            <Link to={address} className={lookOf("quiet")}>
                {w(drafts.length === 1 ? "openDraft" : "openDrafts")}
            </Link>
            <Button look="quiet" onClick={() => setClosed(true)}>
                {w("beginAnew")}
            </Button>
        </section>
    );
}
