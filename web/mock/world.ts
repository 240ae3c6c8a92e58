// A small world in memory: units, people, and the sample consultations of samples/ spread over stations. Development only.
import { readFileSync } from "node:fs";
import type {
    Clock,
    ClockState,
    Consultation,
    ConsultationSummary,
    Decision,
    Draft,
    InboxItem,
    JournalEntry,
    RecordLink,
    RecordRef,
    Referral,
    StaffRef,
    TimelineItem,
    Unit,
    UnitRef,
    Urgency,
    Words,
} from "../src/api/types.ts";
import { recognise } from "./recognise.ts";

const hour = 3_600_000;
let serial = 0;
export function newId(): string {
    serial += 1;
    return `01JMOCK${serial.toString(36).toUpperCase().padStart(19, "0")}`;
}
function both(ja: string, en = ja): Words {
    return { ja, en };
}

function unit(code: string, ja: string, en: string): UnitRef {
    return { id: newId(), code, name: both(ja, en) };
}
export const hq = unit("HQ", "宮城県警察本部", "Miyagi Prefectural Police HQ");
export const cyber = unit("HQ-CYBER", "サイバー課", "Cyber Division");
export const cyberGuidance = unit("HQ-CYBER-INV", "サイバー犯罪捜査指導係", "Cyber Investigation Guidance");
export const fraud = unit("HQ-INV2", "捜査第二課", "Second Investigation Division");
export const sendai = unit("SENDAI-CHUO", "仙台中央警察署", "Sendai Chuo Station");
export const sendaiSafety = unit("SENDAI-CHUO-SA", "生活安全課", "Community Safety Section");
export const furukawa = unit("FURUKAWA", "古川警察署", "Furukawa Station");
export const furukawaSafety = unit("FURUKAWA-SA", "生活安全課", "Community Safety Section");
const ishinomaki = unit("ISHINOMAKI", "石巻警察署", "Ishinomaki Station");
const kesennuma = unit("KESENNUMA", "気仙沼警察署", "Kesennuma Station");

function staff(name: string, rank: string, post: string, extension: string, of: UnitRef): StaffRef {
    return { id: newId(), name, rank, post, extension, unit: of };
}
export const tanaka = staff("田中 太郎", "巡査部長", "係員", "3312", sendaiSafety);
export const sato = staff("佐藤 花子", "警部補", "係長", "3310", sendaiSafety);
export const chief = staff("鈴木 一郎", "警視", "署長", "3001", sendai);
export const ito = staff("伊藤 健", "警部補", "係長", "6441", cyberGuidance);
export const auditor = staff("監察 次郎", "警部", "監察官", "2101", hq);

const since = "2022-09-28T00:00:00.000Z";
function envelope(of: UnitRef, by: StaffRef, at: string) {
    return {
        id: newId(),
        version: 1,
        created_at: at,
        created_by: by,
        changed_at: at,
        changed_by: by,
        owner_unit: of,
        origin_unit: of,
        restriction: "none" as const,
    };
}

export const units: Unit[] = (
    [
        [cyber, "division", hq],
        [cyberGuidance, "section", cyber],
        [fraud, "division", hq],
        [sendai, "station", hq],
        [sendaiSafety, "station_section", sendai],
        [furukawa, "station", hq],
        [furukawaSafety, "station_section", furukawa],
        [ishinomaki, "station", hq],
        [kesennuma, "station", hq],
    ] as [UnitRef, Unit["kind"], UnitRef][]
).map(([of, kind, parent]) => ({
    ...envelope(hq, chief, since),
    ...of,
    full_name: both(`${parent.name.ja}${of.name.ja}`, of.name.en),
    kind,
    parent,
    valid_from: "2022-09-28",
    valid_to: null,
    successor: null,
    phone: "022-221-7171",
    extension: "",
    confirmed: false,
}));

const kindCodes: Record<string, string> = { 通報: "report", 相談: "consultation", 情報提供: "information" };
const channelCodes: Record<string, string> = {
    来署: "visit",
    電話: "phone",
    メール: "mail",
    窓口フォーム: "form",
    交番: "koban",
    "110": "call_110",
    "#9110": "call_9110",
    ボランティア: "volunteer",
    IHC: "hotline",
    事業者: "business",
    他機関: "agency",
};

