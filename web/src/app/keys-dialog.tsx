// `?`: every key that works, in one list.
import type { Session } from "@/api/types";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import type { WordKey } from "@/kit/words";
import { placesOf } from "./navigation";
import type { TourDesk } from "./tour";

// The manual prints the same (data/manual/desk.yaml).
export const generalKeys: readonly [string, WordKey][] = [
    ["Ctrl+K  /", "keySearch"],
    ["Ctrl+Enter", "keyPrimary"],
    ["Alt+1 … 9", "keyProposal"],
    ["Alt+Shift+1 … 9", "keyRefuse"],
    ["Alt+R", "keyRole"],
    ["↑ ↓ / J K, Enter / O", "keyRows"],
    ["Space / X", "keySelect"],
    ["R", "keyReceipt"],
    ["Ctrl+Z", "keyUndo"],
    ["Ctrl+Shift+Z", "keyRedo"],
    ["Alt+G", "keyTour"],
    ["F1", "keyFieldHelp"],
];

type Props = { session: Session; tour: TourDesk; onClose: () => void };

export function KeysDialog({ session, tour, onClose }: Props) {
    const { w } = useWords();
    const rows: [string, string][] = [
        ...generalKeys.map(([keys, word]): [string, string] => [keys, w(word)]),
        ...placesOf(session).map((place): [string, string] => [place.key.toUpperCase(), w(place.word)]),
        ["?", w("keys")],
    ];
    return (
        <Dialog title={w("keys")} onClose={onClose}>
            <p className="mb-2 text-13 text-ink-soft">{w("keysHint")}</p>
            <dl className="grid grid-cols-[10rem_1fr] gap-y-1">
                {rows.map(([keys, what]) => (
                    <div key={keys} className="contents">
                        <dt>
                            <kbd className="rounded border border-line-strong bg-sunken px-1.5 font-sans text-13">
                                {keys}
                            </kbd>
                        </dt>
                        <dd>{what}</dd>
                    </div>
                ))}
            </dl>
            {tour.exists && (
                <div className="mt-4 flex flex-wrap items-center justify-end gap-3 border-t border-line pt-3">
                    <p className="min-w-0 flex-1 text-13 text-ink-soft">{w("tourAbout")}</p>
                    <Button
                        onClick={() => {
                            onClose();
                            tour.start();
                        }}
                    >
                        {w(tour.left?.state === "left" ? "tourGoOn" : "tourStart")}
                    </Button>
                </div>
            )}
        </Dialog>
    );
}
