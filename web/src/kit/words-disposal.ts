// Texts of 保存期間と廃棄; part of words.ts.
import type { Words } from "@/api/types";

export const disposalWords = {
    disposals: { ja: "保存期間と廃棄", en: "Retention and disposal" },
    disposal_due: { ja: "廃棄対象", en: "Due" },
    disposal_proposed: { ja: "承認待ち", en: "Waiting for approval" },
    disposal_held: { ja: "保存延長中", en: "Held back" },
    disposal_done: { ja: "廃棄済み", en: "Disposed" },
    disposalSheet: { ja: "保存期間と廃棄　{name}", en: "Retention and disposal: {name}" },
    proposalsWaiting: { ja: "承認待ち{n}件", en: "{n} waiting for approval" },

    // columns
    receivedDay: { ja: "受理日", en: "Received" },
    closedDay: { ja: "完結日", en: "Closed" },
    keptUntil: { ja: "保存期間満了日", en: "Kept until" },
    keptUntilShort: { ja: "満了", en: "Kept until" },
    ownerUnit: { ja: "所管", en: "Unit" },
    basis: { ja: "根拠", en: "Basis" },
    keptYears: { ja: "{n}年", en: "{n} years" },
    ruleUnconfirmed: { ja: "未確認", en: "Unconfirmed" },
    ruleUnconfirmedHint: {
        ja: "この保存期間は既定値で、文書管理規程と照らした確認がまだです。",
        en: "This period is a default that nobody has checked against the rules for documents yet.",
    },
    proposer: { ja: "起案", en: "Proposed" },
    approver: { ja: "承認", en: "Approved" },
    holdReason: { ja: "延長の理由", en: "Why it is held back" },
    holder: { ja: "延長", en: "Held back by" },
    disposedAt: { ja: "廃棄日時", en: "Disposed" },
    filesState: { ja: "ファイル", en: "Files" },
    filesDone: { ja: "消去済", en: "Clean" },
    filesPending: { ja: "消去中", en: "Being erased" },

    // what can be done
    propose: { ja: "廃棄を起案する", en: "Propose disposal" },
    holdBack: { ja: "保存を延長する", en: "Hold back" },
    approveDisposal: { ja: "承認する", en: "Approve" },
    returnDisposal: { ja: "差し戻す", en: "Return" },
    releaseHold: { ja: "延長を解除する", en: "Release" },
    selectShown: { ja: "表示中の{n}件を選択", en: "Select the {n} shown" },
    selectRow: { ja: "{number} を選択", en: "Select {number}" },
    selectedCount: { ja: "{n}件を選択中", en: "{n} selected" },
    selectFirst: {
        ja: "行を選ぶと操作できます (Space で選択)",
        en: "Select rows to act on them (Space selects)",
    },
    notSelectable: { ja: "選択できません: {why}", en: "Cannot be selected: {why}" },
    ownProposal: { ja: "起案者本人は承認できません", en: "You proposed it: somebody else approves" },
    notYours: { ja: "この所管の記録を扱う権限がありません", en: "Not for your unit to decide" },
    approvedByOthers: {
        ja: "承認は、起案者とは別の承認権者 (署長等) が行います。",
        en: "Somebody else with the right to approve (the chief) decides on these.",
    },
    ruleHint: {
        ja: "完結した日の年度の翌年度から数えて定めた年数を保存し、満了した受理票が並びます。",
        en: "Closed records whose years of keeping, counted from the fiscal year after closing, are over.",
    },

    // empty
    dueEmpty: { ja: "保存期間を満了した受理票はありません", en: "No record has passed its period" },
    dueEmptyHint: {
        ja: "完結し、保存期間が満了した受理票がここに並びます。並んだものは自動では廃棄されません。",
        en: "Closed records past their period appear here. Nothing is disposed of by itself.",
    },
    proposedEmpty: { ja: "承認を待つ起案はありません", en: "No proposal waits for approval" },
    proposedEmptyHint: {
        ja: "「廃棄対象」で起案した受理票が、承認されるまでここに並びます。",
        en: "Records proposed under “Due” stay here until somebody decides.",
    },
    heldEmpty: { ja: "保存を延長中の受理票はありません", en: "No record is held back" },
    heldEmptyHint: {
        ja: "裁判や照会などのため、満了後も保存すると決めた受理票がここに並びます。",
        en: "Records kept beyond their period, for a trial or a request, appear here with the reason.",
    },
    doneEmpty: { ja: "廃棄した受理票はまだありません", en: "Nothing was disposed of yet" },
    doneEmptyHint: {
        ja: "承認されて廃棄した受理票が、廃棄簿としてここに残ります。",
        en: "What was approved and disposed of stays here as the register of disposals.",
    },

    // asking
    holdHint: {
        ja: "解除するまで廃棄の対象から外します。理由 (公判中、照会中など) を記入してください。",
        en: "Kept until released. Say why: a trial, a pending request.",
    },
    returnHint: {
        ja: "廃棄せずに起案者へ戻します。理由を記入してください。起案者に示されます。",
        en: "Goes back to who proposed it, undisposed. Say why; the proposer sees it.",
    },
    releaseHint: {
        ja: "延長を解除すると、次の受理票は廃棄の対象に戻ります。",
        en: "Once released, these records are due for disposal again.",
    },
    ofRecords: { ja: "対象 {n}件", en: "{n} records" },
    approveTitle: { ja: "廃棄の承認", en: "Approve disposal" },
    approveWarning: {
        ja: "次の{n}件を廃棄します。元に戻せません。",
        en: "These {n} will be disposed of. This cannot be undone.",
    },
    whatGoes: { ja: "消えるもの", en: "What goes" },
    goesRecord: { ja: "受理票、本文と添えた全ての記載", en: "The record with everything written in it" },
    goesText: { ja: "検索用の全文", en: "Its text in the search" },
    goesHistory: { ja: "変更の履歴の内容", en: "The contents of its history" },
    goesForGood: { ja: "復元はできません", en: "It cannot be brought back" },
    whatStays: { ja: "残るもの", en: "What stays" },
    staysProof: {
        ja: "廃棄証明 (いつ、誰が、何を根拠に)",
        en: "The proof of disposal: when, by whom, on what basis",
    },
    staysStatistics: { ja: "統計の数", en: "The figures of the statistics" },
    staysRegister: { ja: "廃棄簿の1行 (番号)", en: "A line with its number in this register" },
    typeNumber: {
        ja: "確認のため、受理番号「{number}」を入力してください",
        en: "To confirm, type the number “{number}”",
    },
    typeCount: {
        ja: "確認のため、廃棄する件数を数字で入力してください",
        en: "To confirm, type how many records will be disposed of",
    },
    doesNotAgree: { ja: "一致しません", en: "Does not agree" },
    approveAndDispose: { ja: "承認して廃棄する", en: "Approve and dispose" },

    // carrying out
    running: { ja: "{at} / {all}件目: {number}", en: "{at} of {all}: {number}" },
    stop: { ja: "残りを中止", en: "Stop the rest" },
    stopping: { ja: "この1件で止めます", en: "Stopping after this one" },
    notCarriedOut: { ja: "実行していません", en: "Not carried out" },
    toProof: { ja: "廃棄証明", en: "Proof" },
    result_propose: { ja: "{all}件のうち{done}件を起案しました", en: "{done} of {all} proposed" },
    result_hold: { ja: "{all}件のうち{done}件の保存を延長しました", en: "{done} of {all} held back" },
    result_release: { ja: "{all}件のうち{done}件の延長を解除しました", en: "{done} of {all} released" },
    result_approve: { ja: "{all}件のうち{done}件を廃棄しました", en: "{done} of {all} disposed of" },
    result_return: { ja: "{all}件のうち{done}件を差し戻しました", en: "{done} of {all} returned" },
    refusedCount: { ja: "できなかったもの {n}件", en: "{n} not done" },
    result: { ja: "結果", en: "Result" },

    // the register and the proof
    register: { ja: "廃棄簿", en: "Register of disposals" },
    proof: { ja: "廃棄証明", en: "Proof of disposal" },
    proofOf: { ja: "廃棄証明　{number}", en: "Proof of disposal {number}" },
    proofSentence: {
        ja: "次の受理票は、保存期間の満了により、起案及び承認を経て廃棄した。",
        en: "The record named below was disposed of at the end of its period, after proposal and approval.",
    },
    proofPending: {
        ja: "受理票は消去済みです。ファイルに残る跡を消去しています (通常1分ほど)。",
        en: "The record is erased. Traces in the files are being erased; this usually takes a minute.",
    },
    proofGone: {
        ja: "証明の内容を読めません。システム管理者に記録の検証 (renkei verify) を依頼してください。",
        en: "The proof cannot be read. Ask the administrator to verify the journal (renkei verify).",
    },
    recordKey: { ja: "記録ID", en: "Record id" },
    recordKind: { ja: "種類", en: "Kind of record" },
    kind_consultation: { ja: "相談等受理票", en: "Intake record" },
    registerKey: { ja: "廃棄簿ID", en: "Register id" },
    proposedBy: { ja: "起案者", en: "Proposed by" },
    approvedByWhom: { ja: "承認者", en: "Approved by" },
    journalEntry: { ja: "記録の番号", en: "Journal entry" },
    journalHash: { ja: "記録のハッシュ値", en: "Hash of the entry" },
    filesOf: { ja: "ファイルの消去", en: "Erasure in the files" },
    filesDoneLong: { ja: "完了", en: "Finished" },
    filesPendingLong: { ja: "実施中", en: "In progress" },
    erasedRows: { ja: "消去した行", en: "Rows erased" },
    erasedFrom: { ja: "消去した先", en: "Erased from" },
    rowsCount: { ja: "行数", en: "Rows" },
    sum: { ja: "計", en: "Total" },
    erasedEntries: { ja: "内容を消去した記録", en: "Journal entries without content" },
    erasedEntriesHint: {
        ja: "各記録の要約値は残り、記録の連鎖は検証できます。開いたまま印刷すると一覧も印刷されます。",
        en: "Each entry keeps its digest, so the chain can still be verified. Open to print the list too.",
    },
    entryDigest: { ja: "要約値", en: "Digest" },
    proofScope: {
        ja: "バックアップに残る写しは、その保存期限まで残ることがあります。復元したときは廃棄の控え (deletions.jsonl) から再び消去します。",
        en: "Copies in backups may remain until these expire. After a restore, the ledger (deletions.jsonl) erases them again.",
    },
    toRegister: { ja: "廃棄簿へ", en: "To the register" },

    // the tables that rows were erased from
    table_consultations: { ja: "受理票", en: "Records" },
    table_sighting: { ja: "観測情報 (口座、電話番号など)", en: "Observables in the record" },
    table_observable: { ja: "他に使われない観測情報の値", en: "Values that nothing else holds" },
    table_look_up_seen: { ja: "観測情報の照会の跡", en: "Traces of look-ups" },
    table_assignments: { ja: "主担当・引継ぎ", en: "Assignments" },
    table_clocks: { ja: "期限", en: "Clocks" },
    table_decisions: { ja: "分類・判断", en: "Decisions" },
    table_referrals: { ja: "報告・引継ぎ", en: "Referrals" },
    table_separations: { ja: "同一でないとの判断", en: "Separations" },
    table_idempotency_key: { ja: "送信の控え", en: "Keys of requests" },
    table_retention_hold: { ja: "保存延長", en: "Holds" },
    table_journal_content: { ja: "変更の履歴の内容", en: "Contents of the journal" },
    table_sealed_text: { ja: "封印した原文", en: "Sealed originals" },

    // 保存期間 on the record
    retention: { ja: "保存期間", en: "Retention" },
    retentionUnruled: { ja: "保存期間が定められていません。", en: "Nothing says how long it is kept." },
    retentionOver: { ja: "満了", en: "Over" },
    heldBack: { ja: "保存延長中", en: "Held back" },
    proposalOpen: { ja: "廃棄の承認待ち", en: "Disposal proposed" },
    lastReturned: { ja: "前回の差戻し", en: "Last returned" },
    heldDone: { ja: "保存を延長しました", en: "Held back" },
    releasedDone: { ja: "延長を解除しました", en: "Released" },
    proposedDone: { ja: "廃棄を起案しました", en: "Disposal proposed" },
    returnedDone: { ja: "差し戻しました", en: "Returned" },
    disposedDone: { ja: "廃棄しました: {number}", en: "Disposed of: {number}" },
} as const satisfies Record<string, Words>;
