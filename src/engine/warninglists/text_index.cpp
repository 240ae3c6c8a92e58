#include "engine/warninglists/text_index.h"

#include <functional>
#include <utility>

namespace engine::warninglists {

namespace {

std::uint64_t hash_of(std::string_view text) noexcept {
    return std::hash<std::string_view>{}(text);
}

}  // namespace

std::size_t TextIndex::slot_of(std::string_view text, std::uint64_t hash) const noexcept {
    auto const mask = slots_.size() - 1;
    for (auto at = hash & mask;; at = (at + 1) & mask) {
        auto const& slot = slots_[at];
        bool const same = slot.hash == hash && slot.length == text.size() &&
                          std::string_view(texts_).substr(slot.start, slot.length) == text;
        if (slot.posting == none || same) {
            return at;
        }
    }
}

void TextIndex::grow() {
    auto const old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 1024 : slots_.size() * 2));
    auto const mask = slots_.size() - 1;
    for (auto const& slot : old) {
        if (slot.posting != none) {
            auto at = slot.hash & mask;
            while (slots_[at].posting != none) {
                at = (at + 1) & mask;
            }
            slots_[at] = slot;
        }
    }
}

void TextIndex::add(std::string_view text, std::uint32_t list) {
    if (2 * (used_ + 1) > slots_.size()) {
        grow();
    }
    auto const hash = hash_of(text);
    auto& slot = slots_[slot_of(text, hash)];
    if (slot.posting == none) {
        slot = {hash, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size()),
                none};
        texts_.append(text);
        ++used_;
    }
    postings_.push_back({list, slot.posting});
    slot.posting = static_cast<std::uint32_t>(postings_.size() - 1);
}

std::uint32_t TextIndex::first(std::string_view text) const noexcept {
    return slots_.empty() ? none : slots_[slot_of(text, hash_of(text))].posting;
}

}  // namespace engine::warninglists
