#include "engine/observables/checks.h"

#include "engine/observables/view.h"

#include <sodium.h>

#include <algorithm>

namespace engine::observables {
namespace {

constexpr std::string_view bitcoin_alphabet{"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"};
constexpr std::string_view ripple_alphabet{"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"};
constexpr std::string_view bech32_alphabet{"qpzry9x8gf2tvdw0s3jn54khce6mua7l"};
constexpr std::size_t longest_base58 = 60;

std::optional<std::vector<std::uint8_t>> base58_bytes(std::string_view text, std::string_view alphabet) {
    std::vector<std::uint8_t> bytes;  // little end first
    for (auto const c : text) {
        auto const digit = alphabet.find(c);
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        auto carry = static_cast<unsigned>(digit);
        for (auto& byte : bytes) {
            carry += 58U * byte;
            byte = static_cast<std::uint8_t>(carry & 0xFFU);
            carry >>= 8U;
        }
        while (carry != 0) {
            bytes.push_back(static_cast<std::uint8_t>(carry & 0xFFU));
            carry >>= 8U;
        }
    }
    auto const zeros = text.find_first_not_of(alphabet[0]);
    bytes.insert(bytes.end(), zeros == std::string_view::npos ? text.size() : zeros, 0);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

std::array<std::uint8_t, crypto_hash_sha256_BYTES> sha256(std::uint8_t const* bytes, std::size_t size) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes, size);
    return digest;
}

std::uint32_t bech32_step(std::uint32_t state, std::uint32_t value) {
    static constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                            0x2a1462b3};
    auto const top = state >> 25U;
    state = ((state & 0x1ffffffU) << 5U) ^ value;
    for (unsigned i = 0; i < 5; ++i) {
        state ^= ((top >> i) & 1U) != 0 ? generator.at(i) : 0U;
    }
    return state;
}

std::uint32_t bech32_checksum(std::string_view prefix, std::vector<std::uint8_t> const& data) {
    std::uint32_t state = 1;
    for (auto const c : prefix) {
        state = bech32_step(state, static_cast<std::uint32_t>(c) >> 5U);
    }
    state = bech32_step(state, 0);
    for (auto const c : prefix) {
        state = bech32_step(state, static_cast<std::uint32_t>(c) & 31U);
    }
    for (auto const value : data) {
        state = bech32_step(state, value);
    }
    return state;
}

// Five-bit groups to bytes; padding must be short and zero.
std::optional<std::vector<std::uint8_t>> regrouped(std::vector<std::uint8_t> const& data) {
    std::vector<std::uint8_t> bytes;
    unsigned bits = 0;
    std::uint32_t buffer = 0;
    for (std::size_t i = 1; i + 6 < data.size(); ++i) {
        buffer = (buffer << 5U) | data[i];
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>((buffer >> bits) & 0xFFU));
        }
    }
    bool const clean = bits < 5 && (buffer & ((1U << bits) - 1U)) == 0;
    return clean ? std::optional{bytes} : std::nullopt;
}

std::uint64_t rotated(std::uint64_t value, unsigned by) {
    return by == 0 ? value : (value << by) | (value >> (64U - by));
}

void keccak_round(std::array<std::uint64_t, 25>& s, std::uint64_t constant) {
    static constexpr std::array<unsigned, 25> turns{0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                                    25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
    std::array<std::uint64_t, 5> column{};
    for (std::size_t x = 0; x < 5; ++x) {
        column.at(x) = s.at(x) ^ s.at(x + 5) ^ s.at(x + 10) ^ s.at(x + 15) ^ s.at(x + 20);
    }
    for (std::size_t i = 0; i < 25; ++i) {
        s.at(i) ^= column.at((i % 5 + 4) % 5) ^ rotated(column.at((i % 5 + 1) % 5), 1);
    }
    std::array<std::uint64_t, 25> moved{};
    for (std::size_t x = 0; x < 5; ++x) {
        for (std::size_t y = 0; y < 5; ++y) {
            moved.at(y + 5 * ((2 * x + 3 * y) % 5)) = rotated(s.at(x + 5 * y), turns.at(x + 5 * y));
        }
    }
    for (std::size_t i = 0; i < 25; ++i) {
        auto const row = i / 5 * 5;
        s.at(i) = moved.at(i) ^ (~moved.at(row + (i + 1) % 5) & moved.at(row + (i + 2) % 5));
    }
    s.at(0) ^= constant;
}

void keccak_permute(std::array<std::uint64_t, 25>& state) {
    static constexpr std::array<std::uint64_t, 24> constants{
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
        0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
        0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
        0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
    for (auto const constant : constants) {
        keccak_round(state, constant);
    }
}

}  // namespace

bool luhn_valid(std::string_view digits) noexcept {
    unsigned sum = 0;
    bool twice = false;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at) {
        if (!is_digit(*at)) {
            return false;
        }
        auto const digit = static_cast<unsigned>(*at - '0') * (twice ? 2U : 1U);
        sum += digit > 9 ? digit - 9 : digit;
        twice = !twice;
    }
    return !digits.empty() && sum % 10 == 0;
}

