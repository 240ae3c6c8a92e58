// Files dropped on the desk: attached to the draft, and what a mail or form says offered to the empty fields.
import { useCallback, useState, type ReactNode } from "react";
import type { Attached, Proposal } from "@/api/files";
import type { DraftContent } from "@/api/types";
import { AttachmentsPanel } from "@/kit/attachments-panel";
import { Button } from "@/kit/button";
import { isEmptyValue } from "@/kit/field-value";
import { useWords } from "@/kit/language";
import type { Desk } from "./use-desk";

// Chosen by the form before anybody typed: a file may say better.
const preset = new Set(["kind", "channel"]);

export function filledFrom(content: DraftContent, { fields }: Proposal): DraftContent {
    const consultation = { ...content.consultation };
    for (const [name, value] of Object.entries(fields)) {
        if (isEmptyValue(consultation[name]) || preset.has(name)) consultation[name] = value;
    }
    return { ...content, consultation };
}

type Props = { desk: Desk; undo: DraftContent | null; onReplace: (undo: DraftContent | null) => void };

// The offer stands above what is typed, the files below it.
export function useDeskFiles({ desk, undo, onReplace }: Props): { offer: ReactNode; files: ReactNode } {
    const { w } = useWords();
    const [offered, setOffered] = useState<Proposal | null>(null);
    const { keeper, content } = desk;
    const id = desk.draftState.id;
    const makeHolder = useCallback(async () => {
        if (keeper.state().id === null) {
            keeper.changed(content());
            await keeper.flush();
        }
        const made = keeper.state();
        if (made.id === null) throw made.failed ?? new Error("no draft");
        return { kind: "drafts", id: made.id } as const;
    }, [keeper, content]);
    const attached = useCallback((done: Attached) => setOffered((before) => done.proposal ?? before), []);
    async function replace(next: DraftContent, back: DraftContent | null) {
        keeper.changed(next);
        await keeper.flush();
        if (keeper.state().failed === null) onReplace(back);
    }
    const offer = (
        <>
            {offered !== null && (
                <section
                    role="status"
                    className="mb-2 flex flex-wrap items-center gap-2 rounded-md border border-act px-3 py-2"
                >
                    <p className="min-w-0 flex-1">
                        <strong>{w("proposalTitle")}</strong>{" "}
                        <span className="text-13 text-ink-soft">{w("proposalHint")}</span>
                    </p>
                    <Button onClick={() => setOffered(null)}>{w("cancel")}</Button>
                    <Button
                        look="primary"
                        onClick={() => {
                            setOffered(null);
                            void replace(filledFrom(content(), offered), content());
                        }}
                    >
                        {w("proposalTake")}
                    </Button>
                </section>
            )}
            {undo !== null && (
                <p role="status" className="mb-2 flex items-center gap-2 text-13">
                    {w("proposalDone")}
                    <Button look="quiet" onClick={() => void replace(undo, null)}>
                        {w("undo")}
                    </Button>
                </p>
            )}
        </>
    );
    const files = (
        <AttachmentsPanel
            holder={id === null ? null : { kind: "drafts", id }}
            makeHolder={makeHolder}
            mayAdd
            mayRestrict={false}
            onAttached={attached}
            className="mt-2"
        />
    );
    return { offer, files };
}
