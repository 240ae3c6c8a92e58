// 新規受理: a blank form, or a draft taken up again (?draft=ID).
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDrafts } from "@/api/calls";
import { readDraft } from "@/api/draft-calls";
import { Problem } from "@/api/problem";
import type { DraftContent } from "@/api/types";
import { acceptedIn, acceptedRecord } from "@/kit/accepted-drafts";
import { go, useAddress } from "@/kit/address";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { useSchema } from "@/kit/schema";
import { Failure, Waiting } from "@/kit/states";
import { AcceptedNotice } from "./accepted-notice";
import { IntakeForm } from "./intake-form";
import { WaitingDrafts } from "./waiting-drafts";

export function IntakePage() {
    const { query } = useAddress();
    const asked = query.get("draft");
    // The form stays as it is when its own first save gives it an address; any other address opens another form.
    const [opened] = useState({ draft: asked, serial: 0 });
    if (asked !== opened.draft) {
        opened.draft = asked;
        opened.serial += 1;
    }
    function nameDraft(id: string) {
        opened.draft = id;
        if (window.location.pathname === "/intake") go(`/intake?draft=${id}`, { replace: true });
    }
    const [replaced, setReplaced] = useState<{
        serial: number;
        of: number;
        undo: DraftContent | null;
    }>({ serial: 0, of: 0, undo: null });
    return (
        <Opened
            key={`${opened.serial} ${replaced.serial}`}
            id={asked}
            turn={replaced.serial}
            onCreated={nameDraft}
            undo={replaced.of === opened.serial ? replaced.undo : null}
            onReplace={(undo) =>
                setReplaced(({ serial }) => ({ serial: serial + 1, of: opened.serial, undo }))
            }
        />
    );
}

type OpenedProps = {
    id: string | null;
    turn: number; // how often a file filled in what stands here: each time it is read anew
    onCreated: (id: string) => void;
    undo: DraftContent | null;
    onReplace: (undo: DraftContent | null) => void;
};

function Opened({ id: asked, turn, onCreated, undo, onReplace }: OpenedProps) {
    const { w } = useWords();
    const [id] = useState(asked);
    const schema = useSchema("consultation");
    const draft = useQuery({
        queryKey: ["draft", id, turn],
        queryFn: () => (id === null ? null : readDraft(id)),
        staleTime: Infinity,
        gcTime: 0,
        enabled: id !== null,
    });
    // Offered above a blank form; asked for with its description, and never waited for when the server is away.
    const waiting = useQuery({
        queryKey: ["drafts", "waiting", turn],
        queryFn: readDrafts,
        staleTime: Infinity,
        gcTime: 0,
        retry: false,
        enabled: id === null,
    });
    const error = schema.error ?? draft.error;
    const accepted =
        draft.data?.accepted_as ??
        (draft.error instanceof Problem ? (acceptedIn(draft.error) ?? acceptedRecord(id)) : null);
    if (accepted !== null) {
        return (
            <Page title={w("newIntake")}>
                <AcceptedNotice record={accepted} />
            </Page>
        );
    }
    if (error !== null) {
        return (
            <Page title={w("newIntake")}>
                <Failure
                    error={error}
                    onRetry={() => void (schema.error === null ? draft : schema).refetch()}
                />
            </Page>
        );
    }
    const isAsking = id === null ? waiting.isLoading : draft.data === undefined;
    if (schema.data === undefined || isAsking) {
        return (
            <Page title={w("newIntake")}>
                <div className="grid grid-cols-2 gap-3 p-3">
                    <Waiting lines={14} className="rounded-md border border-line bg-surface" />
                    <Waiting lines={8} className="rounded-md border border-line bg-surface" />
                </div>
            </Page>
        );
    }
    return (
        <IntakeForm
            schema={schema.data}
            draft={draft.data ?? null}
            onCreated={onCreated}
            undo={undo}
            onReplace={onReplace}
            notice={
                <WaitingDrafts drafts={(waiting.data?.items ?? []).filter(({ record }) => record === null)} />
            }
        />
    );
}
