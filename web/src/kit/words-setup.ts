// Texts of the first hour: help on fields, the desk manual and what a new installation still needs; part of words.ts.
import type { Words } from "@/api/types";

export const setupWords = {
    helpOn: { ja: "「{field}」の書き方", en: "How to fill in “{field}”" },
    keyFieldHelp: { ja: "入力している欄の書き方を開く", en: "Open the help of the field you are in" },
    manual: { ja: "操作の手引き (PDF)", en: "Desk manual (PDF, Japanese)" },
    setup: { ja: "導入の確認", en: "Setup" },
    setupIntro: {
        ja: "この装置で動いているプログラムの今の状態です。上から順に済ませてください。",
        en: "The state of the running program as it is now. Work through it from the top.",
    },
    setupCounts: {
        ja: "未了 {todo}件・注意 {warning}件・済 {done}件",
        en: "{todo} to do, {warning} warnings, {done} done",
    },
    setupAt: { ja: "{at} 現在", en: "as of {at}" },
    setupAgain: { ja: "もう一度調べる", en: "Check again" },
    setupDone: { ja: "済", en: "Done" },
    setupTodo: { ja: "未了", en: "To do" },
    setupWarning: { ja: "注意", en: "Warning" },
    setupOpen: { ja: "開く", en: "Open" },
    setupLine: {
        ja: "導入で済んでいない項目が{todo}件あります。",
        en: "{todo} items of the setup are still to do.",
    },
    setupGo: { ja: "導入の確認へ", en: "Go to setup" },
} satisfies Record<string, Words>;
