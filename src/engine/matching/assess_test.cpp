#include "engine/matching/assess.h"

#include "base/text_fold.h"
#include "engine/matching/literals.h"
#include "engine/matching/pattern.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace engine::matching {

namespace {

base::FactRule fact(std::string id, std::vector<std::string> patterns) {
    base::FactRule rule;
    rule.id = std::move(id);
    rule.patterns = std::move(patterns);
    rule.words = {"事実", "fact"};
    rule.place = {"facts.yaml", 7};
    return rule;
}

base::RowRule row(std::string id, std::string code, int weight, std::vector<std::string> all) {
    base::RowRule rule;
    rule.id = std::move(id);
    rule.codes = {std::move(code)};
    rule.weight = weight;
    rule.all = std::move(all);
    rule.reason = {"理由", "reason"};
    rule.place = {"table.yaml", 9};
    return rule;
}

base::CodeRule code(std::string name) {
    base::CodeRule rule;
    rule.code = std::move(name);
    rule.place = {"table.yaml", 3};
    return rule;
}

// One table of one: A when the fact is told, B when it is denied, else none.
base::RuleTables small_tables(base::FactRule rule) {
    base::RuleTables tables;
    tables.language.negators = {"ない", "ません", "ず", "いません"};
    tables.language.stops = {"けど", "のに", "たが", "かも"};
    tables.language.prefixes = {"未"};
    tables.language.unreal = {"ください", "と言われ"};
    tables.language.hearsay_before = {"友達が"};
    tables.language.hearsay_after = {"らしい"};
    std::string const id = rule.id;
    tables.facts = {std::move(rule)};
    base::TableRule table;
    table.name = "answer";
    table.version = "1";
    table.default_code = "none";
    table.codes = {code("A"), code("B"), code("none")};
    table.rows = {row("told", "A", 5, {id}), row("denied", "B", 5, {"denied " + id})};
    tables.tables = {std::move(table)};
    return tables;
}

std::string answer(base::RuleTables const& tables, std::string_view text) {
    auto const rules = compile(tables);
    REQUIRE(rules);
    return std::string(
        assess(**rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}})
            .first("answer"));
}

std::string first_reason(base::RuleTables const& tables) {
    auto const rules = compile(tables);
    REQUIRE(!rules);
    return rules.violations().front().field + ": " + rules.violations().front().reason.en;
}

}  // namespace

TEST_CASE("a done form of a verb is found however it is conjugated, and its denial is told apart") {
    auto const tables = small_tables(fact("paid", {"振り込む~|払う~"}));
    CHECK(answer(tables, "昨日３万円を振り込んでしまいました。") == "A");
    CHECK(answer(tables, "手数料も払わされた") == "A");
    CHECK(answer(tables, "お金は払っていません。") == "B");
    CHECK(answer(tables, "払ってはいないです") == "B");
    CHECK(answer(tables, "払ったけど、まだ届かない") == "A");
    CHECK(answer(tables, "払ったが届きません") == "A");
    CHECK(answer(tables, "払ったかもしれない") == "A");
    CHECK(answer(tables, "払ってくださいとのこと") == "none");
    CHECK(answer(tables, "何もしていない") == "none");
}

TEST_CASE("a word before the statement may deny it") {
    auto const tables = small_tables(fact("entered", {"入力"}));
    CHECK(answer(tables, "パスワードは未入力") == "B");
    CHECK(answer(tables, "パスワードを入力") == "A");
}

TEST_CASE("what the other side said in quotation marks is not what the caller did") {
    auto rule = fact("paid", {"振り込む~"});
    rule.quoted = base::QuoteScope::outside;
    CHECK(answer(small_tables(rule), "「もう振り込んだ」と相手は言う") == "none");
    CHECK(answer(small_tables(rule), "「至急」と言われ振り込んだ") == "A");
    rule.quoted = base::QuoteScope::inside;
    CHECK(answer(small_tables(rule), "「もう振り込んだ」と相手は言う") == "A");
    // A mark that is never closed does not swallow the next line.
    CHECK(answer(small_tables(rule), "「至急\n振り込んだ") == "none");
}

TEST_CASE("hearsay counts only where the fact allows it") {
    auto rule = fact("paid", {"振り込む~"});
    CHECK(answer(small_tables(rule), "友達が振り込んだ") == "A");
    rule.skips_hearsay = true;
    CHECK(answer(small_tables(rule), "友達が振り込んだ") == "none");
    CHECK(answer(small_tables(rule), "誰かが振り込んだらしい") == "none");
    CHECK(answer(small_tables(rule), "本人が振り込んだとのこと") == "A");
}

