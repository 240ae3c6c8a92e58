#pragma once
// Who may sign in: a name, a password's hash, the staff member behind it and the roles held.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "base/parsed.h"
#include "platform/access/actor.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace platform::access {

struct Account {
    base::Ulid id;
    std::string name;
    std::string password_hash;
    base::Ulid staff;
    std::set<Role> roles;
    bool disabled = false;
    std::int64_t failed_attempts = 0;  // since the last sign-in
    std::int64_t version = 1;
    // Set: the password was issued by an administrator and opens a session only together with a new one.
    std::optional<base::Instant> one_time_until;
};

// Lower case; names differ in more than case. 2 to 64 of a-z 0-9 . _ - @
[[nodiscard]] base::Parsed<std::string> fold_account_name(std::string_view name);

[[nodiscard]] std::optional<Account> account_by_name(store::Reader& reader, std::string_view name);
[[nodiscard]] std::optional<Account> account_by_id(store::Reader& reader, base::Ulid const& id);
[[nodiscard]] std::vector<Account> accounts(store::Reader& reader);
[[nodiscard]] std::vector<Account> accounts_of(store::Reader& reader, base::Ulid const& staff);
[[nodiscard]] bool accounts_exist(store::Reader& reader);

struct NewAccount {
    std::string name;
    std::string password_hash;
    base::Ulid staff;
    std::set<Role> roles;
    std::optional<base::Instant> one_time_until = {};
};
// Problem::conflict when the name is taken. Journaled, without the hash.
base::Ulid add_account(store::Transaction& transaction, NewAccount const& account,
                       journal::Author const& author, base::Instant at);
void set_password_hash(store::Transaction& transaction, base::Ulid const& account, std::string const& hash,
                       base::Instant at);
// A password issued by an administrator, good until then. Journaled, without the hash; the caller revokes the
// account's sessions.
void issue_one_time(store::Transaction& transaction, Account const& account, std::string const& hash,
                    base::Instant until, journal::Author const& author, base::Instant at);
// Roles and whether it is disabled. Journaled; Problem::stale when `changed.version` is not the stored one.
// The caller revokes the account's sessions.
void change_account(store::Transaction& transaction, Account const& changed, journal::Author const& author,
                    base::Instant at);
// Journaled. The caller revokes the account's sessions.
void set_disabled(store::Transaction& transaction, Account const& account, bool disabled,
                  journal::Author const& author, base::Instant at);

// The actor that the account acts as on that day: served unit by successor, station, parents. Empty before
// the staff member's first day and once they have left.
[[nodiscard]] std::optional<Actor> actor_of(store::Reader& reader, Account const& account, base::Date today);

}  // namespace platform::access
