#include "engine/observables/extract.h"

#include "engine/observables/reference.h"

#include <doctest/doctest.h>

#include <string>

namespace engine::observables {
namespace {

// "type value <as written>" of every finding, one a line.
std::string told(std::string_view text, Types types = Types::labelled) {
    static Extractor const extractor{nullptr};
    std::string lines;
    for (auto const& found : extractor.extract(text, types)) {
        lines += type_name(found.type);
        lines += ' ';
        lines += found.value;
        lines += " <";
        lines += text.substr(found.start, found.end - found.start);
        lines += ">\n";
    }
    return lines;
}

}  // namespace

TEST_CASE("URLs are found defanged, in full width and spaced out") {
    CHECK(told("リンクはhxxps://a-b[.]example[.]top/x?id=1です") ==
          "url https://a-b.example.top/x?id=1 <hxxps://a-b[.]example[.]top/x?id=1>\n");
    CHECK(told("ｈｔｔｐｓ：／／ａ．ｔｏｐ／ｑ７」発信") ==
          "url https://a.top/q7 <ｈｔｔｐｓ：／／ａ．ｔｏｐ／ｑ７>\n");
    CHECK(told("「h t t p s : // sbq-a.com/ETGate」") ==
          "url https://sbq-a.com/ETGate <h t t p s : // sbq-a.com/ETGate>\n");
    CHECK(told("リンク先https://b.click/acc（11/19時点）") ==
          "url https://b.click/acc <https://b.click/acc>\n");
}

TEST_CASE("telephone numbers are given in E.164") {
    CHECK(told("電話0120-983-440へ") == "phone +81120983440 <0120-983-440>\n");
    CHECK(told("０９０－８８４０－２２１７の") == "phone +819088402217 <０９０－８８４０－２２１７>\n");
    CHECK(told("0101-844-555-0188に電話") == "phone +18445550188 <0101-844-555-0188>\n");
    CHECK(told("+1 (844) 555-0170と出た") == "phone +18445550170 <+1 (844) 555-0170>\n");
    CHECK(told("〇九〇の一二三四の五六七八から") == "phone +819012345678 <〇九〇の一二三四の五六七八>\n");
}

}  // namespace engine::observables
