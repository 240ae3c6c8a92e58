#include "modules/intake/sealing.h"

#include "base/problem.h"

#include <sodium.h>

namespace modules::intake {

namespace {

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string bound_to(base::Ulid const& record, std::string_view field) {
    std::string data(base::as_bytes(record));
    return data.append(field);
}

}  // namespace

void seal(platform::store::Transaction& transaction, std::string_view key, base::Ulid const& record,
          std::string_view field, std::string_view text) {
    BASE_ASSERT(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    std::string nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
    randombytes_buf(nonce.data(), nonce.size());
    std::string sealed(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    auto const data = bound_to(record, field);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), nullptr, bytes_of(text), text.size(),
                                               bytes_of(data), data.size(), nullptr, bytes_of(nonce),
                                               bytes_of(key));
    transaction.execute(
        "INSERT INTO sealed_text (record_id, field, nonce, sealed) VALUES (?, ?, ?, ?) ON CONFLICT "
        "(record_id, field) "
        "DO UPDATE SET nonce = excluded.nonce, sealed = excluded.sealed",
        {platform::store::id_value(record), platform::store::text_value(field), base::Blob{nonce},
         base::Blob{sealed}});
}

std::optional<std::string> unseal(platform::store::Reader& reader, std::string_view key,
                                  base::Ulid const& record, std::string_view field) {
    auto const row = reader.first("SELECT nonce, sealed FROM sealed_text WHERE record_id = ? AND field = ?",
                                  {platform::store::id_value(record), platform::store::text_value(field)});
    if (!row) {
        return std::nullopt;
    }
    auto const& sealed = row->blob(1);
    auto const data = bound_to(record, field);
    BASE_ASSERT(sealed.size() >= crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::string text(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), nullptr, nullptr, bytes_of(sealed),
                                                   sealed.size(), bytes_of(data), data.size(),
                                                   bytes_of(row->blob(0)), bytes_of(key)) != 0) {
        throw base::Problem(base::Problem::internal, "封印された原文を開けません (鍵が異なります)",
                            "the sealed text cannot be opened: the key differs");
    }
    return text;
}

}  // namespace modules::intake
