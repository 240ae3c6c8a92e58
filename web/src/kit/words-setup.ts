// Texts of the first hour: help on fields, the desk manual and what a new installation still needs; part of words.ts.
import type { Words } from "@/api/types";

export const setupWords = {
    helpOn: { ja: "「{field}」の書き方", en: "How to fill in “{field}”" },
    helpOnFilters: { ja: "絞り込みの説明", en: "What the filters mean" },
    keyFieldHelp: { ja: "入力している欄の書き方を開く", en: "Open the help of the field you are in" },
    keyTour: { ja: "画面の案内の小窓へ戻る", en: "Back to the card of the guided tour" },
    manual: { ja: "操作の手引き (PDF)", en: "Desk manual (PDF, Japanese)" },
    manualEnglish: { ja: "操作の手引き (英語 PDF)", en: "Desk manual (PDF, English)" },
    tour: { ja: "画面の案内", en: "Guided tour" },
    tourAbout: {
        ja: "実際の画面を順に開いて、使い方を案内します。いつでも終われます。",
        en: "Opens the real screens one after the other and says what they are for. It can be ended at any time.",
    },
    tourOffer: {
        ja: "初めての方へ: 実際の画面を順に開いて、使い方を案内します (3〜5分)。",
        en: "New here? A short tour opens the real screens one after the other (3 to 5 minutes).",
    },
    tourUnfinished: {
        ja: "画面の案内が途中です ({of}段のうち{at}段目)。",
        en: "The guided tour is unfinished (step {at} of {of}).",
    },
    tourStart: { ja: "案内を始める", en: "Start the tour" },
    tourGoOn: { ja: "案内を続ける", en: "Go on with the tour" },
    tourNotNow: { ja: "今はしない", en: "Not now" },
    tourNoMore: { ja: "もう出さない", en: "Not again" },
    tourNotLoaded: {
        ja: "案内を読み込めません。通信を確かめて、もう一度始めてください。",
        en: "The tour could not be loaded. Check the connection and start it again.",
    },
    tourStepOf: { ja: "{of}段のうち{at}段目", en: "Step {at} of {of}" },
    tourTry: { ja: "やってみる:", en: "Try it:" },
    tourSample: {
        ja: "この装置の事案はすべて架空の練習用データです。書いてみて構いません。",
        en: "Every case on this installation is invented sample data. Feel free to write.",
    },
    tourNoSample: {
        ja: "この装置に練習用データはなく、事案は実際のものです。ここでは見るだけにし、書き込まないでください。",
        en: "This installation holds real cases and no sample data. Only look here, and do not write.",
    },
    tourYours: {
        ja: "実際の受理票を開くと閲覧の記録が残るため、案内からは開きません。業務で受理票を開いているときは、ここで続きを案内します。開かずに「次へ」で進んで構いません。",
        en: "Opening a real record is recorded as a reading, so the tour opens none. Where your work has one open, this step speaks of it; otherwise go on with “Next”.",
    },
    tourNotThere: {
        ja: "ここで案内するものが、今この画面にありません。",
        en: "What this step speaks of is not on the screen now.",
    },
    tourElsewhere: { ja: "別の画面を開いています。", en: "You are on another screen." },
    tourReturn: { ja: "案内の画面へ", en: "To the tour's screen" },
    tourBack: { ja: "戻る", en: "Back" },
    tourNext: { ja: "次へ", en: "Next" },
    tourEnd: { ja: "終わる", en: "End" },
    tourDone: { ja: "案内を終える", en: "Finish" },
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
