// Texts of what keeps typed words from being lost: journal, drafts, merging, presence; part of words.ts.
import type { Words } from "@/api/types";

export const draftWords = {
    // the browser's journal
    journalUnavailable: {
        ja: "この端末に控えを残せません（プライベートウィンドウ等）。サーバへの保存は続きます。",
        en: "This browser keeps no copy (a private window?). Saving on the server goes on.",
    },
    journalFull: {
        ja: "この端末の保存領域がいっぱいで、控えを残せません。サーバへの保存は続きます。",
        en: "This browser has no room left for a copy. Saving on the server goes on.",
    },
    journalBrought: {
        ja: "前回この端末で保存されなかった入力{n}件を下書きに戻しました",
        en: "What this browser could not save last time ({n}) is in your drafts",
    },

    // merging
    mergeSaved: { ja: "保存済み", en: "saved" },
    mergeLeft: { ja: "この端末の控え", en: "left on this browser" },
    mergeOther: { ja: "別の画面", en: "other window" },
    mergeHere: { ja: "この画面", en: "this window" },
    draftMet: { ja: "別の画面の入力を取り込みました", en: "What was typed in another window was taken in" },
    clashed: {
        ja: "{field}：別の画面では「{theirs}」",
        en: "{field}: “{theirs}” in another window",
    },
    draftElsewhere: {
        ja: "別の端末（{device}）で {time} まで入力していた変更の続きです",
        en: "This goes on from what was typed on another device ({device}) until {time}",
    },
    draftResumed: {
        ja: "{time} に保存前だった変更の続きです",
        en: "This goes on from changes of {time} that were not saved",
    },
    editUnsaved: { ja: "保存前の変更 {n}項目", en: "Changed and not saved: {n}" },
    editKept: { ja: "控え {time}", en: "kept {time}" },
    takenIn: {
        ja: "{name} が保存した変更を取り込みました",
        en: "What {name} saved was taken in",
    },
    theyChanged: { ja: "{name} が「{value}」に変更しました", en: "{name} changed this to “{value}”" },
    conflictBoth: { ja: "両方を残す", en: "Keep both" },
    conflictBack: { ja: "入力に戻る", en: "Back to typing" },
    draftOfRecord: { ja: "{number} の変更", en: "Changes to {number}" },
    draftDevice: { ja: "端末", en: "Device" },
    thisDevice: { ja: "この端末", en: "This one" },

    decidedNow: { ja: "「{table}」を変更しました", en: "“{table}” was changed" },
    takenBack: { ja: "直前の変更の取消", en: "Taking back the change before" },
    backToThis: { ja: "前の内容に戻す", en: "Back to what it was" },
    takeBack: { ja: "取り消す", en: "Take back" },
    takeBackOf: { ja: "「{table}」の確定を取り消す", en: "Take back the decision “{table}”" },
    takeBackHint: {
        ja: "確定する前の状態に戻ります。確定も取消しも、理由とともに経過に残ります。",
        en: "The record stands as before the decision. Both stay in the timeline, with the reason.",
    },
    takenBackBy: { ja: "取消し", en: "taken back" },
    takenBackAtOnce: { ja: "確定の直後に元に戻した", en: "Undone straight after deciding" },
    noneChosen: { ja: "該当なし", en: "none" },
    undone: { ja: "「{field}」を元に戻しました", en: "“{field}” was taken back" },
    redone: { ja: "「{field}」をやり直しました", en: "“{field}” was done again" },
    redo: { ja: "やり直す", en: "Redo" },
    changedSince: {
        ja: "「{field}」は、その後 {name} が変更したため元に戻せません",
        en: "“{field}” was changed by {name} since and is not taken back",
    },
    answersTold: { ja: "聴取事項", en: "Interview" },
    rolesTold: { ja: "本人・相手方・第三者の別", en: "Whose a value is" },
    proposalTold: { ja: "候補の採否", en: "Proposals put aside" },
    withdrawnBy: { ja: "取下げ", en: "Withdrawn by" },
    clockWithdrawn: { ja: "取下げ", en: "Withdrawn" },
    clockWithdrawnWhy: { ja: "確定の取消しに伴い取下げ", en: "Withdrawn with the decision" },
    state_withdrawn: { ja: "取下げ", en: "Withdrawn" },
    didTakeBack: { ja: "確定を取消し", en: "Decision taken back" },
    didWithdraw: { ja: "報告を取下げ", en: "Report withdrawn" },
    didWithdrawClock: { ja: "期限を取下げ", en: "Clock withdrawn" },
    roleChanged: { ja: "立場を「{role}」にしました", en: "The role is now “{role}”" },

    // offered, or closed
    draftsWaitingLabel: { ja: "書きかけの受理", en: "Begun and not accepted" },
    draftsWaiting: { ja: "書きかけの受理が{n}件あります", en: "Begun and not accepted: {n}" },
    openDraft: { ja: "開く", en: "Open" },
    openDrafts: { ja: "一覧を開く", en: "Open the list" },
    beginAnew: { ja: "新しく始める", en: "Begin anew" },
    acceptedAlready: { ja: "{number} として受理済みです。", en: "Already accepted as {number}." },
    acceptedClosed: {
        ja: "この下書きには、もう入力できません。続きは受理票に書きます。",
        en: "This draft is closed. Go on in the record.",
    },
    acceptedLate: {
        ja: "受理の後にここに入力した内容（{fields}）は、受理票に入っていません。",
        en: "What was typed here after that is not in the record: {fields}.",
    },
    addToRecord: { ja: "受理票に追記する", en: "Add it to the record" },
    openRecord: { ja: "受理票を開く", en: "Open the record" },
    keptHere: {
        ja: "この端末に控えあり。接続が戻り次第、下書きに保存します",
        en: "Kept on this browser; saved as a draft once the server is back",
    },
    keptNowhere: {
        ja: "下書き未保存。接続が戻るまで、この画面を閉じないでください",
        en: "Not saved: keep this page open until the server is back",
    },
    notAllReadable: {
        ja: "読めない入力があります。赤字の項目を直してください。",
        en: "Some of what was typed cannot be read. Mend the fields marked in red.",
    },

    // who wrote what, who is here
    showAuthors: { ja: "記載者を表示", en: "Show who wrote what" },
    presentHere: { ja: "この記録を開いている人", en: "Who else has this open" },
    presentMore: { ja: "ほか{n}人", en: "and {n} more" },
    presentReads: { ja: "閲覧中", en: "reading" },
    presentTypes: { ja: "{field}を入力中", en: "typing in {field}" },

    // offline
    offlineSince: {
        ja: "{time} からサーバに接続できません。入力は続けられます。",
        en: "The server cannot be reached since {time}. You can go on typing.",
    },
    offlineWaiting: { ja: "送信待ち {n}件", en: "{n} waiting to be sent" },
    onlineAgain: { ja: "サーバに再び接続しました", en: "The server can be reached again" },
    signInAgain: { ja: "もう一度サインインしてください", en: "Sign in again" },
    signInAgainHint: {
        ja: "サインインの有効期限が切れました。入力した内容はそのまま残っています。",
        en: "Your session has ended. What you typed is still there.",
    },
    signInOther: { ja: "別の人がサインインする", en: "Somebody else signs in" },
    useTheirs: { ja: "そちらを使う", en: "Use that" },
} as const satisfies Record<string, Words>;
