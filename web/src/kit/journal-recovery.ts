// Brings what a page left behind (a crash, a killed tab, a closed laptop) to the server: into the draft that it was typed for, merged
// with what was made of that draft since; or into a new one where it is gone.
import { createDraft, readDraft, readDraftsOf, saveDraft, type DraftOf } from "@/api/draft-calls";
import { Problem } from "@/api/problem";
import type { Draft } from "@/api/types";
import type { Journal, Unsent } from "./journal";
import { mergeJson, sameJson, type Json, type Names } from "./journal-merge";
import type { Kept } from "./journal-store";

type Content = { consultation?: Record<string, Json>; versions?: Record<string, number> };
export type Recovered = { brought: { draft: string; record: string | null }[]; refused: Problem[] };

const tries = 3;

// Long texts of a record: merged by line.
export const textFields: ReadonlySet<string> = new Set([
    "narrative",
    "evidence_state",
    "action_taken",
    "command_text",
    "result",
]);
export const isText = (field: string): boolean => textFields.has(field);

function isUnsent(content: unknown): content is Unsent {
    return typeof content === "object" && content !== null && "content" in content && "draft" in content;
}

async function draftFor({ draft, record }: Unsent): Promise<Draft<Content> | null> {
    const id = record === null ? draft : ((await readDraftsOf(record)).items[0]?.id ?? null);
    if (id === null) return null;
    try {
        return await readDraft<Content>(id);
    } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
    }
}

function beginning(content: Content): number {
    const versions = Object.values(content.versions ?? {});
    return versions.length === 0 ? 0 : Math.min(...versions);
}

async function bringOnce(unsent: Unsent, names: Names): Promise<string> {
    const mine = unsent.content as Content;
    const there = await draftFor(unsent);
    const content =
        there === null
            ? mine
            : mergeJson<Content>(unsent.base ?? {}, there.content, mine, names, isText).content;
    const of: DraftOf | undefined =
        unsent.record === null ? undefined : { record: unsent.record, record_version: beginning(content) };
    if (there === null) {
        const asked = unsent.creating ?? { key: crypto.randomUUID(), content };
        const made = await createDraft(asked.content, { key: asked.key, of });
        if (!sameJson(content, asked.content as Json)) await saveDraft(made, content, false, of);
        return made.id;
    }
    if (!sameJson(content, there.content)) await saveDraft(there, content, false, of);
    return there.id;
}

async function bring(unsent: Unsent, names: Names): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await bringOnce(unsent, names);
        } catch (error) {
            const isRace = error instanceof Problem && [409, 412].includes(error.status);
            if (!isRace || attempt === tries) throw error;
        }
    }
}

async function bringKept(journal: Journal, kept: Kept, names: Names, result: Recovered): Promise<void> {
    if (!isUnsent(kept.content)) return;
    try {
        const draft = await bring(kept.content, names);
        await journal.forgetKept(kept);
        result.brought.push({ draft, record: kept.content.record });
    } catch (error) {
        if (!(error instanceof Problem)) throw error;
        result.refused.push(error); // stays in the journal
    }
}

export async function recover(journal: Journal, names: Names): Promise<Recovered> {
    const result: Recovered = { brought: [], refused: [] };
    for (const kept of await journal.leftBehind()) await bringKept(journal, kept, names, result);
    return result;
}
