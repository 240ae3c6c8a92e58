#include "formats/consultations/consultations.h"

#include "formats/text/json_text.h"
#include "formats/text/lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

namespace formats::consultations {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 7> members = {"id",      "channel",     "kind",   "text",
                                                     "station", "received_at", "officer"};
constexpr std::array<std::string_view, 3> dropped = {"labels", "based_on", "based_on_fit"};
constexpr std::size_t most_violations = 50;
constexpr std::size_t longest_name = 200;  // bytes of id, station and officer

bool is_one_of(std::span<std::string_view const> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Reads the members of one line and collects what is wrong with them.
class Members {
  public:
    explicit Members(json_lines::Line const& line) : line_(line) {}

    void refuse(std::string_view member, base::Words reason) {
        if (violations_.size() < most_violations) {  // a line of nothing but unknown members stays bounded
            violations_.push_back({text::line_field(line_.number, member), std::move(reason)});
        }
    }

    std::optional<std::string> optional_text(std::string_view member) {
        auto const* const value = line_.object->if_contains(member);
        if (value == nullptr || value->is_null()) {
            return std::nullopt;
        }
        if (!value->is_string()) {
            auto const kind = text::json_kind_words(value->kind());
            refuse(member, {fmt::format("文字列ではありません（{}）", kind.ja),
                            fmt::format("not a string ({})", kind.en)});
            return std::nullopt;
        }
        std::string words(value->get_string());
        if (words.find('\0') != std::string::npos) {
            refuse(member, {"文字 U+0000 は使えません", "the character U+0000 is not allowed"});
            return std::nullopt;
        }
        return words;
    }

    std::string required_text(std::string_view member) {
        auto const before = violations_.size();
        auto words = optional_text(member);
        if (!words && violations_.size() == before) {
            refuse(member, {"必須の項目がありません", "this member is required"});
        } else if (words && words->find_first_not_of(" \t\r\n") == std::string::npos) {
            refuse(member, {"空です", "it is empty"});
        }
        return std::move(words).value_or(std::string());
    }

    void check_length(std::string_view member, std::string_view words) {
        if (words.size() > longest_name) {
            refuse(member,
                   {fmt::format("長すぎます（{} バイト。上限は {} バイト）", words.size(), longest_name),
                    fmt::format("too long ({} bytes; the limit is {})", words.size(), longest_name)});
        }
    }

    void check_choice(std::string_view member, std::string_view word,
                      std::span<std::string_view const> choices) {
        if (!word.empty() && !is_one_of(choices, word)) {
            auto const list = fmt::format("{}", fmt::join(choices, ", "));
            refuse(member, {fmt::format("決められた値ではありません（使える値: {}）", list),
                            fmt::format("not one of the allowed values ({})", list)});
        }
    }

    void refuse_unknown() {
        for (auto const& member : *line_.object) {
            std::string_view const name = member.key();
            if (!is_one_of(members, name) && !is_one_of(dropped, name)) {
                refuse(name.substr(0, longest_name), {"知らない項目です", "this member is not known"});
            }
        }
    }

    [[nodiscard]] std::vector<base::Violation> take_violations() { return std::move(violations_); }

  private:
    json_lines::Line const& line_;
    std::vector<base::Violation> violations_;
};

std::optional<base::Instant> received_at(Members& members_of) {
    auto const words = members_of.optional_text("received_at");
    if (!words) {
        return std::nullopt;
    }
    auto const at = base::parse_instant(*words);
    if (!at) {
        members_of.refuse("received_at", {"日時として読めません（例: 2026-11-22T14:05:00+09:00）",
                                          "not a date and time (like 2026-11-22T14:05:00+09:00)"});
    }
    return at;
}

std::vector<NumberedItem> parse_all(std::vector<json_lines::Line> const& lines) {
    std::vector<NumberedItem> items;
    items.reserve(lines.size());
    for (auto const& line : lines) {
        items.push_back({line.number, line.offset, parse(line)});
    }
    return items;
}

}  // namespace

base::Parsed<ConsultationItem> parse(json_lines::Line const& line) {
    if (!line.object) {
        return line.object.violations();
    }
    Members from(line);
    ConsultationItem item;
    item.id = from.required_text("id");
    from.check_length("id", item.id);
    item.channel = from.required_text("channel");
    from.check_choice("channel", item.channel, channels);
    item.kind = from.required_text("kind");
    from.check_choice("kind", item.kind, kinds);
    item.text = from.required_text("text");
    item.station = from.optional_text("station");
    from.check_length("station", item.station.value_or(std::string()));
    item.received_at = received_at(from);
    item.officer = from.optional_text("officer");
    from.check_length("officer", item.officer.value_or(std::string()));
    from.refuse_unknown();
    if (auto violations = from.take_violations(); !violations.empty()) {
        return violations;
    }
    return item;
}

std::vector<NumberedItem> Reader::feed(std::string_view chunk) {
    return parse_all(lines_.feed(chunk));
}

std::vector<NumberedItem> Reader::finish() {
    return parse_all(lines_.finish());
}

}  // namespace formats::consultations
