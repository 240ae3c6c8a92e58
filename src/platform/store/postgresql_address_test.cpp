#include "platform/store/postgresql_address.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>

using platform::store::check_address;
using platform::store::why_not_connected;
using platform::store::without_password;

namespace {

// The refusal in both languages, or nothing.
std::optional<base::Words> refusal_of(std::string const& where) {
    try {
        check_address(where);
        return std::nullopt;
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::invalid);
        CHECK(problem.title().ja != problem.title().en);
        return problem.title();
    }
}

}  // namespace

TEST_CASE("records reach this machine's own database in any way, and another machine's under TLS only") {
    constexpr std::array<char const*, 12> fine{
        "postgresql://renkei@/renkei",
        "postgresql://renkei@/renkei?host=/var/run/postgresql",
        "postgresql://renkei@%2Fvar%2Frun%2Fpostgresql/renkei",
        "postgresql://renkei@localhost:5433/renkei",
        "postgresql://renkei@127.0.0.1/renkei?sslmode=disable",
        "postgresql://renkei@127.8.9.1/renkei",
        "postgresql://renkei@[::1]/renkei",
        "postgresql://renkei@db.example.jp/renkei?hostaddr=127.0.0.1",
        "postgresql://renkei@db.example.jp/renkei?sslmode=require",
        "postgresql://renkei@db.example.jp/renkei?sslmode=verify-ca",
        "postgresql://renkei@192.0.2.7/renkei?sslmode=verify-full&sslrootcert=/etc/renkei/ca.crt",
        "postgresql://renkei@a.example.jp,b.example.jp/renkei?sslmode=verify-full",
    };
    for (auto const* where : fine) {
        CAPTURE(where);
        CHECK_FALSE(refusal_of(where).has_value());
    }
    constexpr std::array<char const*, 11> in_the_clear{
        "postgresql://renkei@db.example.jp/renkei",
        "postgresql://renkei@192.0.2.7/renkei",
        "postgresql://renkei@127.example.jp/renkei",
        "postgresql://renkei@[2001:db8::1]/renkei",
        "postgresql://renkei@db.example.jp/renkei?sslmode=disable",
        "postgresql://renkei@db.example.jp/renkei?sslmode=prefer",
        "postgresql://renkei@db.example.jp/renkei?sslmode=verify_full",
        "postgresql://renkei@localhost/renkei?hostaddr=192.0.2.7",
        "postgresql://renkei@localhost,db.example.jp/renkei",
        "postgresql://renkei@/renkei?host=db.example.jp",
        "postgresql:///?service=elsewhere",
    };
    for (auto const* where : in_the_clear) {
        CAPTURE(where);
        auto const refused = refusal_of(where);
        REQUIRE(refused.has_value());
        CHECK(refused->en.find("sslmode=verify-full") != std::string::npos);
        CHECK(refused->ja.find("sslmode=verify-full") != std::string::npos);
    }
}

TEST_CASE("an address that cannot be read is refused without a piece of its password") {
    constexpr std::array<char const*, 8> unreadable{
        "postgresql://renkei:hi%zzmitsu@localhost/renkei",
        "postgresql://renkei:himitsu@[::1/renkei",
        "postgresql://renkei:hi/mitsu@localhost/renkei",
        "postgresql://renkei:hi@mitsu@localhost/renkei",
        "postgresql://renkei@localhost/renkei?password=hi&mitsu",
        "postgresql://renkei@localhost/renkei?password=hi&mitsu=1",
        "postgresql://renkei:himitsu@localhost/renkei?sslmod=require",
        "postgresql://renkei:himitsu@localhost:port/renkei",
    };
    for (auto const* where : unreadable) {
        CAPTURE(where);
        auto const refused = refusal_of(where);
        REQUIRE(refused.has_value());
        CHECK((refused->ja + refused->en).find("mitsu") == std::string::npos);
        CHECK(refused->en.find("cannot be read") != std::string::npos);
    }
    auto const spelling = refusal_of("postgresql://renkei@localhost/renkei?sslmod=require");
    REQUIRE(spelling.has_value());
    CHECK(spelling->en.find("sslmod\"") != std::string::npos);
}

TEST_CASE("what the client says becomes a cause and what to check, in one line without the password") {
    std::string const where = "postgresql://renkei:hi%2Fmitsu@localhost/renkei";
    auto const words = why_not_connected(
        where,
        "connection to server at \"localhost\" (::1), port 5432 failed: Connection refused\n\tIs the server "
        "running on that host?\nconnection to server at \"localhost\" (127.0.0.1), port 5432 failed: SSL "
        "error: certificate verify failed hi/mitsu\n");
    CHECK(words.en.find("sslrootcert") != std::string::npos);
    CHECK(words.ja.find("sslrootcert") != std::string::npos);
    CHECK(words.en.find("localhost") == std::string::npos);
    CHECK(why_not_connected(where, "odd").en == "cannot connect to the database: odd");
    CHECK(without_password(where, "a hi/mitsu\n\tb hi/mitsu\n") == "a *** b ***");
}
