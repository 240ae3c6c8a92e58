// Drafts that have become records: told by the server, by another tab, or remembered by this browser, so that going back to one
// leads to its record.
import type { Problem } from "@/api/problem";
import type { AcceptedAs, MayBeAccepted } from "@/api/draft-types";

const name = "renkei-accepted";
const most = 100;
type Remembered = [draft: string, record: AcceptedAs][];

function remembered(): Remembered {
    try {
        const known: unknown = JSON.parse(window.localStorage.getItem(name) ?? "[]");
        return Array.isArray(known) ? (known as Remembered) : [];
    } catch {
        return []; // written by something else: nothing is remembered
    }
}
// Ids and the number only; nothing of what was told.
export function rememberAccepted(draft: string, { id, number }: AcceptedAs): void {
    const all = remembered().filter(([other]) => other !== draft);
    try {
        window.localStorage.setItem(name, JSON.stringify([...all.slice(1 - most), [draft, { id, number }]]));
    } catch {
        // No room: the server still knows.
    }
}
export function acceptedRecord(draft: string | null): AcceptedAs | null {
    return remembered().find(([other]) => other === draft)?.[1] ?? null;
}
// What the server refuses because it was accepted before names the record.
export function acceptedIn(problem: Problem): AcceptedAs | null {
    const body: Problem["body"] & MayBeAccepted = problem.body;
    return body.record ?? body.accepted_as ?? null;
}
