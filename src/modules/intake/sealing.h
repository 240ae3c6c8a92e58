#pragma once
// Texts that held card numbers, as they were told: sealed under a key outside the database and opened only
// with a purpose. What is stored, indexed, journaled and shown everywhere else is the masked text.

#include "base/id.h"
#include "platform/store/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace modules::intake {

// XChaCha20-Poly1305; the record and field are bound to the ciphertext.
void seal(platform::store::Transaction& transaction, std::string_view key, base::Ulid const& record,
          std::string_view field, std::string_view text);
// Empty when nothing was sealed; Problem::internal when the key is not the one it was sealed with.
[[nodiscard]] std::optional<std::string> unseal(platform::store::Reader& reader, std::string_view key,
                                                base::Ulid const& record, std::string_view field);

}  // namespace modules::intake