bool iban_valid(std::string_view iban) noexcept {
    if (iban.size() < 15 || iban.size() > 34 || !is_upper(iban[0]) || !is_upper(iban[1]) ||
        !is_digit(iban[2]) || !is_digit(iban[3])) {
        return false;
    }
    unsigned rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        auto const c = iban[(i + 4) % iban.size()];
        if (is_digit(c)) {
            rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
        } else if (is_upper(c)) {
            rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

std::optional<std::vector<std::uint8_t>> base58check(std::string_view text, Base58Alphabet alphabet) {
    if (text.size() > longest_base58) {
        return std::nullopt;
    }
    auto bytes = base58_bytes(text, alphabet == Base58Alphabet::bitcoin ? bitcoin_alphabet : ripple_alphabet);
    if (!bytes || bytes->size() < 5) {
        return std::nullopt;
    }
    auto const payload = bytes->size() - 4;
    auto const once = sha256(bytes->data(), payload);
    auto const twice = sha256(once.data(), once.size());
    if (!std::equal(twice.begin(), twice.begin() + 4,
                    bytes->begin() + static_cast<std::ptrdiff_t>(payload))) {
        return std::nullopt;
    }
    bytes->resize(payload);
    return bytes;
}

std::optional<Segwit> segwit_address(std::string_view text) {
    auto const any_upper = std::any_of(text.begin(), text.end(), is_upper);
    auto const any_lower = std::any_of(text.begin(), text.end(), is_lower);
    auto const split = text.rfind('1');
    if (text.size() > 90 || (any_upper && any_lower) || split == std::string_view::npos || split == 0 ||
        text.size() - split < 8) {
        return std::nullopt;
    }
    auto const lower = lowered(text);
    std::vector<std::uint8_t> data;
    for (auto const c : std::string_view{lower}.substr(split + 1)) {
        auto const value = bech32_alphabet.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        data.push_back(static_cast<std::uint8_t>(value));
    }
    Segwit result{lower.substr(0, split), data.empty() ? 0 : data[0], {}};
    auto const checksum = bech32_checksum(result.prefix, data);
    auto const wanted = result.version == 0 ? 1U : 0x2bc830a3U;
    auto program = data.size() > 7 ? regrouped(data) : std::nullopt;
    if (checksum != wanted || result.version > 16 || !program || program->size() < 2 ||
        program->size() > 40) {
        return std::nullopt;
    }
    if (result.version == 0 && program->size() != 20 && program->size() != 32) {
        return std::nullopt;
    }
    result.program = std::move(*program);
    return result;
}

std::array<std::uint8_t, 32> keccak256(std::string_view bytes) noexcept {
    constexpr std::size_t rate = 136;
    std::array<std::uint64_t, 25> state{};
    auto const absorb = [&state](std::size_t at, std::uint8_t byte) {
        state.at(at / 8) ^= static_cast<std::uint64_t>(byte) << (8 * (at % 8));
    };
    std::size_t at = 0;
    for (auto const c : bytes) {
        absorb(at, static_cast<std::uint8_t>(c));
        if (++at == rate) {
            keccak_permute(state);
            at = 0;
        }
    }
    absorb(at, 0x01);
    absorb(rate - 1, 0x80);
    keccak_permute(state);
    std::array<std::uint8_t, 32> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest.at(i) = static_cast<std::uint8_t>(state.at(i / 8) >> (8 * (i % 8)));
    }
    return digest;
}

std::string eip55(std::string_view forty_hex_digits) {
    auto const lower = lowered(forty_hex_digits);
    auto const digest = keccak256(lower);
    std::string address{"0x"};
    for (std::size_t i = 0; i < lower.size() && i < 40; ++i) {
        auto const nibble = (digest.at(i / 2) >> (i % 2 == 0 ? 4U : 0U)) & 0x0FU;
        address.push_back(nibble >= 8 && is_lower(lower[i]) ? static_cast<char>(lower[i] - 32) : lower[i]);
    }
    return address;
}

}  // namespace engine::observables
