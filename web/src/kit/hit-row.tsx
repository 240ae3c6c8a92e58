// A known match, told in one sentence, with the records one may open, the units one may ask, and the feeds that list it.
import type { Hit, RecognisedObservable } from "@/api/types";
import { Chip, Moment, ObservableValue, UnitName } from "./chips";
import { useWords } from "./language";
import { showDate } from "./moments";

const shownRecords = 3;

export function HitRow({ hit, observable }: { hit: Hit; observable?: RecognisedObservable }) {
    const { w, label } = useWords();
    return (
        <li
            data-hit={hit.observable.value}
            className="slides-in border-l-4 border-l-known bg-known-ground/40 px-3 py-1.5"
        >
            <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-13 text-ink-soft">
                    {label(hit.observable.label ?? observable?.label)}
                </span>
                <ObservableValue {...hit.observable} />
                {hit.by === "host" && <Chip>{w("sameHost")}</Chip>}
                {observable?.documentation === true && <Chip>{w("documentation")}</Chip>}
                {(observable?.listed ?? []).map((name) => (
                    <Chip key={name} title={name}>
                        {w("listed")}
                    </Chip>
                ))}
            </p>
            <p className="text-known">{label(hit.sentence)}</p>
            <ul className="text-13">
                {hit.records.slice(0, shownRecords).map((record) => (
                    <li key={record.id} className="truncate">
                        <a
                            href={`/consultations/${record.id}`}
                            target="_blank"
                            rel="noreferrer"
                            className="inline-block min-h-6 text-act underline underline-offset-2"
                        >
                            <span className="figures">{record.number}</span> {record.subject}
                        </a>{" "}
                        <span className="text-ink-soft">
                            <UnitName unit={record.unit} /> <Moment at={record.received_at} short />
                        </span>
                    </li>
                ))}
                {hit.records.length > shownRecords && (
                    <li className="text-ink-soft">{w("moreRecords", { n: hit.count - shownRecords })}</li>
                )}
                {hit.elsewhere.map((place) => (
                    <li key={place.unit.id}>
                        <strong>{w("elsewhere")}</strong> {w("contact")}: {label(place.unit.name)}{" "}
                        {place.contact}
                    </li>
                ))}
                {hit.feeds.map((feed) => (
                    <FeedLine key={feed.source + feed.name + feed.date} {...feed} />
                ))}
            </ul>
        </li>
    );
}

function FeedLine({ source, name, date }: { source: string; name: string; date: string }) {
    const { w, language } = useWords();
    return (
        <li>
            {w("indicator")} {source} {name !== source && name} {showDate(date.slice(0, 10), language)}
        </li>
    );
}
