// Opens the journal of whoever is signed in, and brings what was left behind to the server before any draft is opened.
import {
    createContext,
    useContext,
    useEffect,
    useRef,
    useState,
    useSyncExternalStore,
    type ReactNode,
} from "react";
import { readDraftKey } from "@/api/draft-calls";
import type { Session } from "@/api/types";
import { Journal } from "./journal";
import { ConnectionWatch } from "./journal-connection";
import { recover } from "./journal-recovery";
import { JournalStore } from "./journal-store";
import { useWords } from "./language";
import { showTimeWithSeconds } from "./moments";
import { useNotify } from "./notices";

const JournalContext = createContext<Journal | null>(null);
const ConnectionContext = createContext<ConnectionWatch>(new ConnectionWatch());
const waitsFor = 5_000; // the screen does not wait longer for what was left behind

export function JournalProvider({ session, children }: { session: Session; children: ReactNode }) {
    const { w } = useWords();
    const notify = useNotify();
    const staff = session.can["draft.write"] === true ? (session.staff?.id ?? null) : null;
    const [ready, setReady] = useState<{ journal: Journal | null } | null>(
        staff === null ? { journal: null } : null,
    );
    const speak = useRef({ w, notify });
    useEffect(() => {
        speak.current = { w, notify };
    });
    // Once for each officer, in whatever language is spoken then.
    useEffect(() => {
        if (staff === null) return;
        const say = speak.current;
        const journal = new Journal(
            async () => JournalStore.open(staff, (await readDraftKey()).key),
            (trouble) => say.notify.failed(say.w(trouble === "full" ? "journalFull" : "journalUnavailable")),
        );
        journal.start();
        let isHere = true;
        const show = () => isHere && setReady({ journal });
        const late = setTimeout(show, waitsFor);
        recover(journal, { theirs: say.w("mergeSaved"), mine: say.w("mergeLeft") })
            .then(({ brought, refused }) => {
                if (!isHere) return;
                if (brought.length > 0) say.notify.told(say.w("journalBrought", { n: brought.length }));
                refused.forEach((problem) => say.notify.failed(problem));
            })
            .catch((error: unknown) => say.notify.failed(error))
            .finally(() => {
                clearTimeout(late);
                show();
            });
        return () => {
            isHere = false;
            clearTimeout(late);
            journal.stop();
        };
    }, [staff]);
    if (ready === null) return null;
    return <JournalContext value={ready.journal}>{children}</JournalContext>;
}

// Above everything that sends: it lives as long as the page.
export function ConnectionProvider({ children }: { children: ReactNode }) {
    const [watch] = useState(() => new ConnectionWatch());
    useEffect(() => {
        watch.start();
        return () => watch.stop();
    }, [watch]);
    return <ConnectionContext value={watch}>{children}</ConnectionContext>;
}
export function useConnectionWatch(): ConnectionWatch {
    return useContext(ConnectionContext);
}

// In the head, where it moves nothing: since when the server is away and what waits for it; typing goes on.
export function OfflineBanner() {
    const { w } = useWords();
    const notify = useNotify();
    const watch = useConnectionWatch();
    const { awaySince, waiting } = useSyncExternalStore(watch.subscribe, watch.state);
    useEffect(() => watch.onBack(() => notify.told(w("onlineAgain"))), [watch, notify, w]);
    if (awaySince === null) return null;
    return (
        <p
            role="alert"
            data-offline={waiting}
            className="flex items-center gap-x-3 rounded-md border border-late-line bg-late-ground px-3 py-1 text-13 text-late max-md:fixed max-md:inset-x-2 max-md:bottom-2 max-md:z-40 print:hidden"
        >
            <strong>{w("offlineSince", { time: showTimeWithSeconds(awaySince) })}</strong>
            {waiting > 0 && <span className="whitespace-nowrap">{w("offlineWaiting", { n: waiting })}</span>}
        </p>
    );
}

// Null for who writes no drafts.
export function useJournal(): Journal | null {
    return useContext(JournalContext);
}
