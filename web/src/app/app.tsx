// The whole: sign-in or shell, and which screen the address names.
import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { readSession, signOut } from "@/api/calls";
import { onSignedOut } from "@/api/client";
import { LiveChanges } from "@/api/live";
import { Problem } from "@/api/problem";
import type { Session } from "@/api/types";
import { AuditPage } from "@/features/audit/audit-page";
import { ConsultationsPage } from "@/features/consultations/consultations-page";
import { RecordPage } from "@/features/consultation/record-page";
import { InboxPage } from "@/features/inbox/inbox-page";
import { IntakePage } from "@/features/intake/intake-page";
import { SearchPage } from "@/features/search/search-page";
import { SignInPage } from "@/features/sign-in/sign-in-page";
import { WorkPage } from "@/features/work/work-page";
import { go, useAddress } from "@/kit/address";
import { LanguageProvider, useWords } from "@/kit/language";
import { NoticeProvider } from "@/kit/notices";
import { Page } from "@/kit/page";
import { SessionContext } from "@/kit/session";
import { Empty, Failure, Waiting } from "@/kit/states";
import { Link } from "@/kit/address";
import { lookOf } from "@/kit/button";
import { startOf } from "./navigation";
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
                    <Entrance />
                </NoticeProvider>
            </LanguageProvider>
        </QueryClientProvider>
    );
}

type Standing = { session: Session } | "asking" | "signed-out" | { error: unknown };

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
    useEffect(() => onSignedOut(() => setStanding("signed-out")), []);

    if (standing === "asking") return <Waiting lines={3} className="mx-auto mt-40 max-w-md" />;
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
    return (
        <SessionContext value={standing.session}>
            <SignedIn session={standing.session} onSignOut={() => void leave()} />
        </SessionContext>
    );
}

function SignedIn({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
    const [live] = useState(() => new LiveChanges());
    useLiveQueries(live, session.can["events.follow"] === true);
    return (
        <Shell session={session} live={live} onSignOut={onSignOut}>
            <Screen session={session} />
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
        case "intake":
            return <IntakePage />;
        case "consultations":
            return id === undefined || id === "" ? <ConsultationsPage /> : <RecordPage key={id} id={id} />;
        case "inbox":
            return <InboxPage />;
        case "search":
            return <SearchPage />;
        case "audit":
            return <AuditPage tab={id} />;
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
