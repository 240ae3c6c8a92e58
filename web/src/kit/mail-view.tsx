// A mail as evidence: who wrote, the path it took with the first outside hop, what the receivers checked, where its links go.
import type { MailAddress, MailHop, MailReading } from "@/api/files";
import { Chip } from "./chips";
import { useWords } from "./language";
import { showMoment } from "./moments";
import { showValue } from "./observables";
import { shownName } from "./shown-name";

export function secondsBetween(before: MailHop | undefined, hop: MailHop): number | null {
    if (before === undefined || before.time === null || hop.time === null) return null;
    return Math.round((Date.parse(hop.time) - Date.parse(before.time)) / 1000);
}

function addresses(list: MailAddress[]): string {
    return list
        .map(({ name, address }) => (name === "" ? address : address === "" ? name : `${name} <${address}>`))
        .join(", ");
}

export function MailView({ mail, body }: { mail: MailReading; body: string }) {
    const { w } = useWords();
    const heads: [string, string][] = [
        [w("mailSubject"), mail.subject],
        [w("mailFrom"), addresses(mail.from)],
        [w("mailReplyTo"), addresses(mail.reply_to)],
        [w("mailTo"), addresses(mail.to)],
        [w("mailCc"), addresses(mail.cc)],
        [w("mailDate"), mail.date_written],
        ["Message-ID", mail.message_id],
    ];
    return (
        <div className="flex flex-col gap-3">
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
                {heads
                    .filter(([, value]) => value !== "")
                    .map(([name, value]) => (
                        <div key={name} className="contents">
                            <dt className="text-13 text-ink-soft">{name}</dt>
                            <dd className="break-all">{value}</dd>
                        </div>
                    ))}
            </dl>
            <Authentication results={mail.authentication} />
            <PathView mail={mail} />
            <Links links={mail.links} />
            <section>
                <h3 className="font-bold">{w("mailBody")}</h3>
                <pre
                    className="max-h-[40dvh] overflow-auto font-sans break-words whitespace-pre-wrap"
                    tabIndex={0}
                >
                    {body}
                </pre>
            </section>
            {mail.parts_in_all > 1 && (
                <section>
                    <h3 className="font-bold">{w("mailParts")}</h3>
                    <ul className="text-13">
                        {mail.parts.map((part) => (
                            <li key={part.section} className="break-all">
                                <span className="figures">{part.section}</span> {part.type}{" "}
                                {shownName(part.name)}{" "}
                                {!part.container && (
                                    <span className="figures text-ink-soft">
                                        {part.size.toLocaleString()}
                                    </span>
                                )}{" "}
                                {part.deceptive_name && (
                                    <strong className="text-late">{w("archiveDeceptive")}</strong>
                                )}
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </div>
    );
}

function Authentication({ results }: { results: MailReading["authentication"] }) {
    const { w } = useWords();
    if (results.length === 0) return null;
    return (
        <section>
            <h3 className="font-bold">{w("mailAuthentication")}</h3>
            <ul className="flex flex-wrap gap-1.5">
                {results.map((one, index) => (
                    <li key={index}>
                        <Chip tone={one.result === "pass" ? undefined : "late"}>
                            {one.method.toUpperCase()} {one.result} {one.domain}
                        </Chip>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function PathView({ mail }: { mail: MailReading }) {
    const { w, label, language } = useWords();
    const { hops, first_outside: outside } = mail.path;
    return (
        <section>
            <h3 className="font-bold">{w("mailPath")}</h3>
            <p className="text-13 text-ink-soft">
                {hops.length === 0 ? w("mailPathEmpty") : label(mail.path.reason)}
            </p>
            <ol className="flex flex-col gap-1">
                {hops.map((hop, index) => {
                    const gap = secondsBetween(hops[index - 1], hop);
                    return (
                        <li
                            key={index}
                            data-outside={index === outside}
                            title={hop.written}
                            className={`border-l-4 pl-2 text-13 ${index === outside ? "border-late bg-late-ground" : "border-line"}`}
                        >
                            {index === outside && (
                                <strong className="text-late">{w("mailFirstOutside")} </strong>
                            )}
                            <span className="break-all">
                                {hop.host || hop.from} {hop.address !== "" && <code>[{hop.address}]</code>} →{" "}
                                {hop.by}
                            </span>{" "}
                            <span className="figures text-ink-soft">
                                {hop.time === null ? w("mailNoTime") : showMoment(hop.time, language)}{" "}
                                {gap !== null && w(gap < 0 ? "mailGapBack" : "mailGap", { n: Math.abs(gap) })}
                            </span>
                        </li>
                    );
                })}
            </ol>
            {mail.path.origins.map((origin) => (
                <p key={origin.field + origin.value} className="text-13 break-all">
                    {origin.field}: <code>{origin.value}</code>
                </p>
            ))}
        </section>
    );
}

function Links({ links }: { links: MailReading["links"] }) {
    const { w } = useWords();
    if (links.length === 0) return null;
    return (
        <section>
            <h3 className="font-bold">{w("mailLinks")}</h3>
            <ul className="flex flex-col gap-1 text-13">
                {links.map((link, index) => (
                    <li key={index} className="break-all">
                        {link.misleading && <strong className="text-late">{w("mailLinkMisleading")} </strong>}
                        <span className="text-ink-soft">{w("mailLinkShown")}</span> {link.shown}{" "}
                        <span className="text-ink-soft">{w("mailLinkTarget")}</span>{" "}
                        <code>{showValue("url", link.target)}</code>
                    </li>
                ))}
            </ul>
        </section>
    );
}
