// Words of danger: one instruction, red, and it stays in sight until somebody says that it was done. Where the page
// itself scrolls it sticks below the navigation; styles.css keeps what is typed into out from under it.
import type { Danger } from "@/api/types";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";

type Props = { dangers: Danger[]; acknowledged: boolean; onAcknowledge: () => void };

export function DangerBar({ dangers, acknowledged, onAcknowledge }: Props) {
    const { w, label } = useWords();
    if (dangers.length === 0) return null;
    const words = dangers.map((danger) => label(danger.text)).join("、");
    if (acknowledged) {
        return (
            <div className="flex items-center gap-2 border-b border-late-line bg-late-ground px-4 py-1 text-late">
                <Icon name="check" /> {w("dangerTold")} <span className="text-ink-soft">{words}</span>
            </div>
        );
    }
    return (
        <div
            role="alert"
            data-danger-bar
            className="slides-in z-30 flex flex-wrap items-center gap-x-4 gap-y-1 bg-red-900 px-4 py-2 text-white max-lg:sticky max-lg:top-0 max-md:top-11.25"
        >
            <Icon name="alert" className="size-6" />
            <strong className="text-18">{w("dangerInstruction")}</strong>
            <span className="flex-1 max-lg:line-clamp-2">{words}</span>
            <button
                type="button"
                onClick={onAcknowledge}
                className="min-h-8 rounded-md bg-white px-3 font-bold text-red-900 hover:bg-red-100 max-md:min-h-11"
            >
                {w("dangerAcknowledge")}
            </button>
        </div>
    );
}
