#include "modules/intelligence/separations.h"

#include "base/problem.h"
#include "platform/access/facts.h"
#include "platform/access/policy.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"

#include <boost/json/object.hpp>

#include <optional>

namespace modules::intelligence {

namespace registry = platform::registry;
namespace store = platform::store;
using platform::access::Action;
using platform::access::Actor;
using registry::Separation;

namespace {

struct Found {
    registry::RecordKind const* kind = nullptr;
    platform::access::RecordFacts facts;
};

// What the actor may not read does not exist for him.
Found readable(store::Reader& reader, registry::RecordKinds const& kinds, Actor const& actor,
               base::Ulid const& id) {
    for (auto const& kind : kinds.all()) {
        if (auto facts =
                platform::access::facts_for(reader, actor, kind.read, {*kind.schema, id, kind.read})) {
            return {&kind, std::move(*facts)};
        }
    }
    throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
}

// The judgement is about one's own record and another; the right to one of them is enough.
void require_right(Actor const& actor, Found const& a, Found const& b) {
    if (!platform::access::decide(actor, Action::separation_create, a.facts) &&
        !platform::access::decide(actor, Action::separation_create, b.facts)) {
        throw base::Problem(base::Problem::forbidden, "この操作を行う権限がありません",
                            "You may not do this");
    }
}

std::optional<record::StoredRecord> find_pair(store::Reader& reader, base::Ulid const& a,
                                              base::Ulid const& b) {
    auto const found =
        registry::all(reader, registry::separation_schema,
                      {"r.record_a = ? AND r.record_b = ?", {store::id_value(a), store::id_value(b)}});
    return found.empty() ? std::nullopt : std::optional(found.front());
}

registry::Change change_by(platform::Platform const& platform, Actor const& actor, std::string action,
                           base::Ulid const& about) {
    return {{actor.staff, actor.unit}, platform.time.now(), std::move(action), about};
}

// The change itself stands in the first record's timeline; the second one's gets an entry of its own.
void journal_other(store::Transaction& transaction, registry::Change const& change,
                   record::Envelope const& envelope, Separation const& separation) {
    platform::journal::Entry entry{
        change.at, change.author, change.action, "separation", separation.record_b, envelope.version, {}};
    entry.content["id"] = base::to_string(envelope.id);
    entry.content["after"] = boost::json::object{{"record_a", base::to_string(separation.record_a)},
                                                 {"record_b", base::to_string(separation.record_b)},
                                                 {"reason", separation.reason},
                                                 {"withdrawn", separation.withdrawn}};
    platform::journal::append(transaction, entry);
}

record::Envelope write(store::Transaction& transaction, std::optional<record::StoredRecord> const& before,
                       Separation const& separation, Actor const& actor, registry::Change const& change) {
    record::Envelope envelope;
    if (before) {
        auto after = *before;
        after.record.as<Separation>() = separation;
        envelope = registry::update(transaction, *before, after, change);
    } else {
        envelope = registry::insert(transaction, record::View(registry::separation_schema, separation),
                                    {actor.unit, actor.unit, record::Restriction::none}, change);
    }
    journal_other(transaction, change, envelope, separation);
    return envelope;
}

}  // namespace

record::StoredRecord separate(platform::Platform const& platform, Actor const& actor,
                              NotTheSame const& judged) {
    if (judged.a == judged.b) {
        throw base::Problem(base::Problem::invalid, "二つの異なる記録を指定してください",
                            "name two different records", {{"b", {"同じ記録です", "is the same record"}}});
    }
    auto const [a, b] = std::minmax(judged.a, judged.b);
    Separation const separation{a, b, judged.reason, false};
    std::optional<record::StoredRecord> stored;
    platform.store.write([&](store::Transaction& transaction) {
        // In the order in which they were named: an id tells nothing by where it stands.
        auto const first = readable(transaction, platform.record_kinds, actor, judged.a);
        auto const second = readable(transaction, platform.record_kinds, actor, judged.b);
        require_right(actor, first, second);
        auto const before = find_pair(transaction, separation.record_a, separation.record_b);
        if (before && !before->record.as<Separation>().withdrawn) {
            throw base::Problem(base::Problem::conflict, "既に「同一でない」とされています",
                                "these are separated already");
        }
        auto const change = change_by(platform, actor, "separate", separation.record_a);
        auto const envelope = write(transaction, before, separation, actor, change);
        stored = registry::get(transaction, registry::separation_schema, envelope.id);
    });
    BASE_ASSERT(stored);
    return std::move(*stored);
}

void withdraw_separation(platform::Platform const& platform, Actor const& actor,
                         base::Ulid const& separation) {
    platform.store.write([&](store::Transaction& transaction) {
        auto const found = registry::find(transaction, registry::separation_schema, separation);
        auto value = found ? found->record.as<Separation>() : Separation{};
        auto const first = readable(transaction, platform.record_kinds, actor, value.record_a);
        auto const second = readable(transaction, platform.record_kinds, actor, value.record_b);
        require_right(actor, first, second);
        auto const& before = found.value();  // nothing would not have been readable
        if (value.withdrawn) {
            throw base::Problem(base::Problem::not_found, "既に取り消されています",
                                "it was taken back already");
        }
        value.withdrawn = true;
        write(transaction, before, value, actor, change_by(platform, actor, "unite", value.record_a));
    });
}

}  // namespace modules::intelligence
