// Rows that are chosen for one deed on all of them: the box on a row, and the one for all that are shown.
import { useWords } from "./language";

type RowChoiceProps = { number: string; chosen: boolean; whyNot?: string; onToggle: () => void };
export function RowChoice({ number, chosen, whyNot, onToggle }: RowChoiceProps) {
    const { w } = useWords();
    const may = whyNot === undefined;
    return (
        <label
            className="-my-1 flex size-8 items-center justify-center max-md:size-11 print:hidden"
            title={whyNot}
        >
            <input
                type="checkbox"
                tabIndex={-1} // Space on the row
                className="size-4 accent-act disabled:opacity-40"
                checked={may && chosen}
                disabled={!may}
                aria-label={
                    may ? w("selectRow", { number }) : `${number} ${w("notSelectable", { why: whyNot })}`
                }
                onChange={onToggle}
            />
        </label>
    );
}

type SelectAllProps = { all: number; selected: number; onChange: (every: boolean) => void };
export function SelectAll({ all, selected, onChange }: SelectAllProps) {
    const { w } = useWords();
    return (
        <label className="flex min-h-8 items-center gap-2 text-13 max-md:min-h-11">
            <span className="flex w-8 justify-center max-md:w-11">
                <input
                    type="checkbox"
                    data-select-all
                    className="size-4 accent-act"
                    checked={selected === all}
                    ref={(box) => {
                        if (box !== null) box.indeterminate = selected > 0 && selected < all;
                    }}
                    onChange={() => onChange(selected < all)}
                />
            </span>
            {w("selectShown", { n: all })}
        </label>
    );
}
