// The contract's routes over the world in memory, as middleware of the development server and of `vite preview`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import type {
    Assessment,
    ConsultationFields,
    Decision,
    DraftContent,
    Guidance,
    Hit,
    NewConsultation,
    NewReferral,
    Proposal,
    Referral,
    Session,
    StaffRef,
    UnitRef,
    Words,
} from "../src/api/types.ts";
import { recognise, spansOf } from "./recognise.ts";
import { consultationSchema, statCategories } from "./schema.ts";
import * as world from "./world.ts";

type Account = {
    account: string;
    password: string;
    role: Words;
    unit: string;
    what: Words;
    staff: StaffRef;
    unitRef: UnitRef;
    station: UnitRef;
    can: string[];
};
function both(ja: string, en = ja): Words {
    return { ja, en };
}
const accounts: Account[] = [
    {
        account: "tanaka",
        password: "demo-tanaka",
        role: both("受理者", "Intake officer"),
        unit: "仙台中央警察署 生活安全課",
        what: both("相談を受けて受理する", "Takes consultations"),
        staff: world.tanaka,
        unitRef: world.sendaiSafety,
        station: world.sendai,
        can: ["consultation.create", "consultation.read", "referral.create"],
    },
    {
        account: "sato",
        password: "demo-sato",
        role: both("署生安課 調整", "Station coordinator"),
        unit: "仙台中央警察署 生活安全課",
        what: both("取りまとめ、引継ぎ、報告", "Compiles, hands over, reports"),
        staff: world.sato,
        unitRef: world.sendaiSafety,
        station: world.sendai,
        can: ["consultation.create", "consultation.read", "referral.create", "inbox.work"],
    },
    {
        account: "suzuki",
        password: "demo-suzuki",
        role: both("署長", "Station chief"),
        unit: "仙台中央警察署",
        what: both("指揮・決裁する", "Commands and approves"),
        staff: world.chief,
        unitRef: world.sendai,
        station: world.sendai,
        can: ["consultation.read", "referral.approve"],
    },
    {
        account: "ito",
        password: "demo-ito",
        role: both("サイバー犯罪捜査指導係", "HQ case guidance"),
        unit: "サイバー課 サイバー犯罪捜査指導係",
        what: both("報告を受領し、署を支援する", "Receives reports, supports stations"),
        staff: world.ito,
        unitRef: world.cyber,
        station: world.cyber,
        can: ["consultation.read", "inbox.work"],
    },
    {
        account: "kansatsu",
        password: "demo-kansatsu",
        role: both("監察", "Auditor"),
        unit: "監察課",
        what: both("内容を見ずに記録を確かめる", "Checks the journal without content"),
        staff: world.auditor,
        unitRef: world.hq,
        station: world.hq,
        can: ["journal.read"],
    },
];

const sessions = new Map<string, Account>();
const streams = new Set<ServerResponse>();
function tell(kind: string, id: string, version: number): void {
    for (const stream of streams)
        stream.write(`event: change\ndata: ${JSON.stringify({ kind, id, version })}\n\n`);
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}

class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly type: string,
        readonly titles: Words,
        readonly more: object = {},
    ) {
        super(titles.ja);
    }
}
const notFound = () => new Refusal(404, "not_found", both("見つかりません。", "Not found."));

type Call = {
    method: string;
    path: string;
    query: URLSearchParams;
    body: unknown;
    version: number | null;
    who: Account;
};
type Handler = (call: Call, ...ids: string[]) => unknown;
const routes: [string, RegExp, Handler][] = [];
function route(method: string, path: string, handler: Handler): void {
    routes.push([method, new RegExp(`^${path.replaceAll(":id", "([^/]+)")}$`), handler]);
}
function found<T>(map: Map<string, T>, id: string | undefined): T {
    const value = map.get(id ?? "");
    if (value === undefined) throw notFound();
    return value;
}

