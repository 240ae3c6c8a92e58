// 相談者への御案内: what is handed to the caller, on paper only.
import type { Guidance } from "@/api/types";
import { useWords } from "@/kit/language";
import { showDate, dayInJapan } from "@/kit/moments";
import { useSession } from "@/kit/session";

export function GuidanceSheet({ guidance, caller }: { guidance: Guidance[]; caller: string }) {
    const { w, label, language } = useWords();
    const session = useSession();
    return (
        <article className="hidden print:block">
            <p className="text-right">{showDate(dayInJapan(new Date()), language)}</p>
            {caller !== "" && <p>{w("toPerson", { name: caller })}</p>}
            <h1 className="my-4 text-center text-20 font-bold">{w("guidanceSheet")}</h1>
            {guidance.map((item) => (
                <section key={item.code} className="mb-3 break-inside-avoid">
                    <h2 className="font-bold">{label(item.title)}</h2>
                    <p>{label(item.text)}</p>
                    {item.contacts.map((contact) => (
                        <p key={contact.contact}>
                            {label(contact.name)} {contact.contact} {contact.hours}
                        </p>
                    ))}
                </section>
            ))}
            <p className="mt-8 text-right">
                {label(session.unit?.name ?? session.station?.name)} {session.staff?.rank}{" "}
                {session.staff?.name}
                <br />
                {w("extension")} {session.staff?.extension}
            </p>
        </article>
    );
}
