// The attachments of an accepted record.
import { useCallback } from "react";
import type { Consultation } from "@/api/types";
import { AttachmentsPanel } from "@/kit/attachments-panel";

export function RecordFiles({ record }: { record: Consultation }) {
    const holder = { kind: "consultations", id: record.id } as const;
    const makeHolder = useCallback(
        () => Promise.resolve({ kind: "consultations", id: record.id } as const),
        [record.id],
    );
    return (
        <AttachmentsPanel
            holder={holder}
            makeHolder={makeHolder}
            mayAdd={record.can["consultation.edit"] === true}
            mayRestrict={record.can["consultation.restrict"] === true}
        />
    );
}