route("GET", "/schemas/:id", () => consultationSchema);
route("GET", "/units", () => ({ items: world.units, next_cursor: null }));

route("GET", "/drafts", () => ({
    items: [...world.drafts.values()].map((draft) => ({
        id: draft.id,
        version: draft.version,
        saved_at: draft.saved_at,
        kind: draft.content.consultation.kind ?? "",
        channel: draft.content.consultation.channel ?? "",
        subject: draft.content.consultation.subject ?? "",
        excerpt: textOf(draft.content.consultation.narrative).slice(0, 60),
    })),
}));
route("POST", "/drafts", ({ body }) => {
    const draft = {
        id: world.newId(),
        version: 1,
        saved_at: new Date().toISOString(),
        content: (body as { content: DraftContent }).content,
    };
    world.drafts.set(draft.id, draft);
    return draft;
});
route("GET", "/drafts/:id", (_, id) => found(world.drafts, id));
route("PUT", "/drafts/:id", ({ body, version }, id) => {
    const draft = found(world.drafts, id);
    if (version !== draft.version)
        throw new Refusal(412, "stale", both("別の画面で更新されています。", "Changed elsewhere."));
    Object.assign(draft, body as object, { version: draft.version + 1, saved_at: new Date().toISOString() });
    return draft;
});
route("DELETE", "/drafts/:id", (_, id) => void world.drafts.delete(id ?? ""));

const guidance: Guidance[] = [
    {
        code: "contact_bank",
        title: both("取引銀行へ連絡", "Call your bank"),
        text: both(
            "取引銀行の緊急連絡先へ電話し、口座の停止と振込の組戻しを相談してください。",
            "Call the bank's emergency line to stop the account.",
        ),
        contacts: [
            {
                name: both("七十七銀行 緊急連絡先", "Bank emergency line"),
                contact: "0120-00-0000",
                hours: "24時間",
                source: "",
                verified: false,
            },
        ],
    },
    {
        code: "change_password",
        contacts: [],
        title: both("パスワードの変更", "Change passwords"),
        text: both(
            "同じパスワードを使う全てのサービスで変更してください。",
            "Change it wherever it was used.",
        ),
    },
    {
        code: "preserve_evidence",
        contacts: [],
        title: both("証拠の保存", "Keep evidence"),
        text: both(
            "SMS、画面、URL、明細を消さずに保存してください。",
            "Keep messages, screens, URLs and statements.",
        ),
    },
];
route("GET", "/guidance", () => ({ items: guidance }));

function hitsIn(text: string): Hit[] {
    return recognise(text).flatMap((observable): Hit[] => {
        const holders = world
            .holdersOf(observable.type, observable.value)
            .filter((record) => record.narrative !== text);
        const isFeed = observable.value.includes("77bank");
        const isBlind = observable.type === "bank_account";
        if (holders.length === 0 && !isFeed && !isBlind) return [];
        const shown = observable.value.split("|").join(" ");
        return [
            {
                observable: { type: observable.type, value: observable.value },
                sentence: isFeed
                    ? both("フィッシングの指標として報告されているURL", "Listed as a phishing indicator")
                    : both(
                          `同じ${observable.label.ja} ${shown} が他に${Math.max(1, holders.length)}件`,
                          `The same ${observable.label.en} in ${Math.max(1, holders.length)} other record(s)`,
                      ),
                count: Math.max(1, holders.length),
                records: holders.slice(0, 5).map(world.refTo),
                elsewhere: isBlind ? [{ unit: world.furukawaSafety, contact: "古川警察署 内線 4410" }] : [],
                feeds: isFeed
                    ? [{ source: "TweetFeed", name: "phishing", date: "2026-07-28", count: 1 }]
                    : [],
                by: "value",
            },
        ];
    });
}

