#include "platform/journal/chain.h"

namespace platform::journal {

namespace {

Canonical canonical_of(std::string_view what, store::Values const& columns) {
    Canonical canonical(what);
    for (auto const& column : columns) {
        canonical.add(column);
    }
    return canonical;
}

}  // namespace

void Canonical::add(std::string_view bytes) {
    add(static_cast<std::int64_t>(bytes.size()));
    bytes_.append(bytes);
}

void Canonical::add(std::int64_t number) {
    bytes_.append(std::to_string(number));
    bytes_.push_back('\n');
}

void Canonical::add(store::Value const& value) {
    struct Adder {
        Canonical& to;
        void operator()(std::monostate) const { to.bytes_.append("-\n"); }
        void operator()(std::int64_t number) const { to.add(number); }
        void operator()(std::string const& text) const { to.add(std::string_view(text)); }
        void operator()(base::Blob const& blob) const { to.add(std::string_view(blob.bytes)); }
    };
    std::visit(Adder{*this}, value);
}

base::Sha256 journal_hash(store::Values const& columns) {
    return canonical_of("renkei-journal-1", columns).hash();
}

base::Sha256 access_hash(store::Values const& columns) {
    return canonical_of("renkei-access-1", columns).hash();
}

std::string checkpoint_bytes(store::Values const& columns) {
    return canonical_of("renkei-checkpoint-1", columns).bytes();
}

base::Sha256 checkpoint_hash(store::Values const& columns) {
    return base::sha256(checkpoint_bytes(columns));
}

base::Sha256 content_digest(std::string_view salt, std::string_view content) {
    return base::hmac_sha256(salt, content);
}

}  // namespace platform::journal
