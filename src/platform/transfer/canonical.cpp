#include "platform/transfer/canonical.h"

#include "base/problem.h"

#include <openssl/evp.h>

namespace platform::transfer {

namespace {

constexpr std::size_t flush_at = 64 * 1024;

enum Tag : char { tag_null = '0', tag_integer = 'i', tag_text = 't', tag_blob = 'b' };

void append_number(std::string& bytes, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>(number >> static_cast<unsigned>(shift)));
    }
}

std::optional<std::uint64_t> take_number(std::string_view& bytes) {
    if (bytes.size() < 8) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (char const c : bytes.substr(0, 8)) {
        number = (number << 8U) | static_cast<std::uint8_t>(c);
    }
    bytes.remove_prefix(8);
    return number;
}

std::optional<std::string> take_bytes(std::string_view& bytes) {
    auto const length = take_number(bytes);
    if (!length || *length > bytes.size()) {
        return std::nullopt;
    }
    std::string taken(bytes.substr(0, *length));
    bytes.remove_prefix(*length);
    return taken;
}

std::optional<store::Value> take_value(std::string_view& bytes) {
    if (bytes.empty()) {
        return std::nullopt;
    }
    char const tag = bytes.front();
    bytes.remove_prefix(1);
    if (tag == tag_null) {
        return store::Value{};
    }
    if (tag == tag_integer) {
        auto const number = take_number(bytes);
        return number ? std::optional<store::Value>(static_cast<std::int64_t>(*number)) : std::nullopt;
    }
    if (tag != tag_text && tag != tag_blob) {
        return std::nullopt;
    }
    auto taken = take_bytes(bytes);
    if (!taken) {
        return std::nullopt;
    }
    return tag == tag_text ? store::Value(std::move(*taken)) : store::Value(base::Blob{std::move(*taken)});
}

}  // namespace

void append_row(std::string& bytes, store::Values const& row) {
    for (auto const& value : row) {
        if (auto const* number = std::get_if<std::int64_t>(&value)) {
            bytes.push_back(tag_integer);
            append_number(bytes, static_cast<std::uint64_t>(*number));
        } else if (auto const* text = std::get_if<std::string>(&value)) {
            bytes.push_back(tag_text);
            append_number(bytes, text->size());
            bytes.append(*text);
        } else if (auto const* blob = std::get_if<base::Blob>(&value)) {
            bytes.push_back(tag_blob);
            append_number(bytes, blob->bytes.size());
            bytes.append(blob->bytes);
        } else {
            bytes.push_back(tag_null);
        }
    }
}

std::optional<store::Values> take_row(std::string_view& bytes, std::size_t columns) {
    store::Values row;
    auto rest = bytes;
    for (std::size_t i = 0; i < columns; ++i) {
        auto value = take_value(rest);
        if (!value) {
            return std::nullopt;
        }
        row.push_back(std::move(*value));
    }
    bytes = rest;
    return row;
}

void Digest::Free::operator()(evp_md_ctx_st* context) const noexcept {
    EVP_MD_CTX_free(context);
}

Digest::Digest() : context_(EVP_MD_CTX_new()) {
    BASE_ASSERT(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Digest::add(std::string_view bytes) {
    BASE_ASSERT(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

base::Sha256 Digest::finish() {
    base::Sha256 digest{};
    BASE_ASSERT(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
    return digest;
}

TableDigest::TableDigest(store::Table const& table) : name_(table.name) {
    append_row(waiting_, {table.name, static_cast<std::int64_t>(table.columns.size())});
    for (auto const& column : table.columns) {
        append_row(waiting_, {column.name});
    }
}

void TableDigest::add(store::Values const& row) {
    append_row(waiting_, row);
    ++rows_;
    if (waiting_.size() >= flush_at) {
        flush();
    }
}

void TableDigest::add(std::string_view row) {
    waiting_.append(row);
    ++rows_;
    if (waiting_.size() >= flush_at) {
        flush();
    }
}

void TableDigest::flush() {
    digest_.add(waiting_);
    waiting_.clear();
}

TableSum TableDigest::finish(std::int64_t counter) {
    flush();
    return {name_, rows_, digest_.finish(), counter};
}

}  // namespace platform::transfer
