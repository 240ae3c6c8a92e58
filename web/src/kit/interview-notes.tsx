// What follows from the interview: wishes that get in each other's way, how long the evidence lives, what a provider will find
// missing, and the way of each wish.
import type { EvidenceLife, Interview, LifeState } from "@/api/interview";
import { Chip, type Tone } from "./chips";
import { Icon } from "./icons";
import { useWords } from "./language";
import { Panel } from "./page";
import type { WordKey } from "./words";

const lifeTones: Record<LifeState, Tone> = {
    gone: "late",
    urgent: "late",
    soon: "due",
    later: "grey",
    unknown: "due",
};
const lifeWords: Record<LifeState, WordKey> = {
    gone: "lifeGone",
    urgent: "lifeUrgent",
    soon: "lifeSoon",
    later: "lifeLater",
    unknown: "lifeUnknown",
};

export function InterviewNotes({ interview }: { interview: Interview }) {
    const { w, label } = useWords();
    const { conflicts, lives, missing, routes } = interview;
    return (
        <>
            {conflicts.map((conflict) => (
                <section
                    key={conflict.code}
                    data-conflict={conflict.code}
                    role="note"
                    className="rounded-md border border-due-line bg-due-ground px-3 py-2"
                >
                    <p className="flex items-start gap-1.5 font-bold text-due">
                        <Icon name="alert" className="mt-1" />
                        {label(conflict.says)}
                    </p>
                    <ol aria-label={w("inThisOrder")} className="list-decimal pl-6 text-14">
                        {conflict.order.map((step) => (
                            <li key={step.ja}>{label(step)}</li>
                        ))}
                    </ol>
                </section>
            ))}
            {lives.length > 0 && (
                <Panel title={w("evidenceLife")}>
                    <ul className="divide-y divide-line">
                        {lives
                            .filter((life) => life.state !== "unknown")
                            .map((life) => (
                                <LifeRow key={life.code} life={life} />
                            ))}
                        <UnknownLives lives={lives.filter((life) => life.state === "unknown")} />
                    </ul>
                </Panel>
            )}
            {missing.length > 0 && (
                <Panel title={w("providerMissing")} count={w("countItems", { n: missing.length })}>
                    <ul className="px-3 py-1" data-missing>
                        {missing.map((one) => (
                            <li key={one.code} className="flex min-h-7 flex-wrap items-center gap-2">
                                <span>{label(one.label)}</span>
                                {one.state !== "open" && <Chip>{w(`answer_${one.state}`)}</Chip>}
                            </li>
                        ))}
                    </ul>
                </Panel>
            )}
            {routes.length > 0 && (
                <Panel title={w("wishRoute")}>
                    {routes.map((route) => (
                        <div key={route.wish} data-route={route.wish} className="px-3 py-1">
                            <h3 className="text-13 font-bold">{label(route.label)}</h3>
                            <ol className="list-decimal pl-6 text-14">
                                {route.steps.map((step) => (
                                    <li key={step.text.ja} title={step.source}>
                                        {label(step.text)}
                                    </li>
                                ))}
                            </ol>
                        </div>
                    ))}
                </Panel>
            )}
        </>
    );
}

// Nobody has said when: that is said once, and what hangs on it.
function UnknownLives({ lives }: { lives: EvidenceLife[] }) {
    const { w, label } = useWords();
    if (lives.length === 0) return null;
    return (
        <li className="px-3 py-1.5">
            <p>
                <Chip tone={lifeTones.unknown}>{w(lifeWords.unknown)}</Chip>{" "}
                <span className="font-bold">{w("lifeAskWhen")}</span>
            </p>
            <ul className="text-13 text-ink-soft">
                {lives.map((life) => (
                    <li key={life.code} data-life={life.code} data-state={life.state} title={life.source}>
                        {label(life.sentence)} {!life.confirmed && w("notConfirmed")}
                    </li>
                ))}
            </ul>
        </li>
    );
}

function LifeRow({ life }: { life: EvidenceLife }) {
    const { w, label } = useWords();
    return (
        <li data-life={life.code} data-state={life.state} className="px-3 py-1.5">
            <p>
                <Chip tone={lifeTones[life.state]}>{w(lifeWords[life.state])}</Chip>{" "}
                <span className="font-bold">{label(life.sentence)}</span>{" "}
                {!life.confirmed && (
                    <span title={life.source} className="text-12 text-ink-soft">
                        {w("notConfirmed")}
                    </span>
                )}
            </p>
            <p className="text-13 text-ink-soft">
                {w("lifeNow")}: {label(life.act)}
            </p>
        </li>
    );
}