function reason(text: string, word: string) {
    return { text: both(`「${word}」`, `“${word}”`), spans: spansOf(text, word) };
}
function firstOf(text: string, words: string[]): string {
    return words.find((word) => text.includes(word)) ?? "";
}
function proposalsFor(text: string): Proposal[] {
    if (text.trim().length < 8) return [];
    const entered = firstOf(text, ["入れた", "入力", "ログイン", "不正"]);
    const money = firstOf(text, ["振り込", "送金", "出ていた", "円"]);
    const category =
        entered !== "" ? "不正アクセス・ウイルス関係" : money !== "" ? "詐欺・悪質商法関係等" : "その他";
    const type =
        entered !== ""
            ? money !== ""
                ? "ネットバンキング不正送金"
                : "フィッシング"
            : money !== ""
              ? "SNS型投資詐欺"
              : "その他・非サイバー";
    const why = entered || money || text.slice(0, 4);
    const ranked = (code: string, ja: string, score: number, ...words: string[]) => ({
        code,
        label: both(ja),
        score,
        reasons: words.filter((word) => word !== "").map((word) => reason(text, word)),
    });
    const others = statCategories.split(";").filter((name) => name !== category);
    const proposals: Proposal[] = [
        {
            table: "stat_category",
            label: both("統計区分", "Category"),
            choice: "one",
            ranked: [
                ranked(category, category, 0.9, why, money),
                ...others.slice(0, 2).map((name) => ranked(name, name, 0.2)),
            ],
            table_version: "1",
        },
        {
            table: "internal_type",
            label: both("内部種別", "Type"),
            choice: "one",
            ranked: [ranked(type, type, 0.8, why), ranked("フィッシング", "フィッシング", 0.5, why)].filter(
                (each, index, all) => all.findIndex((other) => other.code === each.code) === index,
            ),
            table_version: "1",
        },
        {
            table: "urgency",
            label: both("緊急度", "Urgency"),
            choice: "one",
            ranked: [money !== "" ? ranked("same_day", "当日", 0.8, money) : ranked("normal", "通常", 0.6)],
            table_version: "1",
        },
        {
            table: "offences",
            label: both("罪名候補", "Offences"),
            choice: "many",
            ranked: [
                ranked("不正アクセス行為", "不正アクセス行為", 0.8, entered),
                ranked("電子計算機使用詐欺", "電子計算機使用詐欺", 0.6, money),
                ranked("識別符号入力要求", "識別符号入力要求", 0.3),
            ],
            table_version: "1",
        },
        {
            table: "responsible_section",
            label: both("担当課", "Section"),
            choice: "one",
            ranked: [ranked("SENDAI-CHUO-SA", "生活安全課", 0.7, "")],
            table_version: "1",
        },
    ];
    if (entered !== "")
        proposals.push({
            table: "recipients",
            label: both("本部への報告 (遅滞なく)", "Report to HQ"),
            choice: "many",
            ranked: [ranked("HQ-CYBER", "サイバー課", 0.9, entered), ranked("HQ-INV2", "捜査第二課", 0.4)],
            table_version: "1",
        });
    return proposals;
}

const dangerWords = ["死にたい", "殺す", "殺害", "包丁", "自殺", "監禁", "爆破"];
function assessment(text: string): Assessment {
    const dangers = dangerWords
        .filter((word) => text.includes(word))
        .map((word) => ({ text: both(`「${word}」`, `“${word}”`), spans: spansOf(text, word) }));
    const asked = [
        { code: "sent", text: both("送金された形跡と時刻・金額", "Any transfer: when, how much"), order: 1 },
        { code: "bank", text: both("銀行へ連絡したか", "Was the bank called?"), order: 2 },
        { code: "device", text: both("使った端末と今の状態", "Which device, and its state"), order: 3 },
    ];
    const long = text.trim().length >= 8;
    return {
        observables: recognise(text),
        hits: hitsIn(text),
        proposals: proposalsFor(text),
        dangers,
        questions: long ? asked : [],
        guidance: long ? guidance.map((item) => ({ ...item, reasons: [] })) : [],
        duplicates: [],
        earlier: [],
    };
}
route("POST", "/assessments", ({ body }) => assessment((body as { text: string }).text));

