#include "engine/identity/company.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "engine/identity/names.h"

#include <array>

namespace engine::identity {

namespace {

struct Form {
    std::string_view written;  // folded by match_fold, so that ㈱ is (株)
    std::string_view form;
};
// The longer ones first. In kana as the furigana of forms and banks has them.
constexpr std::array<Form, 40> forms{{
    {"特定非営利活動法人", "特定非営利活動法人"},
    {"npo法人", "特定非営利活動法人"},
    {"一般社団法人", "一般社団法人"},
    {"公益社団法人", "公益社団法人"},
    {"一般財団法人", "一般財団法人"},
    {"公益財団法人", "公益財団法人"},
    {"社会福祉法人", "社会福祉法人"},
    {"独立行政法人", "独立行政法人"},
    {"国立大学法人", "国立大学法人"},
    {"協同組合", "協同組合"},
    {"株式会社", "株式会社"},
    {"有限会社", "有限会社"},
    {"合同会社", "合同会社"},
    {"合資会社", "合資会社"},
    {"合名会社", "合名会社"},
    {"医療法人社団", "医療法人"},
    {"医療法人", "医療法人"},
    {"学校法人", "学校法人"},
    {"宗教法人", "宗教法人"},
    {"税理士法人", "税理士法人"},
    {"弁護士法人", "弁護士法人"},
    {"かぶしきがいしゃ", "株式会社"},
    {"かぶしきかいしゃ", "株式会社"},
    {"ゆうげんがいしゃ", "有限会社"},
    {"ごうどうがいしゃ", "合同会社"},
    {"(株)", "株式会社"},
    {"(有)", "有限会社"},
    {"(同)", "合同会社"},
    {"(資)", "合資会社"},
    {"(医)", "医療法人"},
    {"(福)", "社会福祉法人"},
    {"(学)", "学校法人"},
    {"co., ltd.", "株式会社"},
    {"co., ltd", "株式会社"},
    {"co.,ltd.", "株式会社"},
    {"co.,ltd", "株式会社"},
    {"co.ltd.", "株式会社"},
    {",inc.", "株式会社"},
    {"inc.", "株式会社"},
    {"k.k.", "株式会社"},
}};

constexpr std::array<std::string_view, 10> branch_words = {"支店",   "営業所", "支社", "出張所", "支部",
                                                           "事業所", "工場",   "本社", "本店",   "事務所"};

std::string take_form(std::string& name) {
    for (auto const& one : forms) {
        auto const at = name.find(one.written);
        if (at == 0 || (at != std::string::npos && at + one.written.size() == name.size())) {
            name.erase(at, one.written.size());
            return std::string(one.form);
        }
    }
    // In the middle where a branch follows: 「佐藤商店(株)仙台支店」.
    for (auto const& one : forms) {
        if (auto const at = name.find(one.written); at != std::string::npos) {
            name.replace(at, one.written.size(), " ");
            return std::string(one.form);
        }
    }
    return {};
}

// 「… 仙台支店」: the branch stands behind a space or the legal form, else only its word is known.
std::string take_branch(std::string& name) {
    for (auto const word : branch_words) {
        if (!name.ends_with(word) || name.size() == word.size()) {
            continue;
        }
        auto const space = name.rfind(' ');
        if (space != std::string::npos && space > 0) {
            auto branch = name.substr(space + 1);
            name.resize(space);
            return branch;
        }
        if (word == "本社" || word == "本店") {
            name.resize(name.size() - word.size());
            return std::string(word);
        }
    }
    return {};
}

}  // namespace

Company read_company(std::string_view told) {
    // match_fold drops spaces; they tell where a branch begins.
    std::string name;
    std::string part;
    auto const end_part = [&] {
        if (!part.empty()) {
            name.append(name.empty() ? "" : " ").append(base::match_fold(part).text);
            part.clear();
        }
    };
    for (std::size_t at = 0; at < told.size();) {
        auto const point = base::decode_utf8(told, at);
        if (point.value == U' ' || point.value == 0x3000) {
            end_part();
        } else {
            part.append(told.substr(at, point.length));
        }
        at += point.length;
    }
    end_part();
    Company company;
    company.legal_form = take_form(name);
    while (name.starts_with(' ')) {
        name.erase(0, 1);
    }
    while (name.ends_with(' ')) {
        name.pop_back();
    }
    company.branch = take_branch(name);
    company.core = fold_name(name);
    return company;
}

}  // namespace engine::identity
