#include "platform/access/password_hasher.h"

#include "base/problem.h"
#include "platform/http/worker_pool.h"

#include <sodium.h>

#include <array>
#include <exception>
#include <functional>
#include <future>

namespace platform::access {

namespace {

constexpr int algorithm = crypto_pwhash_ALG_ARGON2ID13;

base::Problem out_of_memory() {
    return {base::Problem::unavailable, "メモリが不足しています。しばらくして再試行してください",
            "not enough memory; try again"};
}

std::string make_hash(std::string const& password, HashCost const& cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.memory,
                              algorithm) != 0) {
        throw out_of_memory();
    }
    return text.data();
}

// Runs `work` on the pool and waits for its answer, or for what it threw.
template <typename Answer>  // two answers, hash text and yes/no, share this one path
Answer on_pool(http::WorkerPool& pool, std::function<Answer()> const& work) {
    auto promise = std::make_shared<std::promise<Answer>>();  // shared with the pool's thread
    auto answer = promise->get_future();
    bool const taken = pool.submit([promise, work] {
        try {
            promise->set_value(work());
        } catch (std::exception const&) {
            promise->set_exception(std::current_exception());
        }
    });
    if (!taken) {
        throw base::Problem(base::Problem::unavailable,
                            "サインインが混み合っています。しばらくして再試行してください",
                            "too many sign-ins at once; try again shortly");
    }
    return answer.get();
}

std::string random_password() {
    std::string bytes(32, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace

PasswordHasher::PasswordHasher(HashCost cost, HasherLimits limits) : cost_(cost) {
    BASE_ASSERT(sodium_init() >= 0);
    pool_ = std::make_unique<http::WorkerPool>(limits.threads, limits.waiting);
    nobodys_hash_ = make_hash(random_password(), cost_);
}

PasswordHasher::~PasswordHasher() = default;

std::string PasswordHasher::hash(std::string_view password) {
    return on_pool<std::string>(
        *pool_, [text = std::string(password), cost = cost_] { return make_hash(text, cost); });
}

bool PasswordHasher::verify(std::optional<std::string> const& stored, std::string_view password) {
    bool const exists = stored.has_value();
    return on_pool<bool>(
        *pool_, [text = std::string(password), hash = stored.value_or(nobodys_hash_), exists] {
            bool const matches = crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
            return matches && exists;
        });
}

bool PasswordHasher::needs_rehash(std::string const& stored) const {
    return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory) != 0;
}

}  // namespace platform::access