route("POST", "/consultations", ({ body, who }) => {
    const { consultation, decisions, draft } = body as NewConsultation;
    const received =
        typeof consultation.received_at === "string" ? new Date(consultation.received_at) : new Date();
    if (received.getTime() > Date.now() + 60_000)
        throw new Refusal(422, "invalid", both("入力に誤りがあります。", "The input is not valid."), {
            violations: [
                { field: "received_at", reason: both("受理日時が未来です。", "The time is in the future.") },
            ],
        });
    if (textOf(consultation.caller_phone).includes("x"))
        throw new Refusal(422, "invalid", both("入力に誤りがあります。", "The input is not valid."), {
            violations: [
                {
                    field: "caller_phone",
                    reason: both("電話番号に使えない文字があります。", "Not a phone number."),
                },
            ],
        });
    const record = world.addConsultation(
        { ...consultation, ...decisions },
        who.staff,
        who.unitRef,
        received.toISOString(),
    );
    if (draft !== undefined) world.drafts.delete(draft);
    world.decisionsOf.set(record.id, decisionsFrom(record.narrative, decisions, who.staff));
    if (record.narrative.length > 8)
        world.addClock(record, new Date(Date.now() + 2.5 * 3_600_000).toISOString());
    tell("consultation", record.id, 1);
    return record;
});
function named(choices: { code: string; label: Words }[], codes: string[]) {
    return codes.map((code) => ({
        code,
        label: choices.find((each) => each.code === code)?.label ?? both(code),
    }));
}
function decisionsFrom(text: string, decided: Record<string, string | string[]>, by: StaffRef): Decision[] {
    return proposalsFor(text).map((proposal) => {
        const code = decided[proposal.table];
        return {
            table: proposal.table,
            label: proposal.label,
            choice: proposal.choice,
            choices: proposal.ranked.map(({ code, label }) => ({ code, label })),
            proposed: proposal.ranked,
            decided:
                code === undefined
                    ? null
                    : { codes: named(proposal.ranked, [code].flat()), by, at: new Date().toISOString() },
            differs: code !== undefined && ![code].flat().includes(proposal.ranked[0]?.code ?? ""),
        };
    });
}

