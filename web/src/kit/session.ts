// Who is signed in. Screens below the sign-in page can rely on it.
import { createContext, useContext } from "react";
import type { Session } from "@/api/types";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (session === null) throw new Error("useSession is used outside the signed-in part");
    return session;
}
