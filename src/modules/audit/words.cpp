#include "modules/audit/words.h"

#include "record/schema.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace modules::audit {

namespace {

struct Word {
    std::string_view code;
    std::string_view ja;
    std::string_view en;
};

constexpr auto access_words = std::to_array<Word>({
    {"read", "閲覧", "Opened"},
    {"list", "一覧表示", "Shown in a list"},
    {"search", "検索", "Searched"},
    {"look_up", "照会", "Looked up"},
    {"blind_hit", "他所属一致の表示", "Told of a match elsewhere"},
    {"open_sealed", "封印原文の閲覧", "Opened the sealed text"},
    {"export", "出力", "Exported"},
    {"print", "印刷", "Printed"},
    {"preview", "添付の内容表示", "Looked into an attachment"},
    {"download", "添付のダウンロード", "Downloaded an attachment"},
    {"preview_tables", "改正案の試算", "Tried a change of the tables"},
    {"audit", "監査閲覧", "Audited"},
    {"audit_person", "人物の監査照会", "Audited a person"},
    {"audit_export", "監査記録の出力", "Exported the audit"},
    {"sign_in", "サインイン", "Signed in"},
    {"sign_in_refused", "サインイン失敗", "Sign-in refused"},
    {"sign_out", "サインアウト", "Signed out"},
    {"sessions_revoked", "セッション失効", "Sessions revoked"},
});

constexpr auto journal_words = std::to_array<Word>({
    {"consultation accept", "受理", "Accepted"},
    {"consultation import", "取込み", "Imported"},
    {"consultation update", "内容を変更", "Changed"},
    {"consultation merge", "内容を変更（統合）", "Changed (merged)"},
    {"consultation decide", "確定を反映", "Decision taken over"},
    {"consultation take_back", "確定の取消しを反映", "Taking back of a decision taken over"},
    {"consultation lead", "主管を変更", "Lead changed"},
    {"consultation merge_lead", "統合・改称により主管を変更", "Lead changed by a merger"},
    {"consultation unmerge_lead", "統合・改称の取消しにより主管を戻した",
     "Lead given back as a merger was taken back"},
    {"consultation succeed_lead", "廃止した所属から主管を承継", "Lead taken over from a unit that ended"},
    {"attachment attach", "添付", "Attached"},
    {"attachment restrict_attachment", "添付を閲覧制限", "Attachment restricted"},
    {"attachment lift_attachment", "添付の閲覧制限を解除", "Attachment restriction lifted"},
    {"attachment remove_attachment", "添付を取下げ", "Attachment withdrawn"},
    {"attachment take_table", "表の事実を記録", "Facts taken from a table"},
    {"decision propose", "候補を提示", "Proposed"},
    {"decision decide", "確定", "Decided"},
    {"decision take_back", "確定を取消し", "Decision taken back"},
    {"restriction restrict", "閲覧制限を変更", "Restricted"},
    {"sighting decide_role", "立場を決定", "Decided a role"},
    {"referral report", "報告", "Reported"},
    {"referral support", "支援要請", "Asked for support"},
    {"referral hand_over", "引継ぎ", "Handed over"},
    {"referral hand_back", "差戻し", "Handed back"},
    {"referral approve", "決裁", "Approved"},
    {"referral receive", "受領", "Received"},
    {"referral answer", "回答", "Answered"},
    {"referral return", "差戻し", "Handed back"},
    {"referral withdraw", "報告を取下げ", "Report withdrawn"},
    {"referral lead", "主管を変更", "Lead changed"},
    {"clock start_clock", "期限を開始", "Clock started"},
    {"clock finish_clock", "期限を完了", "Clock finished"},
    {"clock waive_clock", "期限を不要に", "Clock waived"},
    {"clock withdraw_clock", "期限を取下げ", "Clock withdrawn"},
    {"clock remind", "期限を督促", "Reminded"},
    {"assignment lead", "主管を決定", "Lead decided"},
    {"assignment merge_lead", "統合・改称により主管を変更", "Lead changed by a merger"},
    {"assignment unmerge_lead", "統合・改称の取消しにより主管を戻した",
     "Lead given back as a merger was taken back"},
    {"assignment succeed_lead", "廃止した所属から主管を承継", "Lead taken over from a unit that ended"},
    {"coordinator_mark mark_coordinator", "署生安課を指定", "Section that compiles the reports marked"},
    {"coordinator_mark withdraw_coordinator", "署生安課の指定を取消し", "Mark withdrawn"},
    {"merger merge", "統合・改称を登録", "Merger entered"},
    {"merger carry_out", "統合・改称を実施", "Merger carried out"},
    {"merger take_back", "統合・改称を取消し", "Merger taken back"},
    {"guidance tell_guidance", "教示を記録", "Guidance told"},
    {"consultation interview", "聴取事項を記録", "Interview written"},
    {"separation separate", "同一でないとした", "Said to be not the same"},
    {"account create", "アカウントを作成", "Account created"},
    {"account disable", "アカウントを停止", "Account disabled"},
    {"account enable", "アカウントを再開", "Account enabled"},
    {"retention_hold hold", "保存を延長", "Held back from disposal"},
    {"retention_hold release_hold", "保存延長を解除", "Hold released"},
    {"disposal propose_disposal", "廃棄を起案", "Disposal proposed"},
    {"disposal return_disposal", "廃棄の起案を差戻し", "Proposal returned"},
    {"disposal approve_disposal", "廃棄を承認", "Disposal approved"},
    {"disposal replay_disposal", "控えから再び廃棄", "Disposed of again after a restore"},
    {"consultation dispose", "廃棄し消去", "Disposed of and erased"},
    {"rule_version load_tables", "判断表の版を作成", "Version of the tables made"},
    {"rule_version ship_tables", "同梱の判断表を登録", "Shipped tables noted"},
    {"table_proposal draft_tables", "判断表の改正案を作成", "Change of the tables drafted"},
    {"table_proposal change_draft", "改正案を変更", "Draft changed"},
    {"table_proposal propose_tables", "改正案を起案", "Change of the tables proposed"},
    {"table_proposal approve_tables", "改正案を承認", "Change of the tables approved"},
    {"table_proposal refuse_tables", "改正案を不承認", "Change of the tables refused"},
    {"table_proposal withdraw_tables", "改正案を取下げ", "Change of the tables withdrawn"},
    {"table_proposal rebase_tables", "改正案を現行版に合わせた", "Draft put upon the present version"},
    {"table_proposal supersede_tables", "新しい同梱版により取下げ", "Superseded by newer shipped tables"},
    {"table_proposal tables_in_force", "改正を施行", "Change came into force"},
    {"table_proposal tables_not_in_force", "改正を施行できず", "Change could not come into force"},
});

constexpr auto kind_table = std::to_array<Word>({
    {"attachment", "添付", "Attachment"},
    {"sighting", "観測情報", "Observables"},
    {"link", "関連", "Links"},
    {"timeline", "経過", "Timeline"},
    {"interview", "聴取事項", "Interview"},
    {"draft", "下書き", "Draft"},
    {"observable", "観測情報", "Observable"},
    {"account", "アカウント", "Account"},
    {"staff", "職員", "Officer"},
    {"unit", "所属", "Unit"},
    {"referral", "報告・引継ぎ", "Referral"},
    {"clock", "期限", "Clock"},
    {"decision", "候補・確定", "Decision"},
    {"restriction", "閲覧制限", "Restriction"},
    {"assignment", "主管", "Lead"},
    {"separation", "同一でない", "Not the same"},
    {"guidance", "教示・助言", "Guidance"},
    {"guidance_sheet", "御案内", "Guidance sheet"},
    {"party", "関係者", "Parties"},
    {"rule_version", "判断表", "Rules"},
    {"table_proposal", "判断表の改正案", "Change of the tables"},
    {"disposal", "廃棄", "Disposal"},
    {"retention_hold", "保存延長", "Hold"},
    {"warning_list", "除外一覧", "Warning list"},
    {"feed_event", "公開指標", "Public indicators"},
    {"access_log", "閲覧記録", "Log of reads"},
    {"journal", "変更記録", "Journal"},
});

base::Words word_of(std::span<Word const> words, std::string_view code, std::string_view otherwise) {
    auto const found = std::ranges::find(words, code, &Word::code);
    return found == words.end() ? base::Words{std::string(otherwise), std::string(otherwise)}
                                : base::Words{std::string(found->ja), std::string(found->en)};
}

}  // namespace

base::Words access_action(std::string_view action) {
    return word_of(access_words, action, action);
}

base::Words journal_action(std::string_view kind, std::string_view action) {
    std::string key(kind);
    return word_of(journal_words, key.append(" ").append(action), action);
}

base::Words kind_words(platform::registry::RecordKinds const& kinds, std::string_view kind) {
    if (auto const* const known = kinds.find(kind)) {
        return {std::string(known->schema->ja), std::string(known->schema->en)};
    }
    return word_of(kind_table, kind, kind);
}

}  // namespace modules::audit