route("GET", "/consultations", ({ query }) => {
    const sort = query.get("sort") ?? "-received_at";
    const name = sort.replace("-", "");
    const rows = [...world.consultations.values()]
        .filter((record) =>
            [...query].every(([key, value]) => {
                const field = /^filter\[(\w+)\]$/.exec(key)?.[1];
                return field === undefined || String(record[field]) === value;
            }),
        )
        .filter((record) => (record.subject + record.narrative).includes(query.get("q") ?? ""))
        .sort(
            (a, b) => String(a[name]).localeCompare(String(b[name]), "ja") * (sort.startsWith("-") ? -1 : 1),
        );
    const from = Number(query.get("cursor") ?? "0");
    const limit = Number(query.get("limit") ?? "50");
    const next = from + limit < rows.length ? String(from + limit) : null;
    return { items: rows.slice(from, from + limit).map(world.summaryOf), next_cursor: next };
});
route("GET", "/consultations/:id", (_, id) => found(world.consultations, id));
const versions = new Map<string, string>(); // "id version" → the fields as they stood
route("PATCH", "/consultations/:id", ({ body, version, who }, id) => {
    const record = found(world.consultations, id);
    const changes = body as ConsultationFields;
    const base = JSON.parse(
        versions.get(`${record.id} ${version}`) ?? JSON.stringify(record),
    ) as ConsultationFields;
    const clashes = Object.keys(changes).filter(
        (field) => JSON.stringify(record[field]) !== JSON.stringify(base[field]),
    );
    if (clashes.length > 0) {
        const conflicts = clashes.map((field) => ({
            field,
            base: base[field],
            theirs: record[field],
            mine: changes[field],
        }));
        throw new Refusal(412, "stale", both("ほかの人が同じ項目を変更しました。", "Somebody changed it."), {
            current: record,
            conflicts,
        });
    }
    versions.set(`${record.id} ${record.version}`, JSON.stringify(record));
    const merged = version !== record.version;
    Object.assign(record, changes, {
        version: record.version + 1,
        changed_at: new Date().toISOString(),
        changed_by: who.staff,
    });
    const names = Object.keys(changes);
    world.note(
        record.id,
        {
            kind: "consultation",
            action: "edit",
            changes: names.map((field) => ({ field, before: null, after: changes[field] })),
        },
        who.staff,
    );
    tell("consultation", record.id, record.version);
    return { ...record, merged };
});
route("GET", "/consultations/:id/sightings", (_, id) => {
    const record = found(world.consultations, id);
    return {
        items: world.observablesIn(record).map((each) => ({
            id: each.value,
            field: "narrative",
            ...each,
        })),
    };
});
route("PATCH", "/consultations/:id/sightings/:id", ({ body }, recordId, value) => {
    const wanted = decodeURIComponent(value ?? "");
    const sighting = world
        .observablesIn(found(world.consultations, recordId))
        .find((each) => each.value === wanted);
    return Object.assign(sighting ?? {}, body);
});
route("GET", "/consultations/:id/links", (_, id) => ({
    items: world.linkedTo(found(world.consultations, id)).map(world.linkOf),
}));
route("POST", "/separations", ({ body }) => {
    const { a, b } = body as { a: string; b: string };
    const id = world.newId();
    world.separations.set(id, [a, b]);
    return { id };
});
route("DELETE", "/separations/:id", (_, id) => void world.separations.delete(id ?? ""));
route("GET", "/consultations/:id/decisions", (_, id) => {
    const record = found(world.consultations, id);
    const known = world.decisionsOf.get(record.id) ?? decisionsFrom(record.narrative, {}, world.sato);
    world.decisionsOf.set(record.id, known);
    return { items: known };
});
route("POST", "/consultations/:id/decisions", ({ body, who }, id) => {
    const { table, codes } = body as { table: string; codes: string[] };
    const decision = world.decisionsOf.get(id ?? "")?.find((each) => each.table === table);
    if (decision === undefined) throw notFound();
    decision.decided = { codes: named(decision.choices, codes), by: who.staff, at: new Date().toISOString() };
    decision.differs = !codes.includes(decision.proposed[0]?.code ?? "");
    world.note(
        id ?? "",
        { kind: "decision", action: "decide", after: { table_name: table, decided: codes } },
        who.staff,
    );
    return decision;
});
route("GET", "/consultations/:id/clocks", (_, id) => ({
    items: [...world.clocks.values()].filter((clock) => clock.record === id),
}));
route("GET", "/consultations/:id/referrals", ({ who }, id) => ({
    items: [...world.referrals.values()]
        .filter((referral) => referral.record_id === id)
        .map((referral) => ({ ...referral, ours: referral.to_unit?.id === who.unitRef.id })),
}));
route("GET", "/consultations/:id/timeline", (_, id) => ({ items: world.timelines.get(id ?? "") ?? [] }));
route("POST", "/consultations/:id/guidance", ({ who }, id) => {
    world.note(id ?? "", { kind: "guidance", action: "tell_guidance", after: {} }, who.staff);
    return {};
});
route("POST", "/consultations/:id/referrals", ({ body, who }, id) => {
    const record = found(world.consultations, id);
    const { purpose, to, message, urgency } = body as NewReferral;
    const sent = to.map((unitId) => {
        const unit = world.units.find((each) => each.id === unitId);
        if (unit === undefined) throw notFound();
        return world.addReferral(record, purpose, who.unitRef, unit, who.staff, message, urgency === "flash");
    });
    for (const referral of sent) tell("referral", referral.id, 1);
    return { items: sent };
});
function receiptOf(body: unknown) {
    const { name, extension } = body as { name: string; extension: string };
    return { received_name: name, received_extension: extension };
}
function changeReferral(
    id: string | undefined,
    who: Account,
    what: string,
    change: Partial<Referral>,
): Referral {
    const referral = found(world.referrals, id);
    Object.assign(referral, change, { version: referral.version + 1 });
    world.note(
        referral.record_id,
        { kind: "referral", action: what, after: { ...referral, to_unit: referral.to_unit?.id } },
        who.staff,
    );
    tell("referral", referral.id, referral.version);
    return referral;
}
route("POST", "/referrals/:id/approval", ({ who }, id) =>
    changeReferral(id, who, "approve", {
        state: "sent",
        approved_by: who.staff,
        approved_at: new Date().toISOString(),
    }),
);
route("POST", "/referrals/:id/receipt", ({ who, body }, id) =>
    changeReferral(id, who, "receive", {
        state: "received",
        received_at: new Date().toISOString(),
        ...receiptOf(body),
        received_by: who.staff,
    }),
);
route("POST", "/referrals/:id/answer", ({ who, body }, id) =>
    changeReferral(id, who, "answer", { state: "answered", answer: (body as { text: string }).text }),
);
route("POST", "/referrals/:id/return", ({ who, body }, id) =>
    changeReferral(id, who, "return", { state: "returned", answer: (body as { reason: string }).reason }),
);

