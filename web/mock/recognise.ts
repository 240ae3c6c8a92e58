// A rough recogniser for developing the screens: plain expressions, no claim to be right. The server's is the real one.
import type { ObservableRole, RecognisedObservable, Span } from "../src/api/types.ts";

const encoder = new TextEncoder();
const patterns: {
    type: string;
    ja: string;
    en: string;
    pattern: RegExp;
    value: (found: RegExpMatchArray) => string;
}[] = [
    { type: "url", ja: "URL", en: "URL", pattern: /https?:\/\/[\w./?=&%-]+/g, value: (found) => found[0] },
    {
        type: "email",
        ja: "メール",
        en: "E-mail",
        pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
        value: (found) => found[0].toLowerCase(),
    },
    {
        type: "bank_account",
        ja: "送金先口座",
        en: "Bank account",
        pattern:
            /([一-龠ァ-ヶーA-Z]{2,12}?銀行)\s*([一-龠ァ-ヶー]{1,10}?(?:支店|営業部))\s*(普通|当座)\s*(?:口座)?(?:番号)?\s*([0-9０-９]{7})/g,
        value: (found) => [found[1], found[2], found[3], (found[4] ?? "").normalize("NFKC")].join("|"),
    },
    {
        type: "phone",
        ja: "電話番号",
        en: "Phone",
        pattern:
            /(?<![\d０-９])[0０][\d０-９]{1,4}[-ー－―][\d０-９]{2,4}[-ー－―][\d０-９]{3,4}(?![\d０-９])/g,
        value: (found) =>
            `+81${found[0]
                .normalize("NFKC")
                .replace(/[^0-9]/g, "")
                .slice(1)}`,
    },
    {
        type: "domain",
        ja: "ドメイン",
        en: "Domain",
        pattern: /(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:top|com|net|jp|example|xyz|shop|info)(?![\w.-])/g,
        value: (found) => found[0],
    },
    {
        type: "account",
        ja: "アカウント",
        en: "Account",
        pattern: /(?<![\w.])@[A-Za-z0-9_]{4,}/g,
        value: (found) => `x:${found[0].toLowerCase()}`,
    },
    {
        type: "btc_address",
        ja: "ビットコインアドレス",
        en: "Bitcoin address",
        pattern: /bc1q[a-z0-9]{20,60}/g,
        value: (found) => found[0],
    },
];

function byteLength(text: string): number {
    return encoder.encode(text).length;
}

export function recognise(text: string): RecognisedObservable[] {
    const taken: Span[] = [];
    const found = new Map<string, RecognisedObservable>();
    for (const { type, ja, en, pattern, value } of patterns) {
        for (const match of text.matchAll(pattern)) {
            const start = byteLength(text.slice(0, match.index));
            const span = { start, end: start + byteLength(match[0]) };
            if (taken.some((other) => span.start < other.end && other.start < span.end)) continue;
            taken.push(span);
            const key = `${type} ${value(match)}`;
            const known = found.get(key);
            if (known !== undefined) known.spans.push(span);
            else {
                const before = text.slice(Math.max(0, match.index - 12), match.index);
                const role: ObservableRole = /(私|自分|当方|うち)の/.test(before) ? "victim" : "subject";
                found.set(key, {
                    type,
                    value: value(match),
                    label: { ja, en },
                    spans: [span],
                    role,
                    unverified: type === "bank_account" && !text.includes("七十七"),
                    documentation: false,
                    listed: [],
                });
            }
        }
    }
    return [...found.values()].sort((a, b) => (a.spans[0]?.start ?? 0) - (b.spans[0]?.start ?? 0));
}

export function spansOf(text: string, word: string): Span[] {
    const at = text.indexOf(word);
    if (at < 0) return [];
    const start = byteLength(text.slice(0, at));
    return [{ start, end: start + byteLength(word) }];
}