type Sample = {
    id: string;
    channel: string;
    kind: string;
    text: string;
    labels: {
        stat_category: string;
        internal_type: string;
        urgency: Urgency;
        needs_specialist: boolean;
        is_cyber_crime: string;
        guidance: string[];
    };
};
function readSamples(): Sample[] {
    const path = new URL("../../samples/consultations.jsonl", import.meta.url);
    return readFileSync(path, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Sample);
}
export const samples = readSamples();

const owners: UnitRef[] = [sendaiSafety, furukawa, ishinomaki, sendaiSafety, kesennuma];
export const consultations = new Map<string, Consultation>();
export const drafts = new Map<string, Draft>();
export const referrals = new Map<string, Referral>();
export const timelines = new Map<string, TimelineItem[]>();
export const clocks = new Map<string, Clock>();
export const decisionsOf = new Map<string, Decision[]>();
export const separations = new Map<string, [string, string]>();
export const journal: JournalEntry[] = [];
let lastNumber = 1160;

export function addConsultation(
    fields: Record<string, unknown>,
    by: StaffRef,
    owner: UnitRef,
    at: string,
): Consultation {
    lastNumber += 1;
    const narrative = typeof fields.narrative === "string" ? fields.narrative : "";
    const record: Consultation = {
        kind: "consultation",
        channel: "phone",
        ...fields,
        ...envelope(owner, by, at),
        number: `令和8年 第${lastNumber}号`,
        status: "accepted",
        received_at: at,
        receiver: by,
        narrative,
        subject:
            typeof fields.subject === "string" && fields.subject !== ""
                ? fields.subject
                : narrative.slice(0, 30),
        urgency: (fields.urgency as Urgency | undefined) ?? null,
        needs_specialist: (fields.needs_specialist as boolean | undefined) ?? null,
        lead: owner,
        can: {
            "consultation.edit": true,
            "consultation.decide": true,
            "consultation.refer": true,
            "consultation.hand_over": true,
            "separation.create": true,
        },
    };
    consultations.set(record.id, record);
    note(record.id, { kind: "consultation", action: "accept" }, by, at);
    return record;
}

type Happened = Pick<TimelineItem, "kind" | "action" | "changes" | "after">;
export function note(
    id: string,
    happened: Happened,
    by: StaffRef | null,
    at = new Date().toISOString(),
): void {
    timelines.set(id, [{ at, by, version: 1, ...happened }, ...(timelines.get(id) ?? [])]);
    journal.unshift({ seq: journal.length + 1, at, by, ...happened, record: id, version: 1 });
}

export function refTo(record: Consultation): RecordRef {
    return {
        kind: "consultation",
        id: record.id,
        number: record.number,
        subject: record.subject,
        received_at: record.received_at,
        unit: record.owner_unit,
        status: record.status,
    };
}

export function stateOf(due: string): ClockState {
    const left = new Date(due).getTime() - Date.now();
    if (left < 0) return "overdue";
    const day = (at: Date) => new Date(at.getTime() + 9 * hour).toISOString().slice(0, 10);
    return day(new Date(due)) === day(new Date()) ? "today" : "later";
}

export function addClock(record: Consultation, due: string): Clock {
    const clock: Clock = {
        id: newId(),
        version: 1,
        duty: "report_to_headquarters",
        label: both("サイバー課ほか本部関係課へ報告", "Report to headquarters"),
        basis: "816号 2(1)イ",
        wording: "遅滞なく",
        record: record.id,
        owner: record.owner_unit,
        started_at: record.received_at,
        due_at: due,
        state: stateOf(due),
        reason_when_late: true,
        late_reason: "",
        waived: false,
        waiver_reason: "",
    };
    clocks.set(clock.id, clock);
    return clock;
}

export function clockOf(record: Consultation): Clock | undefined {
    return [...clocks.values()].find((clock) => clock.record === record.id && clock.state !== "done");
}

export function summaryOf(record: Consultation): ConsultationSummary {
    const clock = clockOf(record);
    return {
        id: record.id,
        number: record.number,
        kind: record.kind,
        channel: record.channel,
        status: record.status,
        subject: record.subject,
        excerpt: record.narrative.slice(0, 80),
        received_at: record.received_at,
        receiver: record.receiver,
        owner_unit: record.owner_unit,
        urgency: record.urgency,
        needs_specialist: record.needs_specialist,
        clock: clock === undefined ? null : { ...clock, state: stateOf(clock.due_at ?? "") },
    };
}

