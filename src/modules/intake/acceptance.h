#pragma once
// 受理: a consultation becomes a record with its number, links, proposals, duties and reports, in one
// transaction.

#include "modules/intake/interview_writing.h"
#include "modules/intake/parts.h"
#include "modules/intake/recognised_text.h"
#include "platform/http/problem_response.h"
#include "record/envelope.h"

#include <boost/json/object.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace modules::intake {

using Choices =
    std::map<std::string, std::vector<std::string>, std::less<>>;  // table → codes an officer chose

struct Acceptance {
    Consultation consultation;
    std::vector<RoleChoice> roles;
    Choices decisions;
    std::vector<SentAnswer> answers;
    std::optional<base::Ulid> draft;  // removed in the same transaction
    std::string idempotency_key;      // empty: none; the same key and content gives the record it made before
    std::string request_digest;       // SHA-256 of the request, when there is a key
};

// Who takes it in: for a person the account's actor, for an import the unit and perhaps a staff member.
struct Intake {
    platform::journal::Author author;
    base::Ulid account;  // nil: no account (import)
    base::Ulid unit;
    base::Ulid station;
    std::string action = "accept";
    std::string shown_for{};  // the answer shows the record, for this purpose of access_log
};

struct Accepted {
    base::Ulid id;
    bool repeated = false;  // the idempotency key had made it before
};

struct NumberedRecord {
    base::Ulid id;
    std::string number;
};
[[nodiscard]] inline boost::json::object to_json(NumberedRecord const& record) {
    return {{"id", base::to_string(record.id)}, {"number", record.number}};
}
// What this officer's draft became, once it was accepted.
[[nodiscard]] std::optional<NumberedRecord> accepted_from(platform::store::Reader& reader,
                                                          base::Ulid const& staff, base::Ulid const& draft);
// The draft was accepted before: the answer names the record.
class DraftAccepted : public platform::http::DetailedProblem {
  public:
    explicit DraftAccepted(NumberedRecord const& record);
};

// Problem::invalid with all violations, DraftAccepted; nothing is written then.
Accepted accept(Parts const& parts, Intake const& intake, Acceptance acceptance);

// Everything of an acceptance that needs no transaction, so that imports can do it in parallel and commit
// many at once.
struct Prepared;
[[nodiscard]] std::shared_ptr<Prepared> prepare(Parts const& parts, Intake const& intake,
                                                Acceptance acceptance);
Accepted accept(platform::store::Transaction& transaction, Parts const& parts, Intake const& intake,
                Prepared const& prepared);

}  // namespace modules::intake
