// The last question before a record goes for good: which ones, what goes, what stays, and the number typed by hand.
import { useId, useState } from "react";
import { Button } from "./button";
import { Day } from "./chips";
import { Dialog } from "./dialog";
import { isConfirmed } from "./disposal-confirmation";
import { Icon } from "./icons";
import { useWords } from "./language";
import type { WordKey } from "./words";

type Going = { record: string; number: string; kept_until: string | null };
type Props = { records: Going[]; busy?: boolean; onClose: () => void; onApprove: () => void };

const goes: WordKey[] = ["goesRecord", "goesText", "goesHistory", "goesForGood"];
const stays: WordKey[] = ["staysProof", "staysStatistics", "staysRegister"];

export function ApproveDisposalDialog({ records, busy = false, onClose, onApprove }: Props) {
    const { w } = useWords();
    const [typed, setTyped] = useState("");
    const hintId = useId();
    const numbers = records.map((each) => each.number);
    const confirmed = isConfirmed(typed, numbers);
    const expected = numbers.length === 1 ? (numbers[0] ?? "") : String(numbers.length);
    const wrong = !confirmed && typed.trim().length >= expected.length; // not while it is being typed
    return (
        <Dialog title={w("approveTitle")} onClose={onClose}>
            <form
                data-approving={records.length}
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (confirmed && !busy) onApprove();
                }}
            >
                <p className="flex items-start gap-2 rounded-md border border-late-line bg-late-ground p-2 font-bold">
                    <Icon name="alert" className="mt-0.5 size-5 text-late" />
                    {w("approveWarning", { n: records.length })}
                </p>
                <ul
                    tabIndex={0}
                    aria-label={w("ofRecords", { n: records.length })}
                    className="max-h-40 divide-y divide-line overflow-y-auto rounded border border-line"
                >
                    {records.map((each) => (
                        <li key={each.record} className="flex flex-wrap justify-between gap-x-4 px-3 py-1">
                            <strong className="figures">{each.number}</strong>
                            {each.kept_until !== null && (
                                <span className="text-13 text-ink-soft">
                                    {w("keptUntil")} <Day day={each.kept_until} />
                                </span>
                            )}
                        </li>
                    ))}
                </ul>
                <div className="grid gap-3 sm:grid-cols-2">
                    <Lines title={w("whatGoes")} words={goes} />
                    <Lines title={w("whatStays")} words={stays} />
                </div>
                <label className="flex flex-col gap-1">
                    <span className="font-bold">
                        {records.length === 1
                            ? w("typeNumber", { number: numbers[0] ?? "" })
                            : w("typeCount")}
                    </span>
                    <input
                        autoComplete="off"
                        name="confirmation"
                        inputMode={records.length === 1 ? undefined : "numeric"}
                        aria-invalid={wrong}
                        aria-describedby={hintId}
                        className="field-box"
                        value={typed}
                        onChange={(event) => setTyped(event.target.value)}
                    />
                </label>
                <p id={hintId} role="status" className="-mt-2 min-h-5 text-13 text-late">
                    {wrong && w("doesNotAgree")}
                </p>
                <div className="flex flex-wrap justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="danger" disabled={!confirmed || busy}>
                        {w("approveAndDispose")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}

function Lines({ title, words }: { title: string; words: WordKey[] }) {
    const { w } = useWords();
    return (
        <section>
            <h3 className="text-13 font-bold">{title}</h3>
            <ul className="list-disc pl-5 text-13">
                {words.map((word) => (
                    <li key={word}>{w(word)}</li>
                ))}
            </ul>
        </section>
    );
}
