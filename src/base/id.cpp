#include "base/id.h"

#include <sodium.h>

#include <chrono>
#include <cstring>
#include <mutex>

namespace base {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct Generator {
    std::mutex mutex;
    Ulid last;
};

void put_time(Ulid& id, std::uint64_t milliseconds) {
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[5 - i] = static_cast<std::uint8_t>(milliseconds >> (8 * i));
    }
}

// The last ULID plus one, so that ids made within one millisecond keep their order.
Ulid next(Ulid id) {
    for (std::size_t i = id.bytes.size(); i-- > 0;) {
        if (++id.bytes[i] != 0) {
            break;
        }
    }
    return id;
}

int digit(char c) {
    if (c >= 'a' && c <= 'z') {
        c = static_cast<char>(c - 'a' + 'A');
    }
    auto const at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

Ulid new_ulid() {
    static Generator generator;
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    Ulid id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    put_time(id, static_cast<std::uint64_t>(milliseconds));
    std::scoped_lock const lock(generator.mutex);
    if (std::memcmp(id.bytes.data(), generator.last.bytes.data(), 6) <= 0) {
        id = next(generator.last);  // same millisecond, or a clock set back
    }
    generator.last = id;
    return id;
}

std::string to_string(Ulid const& id) {
    std::string text(26, '0');
    // 128 bits, five at a time from the end; the first character holds the top three bits.
    std::uint32_t bits = 0;
    unsigned held = 0;
    std::size_t at = 26;
    for (std::size_t i = 16; i-- > 0;) {
        bits |= static_cast<std::uint32_t>(id.bytes[i]) << held;
        held += 8;
        while (held >= 5) {
            text[--at] = alphabet[bits & 31U];
            bits >>= 5U;
            held -= 5;
        }
    }
    text[--at] = alphabet[bits & 31U];
    return text;
}

std::optional<Ulid> parse_ulid(std::string_view text) {
    if (text.size() != 26 || digit(text[0]) > 7) {
        return std::nullopt;
    }
    Ulid id;
    std::uint32_t bits = 0;
    unsigned held = 0;
    std::size_t at = 16;
    for (std::size_t i = 26; i-- > 0;) {
        int const value = digit(text[i]);
        if (value < 0) {
            return std::nullopt;
        }
        bits |= static_cast<std::uint32_t>(value) << held;
        held += 5;
        if (held >= 8 && at > 0) {
            id.bytes[--at] = static_cast<std::uint8_t>(bits);
            bits >>= 8U;
            held -= 8;
        }
    }
    return id;
}

std::optional<Ulid> ulid_from_bytes(std::string_view bytes) {
    if (bytes.size() != 16) {
        return std::nullopt;
    }
    Ulid id;
    std::memcpy(id.bytes.data(), bytes.data(), 16);
    return id;
}

std::string_view as_bytes(Ulid const& id) noexcept {
    return {reinterpret_cast<char const*>(id.bytes.data()), id.bytes.size()};
}

}  // namespace base

std::size_t std::hash<base::Ulid>::operator()(base::Ulid const& id) const noexcept {
    std::size_t low = 0;
    std::memcpy(&low, id.bytes.data() + 8, sizeof low);
    return low;
}
