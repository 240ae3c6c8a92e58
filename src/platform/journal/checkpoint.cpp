#include "platform/journal/checkpoint.h"

#include "platform/journal/chain.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace platform::journal {

namespace json = boost::json;

namespace {

constexpr std::string_view columns =
    "seq, instance, node, at, journal_seq, journal_hash, access_heads, signing_key, previous, hash, "
    "signature";

json::array heads_to_json(std::vector<AccessHead> const& heads) {
    json::array list;
    for (auto const& head : heads) {
        list.push_back(
            json::object{{"node", head.node}, {"seq", head.seq}, {"hash", base::to_hex(head.hash)}});
    }
    return list;
}

std::optional<std::string> text_member(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::optional(std::string(found->as_string()))
                                                  : std::nullopt;
}

std::optional<std::string> hex_member(json::object const& object, std::string_view name) {
    auto const text = text_member(object, name);
    return text ? base::from_hex(*text) : std::nullopt;
}

std::optional<std::int64_t> number_member(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_int64() ? std::optional(found->as_int64()) : std::nullopt;
}

std::optional<std::vector<AccessHead>> heads_from_json(json::value const* value) {
    if (value == nullptr || !value->is_array()) {
        return std::nullopt;
    }
    std::vector<AccessHead> heads;
    for (auto const& item : value->as_array()) {
        auto const* const object = item.if_object();
        auto const node = object == nullptr ? std::nullopt : text_member(*object, "node");
        auto const seq = object == nullptr ? std::nullopt : number_member(*object, "seq");
        auto const hash = object == nullptr ? std::nullopt : hex_member(*object, "hash");
        if (!node || !seq || !hash) {
            return std::nullopt;
        }
        heads.push_back({*node, *seq, *hash});
    }
    return heads;
}

std::vector<AccessHead> heads_from_text(std::string const& text) {
    json::error_code error;
    auto const parsed = json::parse(text, error);
    auto const heads = error ? std::nullopt : heads_from_json(&parsed);
    return heads.value_or(std::vector<AccessHead>{});
}

store::Value blob(std::string const& bytes) {
    return base::Blob{bytes};
}

// What the chains are now, without number and signature.
Checkpoint present_heads(store::Reader& reader) {
    Checkpoint now;
    now.journal_hash = std::string(32, '\0');
    if (auto const head = reader.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1")) {
        now.journal_seq = head->integer(0);
        now.journal_hash = head->blob(1);
    }
    reader.each("SELECT node, seq, hash FROM access_log_head ORDER BY node", {}, [&](store::Row const& row) {
        now.access_heads.push_back({row.text(0), row.integer(1), row.blob(2)});
    });
    return now;
}

std::int64_t entries_in(Checkpoint const& checkpoint) {
    auto count = checkpoint.journal_seq;
    for (auto const& head : checkpoint.access_heads) {
        count += head.seq;
    }
    return count;
}

bool anything_signed(store::Reader& reader) {
    return reader.first("SELECT 1 FROM checkpoint WHERE signature IS NOT NULL LIMIT 1").has_value();
}

}  // namespace

store::Values columns_of(Checkpoint const& checkpoint) {
    return {checkpoint.seq,
            store::id_value(checkpoint.instance),
            checkpoint.node,
            checkpoint.at.milliseconds,
            checkpoint.journal_seq,
            blob(checkpoint.journal_hash),
            json::serialize(heads_to_json(checkpoint.access_heads)),
            checkpoint.signing_key,
            blob(checkpoint.previous)};
}

Checkpoint to_checkpoint(store::Row const& row) {
    Checkpoint found;
    found.seq = row.integer(0);
    auto const* const instance = std::get_if<base::Blob>(&row[1]);
    found.instance =
        (instance == nullptr ? std::nullopt : base::ulid_from_bytes(instance->bytes)).value_or(base::Ulid{});
    found.node = row.text(2);
    found.at = {row.integer(3)};
    found.journal_seq = row.integer(4);
    found.journal_hash = row.blob(5);
    found.access_heads = heads_from_text(row.text(6));
    found.signing_key = row.text(7);
    found.previous = row.blob(8);
    found.hash = row.blob(9);
    found.signature = row.is_null(10) ? std::string() : row.blob(10);
    return found;
}

std::string select_checkpoints(std::string_view rest) {
    std::string sql = "SELECT ";
    return sql.append(columns).append(" FROM checkpoint ").append(rest);
}

