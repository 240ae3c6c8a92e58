#include "modules/identity/decisions.h"

#include "base/problem.h"
#include "engine/identity/compare.h"
#include "modules/identity/present.h"
#include "platform/access/facts.h"
#include "platform/access/policy.h"
#include "platform/registry/records.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace modules::identity {

namespace registry = platform::registry;
namespace store = platform::store;
using platform::access::Action;
using platform::access::Actor;

namespace {

[[noreturn]] void refuse(base::Problem::Kind kind, std::string_view ja, std::string_view en) {
    throw base::Problem(kind, std::string(ja), std::string(en));
}

ReadParty readable_party(Asking const& asking, base::Ulid const& id) {
    auto found = party_by_id(asking, id);
    if (!found) {
        refuse(base::Problem::not_found, "見つかりません", "Not found");
    }
    return std::move(*found);
}

void require_right(Asking const& asking, ReadParty const& a, ReadParty const& b) {
    if (!may_judge(asking, a.record) && !may_judge(asking, b.record)) {
        refuse(base::Problem::forbidden, "この操作を行う権限がありません", "You may not do this");
    }
}

void check_pair(ReadParty const& a, ReadParty const& b) {
    if (a.party.record_id == b.party.record_id) {
        throw base::Problem(base::Problem::invalid, "別の記録の人物を指定してください",
                            "name parties of two records",
                            {{"b", {"同じ記録の人物です", "is told in the same record"}}});
    }
    if (a.party.told.kind != b.party.told.kind) {
        throw base::Problem(base::Problem::invalid, "個人と法人は同一とできません", "a person is no company",
                            {{"b", {"個人と法人です", "is of the other kind"}}});
    }
}

// What was said before and stands against the judgement, or is it. Ties over records that the actor may not
// read are none to him: his judgement stands beside them, for those who may read all to see.
void check_earlier(Asking const& asking, Judgement const& judgement, ReadParty const& a, ReadParty const& b) {
    auto const [first, second] = std::pair(a.party.id, b.party.id);
    Together const together(asking, {first, second});
    if (together.tied(first, second)) {
        if (judgement.verdict == Verdict::same) {
            refuse(base::Problem::conflict, "既に同一とされています", "these are put together already");
        }
        refuse(base::Problem::conflict, "同一とされています。先にその判断を取り消してください",
               "these are put together: take that judgement back first");
    }
    auto const mine = together.with(first);
    auto const theirs = together.with(second);
    std::set<base::Ulid> const others(theirs.begin(), theirs.end());
    std::set<base::Ulid> const own(mine.begin(), mine.end());
    for (auto const& stored : decisions_about(asking, mine)) {
        auto const& earlier = stored.record.as<Decision>();
        bool const between = (own.contains(earlier.party_a) && others.contains(earlier.party_b)) ||
                             (own.contains(earlier.party_b) && others.contains(earlier.party_a));
        if (earlier.withdrawn || earlier.verdict != Verdict::different || !between) {
            continue;
        }
        if (judgement.verdict == Verdict::same) {
            refuse(base::Problem::conflict, "「同一でない」とされています。先にその判断を取り消してください",
                   "these were said not to be the same: take that back first");
        }
        bool const itself = (earlier.party_a == judgement.a && earlier.party_b == judgement.b) ||
                            (earlier.party_a == judgement.b && earlier.party_b == judgement.a);
        if (itself) {
            refuse(base::Problem::conflict, "既に「同一でない」とされています",
                   "these were said not to be the same already");
        }
    }
}

registry::Change change_by(platform::Platform const& platform, Actor const& actor, std::string action) {
    return {{actor.staff, actor.unit}, platform.time.now(), std::move(action), std::nullopt};
}

}  // namespace

bool may_judge(Asking const& asking, registry::RecordLine const& record) {
    auto const* const kind = asking.kinds.find(record.kind);
    auto const facts = platform::access::facts_of(asking.reader, *kind->schema, record.id);
    return facts && platform::access::decide(asking.actor, Action::person_decide, *facts);
}

record::StoredRecord judge(platform::Platform const& platform, Actor const& actor,
                           Judgement const& judgement) {
    std::optional<record::StoredRecord> stored;
    platform.store.write([&](store::Transaction& transaction) {
        Asking const asking{transaction, platform.record_kinds, actor};
        auto const a = readable_party(asking, judgement.a);
        auto const b = readable_party(asking, judgement.b);
        check_pair(a, b);
        require_right(asking, a, b);
        check_earlier(asking, judgement, a, b);
        auto const folded_a = fold(a.party.told);
        auto const folded_b = fold(b.party.told);
        Decision decision;
        decision.verdict = judgement.verdict;
        decision.reason = judgement.reason;
        // From the two alone: what the actor knows besides is not for whoever reads this later.
        decision.shown =
            boost::json::serialize(to_json(engine::identity::compare(folded_a, folded_b).reasons));
        decision.told_a = engine::identity::fingerprint(folded_a);
        decision.told_b = engine::identity::fingerprint(folded_b);
        bool const same = judgement.verdict == Verdict::same;
        auto const change = change_by(platform, actor, same ? "unite_parties" : "separate_parties");
        decision.record_a = a.party.record_id;
        decision.party_a = a.party.id;
        decision.record_b = b.party.record_id;
        decision.party_b = b.party.id;
        auto const envelope = registry::insert(transaction, record::View(decision_schema, decision),
                                               {actor.unit, actor.unit, record::Restriction::none}, change);
        stored = registry::get(transaction, decision_schema, envelope.id);
    });
    BASE_ASSERT(stored);
    return std::move(*stored);
}

record::StoredRecord withdraw(platform::Platform const& platform, Actor const& actor,
                              base::Ulid const& decision_id, std::string const& reason) {
    std::optional<record::StoredRecord> stored;
    platform.store.write([&](store::Transaction& transaction) {
        Asking const asking{transaction, platform.record_kinds, actor};
        auto const found = registry::find(transaction, decision_schema, decision_id);
        auto const value = found ? found->record.as<Decision>() : Decision{};
        auto const a = readable_party(asking, value.party_a);
        auto const b = readable_party(asking, value.party_b);
        require_right(asking, a, b);
        if (value.withdrawn) {
            refuse(base::Problem::conflict, "既に取り消されています", "it was taken back already");
        }
        auto const& before = found.value();  // nothing would have had no readable party
        auto after = before;
        auto& changed = after.record.as<Decision>();
        changed.withdrawn = true;
        changed.withdrawn_reason = reason;
        auto const change = change_by(platform, actor, "withdraw_judgement");
        registry::update(transaction, before, after, change);
        stored = registry::get(transaction, decision_schema, decision_id);
    });
    BASE_ASSERT(stored);
    return std::move(*stored);
}

std::vector<record::StoredRecord> decisions_about(Asking const& asking,
                                                  std::vector<base::Ulid> const& parties) {
    auto const a = registry::readable_record(asking.kinds, asking.actor, "d.record_a");
    auto const b = registry::readable_record(asking.kinds, asking.actor, "d.record_b");
    auto const left = among("d.party_a", parties);
    auto const right = among("d.party_b", parties);
    registry::Condition condition{"r.id IN (SELECT d.id FROM identity_decisions d WHERE (" + left.sql +
                                      " OR " + right.sql + ") AND " + a.sql + " AND " + b.sql + ")",
                                  left.values};
    for (auto const* more : {&right, &a, &b}) {
        condition.values.insert(condition.values.end(), more->values.begin(), more->values.end());
    }
    auto found = registry::all(asking.reader, decision_schema, condition);
    std::ranges::reverse(found);
    return found;
}

}  // namespace modules::identity
