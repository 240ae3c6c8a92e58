#include "modules/intelligence/feed_writer.h"

#include "platform/registry/sightings.h"

namespace modules::intelligence {

namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::int64_t most_removed_at_once = 5'000;

base::Blob blob(base::Sha256 const& digest) {
    return {std::string(base::as_bytes(digest))};
}

// What the batch is, byte for byte: proves later which values one journal entry stood for.
base::Sha256 digest_of(std::vector<FeedValue> const& values) {
    std::string bytes;
    for (auto const& value : values) {
        bytes.append(value.key.type).append(1, '\t').append(value.key.value).append(1, '\t');
        bytes.append(value.comment)
            .append(1, '\t')
            .append(value.at ? base::to_iso(*value.at) : "")
            .append(1, '\n');
    }
    return base::sha256(bytes);
}

}  // namespace

EventState event_state(platform::Platform const& platform, FeedHead const& head, base::Sha256 const& digest) {
    auto state = EventState::added;
    platform.store.read([&](store::Reader& reader) {
        auto const row = reader.first("SELECT digest FROM feed_event WHERE source = ? AND external_id = ?",
                                      {head.source, head.external_id});
        if (row) {
            state = row->blob(0) == base::as_bytes(digest) ? EventState::unchanged : EventState::changed;
        }
    });
    return state;
}

std::size_t stored_items(platform::Platform const& platform, FeedHead const& head) {
    std::int64_t count = 0;
    platform.store.read([&](store::Reader& reader) {
        auto const row = reader.first(
            "SELECT count(*) FROM feed_item i JOIN feed_event e ON e.seq = i.event "
            "WHERE e.source = ? AND e.external_id = ? AND i.derived = 0",
            {head.source, head.external_id});
        count = row ? row->integer(0) : 0;
    });
    return static_cast<std::size_t>(count);
}

FeedWriter::FeedWriter(platform::Platform const& platform, platform::journal::Author author, FeedHead head,
                       base::Sha256 const& digest)
    : platform_(platform), author_(author), head_(std::move(head)), digest_(digest) {
    waiting_.reserve(batch_size);
}

void FeedWriter::add(FeedValue value) {
    if (waiting_.size() == batch_size) {
        write(Batch::first_or_middle);
    }
    waiting_.push_back(std::move(value));
}

void FeedWriter::finish() {
    write(Batch::last);
}

// A large event's old items go in pieces of their own, so that no other writer waits long.
void FeedWriter::make_room() {
    while (auto const event = large_event()) {
        platform_.store.write([&](store::Transaction& transaction) {
            transaction.execute("UPDATE feed_event SET digest = ? WHERE seq = ?", {base::Blob{}, *event});
            transaction.execute(
                "DELETE FROM feed_item WHERE seq IN (SELECT seq FROM feed_item WHERE event = ? LIMIT ?)",
                {*event, most_removed_at_once});
        });
    }
}

// The event, when it still has more items than are removed together with the first batch.
std::optional<std::int64_t> FeedWriter::large_event() const {
    std::optional<std::int64_t> event;
    platform_.store.read([&](store::Reader& reader) {
        auto const row = reader.first("SELECT seq FROM feed_event WHERE source = ? AND external_id = ?",
                                      {head_.source, head_.external_id});
        if (!row) {
            return;
        }
        auto const more = reader.first("SELECT 1 FROM feed_item WHERE event = ? LIMIT 1 OFFSET ?",
                                       {row->integer(0), most_removed_at_once});
        event = more ? std::optional(row->integer(0)) : std::nullopt;
    });
    return event;
}

void FeedWriter::take_event(store::Transaction& transaction, base::Blob const& digest) {
    auto const row = transaction.first(
        "INSERT INTO feed_event (id, source, external_id, name, date, organisation, digest) VALUES (?, ?, ?, "
        "?, ?, ?, ?) "
        "ON CONFLICT (source, external_id) DO UPDATE SET name = excluded.name, date = excluded.date, "
        "organisation = excluded.organisation, digest = excluded.digest RETURNING seq, id",
        {store::id_value(base::new_ulid()), head_.source, head_.external_id, head_.name, head_.date,
         head_.organisation, digest});
    event_ = row->integer(0);
    event_id_ = row->id(1);
}

void FeedWriter::write(Batch batch) {
    bool const is_first = !event_;
    if (is_first) {
        make_room();
    }
    auto const digest = batch == Batch::last ? blob(digest_) : base::Blob{};
    platform_.store.write([&](store::Transaction& transaction) {
        std::int64_t removed = 0;
        if (is_first) {
            take_event(transaction, digest);
            removed = transaction.execute("DELETE FROM feed_item WHERE event = ?", {*event_});
        } else if (batch == Batch::last) {
            transaction.execute("UPDATE feed_event SET digest = ? WHERE seq = ?", {digest, *event_});
        }
        insert_items(transaction);
        journal(transaction, removed);
    });
    ++batches_;
    waiting_.clear();
}

void FeedWriter::insert_items(store::Transaction& transaction) {
    std::vector<registry::ObservableKey> keys;
    for (auto const& value : waiting_) {
        keys.push_back(value.key);
        keys.insert(keys.end(), value.hosts.begin(), value.hosts.end());
    }
    auto const observables = registry::observable_seqs(transaction, keys);
    auto observable = observables.begin();
    auto const items =
        transaction.insert_many("feed_item", {"event", "observable", "derived", "comment", "at"});
    for (auto const& value : waiting_) {
        auto const at = value.at ? store::Value(value.at->milliseconds) : store::Value();
        for (std::size_t i = 0; i <= value.hosts.size(); ++i) {
            items->add({*event_, *observable++, std::int64_t{i > 0}, value.comment, at});
        }
    }
    items->finish();
}

void FeedWriter::journal(store::Transaction& transaction, std::int64_t removed) {
    platform::journal::Entry entry{platform_.time.now(), author_, "import", "feed_event", event_id_, 0, {}};
    entry.content["source"] = head_.source;
    entry.content["external_id"] = head_.external_id;
    entry.content["name"] = head_.name;
    entry.content["batch"] = batches_ + 1;
    entry.content["items"] = waiting_.size();
    entry.content["removed"] = removed;
    entry.content["digest"] = base::to_hex(base::as_bytes(digest_of(waiting_)));
    platform::journal::append(transaction, entry);
}

}  // namespace modules::intelligence
