// Changes one record field by field; what somebody else changed meanwhile is merged by the server or shown side by side.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeConsultation } from "@/api/calls";
import { Problem } from "@/api/problem";
import type { Consultation, ConsultationFields, FieldConflict } from "@/api/types";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";

type Change = { version: number; changes: ConsultationFields };
export type Conflict = { current: Consultation; conflicts: FieldConflict[]; changes: ConsultationFields };

export function useChange(record: Consultation) {
    const client = useQueryClient();
    const notify = useNotify();
    const { w } = useWords();
    const [conflict, setConflict] = useState<Conflict | null>(null);
    const mutation = useMutation({
        mutationFn: ({ version, changes }: Change) => changeConsultation(record.id, version, changes),
        onSuccess: (changed) => {
            setConflict(null);
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
    function save(changes: ConsultationFields) {
        return mutation.mutateAsync({ version: record.version, changes }).then(
            () => true,
            () => false,
        );
    }
    // The officer has seen both sides: what was chosen is saved on top of the newest version.
    function resolve(chosen: ConsultationFields) {
        if (conflict === null) return;
        const { current } = conflict;
        client.setQueryData(["consultation", record.id, "facts"], current);
        mutation.mutate({ version: current.version, changes: chosen });
    }
    function giveUp() {
        if (conflict !== null) client.setQueryData(["consultation", record.id, "facts"], conflict.current);
        setConflict(null);
    }
    const refused = mutation.error instanceof Problem ? (mutation.error.body.violations ?? []) : [];
    return { save, busy: mutation.isPending, conflict, resolve, giveUp, violations: refused };
}
