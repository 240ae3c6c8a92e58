#include "platform/journal/disposal.h"

#include "base/hash.h"

namespace platform::journal {

namespace json = boost::json;

std::vector<DisposedEntry> forget(store::Transaction& transaction, std::vector<std::int64_t> const& entries) {
    std::vector<DisposedEntry> forgotten;
    for (auto const seq : entries) {
        auto const digest = transaction.first("SELECT content_digest FROM journal WHERE seq = ?", {seq});
        if (digest && transaction.execute("DELETE FROM journal_content WHERE entry = ?", {seq}) > 0) {
            forgotten.push_back({seq, digest->blob(0)});
        }
    }
    return forgotten;
}

json::array to_json(std::vector<DisposedEntry> const& entries) {
    json::array list;
    for (auto const& entry : entries) {
        list.push_back(json::object{{"seq", entry.seq}, {"digest", base::to_hex(entry.digest)}});
    }
    return list;
}

std::vector<DisposedEntry> disposed_entries(json::object const& content) {
    std::vector<DisposedEntry> entries;
    auto const* const list = content.if_contains("entries");
    if (list == nullptr || !list->is_array()) {
        return entries;
    }
    for (auto const& item : list->as_array()) {
        auto const* const object = item.if_object();
        auto const* const seq = object == nullptr ? nullptr : object->if_contains("seq");
        auto const* const hex = object == nullptr ? nullptr : object->if_contains("digest");
        if (seq == nullptr || !seq->is_int64() || hex == nullptr || !hex->is_string()) {
            continue;
        }
        if (auto digest = base::from_hex(std::string_view(hex->as_string()))) {
            entries.push_back({seq->as_int64(), std::move(*digest)});
        }
    }
    return entries;
}

}  // namespace platform::journal
