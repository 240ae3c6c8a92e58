// Texts around printed documents: guidance sheets and the day's list; part of words.ts.
import type { Words } from "@/api/types";

export const documentWords = {
    sheetTitle: { ja: "御案内", en: "Guidance sheet" },
    sheetOpen: { ja: "御案内を作る", en: "Make a guidance sheet" },
    sheetProposed: { ja: "候補", en: "Proposed" },
    sheetOthers: { ja: "ほかの教示", en: "Other guidance" },
    sheetFilter: { ja: "教示を絞り込む", en: "Filter guidance" },
    sheetNoOthers: { ja: "当てはまる教示はありません", en: "No guidance matches" },
    sheetLanguage: { ja: "ことば", en: "Language" },
    sheetLanguage_ja: { ja: "日本語", en: "Japanese" },
    sheetLanguage_easy: { ja: "やさしい日本語", en: "Easy Japanese" },
    sheetLanguage_en: { ja: "英語", en: "English" },
    sheetFurigana: { ja: "ふりがなを付ける", en: "With readings (furigana)" },
    sheetFuriganaAlways: {
        ja: "やさしい日本語には、いつもふりがなが付きます",
        en: "Easy Japanese always has readings",
    },
    sheetOwnLines: { ja: "担当者から", en: "From the officer" },
    sheetOwnLinesHint: {
        ja: "用紙にそのまま印刷されます（{n}字まで）",
        en: "Printed as written (up to {n} characters)",
    },
    sheetPreview: { ja: "下見", en: "Preview" },
    sheetPages: { ja: "{n}枚", en: "{n} pages" },
    sheetPage: { ja: "{n}枚目", en: "Page {n}" },
    sheetPagesMore: {
        ja: "下見と印刷は{n}枚目まで",
        en: "Only the first {n} pages are shown and printed here",
    },
    sheetEmpty: {
        ja: "左で教示を選ぶと、ここに用紙が表示されます",
        en: "Choose guidance on the left; the sheet appears here",
    },
    sheetUnverified: {
        ja: "※ 確認が済んでいない連絡先（出典: {source}）",
        en: "※ contact not yet checked (source: {source})",
    },
    sheetHandOver: { ja: "交付する", en: "Hand over" },
    sheetReadOut: { ja: "口頭で教示", en: "Told by word" },
    sheetPrint: { ja: "印刷", en: "Print" },
    sheetPdf: { ja: "PDF", en: "PDF" },
    sheetHanded: { ja: "御案内の交付を記録しました", en: "The sheet is recorded as handed over" },
    sheetTold: { ja: "教示を記録しました", en: "The guidance is recorded" },
    sheetPrepared: {
        ja: "受理するときに、{n}項目の交付を記録します",
        en: "{n} items are recorded as handed over when you accept",
    },
    sheetPreparedRemove: { ja: "取り消す", en: "Undo" },
    sheetNone: { ja: "まだ交付していません", en: "Nothing handed over yet" },
    sheetMeans_paper: { ja: "用紙を交付", en: "On paper" },
    sheetMeans_read_out: { ja: "口頭", en: "By word" },
    sheetShow: { ja: "見る", en: "Show" },
    dayList: { ja: "朝会用一覧", en: "Morning list" },
    dayListHint: {
        ja: "前日からの受理、期限超過、本日期限、受領待ち。相談者の氏名と、閲覧制限のある受理票は載りません。",
        en: "Taken in since yesterday, overdue, due today, to be received. Without callers' names and restricted records.",
    },
    dayListDate: { ja: "日付", en: "Date" },
} as const satisfies Record<string, Words>;
