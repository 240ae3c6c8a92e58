// The screens, each a file of its own: the first one is there sooner, the others come while nobody waits for them, so that a desk
// whose line is down can still go to any of them.
import { Component, lazy, Suspense, useEffect, type ComponentType, type ReactNode } from "react";
import { Button } from "@/kit/button";
import { useWords } from "@/kit/language";
import { Empty, Waiting } from "@/kit/states";

const loads: (() => Promise<unknown>)[] = [];

function screen<P>(load: () => Promise<ComponentType<P>>) {
    loads.push(load);
    return lazy(async () => ({ default: await load() }));
}

export const AuditPage = screen(async () => (await import("@/features/audit/audit-page")).AuditPage);
export const BoardPage = screen(async () => (await import("@/features/board/board-page")).BoardPage);
export const ConsultationsPage = screen(
    async () => (await import("@/features/consultations/consultations-page")).ConsultationsPage,
);
export const RecordPage = screen(
    async () => (await import("@/features/consultation/record-page")).RecordPage,
);
export const DisposalsPage = screen(
    async () => (await import("@/features/disposals/disposals-page")).DisposalsPage,
);
export const ProofPage = screen(async () => (await import("@/features/disposals/proof-page")).ProofPage);
export const InboxPage = screen(async () => (await import("@/features/inbox/inbox-page")).InboxPage);
export const IntakePage = screen(async () => (await import("@/features/intake/intake-page")).IntakePage);
export const OrganizationPage = screen(
    async () => (await import("@/features/organization/organization-page")).OrganizationPage,
);
export const PersonPage = screen(async () => (await import("@/features/identity/person-page")).PersonPage);
export const SetupPage = screen(async () => (await import("@/features/setup/setup-page")).SetupPage);
export const SearchPage = screen(async () => (await import("@/features/search/search-page")).SearchPage);
export const TablesPage = screen(async () => (await import("@/features/tables/tables-page")).TablesPage);
export const WorkPage = screen(async () => (await import("@/features/work/work-page")).WorkPage);

const quiet = 1500; // milliseconds after the first screen

// Fetches the other screens, one after the other.
export function useOtherScreens(): void {
    useEffect(() => {
        let over = false;
        const timer = setTimeout(() => {
            void (async () => {
                for (const load of loads) {
                    if (over) return;
                    await load().catch(() => undefined); // asked for again when it is gone to
                }
            })();
        }, quiet);
        return () => {
            over = true;
            clearTimeout(timer);
        };
    }, []);
}

// One screen: a quiet place while it comes, and a way on when it cannot be shown. `place`: the address, since another one may be fine.
export function ScreenFrame({ place, children }: { place: string; children: ReactNode }) {
    return (
        <Fence key={place}>
            <Suspense fallback={<Waiting lines={8} className="min-h-dvh" />}>{children}</Suspense>
        </Fence>
    );
}

class Fence extends Component<{ children: ReactNode }, { broken: boolean }> {
    override state = { broken: false };

    static getDerivedStateFromError() {
        return { broken: true };
    }

    override render() {
        return this.state.broken ? <CannotShow /> : this.props.children;
    }
}

function CannotShow() {
    const { w } = useWords();
    return (
        <div role="alert">
            <Empty title={w("cannotShow")} hint={w("cannotShowHint")}>
                <Button look="primary" onClick={() => location.reload()}>
                    {w("reload")}
                </Button>
            </Empty>
        </div>
    );
}
