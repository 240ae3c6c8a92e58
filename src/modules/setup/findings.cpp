#include "modules/setup/findings.h"

#include <fmt/format.h>

#include <algorithm>

namespace modules::setup {

namespace {

constexpr std::int64_t gigabyte = 1'000'000'000;
constexpr std::int64_t least_room = 2 * gigabyte;  // a day's uploads and a rewriting of the store
constexpr std::int64_t good_room = 10 * gigabyte;
constexpr std::int64_t oldest_backup_days = 2;
constexpr int holidays_ahead_days = 60;
constexpr std::int64_t clock_tolerance_ms = 5'000;

State done_if(bool is_done, State otherwise = State::todo) {
    return is_done ? State::done : otherwise;
}

Finding organisation(Stored const& stored) {
    auto const state = stored.stations == 0 || stored.units == 0
                           ? State::todo
                           : done_if(stored.unconfirmed_units == 0, State::warning);
    return {
        "organization",
        state,
        {"組織", "Organisation"},
        {fmt::format("所属 {}、うち警察署 {}、未確認 {}", stored.units, stored.stations,
                     stored.unconfirmed_units),
         fmt::format("{} units, {} of them stations, {} not confirmed", stored.units, stored.stations,
                     stored.unconfirmed_units)},
        {"受理番号、あて先、閲覧の範囲が所属で決まるため、実際の組織と合っている必要があります。",
         "Numbers, recipients and who may read follow from the units, so they must be those of the force."},
        "/organization"};
}

Finding posts(Stored const& stored) {
    return {"posts",
            done_if(stored.posts > 0),
            {"階級と職", "Ranks and posts"},
            {fmt::format("{}件", stored.posts), fmt::format("{} entries", stored.posts)},
            {"職員の登録と、書類の氏名の前に使います。", "Used for staff and before names on documents."},
            "/organization/posts"};
}

Finding people(std::string code, std::int64_t count, base::Words title, base::Words why) {
    return {std::move(code),  done_if(count > 0),
            std::move(title), {fmt::format("{}人", count), fmt::format("{}", count)},
            std::move(why),   "/organization",
            "renkei user add"};
}

void add_accounts(std::vector<Finding>& all, Accounts const& accounts) {
    all.push_back(
        people("administrator", accounts.administrators,
               {"管理者（自分のパスワードを決めた人）", "Administrator with a password of their own"},
               {"発行した一回限りのパスワードのままでは、その人の操作と言えません。",
                "While the password issued once stands, nobody can say who acted."}));
    all.push_back(people("officer", accounts.officers, {"受理者のアカウント", "Desk officer's account"},
                         {"受理は受理者の権限で行います。", "Matters are accepted by desk officers."}));
    all.push_back(people("coordinator", accounts.coordinators,
                         {"取りまとめ課のアカウント", "Coordinator's account"},
                         {"報告の取りまとめと、期限を過ぎた時の知らせを受ける人が要ります。",
                          "Somebody has to gather reports and hear of overdue duties."}));
    all.push_back(
        {"never_signed_in",
         done_if(accounts.never_signed_in == 0, State::warning),
         {"一度もサインインしていないアカウント", "Accounts that never signed in"},
         {fmt::format("{}件", accounts.never_signed_in), fmt::format("{}", accounts.never_signed_in)},
         {"使われていないアカウントは、本人に渡っていないか、要らないものです。",
          "An unused account has not reached its person, or is not needed."},
         "/organization"});
}

Finding fonts(Machine const& machine) {
    base::Words found;
    std::string packages;
    State state = machine.fonts.empty() ? State::todo : State::done;
    for (auto const& font : machine.fonts) {
        bool const is_right = font.file == font.expected;
        auto const file = font.file.empty() ? std::string("-") : font.file;
        found.ja.append(found.ja.empty() ? "" : "、")
            .append(font.family + ": " + file + (is_right ? "" : "（代わりの書体）"));
        found.en.append(found.en.empty() ? "" : ", ")
            .append(font.family + ": " + file + (is_right ? "" : " (a fallback)"));
        if (!is_right) {
            state = State::todo;
            packages.append(" ").append(font.package);
        }
    }
    return {"fonts",
            state,
            {"印刷用の書体", "Fonts for printing"},
            std::move(found),
            {"御案内、受理票、手引きは、この書体がないと印刷できません。",
             "Guidance sheets, records and the manual cannot be printed without them."},
            "",
            packages.empty() ? "" : "apt-get install" + packages};
}

Finding mail(Stored const& stored) {
    return {"mail",
            done_if(stored.mail_was_imported, State::warning),
            {"メールの取込み", "Mail intake"},
            stored.mail_was_imported
                ? base::Words{"取り込んだメールの受理票があります", "Mail has been imported"}
                : base::Words{"取り込んだメールの受理票はありません", "No mail has been imported"},
            {"受信は自動ではありません。届いたメールのファイルを、命令で取り込みます。",
             "Mail does not come in by itself: files of received mail are imported by command."},
            "",
            "renkei import mail FILE"};
}

Finding backup(Machine const& machine, Stored const& stored, base::Instant now) {
    Finding finding{"backup",
                    State::todo,
                    {"控え（バックアップ）", "Backup"},
                    {"この装置で控えを作った記録がありません", "No backup of this data folder is on record"},
                    {"装置が壊れたときに戻せるのは、控えにあるものだけです。",
                     "After a failure only what a backup holds comes back."},
                    "",
                    "renkei backup --to FILE --key KEYFILE"};
    if (machine.last_backup) {
        auto const age = now.milliseconds - machine.last_backup->at.milliseconds;
        auto const after = stored.journal_head - machine.last_backup->journal;
        auto const day = base::to_iso(base::date_in_japan(machine.last_backup->at));
        finding.state = done_if(age <= oldest_backup_days * base::milliseconds_per_day, State::warning);
        finding.found = {fmt::format("最後の控えは {}。その後の変更 {}件", day, after),
                         fmt::format("the last one is of {}, {} changes since", day, after)};
    }
    return finding;
}

void add_proofs(std::vector<Finding>& all, Machine const& machine) {
    all.push_back({"journal_key",
                   done_if(machine.journal_key),
                   {"ジャーナルの署名の鍵", "Signing key of the journal"},
                   machine.journal_key
                       ? base::Words{"データフォルダーの外に設定されています", "set, outside the data folder"}
                       : base::Words{"設定されていません", "not set"},
                   {"鍵がないと、記録が書き換えられていないことを後で証明できません。",
                    "Without it nobody can prove later that the records were not rewritten."},
                   "",
                   "renkei key new FILE; RENKEI_JOURNAL_KEY=FILE"});
    auto const state =
        machine.anchor.empty() ? State::todo : done_if(machine.anchor_is_there, State::warning);
    all.push_back({"anchor",
                   state,
                   {"ジャーナルの錨（別の場所に残す要約）", "Anchor of the journal"},
                   machine.anchor.empty()
                       ? base::Words{"設定されていません", "not set"}
                       : (machine.anchor_is_there ? base::Words{machine.anchor, machine.anchor}
                                                  : base::Words{machine.anchor + "（まだ書かれていません）",
                                                                machine.anchor + " (not written yet)"}),
                   {"別の場所に要約があると、末尾を消して作り直すことに気付けます。",
                    "A digest kept elsewhere shows when the end was cut off and made anew."},
                   "",
                   "RENKEI_ANCHOR=FILE"});
}

void add_knowledge(std::vector<Finding>& all, Machine const& machine, Stored const& stored,
                   base::Instant now) {
    all.push_back({"banks",
                   done_if(machine.banks > 0 && machine.branches > 0),
                   {"金融機関の一覧", "List of banks"},
                   {fmt::format("{}機関、{}店舗", machine.banks, machine.branches),
                    fmt::format("{} banks, {} branches", machine.banks, machine.branches)},
                   {"一覧がないと、口座は書かれたままの未確認の値になります。",
                    "Without it accounts are kept as written and unverified."},
                   "",
                   "node tools/make_banks.mjs build/data/banks.tsv"});
    all.push_back({"warning_lists",
                   done_if(stored.warning_lists > 0, State::warning),
                   {"除外一覧（よく知られたサイト）", "Warning lists of well-known hosts"},
                   {fmt::format("{}件", stored.warning_lists), fmt::format("{} lists", stored.warning_lists)},
                   {"一覧がないと、誰もが使うサイトで無関係な相談が結び付きます。",
                    "Without them unrelated matters are linked by sites that everybody uses."},
                   "",
                   "renkei import warninglists FOLDER"});
    all.push_back({"indicators",
                   done_if(stored.indicators > 0, State::warning),
                   {"外部の指標", "Indicators"},
                   {fmt::format("{}件", stored.indicators), fmt::format("{} values", stored.indicators)},
                   {"受理した値を、既に知られた悪性の値と照合するために使います。",
                    "What is taken in is compared with values already known to be bad."},
                   "",
                   "renkei import misp FOLDER"});
    bool const reaches_ahead =
        stored.last_holiday &&
        *stored.last_holiday >= base::add_days(base::date_in_japan(now), holidays_ahead_days);
    auto const last = stored.last_holiday ? base::to_iso(*stored.last_holiday) : std::string("-");
    all.push_back({"tables",
                   done_if(reaches_ahead, State::warning),
                   {"判断表と休日", "Rule tables and holidays"},
                   {fmt::format("第{}版、休日は {} まで", stored.tables_version, last),
                    fmt::format("version {}, holidays until {}", stored.tables_version, last)},
                   {"候補と期限は、この版で計算されます。休日が尽きると期限が早まります。",
                    "Proposals and duties follow from it; when holidays run out duties come due too early."},
                   "/tables"});
}

void add_machine(std::vector<Finding>& all, Machine const& machine, Stored const& stored, base::Instant now) {
    bool const is_ahead =
        stored.newest_entry && stored.newest_entry->milliseconds > now.milliseconds + clock_tolerance_ms;
    auto const newest = stored.newest_entry ? base::to_iso(*stored.newest_entry) : std::string("-");
    all.push_back({"clock",
                   done_if(!is_ahead),
                   {"時計", "Clock"},
                   {fmt::format("最後の記録 {}", newest), fmt::format("newest entry {}", newest)},
                   {"最後の記録が未来にあれば、時計が狂っているか、狂っていました。",
                    "A newest entry in the future means the clock is, or was, wrong."},
                   "",
                   is_ahead ? "timedatectl" : ""});
    auto const room = machine.free_bytes < least_room
                          ? State::todo
                          : done_if(machine.free_bytes >= good_room, State::warning);
    all.push_back(
        {"disk",
         room,
         {"ディスクの空き", "Disk room"},
         {fmt::format("{} GB", machine.free_bytes / gigabyte),
          fmt::format("{} GB free", machine.free_bytes / gigabyte)},
         {"空きがなくなると、受理を保存できなくなります。", "When it is full nothing more can be saved."},
         "",
         room == State::done ? "" : "df -h"});
}

}  // namespace

std::vector<Finding> findings(Machine const& machine, Stored const& stored, base::Instant now) {
    std::vector<Finding> all{organisation(stored), posts(stored)};
    add_accounts(all, stored.accounts);
    all.push_back(fonts(machine));
    all.push_back(backup(machine, stored, now));
    add_proofs(all, machine);
    add_knowledge(all, machine, stored, now);
    all.push_back(mail(stored));
    add_machine(all, machine, stored, now);
    std::ranges::stable_sort(all, {}, &Finding::state);
    return all;
}

}  // namespace modules::setup
