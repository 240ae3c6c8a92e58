// The whole: sign-in or shell, and which screen the address names.
import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { readSession, signOut } from "@/api/calls";
import { onSignedOut, tellSignedInAgain } from "@/api/client";
import { LiveChanges } from "@/api/live";
import { Problem } from "@/api/problem";
import type { Session } from "@/api/types";
import { SignInAgain } from "@/features/sign-in/sign-in-again";
import { SignInPage } from "@/features/sign-in/sign-in-page";
import { go, useAddress } from "@/kit/address";
import { ConnectionProvider, JournalProvider, useConnectionWatch } from "@/kit/journal-context";
import { LanguageProvider, useWords } from "@/kit/language";
import { NoticeProvider } from "@/kit/notices";
import { Page } from "@/kit/page";
import { SessionContext } from "@/kit/session";
import { Empty, Failure, Waiting } from "@/kit/states";
import { Link } from "@/kit/address";
import { lookOf } from "@/kit/button";
import { startOf } from "./navigation";
import {
    AuditPage,
    BoardPage,
    ConsultationsPage,
    DisposalsPage,
    InboxPage,
    IntakePage,
    OrganizationPage,
    ProofPage,
    PersonPage,
    RecordPage,
    ScreenFrame,
    SearchPage,
    SetupPage,
    TablesPage,
    useOtherScreens,
    WorkPage,
} from "./screens";
import { Shell } from "./shell";
import { useLiveQueries } from "./live-queries";

const client = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 10_000,
            refetchOnWindowFocus: false, // changes are pushed
            retry: (count, error) => count < 2 && error instanceof Problem && error.status === 0,
        },
    },
});

export function App() {
    return (
        <QueryClientProvider client={client}>
            <LanguageProvider>
                <NoticeProvider>
                    <ConnectionProvider>
                        <Entrance />
                    </ConnectionProvider>
                </NoticeProvider>
            </LanguageProvider>
        </QueryClientProvider>
    );
}

// `ended`: the session is over, but the page with what was typed is kept until its person is back.
type Standing = { session: Session; ended?: boolean } | "asking" | "signed-out" | { error: unknown };

function Entrance() {
    const queries = useQueryClient();
    const [standing, setStanding] = useState<Standing>("asking");
    const [asked, setAsked] = useState(0);
    useEffect(() => {
        readSession()
            .then((session) => setStanding({ session }))
            .catch((error: unknown) =>
                setStanding(error instanceof Problem && error.status === 401 ? "signed-out" : { error }),
            );
    }, [asked]);
    useEffect(
        () =>
            onSignedOut(() =>
                setStanding((before) =>
                    typeof before === "object" && "session" in before
                        ? { ...before, ended: true }
                        : "signed-out",
                ),
            ),
        [],
    );

    if (standing === "asking") return <Waiting lines={3} className="mx-auto max-w-md pt-40" />;
    if (standing === "signed-out") {
        return (
            <SignInPage
                onSignedIn={(session) => {
                    queries.clear();
                    setStanding({ session });
                }}
            />
        );
    }
    if ("error" in standing) {
        return <Failure error={standing.error} onRetry={() => setAsked((count) => count + 1)} />;
    }
    async function leave() {
        await signOut().catch(() => undefined);
        queries.clear();
        go("/");
        setStanding("signed-out");
    }
    const { session, ended = false } = standing;
    function back(again: Session) {
        const isSame = again.account === session.account;
        if (!isSame) queries.clear();
        setStanding({ session: again });
        if (!isSame) return;
        tellSignedInAgain();
        void queries.invalidateQueries();
    }
    return (
        <SessionContext value={session}>
            {ended && <SignInAgain session={session} onBack={back} />}
            {/* Kept as it is, and out of everybody's sight while nobody is signed in. */}
            <div className={ended ? "hidden" : "contents"}>
                <JournalProvider key={session.account} session={session}>
                    <SignedIn session={session} onSignOut={() => void leave()} />
                </JournalProvider>
            </div>
        </SessionContext>
    );
}

function SignedIn({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
    const [live] = useState(() => new LiveChanges());
    useLiveQueries(live, session.can["events.follow"] === true);
    const queries = useQueryClient();
    const watch = useConnectionWatch();
    const { path } = useAddress();
    useOtherScreens();
    useEffect(() => watch.onBack(() => void queries.invalidateQueries()), [watch, queries]);
    return (
        <Shell session={session} live={live} onSignOut={onSignOut}>
            <ScreenFrame place={path}>
                <Screen session={session} />
            </ScreenFrame>
        </Shell>
    );
}

function Screen({ session }: { session: Session }): ReactNode {
    const { path } = useAddress();
    const [, place = "", id] = path.split("/");
    useEffect(() => {
        if (place === "") go(startOf(session), { replace: true });
    }, [place, session]);
    switch (place) {
        case "":
            return null;
        case "work":
            return <WorkPage />;
        case "board":
            return <BoardPage />;
        case "intake":
            return <IntakePage />;
        case "consultations":
            return id === undefined || id === "" ? <ConsultationsPage /> : <RecordPage key={id} id={id} />;
        case "inbox":
            return <InboxPage />;
        case "search":
            return <SearchPage />;
        case "people":
            return id === undefined || id === "" ? (
                <NoSuchPage start={startOf(session)} />
            ) : (
                <PersonPage key={id} id={id} />
            );
        case "disposals":
            return id === undefined || id === "" ? <DisposalsPage /> : <ProofPage key={id} id={id} />;
        case "tables":
            return <TablesPage />;
        case "audit":
            return <AuditPage tab={id} />;
        case "setup":
            return <SetupPage />;
        case "organization":
            return <OrganizationPage tab={id} />;
        default:
            return <NoSuchPage start={startOf(session)} />;
    }
}

function NoSuchPage({ start }: { start: string }) {
    const { w } = useWords();
    return (
        <Page title={w("noSuchPage")}>
            <Empty title={w("noSuchPage")} hint={w("noSuchPageHint")}>
                <Link to={start} className={lookOf("secondary")}>
                    {w("toStart")}
                </Link>
            </Empty>
        </Page>
    );
}
