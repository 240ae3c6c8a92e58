#include "formats/mail/parameters.h"

#include "formats/mail/charset.h"
#include "formats/mail/header_text.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace formats::mail {

namespace {

using text::is_blank;
using text::lower;
using text::trimmed;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_parameters = 200;
constexpr unsigned most_pieces = 1'000;

int hex(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
            bytes += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
            at += 2;
        } else {
            bytes += text[at];
        }
    }
    return bytes;
}

// One "name=value" as it stands.
struct Written {
    std::string name;
    std::string value;
};

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool malformed = false;

    [[nodiscard]] std::string_view main_value() {
        auto const end = std::min(text_.find(';'), text_.size());
        auto value = trimmed(text_.substr(0, end));
        at_ = end;
        // "multipart/mixed boundary=x": the semicolon is missing.
        if (auto const space = value.find_first_of(" \t"); space != npos) {
            malformed = value.find('=', space) != npos;
            at_ = malformed ? static_cast<std::size_t>(value.data() - text_.data()) + space : at_;
            value = value.substr(0, space);
        }
        return value;
    }

    [[nodiscard]] std::optional<Written> next() {
        while (at_ < text_.size() && (text_[at_] == ';' || is_blank(text_[at_]))) {
            ++at_;
        }
        if (at_ >= text_.size()) {
            return std::nullopt;
        }
        auto const name_end = std::min(text_.find_first_of("=;", at_), text_.size());
        Written written{lower(trimmed(text_.substr(at_, name_end - at_))), {}};
        at_ = name_end;
        if (at_ >= text_.size() || text_[at_] == ';') {
            malformed = malformed || !written.name.empty();
            return written;
        }
        ++at_;
        while (at_ < text_.size() && is_blank(text_[at_])) {
            ++at_;
        }
        written.value = at_ < text_.size() && text_[at_] == '"' ? quoted() : bare();
        return written;
    }

  private:
    std::string quoted() {
        std::string value;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            // A backslash before anything but a quote or itself is part of a Windows path.
            bool const escape = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                                (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
            at_ += escape ? 1U : 0U;
            value += text_[at_];
        }
        malformed = malformed || at_ >= text_.size();
        at_ = std::min(at_ + 1, text_.size());
        return value;
    }

    // Names of files with spaces are written without quotes by careless mailers, and semicolons forgotten
    // before the next parameter.
    std::string bare() {
        auto const end = std::min(text_.find(';', at_), text_.size());
        auto value = text_.substr(at_, end - at_);
        auto const equals = value.find('=');
        auto const space = equals == npos ? npos : value.find_last_of(" \t\r\n", equals);
        bool const encoded = value.find("=?") != npos;
        if (!encoded && space != npos && space + 1 < equals) {
            value = value.substr(0, space);
            malformed = true;
        }
        at_ += value.size();
        return std::string(trimmed(value));
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// The pieces of one parameter: name*0*=, name*1=, name*=, name=.
struct Pieces {
    std::map<unsigned, std::pair<std::string, bool>> numbered;  // value, percent-encoded
    std::optional<std::string> extended;
    std::optional<std::string> plain;
};

// Splits "name*1*" into name, number and whether it is percent-encoded.
void add(std::vector<std::pair<std::string, Pieces>>& all, Written written) {
    auto const star = written.name.find('*');
    auto const name = written.name.substr(0, star);
    auto found = std::ranges::find(all, name, &std::pair<std::string, Pieces>::first);
    if (found == all.end()) {
        if (all.size() >= most_parameters) {
            return;
        }
        found = all.insert(all.end(), {name, {}});
    }
    auto& pieces = found->second;
    if (star == npos) {
        if (!pieces.plain) {
            pieces.plain = std::move(written.value);
        }
        return;
    }
    auto rest = std::string_view(written.name).substr(star + 1);
    bool const encoded = rest.ends_with('*') || rest.empty();
    unsigned number = 0;
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || number >= most_pieces) {
        pieces.extended = std::move(written.value);
    } else {
        pieces.numbered.try_emplace(number, std::move(written.value), encoded);
    }
}

// "charset'language'text"
std::string decode_extended(std::string_view value) {
    auto const first = value.find('\'');
    auto const second = first == npos ? npos : value.find('\'', first + 1);
    if (second == npos) {
        return decode_charset(percent_decoded(value), "").text;
    }
    return decode_charset(percent_decoded(value.substr(second + 1)), value.substr(0, first)).text;
}

std::string decode_numbered(Pieces const& pieces) {
    std::string bytes;
    std::string charset;
    bool encoded = false;
    for (bool first = true; auto const& [number, piece] : pieces.numbered) {
        std::string_view value = piece.first;
        if (first && piece.second) {
            auto const quote = value.find('\'');
            auto const second = quote == npos ? npos : value.find('\'', quote + 1);
            if (second != npos) {
                charset = value.substr(0, quote);
                value = value.substr(second + 1);
            }
        }
        encoded = encoded || piece.second;
        bytes += piece.second ? percent_decoded(value) : std::string(value);
        first = false;
    }
    return encoded ? decode_charset(bytes, charset).text : decode_header(bytes).text;
}

}  // namespace

std::string_view ParameterField::find(std::string_view name) const noexcept {
    auto const found = std::ranges::find(parameters, name, &Parameter::name);
    return found == parameters.end() ? std::string_view() : std::string_view(found->value);
}

ParameterField read_parameters(std::string_view raw) {
    auto const text = unfold(raw);
    // Raw bytes may hold ';' and '"' as second halves of characters: decoded first.
    auto const utf8 = raw_to_utf8(text);
    Scanner scanner(utf8.text);
    ParameterField field;
    field.value = lower(scanner.main_value());
    std::vector<std::pair<std::string, Pieces>> all;
    while (auto written = scanner.next()) {
        if (!written->name.empty()) {
            add(all, std::move(*written));
        }
    }
    for (auto const& [name, pieces] : all) {
        std::string value;
        if (!pieces.numbered.empty()) {
            value = decode_numbered(pieces);
        } else if (pieces.extended) {
            value = decode_extended(*pieces.extended);
        } else if (pieces.plain) {
            value = name == "boundary" ? *pieces.plain : decode_header(*pieces.plain).text;
        }
        field.parameters.push_back({name, std::move(value)});
    }
    field.malformed = scanner.malformed || utf8.raw_bytes;
    return field;
}

}  // namespace formats::mail