json::object to_json(Checkpoint const& checkpoint) {
    return {{"checkpoint", checkpoint.seq},
            {"instance", base::to_string(checkpoint.instance)},
            {"node", checkpoint.node},
            {"at", checkpoint.at.milliseconds},
            {"journal_seq", checkpoint.journal_seq},
            {"journal_hash", base::to_hex(checkpoint.journal_hash)},
            {"access_heads", heads_to_json(checkpoint.access_heads)},
            {"signing_key", checkpoint.signing_key},
            {"previous", base::to_hex(checkpoint.previous)},
            {"hash", base::to_hex(checkpoint.hash)},
            {"signature", base::to_hex(checkpoint.signature)}};
}

std::optional<Checkpoint> checkpoint_from_json(std::string_view line) {
    json::error_code error;
    auto const parsed = json::parse(line, error);
    auto const* const object = error ? nullptr : parsed.if_object();
    if (object == nullptr) {
        return std::nullopt;
    }
    auto const seq = number_member(*object, "checkpoint");
    auto const instance_text = text_member(*object, "instance");
    auto const instance = instance_text ? base::parse_ulid(*instance_text) : std::nullopt;
    auto const node = text_member(*object, "node");
    auto const at = number_member(*object, "at");
    auto const journal_seq = number_member(*object, "journal_seq");
    auto const journal_hash = hex_member(*object, "journal_hash");
    auto const heads = heads_from_json(object->if_contains("access_heads"));
    auto const key = text_member(*object, "signing_key");
    auto const previous = hex_member(*object, "previous");
    auto const hash = hex_member(*object, "hash");
    auto const signature = hex_member(*object, "signature");
    bool const whole = seq && instance && node && at && journal_seq && journal_hash && heads && key &&
                       previous && hash && signature;
    if (!whole) {
        return std::nullopt;
    }
    return Checkpoint{*seq,   *instance, *node,     {*at}, *journal_seq, *journal_hash,
                      *heads, *key,      *previous, *hash, *signature};
}

std::optional<Checkpoint> last_checkpoint(store::Reader& reader) {
    auto const row = reader.first(select_checkpoints("ORDER BY seq DESC LIMIT 1"));
    return row ? std::optional(to_checkpoint(*row)) : std::nullopt;
}

void each_checkpoint(store::Reader& reader, std::int64_t seq,
                     std::function<void(Checkpoint const&)> const& take) {
    reader.each(select_checkpoints("WHERE seq > ? ORDER BY seq"), {seq},
                [&](store::Row const& row) { take(to_checkpoint(row)); });
}

bool is_due(store::Reader& reader, CheckpointRule const& rule, base::Instant now) {
    auto const last = last_checkpoint(reader);
    auto const added = entries_in(present_heads(reader)) - (last ? entries_in(*last) : 0);
    bool const late = !last || now.milliseconds - last->at.milliseconds >= rule.milliseconds ||
                      now < last->at;  // the clock was put back
    return added >= rule.entries || (added > 0 && late);
}

Written write_checkpoint(store::Transaction& transaction, SigningKey const* key, std::string_view node,
                         base::Instant now) {
    auto made = present_heads(transaction);
    auto const last = last_checkpoint(transaction);
    if (entries_in(made) == (last ? entries_in(*last) : 0)) {
        return Written::nothing_new;
    }
    if (key == nullptr && anything_signed(transaction)) {
        return Written::key_missing;
    }
    auto const instance = transaction.first("SELECT id FROM instance WHERE \"only\" = 1");
    if (!instance) {
        return Written::nothing_new;  // a folder that nobody has used yet
    }
    made.seq = last ? last->seq + 1 : 1;
    made.instance = instance->id(0);
    made.node = std::string(node);
    made.at = now;
    made.signing_key = key == nullptr ? std::string() : key->public_key().id();
    made.previous = last ? last->hash : std::string(32, '\0');
    auto row = columns_of(made);
    auto const hash = checkpoint_hash(row);
    auto const signature = key == nullptr ? store::Value() : blob(key->sign(checkpoint_bytes(row)));
    row.push_back(blob(std::string(base::as_bytes(hash))));
    row.push_back(signature);
    transaction.execute(
        "INSERT INTO checkpoint (seq, instance, node, at, journal_seq, journal_hash, access_heads, "
        "signing_key, previous, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row);
    return Written::yes;
}

}  // namespace platform::journal
