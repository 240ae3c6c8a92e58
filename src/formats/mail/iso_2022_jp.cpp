#include "formats/mail/iso_2022_jp.h"

#include "formats/text/encoding.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace formats::mail {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

enum class Mode : std::uint8_t { ascii, kana, kanji, kanji_1990, other_two_bytes };

struct Escape {
    std::string_view sequence;
    Mode mode;
};

using namespace std::string_view_literals;
// Longer ones first. JIS X 0213 is read as JIS X 0208, of which it is an extension.
constexpr std::array escapes = {
    Escape{"\x1B$(D"sv, Mode::kanji_1990},
    Escape{"\x1B$(B"sv, Mode::kanji},
    Escape{"\x1B$(@"sv, Mode::kanji},
    Escape{"\x1B$(O"sv, Mode::kanji},
    Escape{"\x1B$(Q"sv, Mode::kanji},
    Escape{"\x1B$(P"sv, Mode::other_two_bytes},
    Escape{"\x1B$(C"sv, Mode::other_two_bytes},
    Escape{"\x1B$A"sv, Mode::other_two_bytes},
    Escape{"\x1B$@"sv, Mode::kanji},
    Escape{"\x1B$B"sv, Mode::kanji},
    Escape{"\x1B(B"sv, Mode::ascii},
    Escape{"\x1B(J"sv, Mode::ascii},
    Escape{"\x1B(H"sv, Mode::ascii},
    Escape{"\x1B(I"sv, Mode::kana},
    Escape{"\x1B&@"sv, Mode::ascii},
};

Escape const* escape_at(std::string_view bytes, std::size_t at) noexcept {
    for (auto const& each : escapes) {
        if (bytes.substr(at).starts_with(each.sequence)) {
            return &each;
        }
    }
    return nullptr;
}

// Collects Shift_JIS bytes, which Windows' table of all these characters decodes, and joins what is decoded.
class Writer {
  public:
    void ascii(char c) { pending_ += c; }
    void kana(unsigned byte) { pending_ += static_cast<char>(byte | 0x80U); }

    void kanji(unsigned high, unsigned low) {
        bool const odd = (high & 1U) != 0;
        auto const first = ((high - 1) >> 1U) + (high <= 0x5E ? 0x71U : 0xB1U);
        auto const second = odd ? low + (low < 0x60 ? 0x1FU : 0x20U) : low + 0x7EU;
        pending_ += static_cast<char>(first);
        pending_ += static_cast<char>(second);
    }

    void kanji_1990(unsigned high, unsigned low) {
        flush();
        std::array const euc = {'\x8F', static_cast<char>(high | 0x80U), static_cast<char>(low | 0x80U)};
        auto const text = text::to_utf8({euc.data(), euc.size()}, text::Encoding::euc_jp);
        if (text) {
            out_.text += *text;
        } else {
            lost();
        }
    }

    void lost() {
        flush();
        out_.repaired = true;
        out_.text += replacement;
    }

    JapaneseText finish() {
        flush();
        return std::move(out_);
    }

  private:
    void flush() {
        if (auto whole = text::to_utf8(pending_, text::Encoding::shift_jis)) {
            out_.text += *whole;
        } else {
            one_by_one();
        }
        pending_.clear();
    }

    void one_by_one() {
        for (std::size_t at = 0; at < pending_.size();) {
            auto const byte = static_cast<unsigned char>(pending_[at]);
            bool const pair = byte >= 0x81 && !(byte >= 0xA0 && byte <= 0xDF) && at + 1 < pending_.size();
            std::size_t const length = pair ? 2 : 1;
            if (auto one =
                    text::to_utf8(std::string_view(pending_).substr(at, length), text::Encoding::shift_jis)) {
                out_.text += *one;
            } else {
                out_.text += replacement;
                out_.repaired = true;
            }
            at += length;
        }
    }

    JapaneseText out_;
    std::string pending_;
};

bool is_graphic(unsigned byte) noexcept {
    return byte >= 0x21 && byte <= 0x7E;
}

// Writes the two-byte character at `at`; false where there is none.
bool write_pair(Writer& writer, Mode mode, std::string_view bytes, std::size_t at) {
    if (at + 1 >= bytes.size()) {
        return false;
    }
    unsigned const high = static_cast<unsigned char>(bytes[at]);
    unsigned const low = static_cast<unsigned char>(bytes[at + 1]);
    if (!is_graphic(high) || !is_graphic(low)) {
        return false;
    }
    if (mode == Mode::kanji) {
        writer.kanji(high, low);
    } else if (mode == Mode::kanji_1990) {
        writer.kanji_1990(high, low);
    } else {
        writer.lost();
    }
    return true;
}

}  // namespace

bool has_japanese_escapes(std::string_view bytes) noexcept {
    for (auto at = bytes.find('\x1B'); at != std::string_view::npos; at = bytes.find('\x1B', at + 1)) {
        if (auto const* const escape = escape_at(bytes, at);
            escape != nullptr && escape->mode != Mode::ascii) {
            return true;
        }
    }
    return false;
}

JapaneseText decode_iso_2022_jp(std::string_view bytes) {
    Writer writer;
    auto mode = Mode::ascii;
    for (std::size_t at = 0; at < bytes.size();) {
        unsigned const byte = static_cast<unsigned char>(bytes[at]);
        if (byte == 0x1B) {
            if (auto const* const escape = escape_at(bytes, at)) {
                mode = escape->mode;
                at += escape->sequence.size();
                continue;
            }
        }
        if (byte == 0x0E || byte == 0x0F) {  // SO, SI
            mode = byte == 0x0E ? Mode::kana : Mode::ascii;
            ++at;
            continue;
        }
        if (mode == Mode::kana && byte >= 0x21 && byte <= 0x5F) {
            writer.kana(byte);
        } else if (byte >= 0xA1 && byte <= 0xDF) {
            writer.kana(byte & 0x7FU);
        } else if (byte >= 0x80) {
            writer.lost();
        } else if (mode != Mode::ascii && mode != Mode::kana && is_graphic(byte)) {
            bool const written = write_pair(writer, mode, bytes, at);
            if (!written) {
                writer.lost();
            }
            at += written ? 1 : 0;
        } else {
            writer.ascii(bytes[at]);
        }
        ++at;
    }
    return writer.finish();
}

JapaneseText decode_euc_jp(std::string_view bytes) {
    Writer writer;
    for (std::size_t at = 0; at < bytes.size();) {
        unsigned const byte = static_cast<unsigned char>(bytes[at]);
        auto const next = [&](std::size_t i) -> unsigned {
            return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
        };
        auto const high = [](unsigned b) { return b >= 0xA1 && b <= 0xFE; };
        if (byte < 0x80) {
            writer.ascii(bytes[at]);
            ++at;
        } else if (byte == 0x8E && next(1) >= 0xA1 && next(1) <= 0xDF) {
            writer.kana(next(1) & 0x7FU);
            at += 2;
        } else if (byte == 0x8F && high(next(1)) && high(next(2))) {
            writer.kanji_1990(next(1) & 0x7FU, next(2) & 0x7FU);
            at += 3;
        } else if (high(byte) && high(next(1))) {
            writer.kanji(byte & 0x7FU, next(1) & 0x7FU);
            at += 2;
        } else {
            writer.lost();
            ++at;
        }
    }
    return writer.finish();
}

}  // namespace formats::mail
