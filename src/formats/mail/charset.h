#pragma once
// The bytes of a mail in UTF-8: the declared character set where it fits the bytes, else the one they are in.

#include <string>
#include <string_view>

namespace formats::mail {

struct DecodedText {
    std::string text;       // UTF-8 without NUL
    std::string charset;    // the one that was used
    bool guessed = false;   // another one than was declared, because that did not fit or is not known
    bool repaired = false;  // some bytes belong to no character: U+FFFD
};

// `declared` as written in the mail; empty where nothing is.
[[nodiscard]] DecodedText decode_charset(std::string_view bytes, std::string_view declared);

}  // namespace formats::mail
