#include "base/problem.h"
#include "platform/access/password_hasher.h"
#include "platform/access/password_rules.h"
#include "platform/access/people_test.h"
#include "platform/access/throttle.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace platform::access {

namespace {

bool refused_because(std::string_view password, std::string_view account, std::string_view reason) {
    auto const violations = password_violations(password, account);
    return std::ranges::any_of(violations, [&](base::Violation const& violation) {
        return violation.field == "password" && !violation.reason.ja.empty() &&
               violation.reason.en.find(reason) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("a password is taken when it is long and not guessable, whatever its signs") {
    CHECK(password_violations(good_password, "tanaka").empty());
    CHECK(password_violations("ひろせがわのあおばのもり", "tanaka").empty());
    CHECK(password_violations("tanaka likes quiet rivers", "tanaka").empty());
    CHECK(refused_because("short-one", "tanaka", "12 characters"));
    CHECK(refused_because("ひろせがわのあおばのも", "tanaka", "12 characters"));
    CHECK(refused_because("Tanaka.Tanaka!", "tanaka.tanaka", "account's name"));
    CHECK(refused_because("furukawa-intake1", "furukawa-intake", "account's name"));
    CHECK(refused_because("Password-1234", "tanaka", "common"));
    CHECK(refused_because("aaaaaaaaaaaaaaaa", "tanaka", "common"));
    CHECK(refused_because("234567890123", "tanaka", "common"));
    CHECK(refused_because("zyxwvutsrqponm", "tanaka", "common"));
    CHECK(refused_because("ok until \xff here", "tanaka", "UTF-8"));
    CHECK(refused_because(std::string(2000, 'x'), "tanaka", "1024"));
}

TEST_CASE("a hash verifies its own password and no other, and never for nobody") {
    PasswordHasher hasher(cheap);
    auto const hash = hasher.hash(good_password);
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(hash != hasher.hash(good_password));
    CHECK(hasher.verify(hash, good_password));
    CHECK_FALSE(hasher.verify(hash, "correct horse battery staples"));
    CHECK_FALSE(hasher.verify(std::nullopt, good_password));
    CHECK_FALSE(hasher.verify("not a hash", good_password));
    CHECK_FALSE(hasher.needs_rehash(hash));
    PasswordHasher dearer({.passes = 2, .memory = 8192});
    CHECK(dearer.needs_rehash(hash));
    CHECK(dearer.verify(hash, good_password));
}

TEST_CASE("when the pool is full, a sign-in is refused at once instead of waiting for ever") {
    PasswordHasher hasher(cheap, {.threads = 1, .waiting = 0});
    try {
        static_cast<void>(hasher.hash(good_password));
        FAIL("a pool that takes nobody took somebody");
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::unavailable);
    }
}

TEST_CASE("delays grow with failures, end with time, and are forgotten after success") {
    Throttle throttle({.free_attempts = 3, .longest_delay = std::chrono::seconds(60)});
    base::Instant now{1'000'000};
    for (int i = 0; i < 2; ++i) {
        throttle.failed("a", now);
        CHECK(throttle.delay("a", now).count() == 0);
    }
    std::vector<std::int64_t> delays;
    for (int i = 0; i < 8; ++i) {
        throttle.failed("a", now);
        delays.push_back(throttle.delay("a", now).count());
    }
    CHECK(delays == std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 60, 60});
    CHECK(throttle.delay("b", now).count() == 0);
    CHECK(throttle.delay("a", {now.milliseconds + 59'500}).count() == 1);
    CHECK(throttle.delay("a", {now.milliseconds + 60'000}).count() == 0);
    throttle.succeeded("a");
    throttle.failed("a", now);
    CHECK(throttle.delay("a", now).count() == 0);
}

TEST_CASE("a flood of keys takes bounded memory and frees nobody who is being guessed") {
    Throttle throttle({.free_attempts = 3, .most_keys = 100});
    base::Instant const now{1'000'000};
    for (int i = 0; i < 10; ++i) {
        throttle.failed("victim", now);
    }
    for (int i = 0; i < 1000; ++i) {
        throttle.failed(std::to_string(i), now);
    }
    CHECK(throttle.keys() <= 100);
    CHECK(throttle.delay("victim", now).count() > 0);
}

}  // namespace platform::access
