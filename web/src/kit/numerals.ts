// Numbers as people write them: full-width and kanji digits, 万 and 億; and an amount with the reason why it cannot be read.
import type { Words } from "@/api/types";

const kanjiDigits = "〇一二三四五六七八九";
const largeUnits: [string, number][] = [
    ["兆", 1_000_000_000_000],
    ["億", 100_000_000],
    ["万", 10_000],
];
const mostDigits = 15;

function arabicDigits(text: string): string {
    return text.replace(/[〇零一二三四五六七八九]/g, (one) =>
        one === "零" ? "0" : String(kanjiDigits.indexOf(one)),
    );
}

// Below 10000: 2千, 三百, 二十五, 1.5千, 305; null when it is no number.
function smallNumber(text: string): number | null {
    const found = /^(?:(\d*(?:\.\d+)?)千)?(?:(\d*(?:\.\d+)?)百)?(?:(\d*(?:\.\d+)?)十)?(\d*(?:\.\d+)?)$/.exec(
        text,
    );
    if (found === null || text === "") return null;
    const [, thousands, hundreds, tens, ones] = found;
    const times = (count: string | undefined, unit: number) =>
        count === undefined ? 0 : (count === "" ? 1 : Number(count)) * unit;
    const isMixed = thousands !== undefined || hundreds !== undefined || tens !== undefined;
    const rest = ones === undefined || ones === "" ? 0 : Number(ones);
    if (isMixed && rest >= 1000) return null;
    return times(thousands, 1000) + times(hundreds, 100) + times(tens, 10) + rest;
}

function wholeNumber(text: string): number | null {
    let left = arabicDigits(text);
    let sum = 0;
    for (const [unit, worth] of largeUnits) {
        const at = left.indexOf(unit);
        if (at < 0) continue;
        const count = smallNumber(left.slice(0, at));
        if (count === null) return null;
        sum += count * worth;
        left = left.slice(at + 1);
    }
    const rest = left === "" && sum > 0 ? 0 : smallNumber(left);
    return rest === null ? null : sum + rest;
}

// Kanji numbers before a unit of the calendar become digits: 二〇二六年, 十一月二十日, 三日前.
export function plainDigits(text: string): string {
    return text
        .normalize("NFKC")
        .toLowerCase()
        .replace(/元年/g, "1年")
        .replace(/[〇零一二三四五六七八九十百千]+(?=\s*(?:[年月日時分週秒歳才]|[かヶカケ箇]月))/g, (kanji) =>
            /[十百千]/.test(kanji) ? String(smallNumber(arabicDigits(kanji)) ?? kanji) : arabicDigits(kanji),
        );
}

export type AmountRead = { amount: number } | { refused: Words };

const example = { ja: "例: 300000、30万円、1億2千万円", en: "For example 300000 or 30万円." };
const notANumber: Words = {
    ja: `数として読めません。数字で書いてください（${example.ja}）。分からないときは空欄にします。`,
    en: `Not a number. ${example.en} Leave it empty when it is not known.`,
};
const fraction: Words = {
    ja: `小数では書けません。整数で書いてください（${example.ja}）。`,
    en: `Fractions are not taken: write a whole number. ${example.en}`,
};
const negative: Words = {
    ja: `負の数は書けません（${example.ja}）。`,
    en: `A negative number is not taken. ${example.en}`,
};
const tooLarge: Words = {
    ja: `${mostDigits}桁を超える数は書けません。`,
    en: `More than ${mostDigits} digits are not taken.`,
};

// 「約30万円」 → 300000: the record has no place for 約, so the number alone is kept.
export function readAmount(typed: string, counter = "円"): AmountRead {
    const plain = typed
        .normalize("NFKC")
        .replace(/\s/g, "")
        .replace(/^(?:約|およそ|おおよそ|だいたい|大体)/, "")
        .replace(/^[¥\\]/, "")
        .replace(/(?:くらい|ぐらい|位|ほど|程度)$/, "")
        .replace(new RegExp(`(?:${counter})$`), "");
    if (/^[-−‐–▲△]/.test(plain)) return { refused: negative };
    const grouped = plain.match(/[\d,]*,[\d,]*/g) ?? [];
    if (grouped.some((digits) => !/^\d{1,3}(?:,\d{3})+$/.test(digits))) return { refused: notANumber };
    const amount = wholeNumber(plain.replace(/,/g, ""));
    if (amount === null) return { refused: notANumber };
    const whole = Math.round(amount);
    if (Math.abs(whole - amount) > 1e-6 || /^\d*\.\d*$/.test(plain)) return { refused: fraction };
    return String(whole).length > mostDigits ? { refused: tooLarge } : { amount: whole };
}
