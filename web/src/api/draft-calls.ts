// What keeps typed text, and says who is where: drafts, the key of the browser's journal, presence, authorship.
import { ask, withQuery } from "./client";
import type { Authorship, MayBeAccepted, Present } from "./draft-types";
import type * as T from "./types";

const at = encodeURIComponent;
const deviceName = "renkei-device";

// A name for this browser, so that the list of drafts can say where something was typed.
export function thisDevice(): string {
    const known = window.localStorage.getItem(deviceName);
    if (known !== null) return known;
    const name = Array.from(crypto.getRandomValues(new Uint8Array(2)), (byte) =>
        byte.toString(16).padStart(2, "0"),
    )
        .join("")
        .toUpperCase();
    window.localStorage.setItem(deviceName, name);
    return name;
}

export type DraftOf = { record: string; record_version: number };

// `key`: the same for the same draft, asked again with the same content after an answer was lost.
export function createDraft<C>(
    content: C,
    { keepalive = false, key, of }: { keepalive?: boolean; key: string; of?: DraftOf },
): Promise<T.DraftSaved> {
    return ask("POST", "/drafts", {
        body: { content, device: thisDevice(), ...of },
        create: key,
        keepalive,
    });
}
export function saveDraft<C>(
    { id, version }: { id: string; version: number },
    content: C,
    keepalive: boolean,
    of?: DraftOf,
): Promise<T.DraftSaved> {
    const body = { content, device: thisDevice(), ...of };
    return ask("PUT", `/drafts/${at(id)}`, { body, version, keepalive });
}
export function readDraft<C = T.DraftContent>(
    id: string,
): Promise<T.Draft<C> & Pick<MayBeAccepted, "accepted_as">> {
    return ask("GET", `/drafts/${at(id)}`);
}
export function readDraftsOf(record: string): Promise<{ items: T.DraftSummary[] }> {
    return ask("GET", withQuery("/drafts", { record }));
}
export function readDraftKey(): Promise<{ key: string }> {
    return ask("GET", "/draft-key");
}

export function enterRecord(record: string, tab: string, field: string): Promise<{ items: Present[] }> {
    return ask("PUT", `/consultations/${at(record)}/presence`, { body: { tab, field } });
}
export function leaveRecord(record: string, tab: string): Promise<void> {
    return ask("DELETE", `/consultations/${at(record)}/presence/${at(tab)}`, { keepalive: true });
}
export function readAuthorship(record: string): Promise<Authorship> {
    return ask("GET", `/consultations/${at(record)}/authorship`);
}
