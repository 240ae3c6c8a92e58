#pragma once
// Signing in and out. The cookie carries a random token; the store keeps its SHA-256, so that who reads the
// store cannot use it. Thread rule: every member may be called from any thread.

#include "base/hash.h"
#include "base/instant.h"
#include "platform/access/accounts.h"
#include "platform/access/actor.h"
#include "platform/access/password_hasher.h"
#include "platform/access/throttle.h"
#include "platform/store/store.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace platform::access {

using SessionId = base::Sha256;

struct Session {
    SessionId id;
    Actor actor;
};

struct SignedIn {
    std::string token;  // for the cookie; never logged, never stored
    Session session;
};
struct Refused {
    std::chrono::seconds retry_after{0};  // above zero: too many attempts, nothing was checked
};

struct SessionSettings {
    std::chrono::minutes idle{60};
    std::chrono::minutes absolute{12 * 60};
    ThrottleLimits per_account_and_address{};
    ThrottleLimits per_account{.free_attempts = 20};
    ThrottleLimits per_address{.free_attempts = 50};
};

class Sessions {
  public:
    Sessions(store::Store& store, base::TimeSource const& time, PasswordHasher& hasher, std::string node,
             SessionSettings settings = {});

    // The same work and the same answer for an unknown account, a wrong password and a disabled account.
    // With an issued one-time password, the right one opens a session only together with `new_password`:
    // Problem::invalid names that field otherwise.
    [[nodiscard]] std::variant<SignedIn, Refused> sign_in(std::string_view account, std::string_view password,
                                                          std::string_view address,
                                                          std::string_view new_password = {});
    // Whose token it is, while the session, the account and the person's service last. Counts as a sign of
    // life.
    [[nodiscard]] std::optional<Session> session_of(std::string_view token);
    [[nodiscard]] std::optional<Actor> actor_for(std::string_view token);
    // Whether a session still lasts, without counting as a sign of life: for open event streams.
    [[nodiscard]] bool is_alive(SessionId const& session);

    void sign_out(Session const& session);
    // Ends every session of an account (disabled, password changed, roles changed); returns how many.
    std::size_t revoke(base::Ulid const& account);
    // Ends what has expired; called now and then.
    std::size_t sweep();

    // Called after a session has ended, with no lock held: its event streams are to be closed. Set before the
    // server starts.
    void when_ended(std::function<void(SessionId const&)> callback) { ended_ = std::move(callback); }

  private:
    [[nodiscard]] std::chrono::seconds delay_of(std::string const& account, std::string const& address) const;
    void note_attempt(std::string const& account, std::string const& address);
    void note_success(std::string const& account, std::string const& address);
    [[nodiscard]] std::variant<SignedIn, Refused> check(std::string_view account, std::string_view password,
                                                        std::string_view new_password);
    Refused refuse(std::optional<Account> const& account);
    SignedIn open(Account const& account, Actor actor, std::optional<std::string> const& new_hash);
    void log(store::Transaction& transaction, std::string_view action,
             std::optional<base::Ulid> const& account, std::optional<Actor> const& actor) const;
    std::size_t end(std::string_view where, store::Values const& values,
                    std::function<void(store::Transaction&)> const& also);
    [[nodiscard]] bool lasts(base::Instant last_seen, base::Instant expires) const;

    store::Store& store_;
    base::TimeSource const& time_;
    PasswordHasher& hasher_;
    std::string const node_;
    SessionSettings const settings_;
    Throttle by_pair_;
    Throttle by_account_;
    Throttle by_address_;
    std::function<void(SessionId const&)> ended_;
};

// What the page sends back as X-CSRF-Token; from the secret token, so that it needs no key and outlasts a
// restart.
[[nodiscard]] std::string csrf_token_of(std::string_view token);

}  // namespace platform::access
