// Taking back what was saved: a new edit with the former value, unless somebody has changed the field since; then it is said who.
import { useQueryClient } from "@tanstack/react-query";
import { changeConsultation, readConsultation, readTimeline } from "@/api/calls";
import { Problem } from "@/api/problem";
import type { Consultation, ConsultationFields, FieldContent } from "@/api/types";
import { useNameOf } from "@/kit/chips";
import { sameJson, type Json } from "@/kit/journal-merge";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useUndo } from "@/kit/use-undo";
import { useEdits } from "./use-edits";

// The fields of an edit that stand as they were sent; a text into which the server merged somebody else's lines is not only ours.
function oursOf(
    before: ConsultationFields,
    sent: ConsultationFields,
    saved: Consultation,
): [string, FieldContent, FieldContent][] {
    return Object.entries(sent).flatMap(([field, value = null]) => {
        const former = before[field] ?? null;
        const stands = sameJson(value, (saved[field] ?? null) as Json);
        return stands && !sameJson(former, value) ? [[field, former, value] as const] : [];
    });
}

export function usePutBack(id: string) {
    const client = useQueryClient();
    const notify = useNotify();
    const { w } = useWords();
    const { stack } = useUndo();
    const { nameOf, settle } = useEdits();
    const personName = useNameOf();

    async function sayWhoChanged(field: string) {
        const { items } = await readTimeline(id);
        const last = items.filter((item) => item.changes?.some((change) => change.field === field)).at(-1);
        notify.failed(w("changedSince", { field: nameOf(field), name: personName(last?.by ?? null) }));
    }

    // Each field from what we left there to what it is to be.
    async function put(fields: readonly { field: string; from: FieldContent; to: FieldContent }[]) {
        const current = await readConsultation(id);
        const other = fields.find(({ field, from }) => !sameJson((current[field] ?? null) as Json, from));
        if (other !== undefined) {
            await sayWhoChanged(other.field);
            return false;
        }
        const changes = Object.fromEntries(fields.map(({ field, to }) => [field, to]));
        try {
            const changed = await changeConsultation(id, current.version, changes);
            settle(...Object.keys(changes));
            client.setQueryData(["consultation", id, "facts"], changed);
        } catch (error) {
            const clash = error instanceof Problem ? error.body.conflicts?.[0] : undefined;
            if (clash === undefined) throw error;
            await sayWhoChanged(clash.field);
            return false;
        } finally {
            void client.invalidateQueries({ queryKey: ["consultation", id] });
        }
        return true;
    }

    return {
        offer: (before: ConsultationFields, sent: ConsultationFields, saved: Consultation) => {
            const ours = oursOf(before, sent, saved);
            const way = (from: 1 | 2, to: 1 | 2) =>
                ours.map((each) => ({ field: each[0], from: each[from], to: each[to] }));
            if (ours.length === 0) return;
            stack.push({
                name: ours.map(([field]) => nameOf(field)).join("、"),
                undo: () => put(way(2, 1)),
                redo: () => put(way(1, 2)),
            });
        },
    };
}
