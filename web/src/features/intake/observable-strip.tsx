// The recognised observables under the text: one click, or Alt+R at the caret, changes whose they are.
import type { RecognisedObservable } from "@/api/types";
import { Chip, ObservableValue, RoleShape } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { roleWords } from "@/kit/observable-text";
import { observableKey } from "@/kit/observables";

type Props = { observables: RecognisedObservable[]; current: string | null; onRole: (key: string) => void };

export function ObservableStrip({ observables, current, onRole }: Props) {
    const { w, label } = useWords();
    if (observables.length === 0)
        return <p className="min-h-8 py-1 text-13 text-ink-soft">{w("observablesHint")}</p>;
    return (
        <ul className="flex flex-wrap gap-1 py-1" aria-label={w("recognised")}>
            {observables.map((each) => {
                const key = observableKey(each);
                return (
                    <li key={key}>
                        <button
                            type="button"
                            data-observable-chip={each.value}
                            title={w("changeRole")}
                            onClick={() => onRole(key)}
                            className={`inline-flex min-h-8 max-w-full items-center gap-1.5 text-left rounded border bg-surface px-2 text-13 hover:bg-hovered max-md:min-h-11 ${current === key ? "border-act" : "border-line"}`}
                        >
                            <RoleShape role={each.role} />
                            <strong className="whitespace-nowrap">{w(roleWords[each.role])}</strong>
                            <span className="text-ink-soft whitespace-nowrap">{label(each.label)}</span>
                            <ObservableValue {...each} />
                            {each.unverified === true && <Chip>{w("unverified")}</Chip>}
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}
