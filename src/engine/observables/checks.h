#pragma once
// Check digits and encodings: Luhn, base58check, bech32 and bech32m, EIP-55, IBAN. Pure functions.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::observables {

[[nodiscard]] bool luhn_valid(std::string_view digits) noexcept;
// ISO 13616: upper-case letters and digits without blanks.
[[nodiscard]] bool iban_valid(std::string_view iban) noexcept;

enum class Base58Alphabet : std::uint8_t { bitcoin, ripple };
// The payload (version byte first) when the double SHA-256 checksum fits.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> base58check(std::string_view text,
                                                                   Base58Alphabet alphabet);

struct Segwit {
    std::string prefix;  // "bc", "tb", "ltc"
    int version = 0;
    std::vector<std::uint8_t> program;
};
// BIP 173 / BIP 350: lower or upper case, not mixed; version 0 with bech32, others with bech32m.
[[nodiscard]] std::optional<Segwit> segwit_address(std::string_view text);

[[nodiscard]] std::array<std::uint8_t, 32> keccak256(std::string_view bytes) noexcept;
// "0x" + 40 hexadecimal digits with the letters' case of EIP-55.
[[nodiscard]] std::string eip55(std::string_view forty_hex_digits);

}  // namespace engine::observables