TEST_CASE("followed by, together with and unless hold within one sentence") {
    auto const near = small_tables(fact("f", {"カード > 番号"}));
    CHECK(answer(near, "カードの裏の番号") == "A");
    CHECK(answer(near, "番号とカード") == "none");
    CHECK(answer(near, "カード。番号") == "none");
    CHECK(answer(near, "カードについてはいろいろと事情がありましてそれで番号") == "none");
    CHECK(answer(small_tables(fact("f", {"カード >40 番号"})),
                 "カードについてはいろいろと事情がありましてそれで番号") == "A");
    auto const both = small_tables(fact("f", {"画面 & 電話"}));
    CHECK(answer(both, "電話番号が画面に") == "A");
    CHECK(answer(both, "電話した。画面は消えた") == "none");
    auto const unless = small_tables(fact("f", {"請求 - 電気|ガス"}));
    CHECK(answer(unless, "電気の請求。") == "none");
    CHECK(answer(unless, "サイトの請求。電気は別") == "A");
}

TEST_CASE("Latin words and short katakana words are found only where they stand alone") {
    auto const latin = small_tables(fact("f", {"SIM"}));
    CHECK(answer(latin, "ＳＩＭが届いた") == "A");
    CHECK(answer(latin, "simple な話") == "none");
    CHECK(answer(latin, "https://sim.example/x") == "none");
    auto const katakana = small_tables(fact("f", {"デマ"}));
    CHECK(answer(katakana, "デマを流された") == "A");
    CHECK(answer(katakana, "画面が出ました") == "none");
    CHECK(answer(katakana, "デマンド型") == "none");
}

TEST_CASE("spans are bytes of the text as given") {
    auto const rules = compile(small_tables(fact("f", {"ウイルス"})));
    REQUIRE(rules);
    std::string const text = "画面に ｳｲﾙｽ と出た";
    auto const result =
        assess(**rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}});
    auto const& spans = result.find("answer")->ranked.front().reasons.front().spans;
    REQUIRE(spans.size() == 1);
    CHECK(text.substr(spans[0].start, spans[0].end - spans[0].start).starts_with("ｳｲﾙｽ"));
}

TEST_CASE("the highest sum wins and the order of the codes breaks a tie") {
    auto tables = small_tables(fact("f", {"電話"}));
    tables.tables[0].rows = {row("b", "B", 5, {"f"}), row("a", "A", 5, {"f"})};
    CHECK(answer(tables, "電話") == "A");
    tables.tables[0].rows.push_back(row("b2", "B", 1, {"f"}));
    CHECK(answer(tables, "電話") == "B");
    tables.tables[0].threshold = 7;
    CHECK(answer(tables, "電話") == "none");
}

TEST_CASE("a decisive code wins with one row, whatever the others sum up to") {
    auto tables = small_tables(fact("f", {"電話"}));
    tables.tables[0].rows = {row("b", "B", 1, {"answer b yes"}), row("a", "A", 100, {"f"}),
                             row("a2", "A", 100, {"f"})};
    auto const ranked = [&tables](std::map<std::string, std::string> answers) {
        auto const rules = compile(tables);
        REQUIRE(rules);
        std::vector<std::string> codes;
        auto const result = assess(
            **rules, {.text = "電話", .kind = {}, .channel = {}, .observables = {}, .answers = answers});
        for (auto const& proposal : result.find("answer")->ranked) {
            codes.push_back(proposal.code);
        }
        return codes;
    };
    CHECK(ranked({{"b", "yes"}}) == std::vector<std::string>{"A", "B"});
    tables.tables[0].decisive_code = "B";
    CHECK(ranked({{"b", "yes"}}) == std::vector<std::string>{"B", "A"});
    CHECK(ranked({}) == std::vector<std::string>{"A"});

    // What could keep it from winning is refused when the tables are loaded.
    tables.tables[0].rows.push_back(row("b2", "B", 1, {"answer b2 yes"}));
    tables.tables[0].rows[0].weight = -1;
    CHECK(first_reason(tables) ==
          "table.yaml line 9: row b of the decisive code must weigh at least the threshold");
    tables.tables[0].rows.pop_back();
    tables.tables[0].rows[0].weight = 4;
    tables.tables[0].threshold = 5;
    CHECK(first_reason(tables) ==
          "table.yaml line 9: row b of the decisive code must weigh at least the threshold");
    tables.tables[0].decisive_code = "Z";
    CHECK(first_reason(tables).find("decisive must be a code of a table of one") != std::string::npos);
    tables.tables[0].decisive_code = "B";
    tables.tables[0].choice = base::Choice::many;
    CHECK(first_reason(tables).find("decisive must be a code of a table of one") != std::string::npos);
}

