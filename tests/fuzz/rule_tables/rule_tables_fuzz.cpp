// Rule tables: any bytes give tables or refusals in both languages; what compiles can be applied, and its
// spans lie within the text.

#include "base/problem.h"
#include "engine/matching/assess.h"
#include "engine/matching/rule_set.h"
#include "formats/rule_tables/parse.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

void check(std::vector<base::Violation> const& violations) {
    BASE_ASSERT(!violations.empty());
    for (auto const& violation : violations) {
        BASE_ASSERT(!violation.field.empty() && !violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

void check(std::vector<engine::matching::Span> const& spans, std::size_t size) {
    for (auto const& span : spans) {
        BASE_ASSERT(span.start <= span.end && span.end <= size);
    }
}

void apply(engine::matching::RuleSet const& rules, std::string_view text) {
    engine::matching::CaseInput const input{
        .text = text, .kind = "相談", .channel = "電話", .observables = {}, .answers = {}};
    auto const assessment = engine::matching::assess(rules, input);
    check(assessment.dangers, text.size());
    for (auto const& table : assessment.tables) {
        for (auto const& proposal : table.ranked) {
            for (auto const& reason : proposal.reasons) {
                check(reason.spans, text.size());
            }
        }
    }
}

}  // namespace

// The input is up to three files, cut at form feeds.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    std::array<formats::rule_tables::File, 3> files{{{"1.yaml", {}}, {"2.yaml", {}}, {"3.yaml", {}}}};
    std::size_t count = 0;
    while (count < files.size()) {
        std::size_t const end = count + 1 == files.size() ? std::string_view::npos : rest.find('\f');
        files[count++].bytes = rest.substr(0, end);
        if (end == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(end + 1);
    }
    auto const tables = formats::rule_tables::parse(std::span(files).first(count));
    if (!tables) {
        check(tables.violations());
        return 0;
    }
    auto const rules = engine::matching::compile(*tables);
    if (!rules) {
        check(rules.violations());
        return 0;
    }
    apply(**rules, std::string_view(reinterpret_cast<char const*>(data), size));
    apply(**rules, "「電話」で３万円を払っていない。娘(16)にｶｰﾄﾞを\nと言われ");
    return 0;
}
