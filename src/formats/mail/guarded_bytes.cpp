#include "formats/mail/guarded_bytes.h"

#include "formats/text/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>

namespace formats::mail {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_boundary = 1'000;
constexpr std::size_t most_boundaries = 20'000;
constexpr std::uint64_t most_comparisons = 50'000'000;  // lines beginning "--" times boundaries

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view lower_case) noexcept {
    return text.size() >= lower_case.size() && std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                                                          [](char a, char b) { return a == lower(b); });
}

// What may be a boundary of some multipart.
struct Boundaries {
    std::unordered_set<std::string> values;
    bool unclear = false;  // one is written in pieces: every "--" line may be one
};

Boundaries boundaries_of(std::string_view bytes) {
    constexpr std::string_view word = "boundary";
    Boundaries found;
    for (std::size_t at = 0; at + word.size() < bytes.size(); ++at) {
        at = bytes.find_first_of("bB", at);
        if (at == npos) {
            break;
        }
        if (!begins_with(bytes.substr(at), word)) {
            continue;
        }
        auto rest = bytes.substr(at + word.size(), longest_boundary + 10);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        if (rest.starts_with('*')) {
            found.unclear = true;
            continue;
        }
        if (!rest.starts_with('=')) {
            continue;
        }
        rest.remove_prefix(1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        bool const quoted = rest.starts_with('"');
        rest.remove_prefix(quoted ? 1 : 0);
        auto const value = rest.substr(0, rest.find_first_of(quoted ? "\"\r\n" : "; \t\r\n"));
        found.unclear = found.unclear || value.find('\\') != npos || found.values.size() >= most_boundaries;
        if (!found.unclear) {
            found.values.emplace(value);
        }
    }
    return found;
}

class Guard {
  public:
    Guard(std::string_view bytes, Limits const& limits)
        : bytes_(bytes), limits_(limits), boundaries_(boundaries_of(bytes)) {}

    GuardedBytes run() {
        result_.bytes.reserve(bytes_.size());
        for (std::size_t at = 0; at < bytes_.size();) {
            auto const end = std::min(bytes_.find('\n', at), bytes_.size() - 1) + 1;
            auto const line = bytes_.substr(at, end - at);
            if (!take(line)) {
                break;
            }
            at = end;
        }
        if (dropped_fields_ > 0) {
            warn(fmt::format("ヘッダーが多すぎるため {} 行を読んでいません", dropped_fields_),
                 fmt::format("there are too many header fields: {} lines were not read", dropped_fields_));
        }
        if (nul_) {
            warn("ヘッダーに NUL があります（「?」として読みました）",
                 "there is a NUL in a header (read as \"?\")");
        }
        return std::move(result_);
    }

  private:
    void warn(std::string ja, std::string en) {
        result_.warnings.push_back({"", {std::move(ja), std::move(en)}});
    }

    // False where the rest of the mail is not read.
    bool take(std::string_view line) {
        auto text = line;
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
            text.remove_suffix(1);
        }
        if (text.starts_with("--") && !take_delimiter(text)) {
            return false;
        }
        if (in_header_) {
            take_header_line(line, text);
        } else {
            result_.bytes += line;
        }
        return true;
    }

    bool take_delimiter(std::string_view text) {
        ++dashed_lines_;
        if (!is_delimiter(text)) {
            return dashed_lines_ * (boundaries_.values.size() + (boundaries_.unclear ? most_boundaries : 0)) <
                       most_comparisons ||
                   stop();
        }
        ++delimiters_;
        in_header_ = true;
        fields_ = 0;
        return delimiters_ <= limits_.most_parts + 1'000 || stop();
    }

    bool stop() {
        warn("部品が多すぎるため、途中までを読みました",
             "there are too many parts: the mail was read up to the limit");
        return false;
    }

    [[nodiscard]] bool is_delimiter(std::string_view text) const {
        if (boundaries_.unclear) {
            return true;
        }
        text.remove_prefix(2);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
            text.remove_suffix(1);
        }
        return boundaries_.values.contains(std::string(text.substr(0, longest_boundary)));
    }

    void take_header_line(std::string_view line, std::string_view text) {
        if (text.empty()) {
            in_header_ = false;
            result_.bytes += line;
            return;
        }
        bool const folded = text.front() == ' ' || text.front() == '\t';
        fields_ += folded ? 0 : 1;
        if (fields_ > limits_.most_header_fields) {
            // Only what looks like a field: this may be a body after all.
            auto const colon = text.find(':');
            if (folded || (colon != npos && text.substr(0, colon).find_first_of(" \t") == npos)) {
                ++dropped_fields_;
                return;
            }
        }
        auto const begin = result_.bytes.size();
        result_.bytes += line;
        if (line.find('\0') != npos) {
            nul_ = true;
            std::replace(result_.bytes.begin() + static_cast<std::ptrdiff_t>(begin), result_.bytes.end(),
                         '\0', '?');
        }
    }

    std::string_view bytes_;
    Limits const& limits_;
    Boundaries boundaries_;
    GuardedBytes result_;
    bool in_header_ = true;
    bool nul_ = false;
    std::size_t fields_ = 0;
    std::size_t dropped_fields_ = 0;
    std::uint64_t dashed_lines_ = 0;
    std::size_t delimiters_ = 0;
};

}  // namespace

GuardedBytes guarded(std::string_view bytes, Limits const& limits) {
    std::vector<base::Violation> warnings;
    if (bytes.size() > limits.most_bytes) {
        warnings.push_back(
            {"",
             {fmt::format("メールが大きすぎるため、先頭の {} バイトだけを読みました", limits.most_bytes),
              fmt::format("the mail is too large: only its first {} bytes were read", limits.most_bytes)}});
        bytes = bytes.substr(0, limits.most_bytes);
    }
    bytes.remove_prefix(bytes.starts_with(text::utf8_mark) ? text::utf8_mark.size() : 0);
    auto const first = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    if (first > 0) {
        warnings.push_back(
            {"", {"先頭の空行を読み飛ばしました", "empty lines at the start were passed over"}});
        bytes.remove_prefix(first);
    }
    if (bytes.starts_with("From ") || bytes.starts_with(">From ")) {
        auto const end = bytes.find('\n');
        bytes.remove_prefix(end == npos ? bytes.size() : end + 1);
    }
    auto result = Guard(bytes, limits).run();
    result.warnings.insert(result.warnings.begin(), warnings.begin(), warnings.end());
    return result;
}

}  // namespace formats::mail