TEST_CASE("kind, channel, answers, observables, amounts and ages are conditions too") {
    auto tables = small_tables(fact("f", {"電話"}));
    base::FactRule wallet = fact("wallet", {});
    wallet.observables = {"btc_address subject"};
    base::FactRule large = fact("large", {});
    large.yen_at_least = 5'000'000;
    base::FactRule young = fact("young", {});
    young.age_below = 18;
    tables.facts.insert(tables.facts.end(), {wallet, large, young});
    tables.tables[0].choice = base::Choice::many;
    tables.tables[0].default_code.clear();
    tables.tables[0].codes = {code("kind"),   code("channel"), code("answer"),
                              code("wallet"), code("large"),   code("young")};
    tables.tables[0].rows = {row("1", "kind", 1, {"kind 通報|相談"}), row("2", "channel", 1, {"channel IHC"}),
                             row("3", "answer", 1, {"answer q yes"}), row("4", "wallet", 1, {"wallet"}),
                             row("5", "large", 1, {"large"}),         row("6", "young", 1, {"young"})};
    auto const rules = compile(tables);
    REQUIRE(rules);
    CaseInput input{.text = "1千万円を送った娘(16)",
                    .kind = "通報",
                    .channel = "IHC",
                    .observables = {},
                    .answers = {{"q", "yes"}}};
    input.observables.push_back({"btc_address", "subject", "bc1", 0, 0});
    CHECK(assess(**rules, input).codes("answer").size() == 6);
    CaseInput const other{.text = "499万円、18歳、1,234件",
                          .kind = "情報提供",
                          .channel = "電話",
                          .observables = {},
                          .answers = {{"q", "no"}}};
    CHECK(assess(**rules, other).codes("answer").empty());
}

TEST_CASE("tables are read in the order of what they refer to, whatever order they are given in") {
    auto tables = small_tables(fact("f", {"電話"}));
    base::TableRule later = tables.tables[0];
    later.name = "later";
    later.rows = {row("from", "A", 5, {"answer_table A"})};
    later.codes = {code("A"), code("none")};
    tables.tables[0].name = "answer_table";
    tables.tables.insert(tables.tables.begin(), later);
    auto const rules = compile(tables);
    REQUIRE(rules);
    CHECK(assess(**rules, {.text = "電話", .kind = {}, .channel = {}, .observables = {}, .answers = {}})
              .first("later") == "A");
}

TEST_CASE("a default may wait until its own or another table proposes something") {
    auto tables = small_tables(fact("f", {"電話"}));
    tables.tables[0].default_needs = "answer";
    base::TableRule later = tables.tables[0];
    later.name = "later";
    later.rows = {row("from", "A", 5, {"answer B"})};
    later.codes = {code("A"), code("none")};
    tables.tables.insert(tables.tables.begin(), later);
    auto const rules = compile(tables);
    REQUIRE(rules);
    auto const told = [&](std::string_view text) {
        return assess(**rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}});
    };
    CHECK(told("こんにちは").find("answer")->ranked.empty());
    CHECK(told("こんにちは").first("later").empty());
    CHECK(told("電話").first("answer") == "A");
    CHECK(told("電話").first("later") == "none");
    tables.tables[0].default_needs = "nowhere";
    tables.tables[0].place = {"table.yaml", 2};
    CHECK(first_reason(tables) == "table.yaml line 2: unknown table nowhere");
}

TEST_CASE("wording close to the worked examples speaks for their code and says where") {
    auto tables = small_tables(fact("f", {"該当なし"}));
    base::ExampleSet set;
    set.table = "answer";
    set.weight = 100;
    set.examples = {
        {"A", "通販で頼んで代金を払った商品が届かないまま、店と連絡が取れない。電話も通じない", {}},
        {"B", "画面が固まって警報が鳴った", {}}};
    tables.examples = {set};
    auto const rules = compile(tables);
    REQUIRE(rules);
    auto const told = [&](std::string const& text) {
        return assess(**rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}});
    };
    auto const result = told("通販で頼んで代金を払った商品がまだ届かない。店と連絡が取れない");
    CHECK(result.first("answer") == "A");
    CHECK(!result.find("answer")->ranked.front().reasons.front().spans.empty());
    // A few words are like many examples by chance: an officer who has just begun gets no guess.
    CHECK(told("商品が届かない").first("answer") != "A");
}

