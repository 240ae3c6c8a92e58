#include "platform/journal/signing.h"

#include "base/hash.h"

#include <sodium.h>

namespace platform::journal {

namespace {

constexpr std::string_view file_begins = "renkei-journal-key-1 ";

unsigned char const* bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    auto const first = text.find_first_not_of(space);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(space) - first + 1);
}

}  // namespace

std::optional<PublicKey> PublicKey::parse(std::string_view text) {
    auto const found = base::from_hex(trimmed(text));
    if (!found || found->size() != crypto_sign_PUBLICKEYBYTES) {
        return std::nullopt;
    }
    return PublicKey(*found);
}

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(bytes(signature), bytes(message), message.size(), bytes(bytes_)) == 0;
}

std::string PublicKey::id() const {
    return base::to_hex(base::as_bytes(base::sha256(bytes_))).substr(0, 16);
}

std::string PublicKey::text() const {
    return base::to_hex(bytes_);
}

SigningKey::SigningKey(std::string seed)
    : seed_(std::move(seed)),
      secret_(crypto_sign_SECRETKEYBYTES, '\0'),
      public_(crypto_sign_PUBLICKEYBYTES, '\0') {
    crypto_sign_seed_keypair(bytes(public_), bytes(secret_), bytes(std::string_view(seed_)));
}

SigningKey::~SigningKey() {
    sodium_memzero(seed_.data(), seed_.size());
    sodium_memzero(secret_.data(), secret_.size());
}

SigningKey SigningKey::make() {
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    return SigningKey(std::move(seed));
}

std::optional<SigningKey> SigningKey::parse(std::string_view file) {
    auto const line = trimmed(file);
    if (!line.starts_with(file_begins)) {
        return std::nullopt;
    }
    auto seed = base::from_hex(line.substr(file_begins.size()));
    if (!seed || seed->size() != crypto_sign_SEEDBYTES) {
        return std::nullopt;
    }
    return SigningKey(std::move(*seed));
}

std::string SigningKey::file() const {
    return std::string(file_begins) + base::to_hex(seed_) + "\n";
}

std::string SigningKey::sign(std::string_view message) const {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes(signature), nullptr, bytes(message), message.size(),
                         bytes(std::string_view(secret_)));
    return signature;
}

PublicKey SigningKey::public_key() const {
    return PublicKey(public_);
}

}  // namespace platform::journal