const observablesOf = new Map<string, ReturnType<typeof recognise>>();
export function observablesIn(record: Consultation) {
    const key = `${record.id} ${record.version}`;
    const found = observablesOf.get(key) ?? recognise(record.narrative);
    observablesOf.set(key, found);
    return found;
}
export function holdersOf(type: string, value: string, except?: string): Consultation[] {
    return [...consultations.values()].filter(
        (record) =>
            record.id !== except &&
            observablesIn(record).some((each) => each.type === type && each.value === value),
    );
}
export function linkedTo(record: Consultation) {
    return observablesIn(record).flatMap((observable) =>
        holdersOf(observable.type, observable.value, record.id)
            .filter(
                (other) =>
                    ![...separations.values()].some(
                        (pair) => pair.includes(record.id) && pair.includes(other.id),
                    ),
            )
            .map((other) => ({ other, observable })),
    );
}

export function addReferral(
    record: Consultation,
    purpose: Referral["purpose"],
    from: UnitRef,
    to: UnitRef,
    by: StaffRef,
    message: string,
    flash: boolean,
    at = new Date().toISOString(),
): Referral {
    const referral: Referral = {
        ...envelope(from, by, at),
        purpose,
        record_id: record.id,
        from_unit: from,
        to_unit: to,
        sent_by: by,
        sent_at: at,
        message,
        state: flash ? "flash" : "unapproved",
        approved_by: null,
        approved_at: null,
        received_name: "",
        received_extension: "",
        received_by: null,
        received_at: null,
        answer: "",
        answered_at: null,
        late_reason: "",
    };
    referrals.set(referral.id, referral);
    note(record.id, { kind: "referral", action: "send", after: { purpose, to_unit: to.id } }, by, at);
    return referral;
}

export function linkOf({ other, observable }: ReturnType<typeof linkedTo>[number]): RecordLink {
    const { type, value, label } = observable;
    const shown = value.split("|").join(" ");
    const sentence = both(`同じ${label.ja} ${shown}`, `Same ${label.en} ${shown}`);
    return { record: refTo(other), reasons: [{ type, value, by: "value", sentence }], strength: 100 };
}

export function inboxItem(referral: Referral): InboxItem | null {
    const record = consultations.get(referral.record_id);
    if (record === undefined) return null;
    const due = new Date(new Date(referral.sent_at ?? "").getTime() + 8 * hour).toISOString();
    const clock = clockOf(record) ?? addClock(record, due);
    const [link] = linkedTo(record);
    return {
        referral,
        consultation: summaryOf(record),
        clock: { ...clock, state: stateOf(clock.due_at ?? "") },
        why:
            record.needs_specialist === true
                ? both("専門的知識が必要", "Needs a specialist")
                : both("サイバー犯罪の疑い", "Suspected cyber crime"),
        strongest_link: link === undefined ? null : linkOf(link),
    };
}

samples.forEach((sample, index) => {
    const at = new Date(Date.now() - (samples.length - index) * 5.3 * hour).toISOString();
    const owner = owners[index % owners.length] ?? sendaiSafety;
    const { labels } = sample;
    const record = addConsultation(
        {
            kind: kindCodes[sample.kind] ?? "consultation",
            channel: channelCodes[sample.channel] ?? "phone",
            narrative: sample.text,
            subject: `${labels.internal_type} (${sample.text.slice(0, 18)}…)`,
            stat_category: labels.stat_category,
            internal_type: labels.internal_type,
            urgency: labels.urgency,
            needs_specialist: labels.needs_specialist,
            is_cyber_crime: labels.is_cyber_crime,
        },
        index % 2 === 0 ? tanaka : sato,
        owner,
        at,
    );
    if (index % 3 === 0) record.status = "in_progress";
    if (index % 7 === 0) record.status = "closed";
    if (labels.needs_specialist && index > 70) {
        addClock(record, new Date(Date.now() + (index % 9) * 4 * hour - 9 * hour).toISOString());
        const referral = addReferral(
            record,
            "report",
            owner,
            cyber,
            sato,
            "関係課と共有願います。",
            index % 4 === 0,
            at,
        );
        if (index % 5 === 0)
            Object.assign(referral, {
                state: "received",
                received_at: at,
                received_name: ito.name,
                received_extension: ito.extension,
                received_by: ito,
            });
    }
});
