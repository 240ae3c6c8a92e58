#include "platform/access/sessions.h"

#include "base/problem.h"
#include "platform/access/password_rules.h"
#include "platform/journal/journal.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace platform::access {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::int64_t seen_again_after =
    base::milliseconds_per_minute;  // how exact "last seen" is, to save writes

std::string new_token() {
    std::string bytes(token_bytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return base::to_hex(bytes);
}

std::int64_t milliseconds(std::chrono::minutes minutes) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(minutes).count();
}

store::Value blob(SessionId const& id) {
    return base::Blob{std::string(base::as_bytes(id))};
}

std::string pair_key(std::string const& account, std::string const& address) {
    std::string key = account;
    return key.append("\n").append(address);
}

// What a throttle counts by: the folded name; odd names share one key, since none of them can exist.
std::string throttle_name(std::string_view account) {
    auto const folded = fold_account_name(account);
    return folded ? *folded : std::string("?");
}

}  // namespace

Sessions::Sessions(store::Store& store, base::TimeSource const& time, PasswordHasher& hasher,
                   std::string node, SessionSettings settings)
    : store_(store),
      time_(time),
      hasher_(hasher),
      node_(std::move(node)),
      settings_(settings),
      by_pair_(settings.per_account_and_address),
      by_account_(settings.per_account),
      by_address_(settings.per_address) {}

std::chrono::seconds Sessions::delay_of(std::string const& account, std::string const& address) const {
    auto const now = time_.now();
    return std::max({by_pair_.delay(pair_key(account, address), now), by_account_.delay(account, now),
                     by_address_.delay(address, now)});
}

// Counted before the work and taken back after success: attempts made at once are not all free.
void Sessions::note_attempt(std::string const& account, std::string const& address) {
    auto const now = time_.now();
    by_pair_.failed(pair_key(account, address), now);
    by_account_.failed(account, now);
    by_address_.failed(address, now);
}

// The address keeps its failures: one known account must not buy guesses at the others.
void Sessions::note_success(std::string const& account, std::string const& address) {
    by_pair_.succeeded(pair_key(account, address));
    by_account_.succeeded(account);
    by_address_.take_back(address);
}

namespace {

// Whoever was issued a password chooses one that only he knows.
void require_own_password(std::string_view chosen, std::string_view issued, std::string_view account) {
    std::vector<base::Violation> violations;
    if (chosen.empty()) {
        violations.push_back({"new_password",
                              {"初めてのサインインです。自分のパスワードを決めてください",
                               "this is the first sign-in; choose a password of your own"}});
    } else if (chosen == issued) {
        violations.push_back(
            {"new_password",
             {"発行されたものと異なるパスワードにしてください", "must differ from the one that was issued"}});
    } else {
        violations = password_violations(chosen, account);
        for (auto& violation : violations) {
            violation.field = "new_password";
        }
    }
    if (!violations.empty()) {
        throw base::Problem(base::Problem::invalid, "新しいパスワードが必要です", "a new password is needed",
                            std::move(violations));
    }
}

}  // namespace

std::variant<SignedIn, Refused> Sessions::sign_in(std::string_view account_name, std::string_view password,
                                                  std::string_view address, std::string_view new_password) {
    auto const name = throttle_name(account_name);
    std::string const from(address);
    if (auto const delay = delay_of(name, from); delay.count() > 0) {
        return Refused{delay};
    }
    note_attempt(name, from);
    auto result = check(account_name, password, new_password);
    if (std::holds_alternative<SignedIn>(result)) {
        note_success(name, from);
    }
    return result;
}

std::variant<SignedIn, Refused> Sessions::check(std::string_view account_name, std::string_view password,
                                                std::string_view new_password) {
    std::optional<Account> account;
    std::optional<Actor> actor;
    store_.read([&](store::Reader& reader) {
        account = account_by_name(reader, account_name);
        actor = account ? actor_of(reader, *account, base::date_in_japan(time_.now())) : std::nullopt;
    });
    bool const matches =
        hasher_.verify(account ? std::optional(account->password_hash) : std::nullopt, password);
    bool const expired = account && account->one_time_until &&
                         account->one_time_until->milliseconds <= time_.now().milliseconds;
    if (!matches || !account || account->disabled || !actor || expired) {
        return refuse(account);
    }
    if (account->one_time_until) {
        require_own_password(new_password, password, account_name);
        return open(*account, std::move(*actor), hasher_.hash(new_password));
    }
    std::optional<std::string> new_hash;
    if (hasher_.needs_rehash(account->password_hash)) {
        new_hash = hasher_.hash(password);
    }
    return open(*account, std::move(*actor), new_hash);
}

Refused Sessions::refuse(std::optional<Account> const& account) {
    store_.write([&](store::Transaction& transaction) {
        if (account) {
            transaction.execute("UPDATE account SET failed_attempts = failed_attempts + 1 WHERE id = ?",
                                {store::id_value(account->id)});
        }
        log(transaction, "sign_in_refused", account ? std::optional(account->id) : std::nullopt,
            std::nullopt);
    });
    return {};
}

