#include "engine/observables/checks.h"

#include <doctest/doctest.h>

#include <string>

namespace engine::observables {
namespace {

std::string hex(auto const& bytes) {
    std::string text;
    for (auto const byte : bytes) {
        static constexpr std::string_view digits{"0123456789abcdef"};
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

}  // namespace

TEST_CASE("Luhn accepts the published test cards and refuses a changed digit") {
    CHECK(luhn_valid("4012888888881881"));
    CHECK(luhn_valid("378282246310005"));
    CHECK_FALSE(luhn_valid("4012888888881882"));
    CHECK_FALSE(luhn_valid(""));
    CHECK_FALSE(luhn_valid("4012 8888"));
}

TEST_CASE("IBAN check digits follow ISO 13616") {
    CHECK(iban_valid("GB82WEST12345698765432"));
    CHECK(iban_valid("DE89370400440532013000"));
    CHECK_FALSE(iban_valid("GB82WEST12345698765433"));
    CHECK_FALSE(iban_valid("gb82west12345698765432"));
}

TEST_CASE("Keccak-256 gives the published digests") {
    CHECK(hex(keccak256("")) == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    CHECK(hex(keccak256("abc")) == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    CHECK(hex(keccak256("testing")) == "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02");
}

TEST_CASE("EIP-55 gives the letters' case of the standard's examples") {
    for (std::string const address :
         {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
          "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"}) {
        CHECK(eip55(address.substr(2)) == address);
    }
}

TEST_CASE("bech32 and bech32m accept the vectors of BIP 173 and BIP 350") {
    auto const zero = segwit_address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4");
    REQUIRE(zero);
    CHECK(zero->version == 0);
    CHECK(hex(zero->program) == "751e76e8199196d454941c45d1b3a323f1433bd6");
    auto const one = segwit_address("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0");
    REQUIRE(one);
    CHECK(one->version == 1);
    CHECK(hex(one->program) == "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    CHECK(segwit_address("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7"));
    // Version 1 with the older checksum, a mixed case, a changed letter.
    CHECK_FALSE(segwit_address("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd"));
    CHECK_FALSE(segwit_address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4"));
    CHECK_FALSE(segwit_address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
}

TEST_CASE("base58check accepts real addresses and refuses a typing error") {
    auto const genesis = base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", Base58Alphabet::bitcoin);
    REQUIRE(genesis);
    CHECK(genesis->size() == 21);
    CHECK(genesis->front() == 0);
    CHECK_FALSE(base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", Base58Alphabet::bitcoin));
    CHECK_FALSE(base58check("0OIl", Base58Alphabet::bitcoin));
    CHECK(base58check("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", Base58Alphabet::ripple));
}

}  // namespace engine::observables
