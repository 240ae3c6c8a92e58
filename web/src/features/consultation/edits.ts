// Changes to a record that are typed and not yet saved: field by field, each with what was on the screen when its change began.
import type { EditContent } from "@/api/draft-types";
import type { Consultation, FieldContent } from "@/api/types";
import { mergeJson, mergeLines, sameJson, type Clash, type Json, type Names } from "@/kit/journal-merge";
import { isText } from "@/kit/journal-recovery";

// `base`: what the change began from, at `version` of the record.
export type Edit = { value: FieldContent; base: FieldContent; version: number };
export type Edits = Readonly<Record<string, Edit>>;

export function without(edits: Edits, fields: readonly string[]): Edits {
    return Object.fromEntries(Object.entries(edits).filter(([field]) => !fields.includes(field)));
}

// What is worth keeping: an opened field in which nothing was changed is not.
export function contentOf(edits: Edits): EditContent {
    const changed = Object.entries(edits).filter(([, { value, base }]) => !sameJson(value, base));
    const part = <T>(of: (edit: Edit) => T) =>
        Object.fromEntries(changed.map(([field, edit]) => [field, of(edit)]));
    return {
        consultation: part((edit) => edit.value),
        versions: part((edit) => edit.version),
        bases: part((edit) => edit.base),
    };
}
export function isEmpty(content: EditContent): boolean {
    return Object.keys(content.consultation).length === 0;
}

// A draft taken up again; what was saved in the record meanwhile is no change any more.
export function editsOf({ consultation, versions, bases }: EditContent, record: Consultation): Edits {
    const edits: Record<string, Edit> = {};
    for (const [field, value = null] of Object.entries(consultation)) {
        if (sameJson(value, (record[field] ?? null) as Json)) continue;
        edits[field] = { value, base: bases?.[field] ?? null, version: versions[field] ?? record.version };
    }
    return edits;
}

// What another window or device made of the same changes. Of the two beginnings the later one counts: its text holds the other.
export function meet(
    base: EditContent | null,
    theirs: EditContent,
    mine: Edits,
    names: Names,
): { edits: Edits; clashes: Clash[] } {
    const here = contentOf(mine);
    const { content, clashes } = mergeJson(
        base?.consultation ?? {},
        theirs.consultation,
        here.consultation,
        names,
        isText,
    );
    const edits: Record<string, Edit> = {};
    for (const [field, value = null] of Object.entries(content)) {
        const there = theirs.versions[field] ?? 0;
        const own = mine[field];
        edits[field] =
            own !== undefined && own.version >= there
                ? { ...own, value }
                : { value, base: theirs.bases?.[field] ?? null, version: there };
    }
    for (const [field, edit] of Object.entries(mine))
        if (edits[field] === undefined && sameJson(edit.value, edit.base)) edits[field] = edit;
    return { edits, clashes };
}

export type Rebased = { edits: Edits; taken: string[] };

// Somebody saved the record while this is being typed. Long texts are merged by line at once; another field that changed under the
// hand stays as it was begun, so that both sides are shown when it is saved.
export function rebase(edits: Edits, record: Consultation, names: Names): Rebased {
    const next: Record<string, Edit> = {};
    const taken: string[] = [];
    for (const [field, edit] of Object.entries(edits)) {
        const now = (record[field] ?? null) as FieldContent;
        if (record.version <= edit.version) next[field] = edit;
        else if (sameJson(now, edit.base)) next[field] = { ...edit, version: record.version };
        else if (isText(field) && typeof edit.base === "string" && typeof edit.value === "string") {
            const theirs = typeof now === "string" ? now : "";
            const value = mergeLines(edit.base, theirs, edit.value, names).text;
            next[field] = { value, base: theirs, version: record.version };
            taken.push(field);
        } else next[field] = edit;
    }
    return { edits: next, taken };
}
