#include "platform/access/reading.h"

#include "base/problem.h"
#include "platform/journal/journal.h"

#include <algorithm>

namespace platform::access {

namespace {

constexpr std::size_t most_named = 500;  // ids in one entry; more are told in several

std::string key_of(base::Ulid const& staff, std::string_view list, ShownLately::Row const& row) {
    std::string key(base::as_bytes(staff));
    key.append(base::as_bytes(row.record)).append(std::to_string(row.state)).append("\n").append(list);
    return key;
}

void append_word(std::string& detail, std::string const& word) {
    detail.append(detail.empty() ? "" : " ").append(word);
}

void note_one(store::Transaction& transaction, Platform const& platform, Actor const& actor,
              Shown const& shown) {
    journal::AccessEntry entry{platform.time.now(), {actor.staff, actor.unit}, shown.action, shown.purpose,
                               shown.record_kind,   shown.record_id,           std::string{}};
    for (auto const observable : shown.observables) {
        append_word(entry.detail, std::to_string(observable));
    }
    std::size_t next = 0;
    do {
        auto const end = std::min(shown.records.size(), next + most_named);
        for (; next < end; ++next) {
            append_word(entry.detail, base::to_string(shown.records[next]));
        }
        journal::log_access(transaction, platform.node, entry);
        entry.detail.clear();
    } while (next < shown.records.size());
}

}  // namespace

void note_reading(store::Transaction& transaction, Platform const& platform, Actor const& actor,
                  std::vector<Shown> const& shown) {
    for (auto const& one : shown) {
        note_one(transaction, platform, actor, one);
    }
}

void note_reading(Platform const& platform, Actor const& actor, std::vector<Shown> const& shown) {
    try {
        platform.store.write(
            [&](store::Transaction& transaction) { note_reading(transaction, platform, actor, shown); });
    } catch (base::Problem const& problem) {
        if (problem.kind() != base::Problem::unavailable) {
            throw;
        }
        // What was saved before it was to be shown stays saved: the store's own words would deny it.
        throw base::Problem(
            base::Problem::unavailable,
            "閲覧を記録できないため表示できません。直前の保存は済んでいることがあります。再読み込みし"
            "て確認してください",
            "the reading cannot be recorded, so nothing is shown; what was saved before may "
            "well be saved: reload and look");
    }
}

void ShownLately::age(base::Instant now) {
    auto const half = std::chrono::duration_cast<std::chrono::milliseconds>(again_after_).count() / 2;
    auto const passed = now.milliseconds - since_.milliseconds;
    if (passed >= 0 && passed < half && current_.size() < most_ / 2) {
        return;
    }
    before_ = passed >= 0 && passed < 2 * half ? std::move(current_) : std::unordered_set<std::string>{};
    current_.clear();
    since_ = now;
}

std::vector<ShownLately::Row> ShownLately::fresh(base::Ulid const& staff, std::string_view list,
                                                 std::vector<Row> const& rows, base::Instant now) {
    std::scoped_lock const lock(mutex_);
    age(now);
    std::vector<Row> found;
    for (auto const& row : rows) {
        auto const key = key_of(staff, list, row);
        if (!current_.contains(key) && !before_.contains(key)) {
            found.push_back(row);
        }
    }
    return found;
}

void ShownLately::remember(base::Ulid const& staff, std::string_view list, std::vector<Row> const& rows) {
    std::scoped_lock const lock(mutex_);
    for (auto const& row : rows) {
        current_.insert(key_of(staff, list, row));
    }
}

std::vector<base::Ulid> records_of(std::vector<ShownLately::Row> const& rows) {
    std::vector<base::Ulid> records;
    std::unordered_set<base::Ulid> seen;
    for (auto const& row : rows) {
        if (seen.insert(row.record).second) {
            records.push_back(row.record);
        }
    }
    return records;
}

void note_list(Platform const& platform, Actor const& actor, ShownLately& lately, Shown shown,
               std::vector<ShownLately::Row> const& rows) {
    auto const list = shown.action + " " + shown.purpose;
    auto const fresh = lately.fresh(actor.staff, list, rows, platform.time.now());
    if (fresh.empty()) {
        return;
    }
    shown.records = records_of(fresh);
    note_reading(platform, actor, {shown});
    lately.remember(actor.staff, list, fresh);
}

}  // namespace platform::access
