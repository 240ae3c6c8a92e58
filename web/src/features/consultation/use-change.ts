// Saves what was typed into a record; what somebody else changed meanwhile is merged by the server or shown side by side. Whatever
// happens, what was typed stays where it was typed until it is saved or given up.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeConsultation } from "@/api/calls";
import { Problem } from "@/api/problem";
import type { Consultation, ConsultationFields, FieldConflict, FieldContent } from "@/api/types";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useEdits } from "./use-edits";
import { usePutBack } from "./use-put-back";

type Change = { version: number; changes: ConsultationFields; before: ConsultationFields };
export type Conflict = { current: Consultation; conflicts: FieldConflict[]; changes: ConsultationFields };

export function useChange(record: Consultation) {
    const client = useQueryClient();
    const notify = useNotify();
    const { w } = useWords();
    const edits = useEdits();
    const putBack = usePutBack(record.id);
    const [conflict, setConflict] = useState<Conflict | null>(null);
    const mutation = useMutation({
        mutationFn: ({ version, changes }: Change) => changeConsultation(record.id, version, changes),
        onSuccess: (changed, { changes, before }) => {
            setConflict(null);
            edits.settle(...Object.keys(changes));
            putBack.offer(before, changes, changed);
            client.setQueryData(["consultation", record.id, "facts"], changed);
            void client.invalidateQueries({ queryKey: ["consultation", record.id] });
            if (changed.merged === true) notify.told(w("merged"));
        },
        onError: (error, { changes }) => {
            const { current, conflicts } = error instanceof Problem ? error.body : {};
            if (current !== undefined && conflicts !== undefined)
                setConflict({ current, conflicts, changes });
            else notify.failed(error);
        },
    });
    // `version`: what was on the screen when the change began; a live update meanwhile must not make it look fresh.
    function save(changes: ConsultationFields, version: number) {
        const before = Object.fromEntries(
            Object.keys(changes).map((field) => [
                field,
                edits.edits[field]?.base ?? (record[field] as FieldContent),
            ]),
        );
        mutation.mutate({ version, changes, before });
    }
    // The officer has seen both sides: what was chosen is saved on top of the newest version, what was given up is gone.
    function resolve(chosen: ConsultationFields) {
        if (conflict === null) return;
        const { current, changes } = conflict;
        client.setQueryData(["consultation", record.id, "facts"], current);
        const givenUp = Object.keys(changes).filter((field) => !(field in chosen));
        edits.drop(...givenUp);
        const before = Object.fromEntries(
            Object.keys(chosen).map((field) => [field, current[field] as FieldContent]),
        );
        if (Object.keys(chosen).length === 0) setConflict(null);
        else mutation.mutate({ version: current.version, changes: chosen, before });
    }
    // Back to the field, where what was typed still stands.
    function goBack() {
        setConflict(null);
    }
    const refused = mutation.error instanceof Problem ? (mutation.error.body.violations ?? []) : [];
    return { save, busy: mutation.isPending, conflict, resolve, goBack, violations: refused };
}
