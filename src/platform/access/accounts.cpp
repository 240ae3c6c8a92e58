#include "platform/access/accounts.h"

#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>

#include <algorithm>

namespace platform::access {

namespace {

constexpr std::string_view columns = "id, name, password_hash, staff, roles, disabled, failed_attempts";

std::string join_roles(std::set<Role> const& roles) {
    std::string text;
    for (auto const role : roles) {
        text.append(text.empty() ? "" : " ").append(role_id(role));
    }
    return text;
}

std::set<Role> split_roles(std::string_view text) {
    std::set<Role> roles;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        if (auto const role = parse_role(text.substr(at, end - at))) {
            roles.insert(*role);
        }
        at = end + 1;
    }
    return roles;
}

Account to_account(store::Row const& row) {
    return {row.id(0),           row.text(1),   row.text(2), row.id(3), split_roles(row.text(4)),
            row.integer(5) != 0, row.integer(6)};
}

std::string select_accounts(std::string_view rest) {
    std::string sql = "SELECT ";
    return sql.append(columns).append(" FROM account ").append(rest);
}

void write_journal(store::Transaction& transaction, Account const& account, std::string_view action,
                   journal::Author const& author, base::Instant at) {
    boost::json::array roles;
    for (auto const role : account.roles) {
        roles.emplace_back(role_id(role));
    }
    journal::Entry entry;
    entry.at = at;
    entry.author = author;
    entry.action = action;
    entry.record_kind = "account";
    entry.record_id = account.id;
    entry.content = {{"name", account.name},
                     {"staff", base::to_string(account.staff)},
                     {"roles", std::move(roles)},
                     {"disabled", account.disabled}};
    journal::append(transaction, entry);
}

}  // namespace

base::Parsed<std::string> fold_account_name(std::string_view name) {
    std::string folded;
    for (char const c : name) {
        bool const lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           std::string_view("._-@").find(c) != std::string_view::npos;
        bool const upper = c >= 'A' && c <= 'Z';
        if (!lower && !upper) {
            return base::Violation{
                "account",
                {"半角の英数字と . _ - @ だけが使えます", "only a-z, 0-9 and . _ - @ can be used"}};
        }
        folded.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
    }
    if (folded.size() < 2 || folded.size() > 64) {
        return base::Violation{"account",
                               {"2文字以上64文字以内にしてください", "must have 2 to 64 characters"}};
    }
    return folded;
}

std::optional<Account> account_by_name(store::Reader& reader, std::string_view name) {
    auto const folded = fold_account_name(name);
    auto const row =
        reader.first(select_accounts("WHERE folded_name = ?"), {folded ? *folded : std::string()});
    return row ? std::optional(to_account(*row)) : std::nullopt;
}

std::optional<Account> account_by_id(store::Reader& reader, base::Ulid const& id) {
    auto const row = reader.first(select_accounts("WHERE id = ?"), {store::id_value(id)});
    return row ? std::optional(to_account(*row)) : std::nullopt;
}

std::vector<Account> accounts(store::Reader& reader) {
    std::vector<Account> found;
    reader.each(select_accounts("ORDER BY seq"), {},
                [&found](store::Row const& row) { found.push_back(to_account(row)); });
    return found;
}

bool accounts_exist(store::Reader& reader) {
    return reader.first("SELECT 1 FROM account LIMIT 1").has_value();
}

base::Ulid add_account(store::Transaction& transaction, NewAccount const& account,
                       journal::Author const& author, base::Instant at) {
    auto const folded = fold_account_name(account.name);
    if (!folded) {
        throw base::Problem(base::Problem::invalid, "アカウント名が正しくありません",
                            "the account's name is refused", folded.violations());
    }
    Account made{
        base::new_ulid(), account.name, account.password_hash, account.staff, account.roles, false, 0};
    transaction.execute(
        "INSERT INTO account (id, name, folded_name, password_hash, staff, roles, disabled, failed_attempts, "
        "created_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
        {store::id_value(made.id), made.name, *folded, made.password_hash, store::id_value(made.staff),
         join_roles(made.roles), at.milliseconds, at.milliseconds});
    write_journal(transaction, made, "create", author, at);
    return made.id;
}

void set_password_hash(store::Transaction& transaction, base::Ulid const& account, std::string const& hash,
                       base::Instant at) {
    transaction.execute("UPDATE account SET password_hash = ?, changed_at = ? WHERE id = ?",
                        {hash, at.milliseconds, store::id_value(account)});
}

void set_disabled(store::Transaction& transaction, Account const& account, bool disabled,
                  journal::Author const& author, base::Instant at) {
    auto changed = account;
    changed.disabled = disabled;
    transaction.execute("UPDATE account SET disabled = ?, changed_at = ? WHERE id = ?",
                        {std::int64_t{disabled}, at.milliseconds, store::id_value(account.id)});
    write_journal(transaction, changed, disabled ? "disable" : "enable", author, at);
}

std::optional<Actor> actor_of(store::Reader& reader, Account const& account, base::Date today) {
    auto const staff = registry::staff_by_id(reader, account.staff);
    if (!staff || (staff->value.valid_to && *staff->value.valid_to <= today)) {
        return std::nullopt;
    }
    Actor actor;
    actor.account = account.id;
    actor.staff = account.staff;
    actor.roles = account.roles;
    actor.account_name = account.name;
    actor.unit = registry::unit_in_force(reader, staff->value.unit, today);
    actor.unit_and_parents = registry::with_parents(reader, actor.unit);
    if (auto const unit = registry::unit_by_id(reader, actor.unit)) {
        actor.station = unit->value.station;
    }
    return actor;
}

}  // namespace platform::access
