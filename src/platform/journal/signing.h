#pragma once
// Ed25519 keys that sign checkpoints. A key file is one line of text; its id is what a checkpoint names it
// by. Thread rule: immutable.

#include "base/parsed.h"

#include <optional>
#include <string>
#include <string_view>

namespace platform::journal {

class PublicKey {
  public:
    // 64 hexadecimal characters, as `renkei key new` prints them; surrounding white space is allowed.
    [[nodiscard]] static std::optional<PublicKey> parse(std::string_view text);
    explicit PublicKey(std::string bytes) : bytes_(std::move(bytes)) {}

    [[nodiscard]] bool verifies(std::string_view message, std::string_view signature) const;
    // The first 16 hexadecimal characters of its SHA-256.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] std::string text() const;

  private:
    std::string bytes_;
};

class SigningKey {
  public:
    // From 32 random bytes.
    [[nodiscard]] static SigningKey make();
    // What a key file holds: "renkei-journal-key-1 " and 64 hexadecimal characters.
    [[nodiscard]] static std::optional<SigningKey> parse(std::string_view file);
    [[nodiscard]] std::string file() const;

    [[nodiscard]] std::string sign(std::string_view message) const;
    [[nodiscard]] PublicKey public_key() const;

    ~SigningKey();
    SigningKey(SigningKey const&) = default;
    SigningKey(SigningKey&&) = default;
    SigningKey& operator=(SigningKey const&) = default;
    SigningKey& operator=(SigningKey&&) = default;

  private:
    explicit SigningKey(std::string seed);

    std::string seed_;
    std::string secret_;
    std::string public_;
};

}  // namespace platform::journal
