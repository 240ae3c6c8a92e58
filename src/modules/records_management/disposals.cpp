#include "modules/records_management/disposals.h"

#include "base/problem.h"

#include <fmt/format.h>

namespace modules::records_management {

using retention::Disposal;
using retention::DisposalState;

namespace {

[[noreturn]] void not_now(std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::conflict, ja, en);
}

void check_due(Standing const& standing, base::Instant now) {
    if (!standing.is_closed || !standing.closed_at) {
        not_now("完結していない受理票は廃棄できません", "a record that is not closed is not disposed of");
    }
    auto const until = standing.kept_until();
    if (!until) {
        not_now("保存期間が定められていません", "nothing says how long it is kept");
    }
    if (!standing.is_due(now)) {
        not_now(fmt::format("保存期間は{}までです", base::wareki(*until)),
                fmt::format("it is kept until {}", base::to_iso(*until)));
    }
    if (standing.hold) {
        not_now("保存延長中です。解除してから廃棄してください", "it is held back; release it first");
    }
}

record::StoredRecord open_proposal(store::Reader& reader, Standing const& standing) {
    if (!standing.proposal) {
        not_now("廃棄は起案されていません", "its disposal is not proposed");
    }
    return registry::get(reader, retention::disposal_schema, standing.proposal->id);
}

void journal_hold(store::Transaction& transaction, Standing const& standing, std::string const& reason,
                  registry::Change const& change) {
    platform::journal::Entry entry{change.at, change.author, change.action, "retention_hold", standing.id, 0,
                                   {}};
    entry.content["after"] = {{"reason", reason}};
    platform::journal::append(transaction, entry);
}

}  // namespace

void propose(store::Transaction& transaction, Standing const& standing, registry::Change change) {
    check_due(standing, change.at);
    if (standing.proposal) {
        not_now("既に廃棄が起案されています", "its disposal was proposed already");
    }
    Disposal made;
    made.record_kind = standing.kind->schema->name;
    made.record_id = standing.id;
    made.number = standing.number;
    made.kept_until = standing.kept_until();
    made.basis = standing.rule->basis;
    made.proposed_by = change.author.staff.value_or(base::Ulid{});
    made.proposed_at = change.at;
    change.action = "propose_disposal";
    change.about = standing.id;
    registry::insert(transaction, record::View(retention::disposal_schema, made), standing.ownership, change);
}

base::Ulid approve(store::Transaction& transaction, Standing const& standing,
                   std::string const& confirmed_number, registry::Change change) {
    auto const proposal = open_proposal(transaction, standing);
    check_due(standing, change.at);
    if (standing.proposal->proposed_by == change.author.staff) {
        throw base::Problem(base::Problem::forbidden, "起案者とは別の者が承認してください",
                            "somebody else than who proposed it must approve");
    }
    if (confirmed_number != standing.number) {
        throw base::Problem(base::Problem::invalid, "番号が一致しません", "the number does not agree",
                            {{"number",
                              {"廃棄する受理票の番号を入力してください",
                               "type the number of the record to be disposed of"}}});
    }
    change.action = "approve_disposal";
    change.about = standing.id;
    retention::erase(transaction, *standing.kind, proposal, change);
    return proposal.envelope.id;
}

void give_back(store::Transaction& transaction, Standing const& standing, std::string const& reason,
               registry::Change change) {
    auto const before = open_proposal(transaction, standing);
    auto after = before;
    auto& returned = after.record.as<Disposal>();
    returned.state = DisposalState::returned;
    returned.decided_by = change.author.staff.value_or(base::Ulid{});
    returned.decided_at = change.at;
    returned.reason = reason;
    change.action = "return_disposal";
    change.about = standing.id;
    registry::update(transaction, before, after, change);
}

void hold(store::Transaction& transaction, Standing const& standing, std::string const& reason,
          registry::Change change) {
    transaction.execute("DELETE FROM retention_hold WHERE record_id = ?", {store::id_value(standing.id)});
    transaction.execute(
        "INSERT INTO retention_hold (record_id, record_kind, reason, placed_by, placed_at) VALUES (?, ?, ?, "
        "?, ?)",
        {store::id_value(standing.id), store::text_value(standing.kind->schema->name), reason,
         store::id_value(change.author.staff.value_or(base::Ulid{})), change.at.milliseconds});
    change.action = "hold";
    journal_hold(transaction, standing, reason, change);
}

void release(store::Transaction& transaction, Standing const& standing, registry::Change change) {
    if (!standing.hold) {
        not_now("保存延長はされていません", "nothing holds it back");
    }
    transaction.execute("DELETE FROM retention_hold WHERE record_id = ?", {store::id_value(standing.id)});
    change.action = "release_hold";
    journal_hold(transaction, standing, standing.hold->reason, change);
}

}  // namespace modules::records_management
