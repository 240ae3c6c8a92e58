#include "modules/intake/interview_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace modules::intake {

namespace {

constexpr std::size_t most_spans = 5;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hexadecimal(char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Reads what is expected at one place of a text; every step either moves on or fails for good.
class Cursor {
  public:
    Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    Cursor& digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        while (at_ + count < text_.size() && count <= most && is_digit(text_[at_ + count])) {
            ++count;
        }
        holds_ = holds_ && count >= least && count <= most;
        at_ += count;
        return *this;
    }
    Cursor& word(std::string_view expected) {
        holds_ = holds_ && text_.substr(std::min(at_, text_.size())).starts_with(expected);
        at_ += expected.size();
        return *this;
    }
    [[nodiscard]] std::optional<std::size_t> end() const {
        return holds_ ? std::optional(std::min(at_, text_.size())) : std::nullopt;
    }

  private:
    std::string_view text_;
    std::size_t at_;
    bool holds_ = true;
};

// 21:03:15, 21時3分15秒
std::optional<std::size_t> time_with_seconds(std::string_view text, std::size_t at) {
    if (at > 0 && (is_digit(text[at - 1]) || is_hexadecimal(text[at - 1]) || text[at - 1] == ':')) {
        return std::nullopt;  // within a longer number, or an IPv6 address
    }
    auto const colons = Cursor(text, at).digits(1, 2).word(":").digits(2, 2).word(":").digits(2, 2).end();
    return colons ? colons
                  : Cursor(text, at)
                        .digits(1, 2)
                        .word("時")
                        .digits(1, 2)
                        .word("分")
                        .digits(1, 2)
                        .word("秒")
                        .end();
}

std::optional<std::size_t> zone(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 11> names{
        "JST", "UTC", "GMT", "jst", "utc", "gmt", "日本時間", "+09:00", "+0900", "協定世界時", "現地時間"};
    for (auto const& name : names) {
        if (text.substr(at).starts_with(name)) {
            return at + name.size();
        }
    }
    return std::nullopt;
}

// ポート番号は51322, port 51322, 203.0.113.5:51322
std::optional<std::size_t> port(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 4> names{"ポート", "port", "Port", "PORT"};
    static constexpr std::array<std::string_view, 6> fillers{"番号", "は", ":", " ", "の", "="};
    for (auto const& name : names) {
        if (!text.substr(at).starts_with(name)) {
            continue;
        }
        auto end = at + name.size();
        for (int step = 0; step < 4; ++step) {
            for (auto const& filler : fillers) {
                if (text.substr(end).starts_with(filler)) {
                    end += filler.size();
                    break;
                }
            }
        }
        if (auto const found = Cursor(text, end).digits(2, 5).end()) {
            return found;
        }
    }
    bool const after_address = at > 0 && text[at] == ':' && is_digit(text[at - 1]);
    if (!after_address) {
        return std::nullopt;
    }
    auto begin = at;
    std::size_t dots = 0;
    while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '.')) {
        dots += text[begin - 1] == '.' ? 1U : 0U;
        --begin;
    }
    return dots == 3 ? Cursor(text, at).word(":").digits(2, 5).end() : std::nullopt;
}

}  // namespace

std::vector<base::SourceSpan> said_in(std::string_view text, std::string_view test) {
    auto const folded = base::width_fold(text);
    auto* const find = test == "exact_time"    ? &time_with_seconds
                       : test == "time_zone"   ? &zone
                       : test == "source_port" ? &port
                                               : nullptr;
    std::vector<base::SourceSpan> spans;
    for (std::size_t at = 0; find != nullptr && at < folded.text.size() && spans.size() < most_spans; ++at) {
        if (auto const end = find(folded.text, at)) {
            spans.push_back(folded.source(at, *end));
            at = *end - 1;
        }
    }
    return spans;
}

}  // namespace modules::intake
