// What each role does, and nothing else: a place is shown when the session may do what it is for.
import type { Session } from "@/api/types";
import type { IconName } from "@/kit/icons";
import type { WordKey } from "@/kit/words";

export type Place = {
    path: string;
    word: WordKey;
    icon: IconName;
    key: string;
    allowed: (session: Session) => boolean;
};

function can(action: string): (session: Session) => boolean {
    return (session) => session.can[action] === true;
}

export const places: readonly Place[] = [
    { path: "/work", word: "work", icon: "work", key: "w", allowed: can("consultation.read") },
    { path: "/board", word: "board", icon: "board", key: "b", allowed: can("consultation.read") },
    { path: "/intake", word: "newIntake", icon: "pen", key: "n", allowed: can("consultation.create") },
    {
        path: "/consultations",
        word: "consultations",
        icon: "list",
        key: "l",
        allowed: can("consultation.read"),
    },
    { path: "/inbox", word: "inbox", icon: "inbox", key: "i", allowed: can("inbox.work") },
    { path: "/search", word: "search", icon: "search", key: "s", allowed: can("consultation.read") },
    { path: "/disposals", word: "disposal", icon: "archive", key: "d", allowed: can("disposal.read") },
    {
        path: "/organization",
        word: "organization",
        icon: "person",
        key: "o",
        allowed: can("organization.manage"),
    },
    { path: "/setup", word: "setup", icon: "check", key: "e", allowed: can("organization.manage") },
    { path: "/tables", word: "tables", icon: "book", key: "t", allowed: can("tables.propose") },
    { path: "/audit", word: "audit", icon: "history", key: "j", allowed: can("access_log.read") },
];

export function placesOf(session: Session): Place[] {
    return places.filter((place) => place.allowed(session));
}

// The first thing this person has to look at: headquarters their inbox, a chief the board, a station its work, the auditor the log of reads.
export function startOf(session: Session): string {
    const mine = placesOf(session);
    const atHeadquarters = session.can["inbox.work"] === true && session.can["consultation.create"] !== true;
    if (atHeadquarters) return "/inbox";
    if (session.roles.some((role) => role.id === "station_chief")) return "/board";
    return mine[0]?.path ?? "/work";
}
