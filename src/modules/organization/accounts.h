#pragma once
// Making accounts from the command line, and the invented ones of a demonstration.

#include "base/id.h"
#include "base/instant.h"
#include "formats/organization_data/organization.h"
#include "platform/access/accounts.h"
#include "platform/access/actor.h"
#include "platform/access/password_hasher.h"
#include "platform/store/store.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace modules::organization {

struct AccountRequest {
    std::string account;
    std::string password;
    std::set<platform::access::Role> roles;
    std::string unit_code;  // may be empty for an administrator: works on a folder without organisation
    std::string name;       // of the person; empty: the account's
    std::optional<std::string> kana;
    std::string rank;  // as shown: 「警部補」
    std::string post;
    std::optional<std::string> extension;
};
// The new account's id; the person becomes a member of staff. Problem::invalid with all violations (name,
// password, roles, unit), Problem::conflict when the name is taken or the folder is a demonstration.
base::Ulid create_account(platform::store::Store& store, base::TimeSource const& time,
                          platform::access::PasswordHasher& hasher, AccountRequest const& request);

// Whether anybody can sign in at all; `serve` says so when nobody can.
[[nodiscard]] bool accounts_exist(platform::store::Store& store);

// The first day from `today` on at which nobody administers, with what is entered now. Somebody must be able
// to undo what an administrator does.
[[nodiscard]] std::optional<base::Date> day_without_administrator(platform::store::Reader& reader,
                                                                  base::Date today);
// Whether the account may administer at all, serving or not.
[[nodiscard]] bool may_administer(platform::access::Account const& account);

// Makes those of `demo` that are not there yet; returns how many. The folder was opened for demonstration
// (open_instance), otherwise Problem::conflict.
std::size_t create_demo_accounts(platform::store::Store& store, base::TimeSource const& time,
                                 platform::access::PasswordHasher& hasher,
                                 formats::organization_data::DemoAccounts const& demo,
                                 formats::organization_data::Organization const& words);

}  // namespace modules::organization
