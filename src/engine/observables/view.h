#pragma once
// One block of the text as the recognisers read it: width-folded, defanging undone, every byte tied to its
// source bytes.

#include "base/text_fold.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::observables {

class View {
  public:
    // `block` is one piece of the text; `origin` its byte offset in the whole.
    View(std::string_view block, std::size_t origin);

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    // The byte at a place, or NUL outside.
    [[nodiscard]] char at(std::size_t place) const noexcept {
        return place < text_.size() ? text_[place] : '\0';
    }
    [[nodiscard]] char before(std::size_t place) const noexcept {
        return place > 0 && place <= text_.size() ? text_[place - 1] : '\0';
    }
    [[nodiscard]] bool starts_with(std::size_t place, std::string_view word) const noexcept {
        return place <= text_.size() && text().substr(place).starts_with(word);
    }
    [[nodiscard]] bool ends_with(std::size_t place, std::string_view word) const noexcept {
        return place <= text_.size() && text().substr(0, place).ends_with(word);
    }
    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const noexcept {
        return text().substr(begin, end - begin);
    }
    // True where an ASCII character was written in full width.
    [[nodiscard]] bool wide(std::size_t place) const noexcept;
    // True when something in [begin, end) was written as [.], ドット, hxxp and the like.
    [[nodiscard]] bool defanged(std::size_t begin, std::size_t end) const noexcept;
    // Offsets into the whole text.
    [[nodiscard]] base::SourceSpan source(std::size_t begin, std::size_t end) const noexcept;

  private:
    friend class Refanger;
    std::string text_;
    std::vector<std::uint32_t> starts_;  // per byte of text_: where its source begins in the block
    std::vector<std::uint32_t> ends_;    // and where it ends
    std::vector<bool> undone_;           // per byte: stands for something defanged
    std::vector<bool> wide_;             // per byte: ASCII that was written in full width
    std::size_t origin_ = 0;
};

// Character classes of the folded text.
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_lower(char c) noexcept {
    return c >= 'a' && c <= 'z';
}
[[nodiscard]] constexpr bool is_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_alpha(char c) noexcept {
    return is_lower(c) || is_upper(c);
}
[[nodiscard]] constexpr bool is_alnum(char c) noexcept {
    return is_alpha(c) || is_digit(c);
}
[[nodiscard]] constexpr bool is_hex(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
[[nodiscard]] constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
[[nodiscard]] constexpr bool is_ascii(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x80;
}
[[nodiscard]] constexpr char to_lower(char c) noexcept {
    return is_upper(c) ? static_cast<char>(c + 32) : c;
}
// The three bytes at a place as one number: what a Japanese character is told apart by.
[[nodiscard]] constexpr std::uint32_t three_bytes(std::string_view text, std::size_t place) noexcept {
    auto const byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[place + i]));
    };
    return (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
}
[[nodiscard]] std::string lowered(std::string_view text);

// Length of the dash at a place (-, ‐, −, ー, – ...), or 0.
[[nodiscard]] std::size_t dash_length(View const& view, std::size_t place) noexcept;
// Length of the character at a place, and of the one that ends before it (0 at the edges).
[[nodiscard]] std::size_t character_length(View const& view, std::size_t place) noexcept;
[[nodiscard]] std::size_t length_of_previous(View const& view, std::size_t place) noexcept;

enum class Script : std::uint8_t { none, ascii, hiragana, katakana, kanji, other };
// Script of the character at a place; ー counts as katakana, 々〇 as kanji.
[[nodiscard]] Script script_at(View const& view, std::size_t place) noexcept;

}  // namespace engine::observables
