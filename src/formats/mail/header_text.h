#pragma once
// The value of one header field as text: unfolded, encoded words (RFC 2047) and raw bytes of any character
// set decoded, with the usual mistakes forgiven.

#include <cstddef>
#include <string>
#include <string_view>

namespace formats::mail {

struct HeaderText {
    std::string text;        // UTF-8 without NUL and line ends
    bool raw_bytes = false;  // eight-bit or ISO-2022-JP bytes outside encoded words
    bool guessed = false;    // a character set had to be guessed
    bool malformed = false;  // an encoded word was broken; it was read as far as it goes
};

// Line ends removed, the white space after them kept.
[[nodiscard]] std::string unfold(std::string_view raw);

// Unstructured text (Subject, a display name, a parameter).
[[nodiscard]] HeaderText decode_header(std::string_view raw);

// Raw bytes become UTF-8, encoded words stay: what parsers of structured fields read.
[[nodiscard]] HeaderText raw_to_utf8(std::string_view raw);

// Behind the encoded word that begins at `at`; `at` itself where none does.
[[nodiscard]] std::size_t end_of_encoded_word(std::string_view text, std::size_t at);

// Base 64 as far as it goes: what is no letter of it is passed over, the padding may be missing.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace formats::mail