SignedIn Sessions::open(Account const& account, Actor actor, std::optional<std::string> const& new_hash) {
    SignedIn signed_in{new_token(), {}};
    signed_in.session = {base::sha256(signed_in.token), std::move(actor)};
    auto const now = time_.now();
    store_.write([&](store::Transaction& transaction) {
        auto const still = account_by_id(transaction, account.id);
        if (!still || still->disabled || still->password_hash != account.password_hash) {
            throw base::Problem(base::Problem::unauthenticated,
                                "アカウントが変更されました。もう一度サインインしてください",
                                "the account was changed meanwhile; sign in again");
        }
        transaction.execute(
            "INSERT INTO session (id, account, created_at, last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            {blob(signed_in.session.id), store::id_value(account.id), now.milliseconds, now.milliseconds,
             now.milliseconds + milliseconds(settings_.absolute)});
        transaction.execute("UPDATE account SET failed_attempts = 0 WHERE id = ?",
                            {store::id_value(account.id)});
        if (new_hash) {
            set_password_hash(transaction, account.id, *new_hash, now);
        }
        log(transaction, "sign_in", account.id, signed_in.session.actor);
    });
    return signed_in;
}

void Sessions::log(store::Transaction& transaction, std::string_view action,
                   std::optional<base::Ulid> const& account, std::optional<Actor> const& actor) const {
    journal::AccessEntry entry;
    entry.at = time_.now();
    if (actor) {
        entry.author = {actor->staff, actor->unit};
    }
    entry.action = action;
    entry.record_kind = "account";
    entry.record_id = account;
    journal::log_access(transaction, node_, entry);
}

bool Sessions::lasts(base::Instant last_seen, base::Instant expires) const {
    auto const now = time_.now().milliseconds;
    return now < expires.milliseconds && now - last_seen.milliseconds < milliseconds(settings_.idle);
}

std::optional<Session> Sessions::session_of(std::string_view token) {
    if (token.size() != 2 * token_bytes) {
        return std::nullopt;
    }
    Session session{base::sha256(token), {}};
    bool found = false;
    base::Instant last_seen;
    auto const now = time_.now();
    store_.read([&](store::Reader& reader) {
        auto const row = reader.first("SELECT account, last_seen_at, expires_at FROM session WHERE id = ?",
                                      {blob(session.id)});
        if (!row || !lasts({row->integer(1)}, {row->integer(2)})) {
            return;
        }
        last_seen = {row->integer(1)};
        auto const account = account_by_id(reader, row->id(0));
        auto actor = account && !account->disabled ? actor_of(reader, *account, base::date_in_japan(now))
                                                   : std::nullopt;
        if (actor) {
            session.actor = std::move(*actor);
            found = true;
        }
    });
    if (!found) {
        return std::nullopt;
    }
    if (now.milliseconds - last_seen.milliseconds >= seen_again_after) {
        store_.write([&](store::Transaction& transaction) {
            transaction.execute("UPDATE session SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?",
                                {now.milliseconds, blob(session.id), now.milliseconds});
        });
    }
    return session;
}

std::optional<Actor> Sessions::actor_for(std::string_view token) {
    auto session = session_of(token);
    return session ? std::optional(std::move(session->actor)) : std::nullopt;
}

bool Sessions::is_alive(SessionId const& session) {
    bool alive = false;
    store_.read([&](store::Reader& reader) {
        auto const row = reader.first(
            "SELECT s.last_seen_at, s.expires_at FROM session s JOIN account a ON a.id = s.account "
            "WHERE s.id = ? AND a.disabled = 0",
            {blob(session)});
        alive = row && lasts({row->integer(0)}, {row->integer(1)});
    });
    return alive;
}

std::size_t Sessions::end(std::string_view where, store::Values const& values,
                          std::function<void(store::Transaction&)> const& also) {
    std::vector<SessionId> closed;
    store_.write([&](store::Transaction& transaction) {
        closed.clear();
        std::string find = "SELECT id FROM session WHERE ";
        for (auto const& row : transaction.query(find.append(where), values)) {
            SessionId id{};
            BASE_ASSERT(row.blob(0).size() == id.size());
            std::ranges::transform(row.blob(0), id.begin(),
                                   [](char c) { return static_cast<std::uint8_t>(c); });
            closed.push_back(id);
        }
        std::string remove = "DELETE FROM session WHERE ";
        transaction.execute(remove.append(where), values);
        also(transaction);
    });
    if (ended_) {
        std::ranges::for_each(closed, ended_);
    }
    return closed.size();
}

void Sessions::sign_out(Session const& session) {
    end("id = ?", {blob(session.id)}, [&](store::Transaction& transaction) {
        log(transaction, "sign_out", session.actor.account, session.actor);
    });
}

std::size_t Sessions::revoke(base::Ulid const& account) {
    return end("account = ?", {store::id_value(account)}, [&](store::Transaction& transaction) {
        log(transaction, "sessions_revoked", account, std::nullopt);
    });
}

std::size_t Sessions::sweep() {
    auto const now = time_.now().milliseconds;
    return end("expires_at <= ? OR last_seen_at <= ?", {now, now - milliseconds(settings_.idle)},
               [](store::Transaction&) {});
}

std::string csrf_token_of(std::string_view token) {
    return base::to_hex(base::as_bytes(base::hmac_sha256(token, "csrf")));
}

}  // namespace platform::access
