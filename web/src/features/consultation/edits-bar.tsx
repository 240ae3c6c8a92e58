// One quiet line at the foot, where it moves nothing, while something typed into the record is not saved in it: how much, since when it is kept, and from where it goes on.
import { Button } from "@/kit/button";
import { useWords } from "@/kit/language";
import { showMoment, showTimeWithSeconds } from "@/kit/moments";
import { useUndo } from "@/kit/use-undo";
import { contentOf } from "./edits";
import { isElsewhere, useEdits } from "./use-edits";

export function EditsBar() {
    const { w, label, language } = useWords();
    const { edits, draft, resumed } = useEdits();
    const { canUndo, canRedo, undo, redo } = useUndo();
    const unsaved = Object.keys(contentOf(edits).consultation).length;
    if (unsaved === 0) return null;
    const time = resumed === null ? "" : showMoment(resumed.saved_at, language);
    return (
        <div
            role="status"
            data-edits={unsaved}
            className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 border-t border-due-line bg-due-ground px-4 py-1 text-13 text-due print:hidden"
        >
            <strong>{w("editUnsaved", { n: unsaved })}</strong>
            {draft.savedAt !== null && draft.failed === null && (
                <span data-draft-saved={draft.dirty ? undefined : draft.savedAt} className="figures">
                    {w("editKept", { time: showTimeWithSeconds(draft.savedAt) })}
                </span>
            )}
            {draft.failed !== null && (
                <span className="font-bold">
                    {w("draftFailed")} {label(draft.failed.body.titles) || draft.failed.body.title}
                </span>
            )}
            {resumed !== null && (
                <span>
                    {isElsewhere(resumed)
                        ? w("draftElsewhere", { device: resumed.device, time })
                        : w("draftResumed", { time })}
                </span>
            )}
            <span className="ml-auto flex gap-1">
                <Button look="quiet" keys="Ctrl+Z" disabled={!canUndo} onClick={undo}>
                    {w("undo")}
                </Button>
                <Button look="quiet" keys="Ctrl+Shift+Z" disabled={!canRedo} onClick={redo}>
                    {w("redo")}
                </Button>
            </span>
        </div>
    );
}
