#include "engine/observables/reference.h"

#include "base/text_fold.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine::observables {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;
// The list's endings and how they are written out.
constexpr std::array<Pair, 7> endings{{{"信金", "信用金庫"},
                                       {"信組", "信用組合"},
                                       {"農協", "農業協同組合"},
                                       {"労金", "労働金庫"},
                                       {"信連", "信用農業協同組合連合会"},
                                       {"信漁連", "信用漁業協同組合連合会"},
                                       {"漁協", "漁業協同組合"}}};
constexpr std::array<std::string_view, 19> branch_endings{
    "支店",       "本店",       "営業部", "出張所", "支所",   "代理店",   "センター",
    "事務所",     "本所",       "本部",   "公務部", "法人部", "不動産部", "ローン部",
    "営業第一部", "営業第二部", "営業所", "プラザ", "営業課"};

bool ends_with_any(std::string_view text, auto const& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.ends_with(word); });
}

std::string bank_title(std::string_view listed) {
    for (auto const& [ending, full] : endings) {
        if (listed.ends_with(ending)) {
            std::string title{listed.substr(0, listed.size() - ending.size())};
            title += full;
            return title;
        }
    }
    static constexpr std::array<std::string_view, 5> complete{"銀行", "金庫", "組合", "連合会", "公庫"};
    auto title = base::width_fold(listed).text;
    if (!ends_with_any(listed, complete) && !listed.ends_with("銀")) {
        title += "銀行";
    }
    return title;
}

std::string branch_title(std::string_view listed, bool japan_post) {
    auto title = base::width_fold(listed).text;
    if (japan_post) {
        title += "店";
    } else if (!ends_with_any(listed, branch_endings)) {
        title += "支店";
    }
    return title;
}

std::string key_of(std::string_view name) {
    return base::match_fold(name).text;
}

std::vector<std::string_view> columns_of(std::string_view line) {
    std::vector<std::string_view> columns;
    for (std::size_t begin = 0;;) {
        auto const tab = line.find('\t', begin);
        columns.push_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
        if (tab == std::string_view::npos) {
            return columns;
        }
        begin = tab + 1;
    }
}

bool is_code(std::string_view text, std::size_t digits) {
    return text.size() == digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

base::Parsed<Reference> Reference::parse(std::string_view banks_tsv) {
    Reference reference;
    std::vector<base::Violation> violations;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < banks_tsv.size();) {
        auto const newline = std::min(banks_tsv.find('\n', begin), banks_tsv.size());
        auto const columns = columns_of(banks_tsv.substr(begin, newline - begin));
        begin = newline + 1;
        ++number;
        bool const bank = columns.size() == 4 && columns[0] == "bank" && is_code(columns[1], 4);
        bool const branch = columns.size() == 4 && columns[0] == "branch" && is_code(columns[1], 3) &&
                            !reference.banks_.empty();
        if (bank) {
            reference.banks_.push_back(
                {std::string{columns[1]}, bank_title(columns[2]), std::string{columns[3]}, {}});
            auto const index = reference.banks_.size() - 1;
            reference.names_.try_emplace(key_of(reference.banks_.back().name), index);
            reference.names_.try_emplace(key_of(columns[2]), index);
            reference.names_.try_emplace(std::string{columns[1]}, index);
        } else if (branch) {
            auto& owner = reference.banks_.back();
            auto title = branch_title(columns[2], owner.code == "9900");
            auto key = key_of(title);
            owner.branches.push_back(
                {std::string{columns[1]}, std::move(title), std::string{columns[3]}, std::move(key)});
        } else if (!(columns.size() == 1 && columns[0].empty())) {
            violations.push_back({"line " + std::to_string(number),
                                  {"「bank」か「branch」、コード、名称、カナの4列が必要です",
                                   "needs four columns: bank or branch, code, name, kana"}});
        }
    }
    if (!violations.empty()) {
        return violations;
    }
    return reference;
}

Bank const* Reference::bank(std::string_view name_or_code) const {
    auto key = key_of(name_or_code);
    auto found = names_.find(key);
    if (found == names_.end() && key.starts_with("ja")) {
        key.erase(0, 2);
        key += key_of("農業協同組合");
        found = names_.find(key);
    }
    for (auto const& [ending, full] : endings) {
        if (found != names_.end()) {
            break;
        }
        if (auto const short_key = key_of(ending); key.ends_with(short_key)) {
            found = names_.find(key.substr(0, key.size() - short_key.size()) + key_of(full));
        }
    }
    return found == names_.end() ? nullptr : &banks_[found->second];
}

Branch const* Reference::branch(Bank const& bank, std::string_view name_or_code) {
    if (is_code(name_or_code, 3)) {
        auto const found = std::find_if(bank.branches.begin(), bank.branches.end(),
                                        [&](Branch const& each) { return each.code == name_or_code; });
        return found == bank.branches.end() ? nullptr : &*found;
    }
    auto const wanted = key_of(name_or_code);
    for (std::string_view const tail : {"", "支店", "営業部", "店"}) {
        auto const longer = wanted + std::string{tail};
        auto const found = std::find_if(bank.branches.begin(), bank.branches.end(), [&](Branch const& each) {
            bool const tailed = wanted.size() > tail.size() && wanted.ends_with(tail);
            return each.key == longer ||
                   (tailed && each.key == std::string_view{wanted}.substr(0, wanted.size() - tail.size()));
        });
        if (found != bank.branches.end()) {
            return &*found;
        }
    }
    return nullptr;
}

std::size_t Reference::branches() const noexcept {
    std::size_t count = 0;
    for (auto const& bank : banks_) {
        count += bank.branches.size();
    }
    return count;
}

}  // namespace engine::observables