route("GET", "/inbox", () => ({
    items: [...world.referrals.values()]
        .filter(
            (referral) =>
                !["answered", "returned"].includes(referral.state) && referral.to_unit?.id === world.cyber.id,
        )
        .flatMap((referral) => world.inboxItem(referral) ?? []),
}));
route("POST", "/clocks/:id/done", ({ body }, id) =>
    Object.assign(found(world.clocks, id), body, { state: "done" }),
);
route("GET", "/work", ({ who }) => {
    const rows = [...world.consultations.values()]
        .filter((record) => record.receiver?.id === who.staff.id && record.status !== "closed")
        .map(world.summaryOf)
        .sort((a, b) => b.received_at.localeCompare(a.received_at));
    const waiting = [...world.referrals.values()]
        .filter((referral) => referral.to_unit?.id === who.unitRef.id && referral.received_at === null)
        .flatMap((referral) => {
            const record = world.consultations.get(referral.record_id);
            return record === undefined ? [] : [{ ...referral, consultation: world.summaryOf(record) }];
        });
    const clocks = rows.flatMap((row) => (row.clock === null ? [] : [{ ...row.clock, consultation: row }]));
    return {
        drafts: world.drafts.size,
        mine: rows.slice(0, 50),
        mine_count: rows.length,
        receipts_waiting: waiting,
        approvals_waiting: [],
        overdue: clocks.filter((clock) => clock.state === "overdue"),
        today: clocks.filter((clock) => clock.state === "today"),
    };
});
route("GET", "/search", ({ query }) => {
    const q = query.get("q") ?? "";
    const encoder = new TextEncoder();
    const items = [...world.consultations.values()]
        .reverse()
        .filter((record) => (record.number + record.subject + record.narrative).includes(q))
        .slice(0, 50)
        .map((record) => {
            const at = record.narrative.indexOf(q);
            const snippet = record.narrative.slice(Math.max(0, at - 30), Math.max(0, at - 30) + 120);
            const start = encoder.encode(snippet.slice(0, snippet.indexOf(q))).length;
            return {
                record: world.summaryOf(record),
                snippet,
                highlights: at < 0 ? [] : [{ start, end: start + encoder.encode(q).length }],
            };
        });
    return { items, next_cursor: null };
});
route("GET", "/observables", ({ query }) => ({
    observable: null,
    hits: hitsIn(`${query.get("value") ?? ""} `),
}));
route("GET", "/journal", () => ({ items: world.journal.slice(0, 100), next_cursor: null }));

