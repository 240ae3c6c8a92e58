// Who is signed in. Screens below the sign-in page can rely on it.
import { createContext, useContext } from "react";
import type { Session } from "@/api/types";
import { useWords } from "./language";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (session === null) throw new Error("useSession is used outside the signed-in part");
    return session;
}

// A rank or post as the list of them says it in the language of the interface; one that is not listed stays as it is.
export function useTitle(): (japanese: string) => string {
    const titles = useContext(SessionContext)?.titles;
    const { language } = useWords();
    return (japanese) => (language === "en" ? titles?.[japanese] : undefined) ?? japanese;
}