TEST_CASE("malformed tables are refused with file, line and reason") {
    auto tables = small_tables(fact("f", {"電話"}));
    CHECK(first_reason(small_tables(fact("f", {"電話||"}))) ==
          "facts.yaml line 7: f: a word is empty, or ~ follows what is no verb: 電話||");
    CHECK(first_reason(small_tables(fact("f", {}))) == "facts.yaml line 7: nothing can make f true");
    auto broken = tables;
    broken.tables[0].rows.push_back(row("x", "A", 1, {"nowhere"}));
    CHECK(first_reason(broken) == "table.yaml line 9: unknown fact nowhere");
    broken = tables;
    broken.tables[0].rows.push_back(row("x", "Z", 1, {"f"}));
    CHECK(first_reason(broken) == "table.yaml line 9: unknown code Z");
    broken = tables;
    broken.tables[0].rows.push_back(row("told", "A", 1, {"f"}));
    CHECK(first_reason(broken) == "table.yaml line 9: duplicate row told");
    broken = tables;
    broken.tables[0].rows[0].none = {"f"};
    CHECK(first_reason(broken) == "table.yaml line 9: row told can never hold");
    broken = tables;
    broken.tables[0].codes.push_back(code("C"));
    CHECK(first_reason(broken) == "table.yaml line 3: no row proposes C");
    broken = tables;
    broken.facts.push_back(broken.facts[0]);
    CHECK(first_reason(broken) == "facts.yaml line 7: duplicate fact f");
    broken = tables;
    broken.facts[0].includes = {"f"};
    CHECK(first_reason(broken) == "facts.yaml line 7: fact f includes itself");
    broken = tables;
    broken.tables[0].rows.push_back(row("self", "A", 1, {"answer A"}));
    CHECK(first_reason(broken).find("table answer depends on itself") != std::string::npos);
}

TEST_CASE("the fast search for literals finds what the plain one finds") {
    std::vector<std::string> const words{"電話", "電話番号", "番号", "a", "aa", "話番", "号"};
    LiteralSet const set(words);
    for (std::string_view const text : {"電話番号を電話で", "aaaa", "", "号号番号", "かな"}) {
        CHECK(set.find(text) == set.find_plainly(text));
    }
}

TEST_CASE("a text of a million characters is cut and assessed, not refused") {
    auto const rules = compile(small_tables(fact("f", {"電話"})));
    REQUIRE(rules);
    std::string text = "電話";
    while (text.size() < 3'000'000) {
        text += "1あ「";
    }
    auto const result =
        assess(**rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}});
    CHECK(result.cut);
    CHECK(result.first("answer") == "A");
}

TEST_CASE("a second code that comes near can be asked for by later tables, one far behind cannot") {
    base::RuleTables tables;
    tables.facts = {fact("mail", {"メール"}), fact("page", {"サイト"}), fact("call", {"電話"})};
    base::TableRule type;
    type.name = "type";
    type.version = "1";
    type.default_code = "none";
    type.codes = {code("A"), code("B"), code("none")};
    type.rows = {row("mail", "A", 10, {"mail"}), row("page", "B", 8, {"page"}),
                 row("call", "A", 1, {"call"})};
    base::TableRule measure;
    measure.name = "answer";
    measure.version = "1";
    measure.default_code = "none";
    measure.codes = {code("X"), code("none")};
    measure.rows = {row("second", "X", 5, {"near type B"})};
    tables.tables = {measure, type};
    CHECK(answer(tables, "メールからサイトを開いた") == "X");
    CHECK(answer(tables, "電話とメールのあとサイトを開いた") == "none");  // 8 of 11 is not near
    CHECK(answer(tables, "サイトを開いた") == "none");                    // first, not second
    CHECK(answer(tables, "メール") == "none");
    tables.tables.front().rows.front().all = {"near type C"};
    CHECK(first_reason(tables) == "table.yaml line 9: unknown code C of table type");
    tables.tables.front().rows.front().all = {"near other B"};
    CHECK(first_reason(tables) == "table.yaml line 9: unreadable condition near other B");
}

}  // namespace engine::matching