function sessionOf(who: Account): Session {
    return {
        account: who.account,
        staff: who.staff,
        unit: who.unitRef,
        station: who.station,
        roles: [{ id: who.account, name: who.role }],
        can: Object.fromEntries([...who.can, "events.follow", "search"].map((name) => [name, true])),
        csrf_token: "mock",
        demo: true,
        version: "0.1.0",
    };
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
    response.statusCode = body === undefined ? 204 : status;
    response.setHeader("Content-Type", status >= 400 ? "application/problem+json" : "application/json");
    response.end(body === undefined ? "" : JSON.stringify(body));
}
async function bodyOf(request: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    return text === "" ? undefined : JSON.parse(text);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://mock");
    const path = url.pathname.replace(/^\/api\/v1/, "");
    const method = request.method ?? "GET";
    const cookie = /mock=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    if (path === "/demo-accounts") {
        return answerJson(response, 200, {
            items: accounts.map(({ account, password, role, unit, what }) => ({
                account,
                password,
                role,
                unit,
                what,
            })),
        });
    }
    if (path === "/sessions") {
        const { account, password } = (await bodyOf(request)) as { account: string; password: string };
        const who = accounts.find((each) => each.account === account && each.password === password);
        if (who === undefined)
            return answerJson(response, 401, {
                type: "/problems/unauthenticated",
                status: 401,
                title: "アカウント名かパスワードが違います。",
                titles: both("アカウント名かパスワードが違います。", "Wrong account or password."),
            });
        const token = world.newId();
        sessions.set(token, who);
        response.setHeader("Set-Cookie", `mock=${token}; Path=/; HttpOnly; SameSite=Strict`);
        return answerJson(response, 201, sessionOf(who));
    }
    const who = sessions.get(cookie);
    if (who === undefined)
        return answerJson(response, 401, {
            type: "/problems/unauthenticated",
            status: 401,
            title: "サインインしてください。",
        });
    if (path === "/session") {
        if (method === "DELETE") sessions.delete(cookie);
        return answerJson(response, 200, method === "DELETE" ? undefined : sessionOf(who));
    }
    if (path === "/events") {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
        response.write(": hello\n\n");
        streams.add(response);
        response.on("close", () => streams.delete(response));
        return;
    }
    const body = await bodyOf(request);
    const version = /"(\d+)"/.exec(request.headers["if-match"] ?? "")?.[1];
    for (const [verb, pattern, handler] of routes) {
        const match = verb === method ? pattern.exec(path) : null;
        if (match === null) continue;
        const call: Call = {
            method,
            path,
            query: url.searchParams,
            body,
            version: version === undefined ? null : Number(version),
            who,
        };
        return answerJson(response, method === "POST" ? 201 : 200, handler(call, ...match.slice(1)));
    }
    throw notFound();
}

const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function middleware(withPolicy: boolean): Connect.NextHandleFunction {
    return (request, response, next) => {
        if (withPolicy) response.setHeader("Content-Security-Policy", policy);
        if (request.url?.startsWith("/api/v1/") !== true) return next();
        serve(request, response).catch((error: unknown) => {
            if (!(error instanceof Refusal)) console.error(error);
            const refusal =
                error instanceof Refusal
                    ? error
                    : new Refusal(500, "unexpected", both("模擬サーバの不具合です。", "The mock failed."));
            answerJson(response, refusal.status, {
                type: `/problems/${refusal.type}`,
                status: refusal.status,
                title: refusal.titles.ja,
                titles: refusal.titles,
                ...refusal.more,
            });
        });
    };
}

export function mockServer(): Plugin {
    return {
        name: "renkei-mock",
        configureServer: (server) => void server.middlewares.use(middleware(false)),
        configurePreviewServer: (server) => void server.middlewares.use(middleware(true)),
    };
}
