#include "platform/search/search.h"

#include "base/text_fold.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

#include <map>

namespace search = platform::search;
using platform::store::Reader;
using platform::store::TemporaryStore;
using platform::store::Transaction;

namespace {

// Found all at once and, where the store has that way too, record by record: the same.
std::size_t hits(platform::store::Store& store, std::string_view query) {
    auto const match = search::match(query, store.dialect());
    if (!match) {
        return 0;
    }
    std::size_t found = 0;
    store.read([&](Reader& reader) {
        std::string const sql = "SELECT r.id FROM (SELECT record_id AS id FROM search_document) r WHERE ";
        found = reader.query(sql + match->sql, match->values).size();
        auto const each = search::match_each(query, store.dialect());
        CHECK(each.has_value() == (store.dialect() == "sqlite"));
        if (each) {
            CHECK(reader.query(sql + each->sql, each->values).size() == found);
        }
    });
    return found;
}

}  // namespace

TEST_CASE("every part of a text is found, from one character up, as a plain substring search would") {
    TemporaryStore folder;
    auto& store = folder.store();
    std::vector<std::string> const texts = {"きのう宅配のSMSが来て、七十七銀行の口座番号を入れた",
                                            "ＬＩＮＥで誘われ髙橋さんに送金",
                                            "国",
                                            "login-77bank.top から 080-1234-5678 へ",
                                            "ｶﾀｶﾅとカタカナ、ランサムウェア",
                                            "A国B 中国A"};
    store.write([&](Transaction& tx) {
        for (auto const& text : texts) {
            search::put(tx, "consultation", base::new_ulid(), text);
        }
    });
    for (std::string const query :
         {"国",        "口座",     "口座番号", "番号を入れた", "line", "ＬＩＮＥ", "高橋", "髙橋さん",
          "77bank",    "bank",     "カタカナ", "ウェア",       "国B",  "A国",      "国A",  "080",
          "1234-5678", "出ない語", "送",       "金",           "b",    "a国b"}) {
        CAPTURE(query);
        auto const strip = [](std::string_view text) {  // punctuation does not separate for the index
            std::string kept;
            for (auto const& piece : base::search_fold(text).text) {
                if (piece != '-' && piece != '.' && piece != ' ') {
                    kept.push_back(piece);
                }
            }
            return kept;
        };
        std::size_t expected = 0;
        for (auto const& text : texts) {
            expected += strip(text).find(strip(query)) != std::string::npos ? 1U : 0U;
        }
        CHECK(hits(store, query) == expected);
    }
    CHECK(hits(store, "宅配 銀行") == 1);
    CHECK(hits(store, "宅配 国") == 0);
    CHECK_FALSE(search::match("「」、。 --", store.dialect()).has_value());
}

TEST_CASE("a replaced text is found by its new words only, a removed one not at all") {
    TemporaryStore folder;
    auto& store = folder.store();
    auto const id = base::new_ulid();
    store.write([&](Transaction& tx) { search::put(tx, "consultation", id, "仙台の詐欺"); });
    store.write([&](Transaction& tx) { search::put(tx, "consultation", id, "古川の詐欺"); });
    CHECK(hits(store, "仙台") == 0);
    CHECK(hits(store, "古川") == 1);
    store.write([&](Transaction& tx) { search::remove(tx, id); });
    CHECK(hits(store, "古川") == 0);
}

TEST_CASE("a query cannot say more than words") {
    TemporaryStore folder;
    folder.store().write([&](Transaction& tx) { search::put(tx, "x", base::new_ulid(), "ab OR cd"); });
    for (std::string const query : {"\"", "a\" OR \"b", "NEAR(a b)", "body:ab", "*", "^ab", "ab*", "-ab"}) {
        CAPTURE(query);
        CHECK_NOTHROW(hits(folder.store(), query));
    }
    CHECK(hits(folder.store(), "OR cd") == 1);
}

TEST_CASE("a snippet shows the surroundings of a hit and where it is") {
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "前置き";
    }
    text += "ここに七十七銀行の口座";
    auto const snippet = search::snippet(text, "77 七十七銀行", 120);
    CHECK(snippet.text.size() <= 120 + 6);
    REQUIRE(snippet.highlights.size() == 1);
    auto const& hit = snippet.highlights.front();
    CHECK(snippet.text.substr(hit.start, hit.end - hit.start) == "七十七銀行");
}
