#include "base/ruby.h"

#include <doctest/doctest.h>

namespace base {

TEST_CASE("words keep their readings, what needs none stays plain") {
    auto const runs = parse_ruby("すぐに{警察|けいさつ}へ。");
    REQUIRE(runs);
    CHECK(*runs == std::vector<RubyRun>{{"すぐに", ""}, {"警察", "けいさつ"}, {"へ。", ""}});
    CHECK(without_ruby("{番号|ばんごう}は{110|ひゃくとおばん}") == "番号は110");
    CHECK(parse_ruby("")->empty());
}

TEST_CASE("marks that are wrong are refused with where they stand") {
    for (auto const* const bad : {"{警察}", "{警察|}", "{|けいさつ}", "警察}", "a|b", "{警察|警察}",
                                  "{a{b|あ}", "{警察|けい", "{警|けa}"}) {
        CAPTURE(bad);
        auto const runs = parse_ruby(bad);
        REQUIRE(!runs);
        CHECK(!runs.violations().front().reason.ja.empty());
        CHECK(without_ruby(bad) == bad);
    }
    CHECK(!parse_ruby("\xff"));
}

}  // namespace base
