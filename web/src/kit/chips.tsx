// Small marks that look the same everywhere: a person, a clock, an observable, an urgency, a state.
import type { ReactNode } from "react";
import type { ClockState, ObservableRole, StaffRef, UnitRef, Urgency, Words } from "@/api/types";
import { showRemaining } from "./duration";
import { Icon } from "./icons";
import { useWords } from "./language";
import { isoInJapan, showDate, showMoment, showShortMoment } from "./moments";
import { useNow } from "./now";
import { showValue } from "./observables";
import { useTitle } from "./session";

export type Tone = "late" | "due" | "known" | "grey";
const tones: Record<Tone, string> = {
    late: "border-late-line bg-late-ground text-late",
    due: "border-due-line bg-due-ground text-due",
    known: "border-known-line bg-known-ground text-known",
    grey: "border-line bg-sunken text-ink-soft",
};

export function Chip({
    tone = "grey",
    title,
    children,
}: {
    tone?: Tone;
    title?: string;
    children: ReactNode;
}) {
    return (
        <span
            title={title}
            className={`inline-flex items-center gap-1 rounded-sm border px-1.5 text-12 leading-5 whitespace-nowrap ${tones[tone]}`}
        >
            {children}
        </span>
    );
}

export function PersonChip({ person, withUnit = true }: { person: StaffRef; withUnit?: boolean }) {
    const { w, label } = useWords();
    const title = useTitle();
    return (
        <span
            title={`${label(person.unit?.name)} ${title(person.post)} ${w("extension")} ${person.extension ?? ""}`}
        >
            {withUnit && <span className="text-ink-soft">{label(person.unit?.name)} </span>}
            {title(person.rank)} {person.name}
        </span>
    );
}

// In one line, also where nobody did it: an import has no author.
export function useNameOf(): (person: StaffRef | null) => string {
    const { w } = useWords();
    const title = useTitle();
    return (person) => (person === null ? w("bySystem") : `${title(person.rank)} ${person.name}`);
}

export function UnitName({ unit }: { unit: UnitRef | null | undefined }) {
    const { label } = useWords();
    return <span title={unit?.code}>{label(unit?.name)}</span>;
}

const clockTones: Record<ClockState, Tone> = { overdue: "late", today: "due", later: "grey", done: "grey" };

type ClockMark = {
    due_at: string | null;
    state: ClockState;
    label?: Words;
    wording?: string;
    withdrawn?: boolean;
};

export function ClockChip({ clock }: { clock: ClockMark }) {
    const { w, language, label } = useWords();
    const now = useNow();
    if (clock.due_at === null)
        return <Chip title={label(clock.label)}>{clock.wording ?? label(clock.label)}</Chip>;
    const ended = w(clock.withdrawn === true ? "clockWithdrawn" : "clockDone");
    const text = clock.state === "done" ? ended : showRemaining(clock.due_at, now, language);
    const title = [
        label(clock.label),
        clock.wording ?? "",
        `${w("target")} ${showMoment(clock.due_at, language)}`,
        isoInJapan(clock.due_at),
    ]
        .filter((part) => part !== "")
        .join(" / ");
    return (
        <Chip tone={clockTones[clock.state]} title={title}>
            <Icon name={clock.state === "done" ? "check" : "clock"} className="size-3.5" />
            <span className="figures">{text}</span>
        </Chip>
    );
}

export function UrgencyMark({ urgency, text }: { urgency: Urgency | null | undefined; text: string }) {
    if (urgency === null || urgency === undefined) return <span className="text-ink-faint">—</span>;
    if (urgency === "normal") return <span className="text-ink-soft">{text}</span>;
    return (
        <Chip tone={urgency === "immediate" ? "late" : "due"}>
            {urgency === "immediate" && <Icon name="alert" className="size-3.5" />}
            {text}
        </Chip>
    );
}

export function RoleShape({ role }: { role: ObservableRole }) {
    const styles: Record<ObservableRole, string> = {
        subject: "border-b-2 border-solid",
        victim: "border-b-4 border-double",
        third_party: "border-b-2 border-dotted",
    };
    return <span aria-hidden="true" className={`inline-block h-2 w-4 border-current ${styles[role]}`} />;
}

export function ObservableValue({ type, value }: { type: string; value: string }) {
    return <span className="value break-all">{showValue(type, value)}</span>;
}

export function Moment({ at, short = false }: { at: string; short?: boolean }) {
    const { language } = useWords();
    const now = useNow();
    return (
        <time
            dateTime={at}
            title={`${showMoment(at, language)} (${isoInJapan(at)})`}
            className="figures whitespace-nowrap"
        >
            {short ? showShortMoment(at, now, language) : showMoment(at, language)}
        </time>
    );
}

// A day of the calendar, "2030-03-31".
export function Day({ day }: { day: string }) {
    const { language } = useWords();
    return (
        <time dateTime={day} title={day} className="figures whitespace-nowrap">
            {showDate(day, language)}
        </time>
    );
}
