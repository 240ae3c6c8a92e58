#include "platform/access/accounts.h"

#include "platform/registry/posting.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>

#include <algorithm>

namespace platform::access {

namespace {

constexpr std::string_view columns =
    "id, name, password_hash, staff, roles, disabled, failed_attempts, version, one_time_until";

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
    Account account{row.id(0),           row.text(1),    row.text(2),    row.id(3), split_roles(row.text(4)),
                    row.integer(5) != 0, row.integer(6), row.integer(7), {}};
    if (!row.is_null(8)) {
        account.one_time_until = base::Instant{row.integer(8)};
    }
    return account;
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

std::vector<Account> accounts_of(store::Reader& reader, base::Ulid const& staff) {
    std::vector<Account> found;
    reader.each(select_accounts("WHERE staff = ? ORDER BY seq"), {store::id_value(staff)},
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
        base::new_ulid(),      account.name, account.password_hash, account.staff, account.roles, false, 0, 1,
        account.one_time_until};
    transaction.execute(
        "INSERT INTO account (id, name, folded_name, password_hash, staff, roles, disabled, failed_attempts, "
        "created_at, changed_at, one_time_until) VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)",
        {store::id_value(made.id), made.name, *folded, made.password_hash, store::id_value(made.staff),
         join_roles(made.roles), at.milliseconds, at.milliseconds,
         made.one_time_until ? store::Value(made.one_time_until->milliseconds) : store::Value()});
    write_journal(transaction, made, "create", author, at);
    return made.id;
}

void set_password_hash(store::Transaction& transaction, base::Ulid const& account, std::string const& hash,
                       base::Instant at) {
    transaction.execute(
        "UPDATE account SET password_hash = ?, one_time_until = NULL, changed_at = ? WHERE id = ?",
        {hash, at.milliseconds, store::id_value(account)});
}

void issue_one_time(store::Transaction& transaction, Account const& account, std::string const& hash,
                    base::Instant until, journal::Author const& author, base::Instant at) {
    transaction.execute(
        "UPDATE account SET password_hash = ?, one_time_until = ?, failed_attempts = 0, version = version + "
        "1, "
        "changed_at = ? WHERE id = ?",
        {hash, until.milliseconds, at.milliseconds, store::id_value(account.id)});
    write_journal(transaction, account, "issue_password", author, at);
}

void change_account(store::Transaction& transaction, Account const& changed, journal::Author const& author,
                    base::Instant at) {
    auto const written = transaction.execute(
        "UPDATE account SET roles = ?, disabled = ?, version = version + 1, changed_at = ? WHERE id = ? AND "
        "version = ?",
        {join_roles(changed.roles), std::int64_t{changed.disabled}, at.milliseconds,
         store::id_value(changed.id), changed.version});
    if (written != 1) {
        throw base::Problem(base::Problem::stale, "ほかの人が先に変更しました。最新の内容を確認してください",
                            "somebody else changed this first; look at the latest version");
    }
    write_journal(transaction, changed, "update", author, at);
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
    if (!staff || today < staff->value.valid_from ||
        (staff->value.valid_to && *staff->value.valid_to <= today)) {
        return std::nullopt;
    }
    auto const serving = registry::staff_on(reader, *staff, today);
    Actor actor;
    actor.account = account.id;
    actor.staff = account.staff;
    actor.roles = account.roles;
    actor.account_name = account.name;
    actor.unit = serving.unit;
    actor.unit_and_parents = registry::with_parents(reader, actor.unit);
    if (auto const unit = registry::unit_by_id(reader, actor.unit)) {
        actor.station = unit->value.station;
    }
    return actor;
}

}  // namespace platform::access
