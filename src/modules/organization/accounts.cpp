#include "modules/organization/accounts.h"

#include "base/problem.h"
#include "modules/organization/instance.h"
#include "platform/access/accounts.h"
#include "platform/access/password_rules.h"
#include "platform/registry/records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "record/validate.h"

#include <algorithm>

namespace modules::organization {

namespace {

namespace access = platform::access;
namespace data = formats::organization_data;
namespace registry = platform::registry;
namespace store = platform::store;

using Violations = std::vector<base::Violation>;

// Everything wrong with the request that can be said without the store.
Violations violations_of(AccountRequest const& request) {
    Violations violations = access::fold_account_name(request.account).violations();
    auto const password = access::password_violations(request.password, request.account);
    violations.insert(violations.end(), password.begin(), password.end());
    if (request.roles.empty()) {
        violations.push_back({"roles", {"役割を一つ以上指定してください", "at least one role is required"}});
    }
    if (request.unit_code.empty() && request.roles != std::set{access::Role::administrator}) {
        violations.push_back({"unit", {"所属を指定してください", "a unit is required"}});
    }
    return violations;
}

[[noreturn]] void refuse(Violations violations) {
    throw base::Problem(base::Problem::invalid, "アカウントを作成できません", "the account cannot be created",
                        std::move(violations));
}

base::Ulid unit_of(store::Reader& reader, std::string const& code, base::Date today) {
    if (code.empty()) {
        return {};
    }
    auto const unit = registry::unit_by_code(reader, code);
    if (!unit) {
        refuse({{"unit", {"その所属コードはありません", "there is no unit with this code"}}});
    }
    if (!unit->value.is_valid_on(today)) {
        refuse({{"unit", {"その所属は現在ありません", "the unit does not exist today"}}});
    }
    return unit->envelope.id;
}

base::Ulid add_staff(store::Transaction& transaction, registry::Staff const& staff, base::Instant at) {
    registry::Ownership const ownership{staff.unit, staff.unit, record::Restriction::none};
    return registry::insert(transaction, record::View(registry::staff_schema, staff), ownership,
                            {{}, at, "create", {}})
        .id;
}

base::Ulid add(store::Transaction& transaction, AccountRequest const& request, std::string const& hash,
               base::Instant at) {
    auto const today = base::date_in_japan(at);
    registry::Staff staff;
    staff.name = request.name.empty() ? request.account : request.name;
    staff.kana = request.kana;
    staff.rank = request.rank;
    staff.post = request.post;
    staff.extension = request.extension;
    staff.unit = unit_of(transaction, request.unit_code, today);
    staff.valid_from = today;
    auto const violations = record::validate(record::View(registry::staff_schema, staff), record::Mode::full);
    if (!violations.empty()) {
        refuse(violations);
    }
    if (access::account_by_name(transaction, request.account)) {
        throw base::Problem(base::Problem::conflict, "同じ名前のアカウントが既にあります",
                            "an account of this name exists already");
    }
    return access::add_account(
        transaction, {request.account, hash, add_staff(transaction, staff, at), request.roles}, {}, at);
}

std::string word_of(std::map<std::string, base::Words> const& words, std::string const& code) {
    auto const found = words.find(code);
    return found == words.end() ? code : found->second.ja;
}

AccountRequest to_request(data::DemoAccount const& demo, data::Organization const& words) {
    AccountRequest request;
    request.account = demo.account;
    auto const role = access::parse_role(demo.role);
    if (!role) {
        refuse({{demo.account, {"知らない役割です", "names a role that does not exist"}}});
    }
    request.roles = {*role};
    request.unit_code = demo.unit;
    request.name = demo.name;
    request.kana = demo.kana;
    request.rank = demo.rank.empty() ? std::string() : word_of(words.ranks, demo.rank);
    request.post = demo.post.empty() ? std::string() : word_of(words.posts, demo.post);
    request.extension = demo.extension;
    return request;
}

}  // namespace

base::Ulid create_account(store::Store& store, base::TimeSource const& time, access::PasswordHasher& hasher,
                          AccountRequest const& request) {
    if (auto const violations = violations_of(request); !violations.empty()) {
        refuse(violations);
    }
    auto const hash = hasher.hash(request.password);
    base::Ulid id;
    store.write([&](store::Transaction& transaction) {
        if (use_of(transaction) == Use::demonstration) {
            throw base::Problem(base::Problem::conflict, "デモ用のフォルダーに本番のアカウントは作れません",
                                "a demonstration folder takes no real accounts");
        }
        id = add(transaction, request, hash, time.now());
    });
    return id;
}

bool accounts_exist(store::Store& store) {
    bool exist = false;
    store.read([&exist](store::Reader& reader) { exist = access::accounts_exist(reader); });
    return exist;
}

bool may_administer(access::Account const& account) {
    return !account.disabled && account.roles.contains(access::Role::administrator);
}

std::optional<base::Date> day_without_administrator(store::Reader& reader, base::Date today) {
    auto all = access::accounts(reader);
    std::erase_if(all, [](access::Account const& account) { return !may_administer(account); });
    std::set<base::Date> days{today};  // on which somebody's service ends
    for (auto const& account : all) {
        auto const staff = registry::staff_by_id(reader, account.staff);
        if (staff && staff->value.valid_to && today < *staff->value.valid_to) {
            days.insert(*staff->value.valid_to);
        }
    }
    for (auto const& day : days) {
        if (std::ranges::none_of(all, [&](access::Account const& account) {
                return access::actor_of(reader, account, day).has_value();
            })) {
            return day;
        }
    }
    return std::nullopt;
}

std::size_t create_demo_accounts(store::Store& store, base::TimeSource const& time,
                                 access::PasswordHasher& hasher, data::DemoAccounts const& demo,
                                 data::Organization const& words) {
    // One documented password for all: one hash, so that the first start does not take seconds.
    auto const hash = hasher.hash(demo.password);
    std::size_t made = 0;
    store.write([&](store::Transaction& transaction) {
        if (use_of(transaction) != Use::demonstration) {
            throw base::Problem(base::Problem::conflict,
                                "デモ用のアカウントは --demo のフォルダーにだけ作れます",
                                "demonstration accounts are made only in a folder opened with --demo");
        }
        made = 0;
        for (auto const& account : demo.accounts) {
            if (!access::account_by_name(transaction, account.account)) {
                add(transaction, to_request(account, words), hash, time.now());
                ++made;
            }
        }
    });
    return made;
}

}  // namespace modules::organization
