#include "formats/mail/header_text.h"

#include "base/utf8.h"
#include "formats/mail/charset.h"
#include "formats/mail/iso_2022_jp.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace formats::mail {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_charset = 64;

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

int hex(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int base64_value(char c) noexcept {
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

std::string decode_q(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '=' && at + 2 < text.size() && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
            bytes += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
            at += 2;
        } else {
            bytes += text[at] == '_' ? ' ' : text[at];
        }
    }
    return bytes;
}

// One encoded word: "=?charset?B?text?=".
struct Word {
    std::string_view charset;
    bool base64 = false;
    std::string_view text;
    std::size_t end = 0;  // offset behind it
    bool closed = true;
};

std::optional<Word> word_at(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("=?")) {
        return std::nullopt;
    }
    auto const charset_end = text.find('?', at + 2);
    if (charset_end == npos || charset_end == at + 2 || charset_end - at > longest_charset ||
        charset_end + 2 >= text.size() || text[charset_end + 2] != '?') {
        return std::nullopt;
    }
    Word word;
    word.charset = text.substr(at + 2, charset_end - at - 2);
    if (word.charset.find_first_of(" \t()<>@,;:\"[]=") != npos) {
        return std::nullopt;
    }
    word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231: the language
    char const encoding = text[charset_end + 1];
    word.base64 = encoding == 'B' || encoding == 'b';
    if (!word.base64 && encoding != 'Q' && encoding != 'q') {
        return std::nullopt;
    }
    auto const begin = charset_end + 3;
    // In Q a "?=" may be followed by hexadecimal digits where "?" should have been encoded: then it is no
    // end.
    auto end = text.find("?=", begin);
    while (!word.base64 && end != npos && end + 3 < text.size() && hex(text[end + 2]) >= 0 &&
           hex(text[end + 3]) >= 0 && text.find("?=", end + 2) != npos &&
           text.substr(end + 2, text.find("?=", end + 2) - end - 2).find_first_of(" \t") == npos) {
        end = text.find("?=", end + 2);
    }
    if (end == npos) {
        word.closed = false;
        end = std::min(text.find_first_of(" \t", begin), text.size());
        word.end = end;
    } else {
        word.end = end + 2;
    }
    word.text = text.substr(begin, end - begin);
    return word;
}

// Joins neighbouring words of one character set before they are decoded: a character may be cut in two.
class Decoder {
  public:
    void word(Word const& word) {
        auto bytes = word.base64 ? decode_base64(word.text) : decode_q(word.text);
        if (word.charset != charset_) {
            flush();
            charset_ = word.charset;
        }
        held_ += bytes;
        in_word_ = true;
        out_.malformed = out_.malformed || !word.closed;
    }

    void plain(std::string_view text) {
        flush();
        charset_ = {};
        out_.text += text;
    }

    HeaderText finish() {
        flush();
        return std::move(out_);
    }

  private:
    void flush() {
        if (!in_word_) {
            return;
        }
        auto decoded = decode_charset(held_, charset_);
        std::ranges::replace_if(
            decoded.text, [](char c) { return c == '\r' || c == '\n'; }, ' ');
        out_.text += decoded.text;
        out_.guessed = out_.guessed || decoded.guessed;
        out_.malformed = out_.malformed || decoded.repaired;
        held_.clear();
        in_word_ = false;
    }

    HeaderText out_;
    std::string held_;
    std::string_view charset_;
    bool in_word_ = false;
};

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

}  // namespace

std::string unfold(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (char const c : raw) {
        if (c != '\r' && c != '\n') {
            text += c;
        }
    }
    return text;
}

std::string decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t held = 0;
    int bits = 0;
    for (char const c : text) {
        if (c == '=') {  // ends a piece; some mailers join pieces
            held = 0;
            bits = 0;
            continue;
        }
        auto const value = base64_value(c);
        if (value < 0) {
            continue;
        }
        held = (held << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>((held >> static_cast<unsigned>(bits)) & 0xFFU);
            held &= (1U << static_cast<unsigned>(bits)) - 1U;
        }
    }
    return bytes;
}

HeaderText raw_to_utf8(std::string_view raw) {
    auto const text = unfold(raw);
    bool const eight_bit =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    HeaderText result;
    result.raw_bytes = eight_bit || has_japanese_escapes(text);
    if (!result.raw_bytes) {
        result.text = text.find('\0') == npos ? text : base::repaired_text(text);
        return result;
    }
    auto decoded = decode_charset(text, "");
    result.text = std::move(decoded.text);
    result.guessed = decoded.charset != "UTF-8" && decoded.charset != "utf-8";
    result.malformed = decoded.repaired;
    return result;
}

std::size_t end_of_encoded_word(std::string_view text, std::size_t at) {
    auto const word = word_at(text, at);
    return word && word->closed ? word->end : at;
}

HeaderText decode_header(std::string_view raw) {
    auto const utf8 = raw_to_utf8(raw);
    auto const text = trimmed(utf8.text);
    Decoder decoder;
    for (std::size_t at = 0; at < text.size();) {
        auto const start = text.find("=?", at);
        auto const word = start == npos ? std::nullopt : word_at(text, start);
        if (!word) {
            auto const end = start == npos ? text.size() : start + 2;
            decoder.plain(text.substr(at, end - at));
            at = end;
            continue;
        }
        if (start > at) {
            decoder.plain(text.substr(at, start - at));
        }
        decoder.word(*word);
        at = word->end;
        // White space between two words belongs to neither.
        auto next = at;
        while (next < text.size() && is_blank(text[next])) {
            ++next;
        }
        at = next > at && next < text.size() && word_at(text, next) ? next : at;
    }
    auto result = decoder.finish();
    result.raw_bytes = utf8.raw_bytes;
    result.guessed = result.guessed || utf8.guessed;
    result.malformed = result.malformed || utf8.malformed;
    return result;
}

}  // namespace formats::mail
