#include "modules/setup/findings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

namespace modules::setup {

namespace {

constexpr base::Instant now{1'795'500'000'000};  // 2026-11-24

Machine good_machine() {
    Machine machine;
    machine.fonts = {{"IPAexMincho", "/f/m.ttf", "/f/m.ttf", "fonts-m"}};
    machine.banks = 1'200;
    machine.branches = 30'000;
    machine.journal_key = true;
    machine.anchor = "/mnt/anchor";
    machine.anchor_is_there = true;
    machine.last_backup = Backup{{now.milliseconds - base::milliseconds_per_hour}, 90};
    machine.free_bytes = 50'000'000'000;
    return machine;
}
Stored good_store() {
    Stored stored;
    stored.stations = 24;
    stored.units = 200;
    stored.posts = 20;
    stored.accounts = {1, 3, 1, 0};
    stored.mail_was_imported = true;
    stored.warning_lists = 10;
    stored.indicators = 100;
    stored.tables_version = "3";
    stored.last_holiday = base::parse_date("2027-11-23");
    stored.newest_entry = base::Instant{now.milliseconds - 1'000};
    stored.journal_head = 100;
    return stored;
}

State state_of(std::vector<Finding> const& all, std::string_view code) {
    auto const found = std::ranges::find(all, code, &Finding::code);
    REQUIRE(found != all.end());
    return found->state;
}

struct Gap {
    char const* code;
    State state;
    std::function<void(Machine&, Stored&)> plant;
};

}  // namespace

TEST_CASE("an installation that has everything has nothing left to do") {
    for (auto const& finding : findings(good_machine(), good_store(), now)) {
        CAPTURE(finding.code);
        CHECK(finding.state == State::done);
    }
}

TEST_CASE("each gap is found, alone, and says where it is mended") {
    Gap const gaps[] = {
        {"organization", State::todo, [](Machine&, Stored& s) { s.stations = 0; }},
        {"organization", State::warning, [](Machine&, Stored& s) { s.unconfirmed_units = 1; }},
        {"posts", State::todo, [](Machine&, Stored& s) { s.posts = 0; }},
        {"administrator", State::todo, [](Machine&, Stored& s) { s.accounts.administrators = 0; }},
        {"officer", State::todo, [](Machine&, Stored& s) { s.accounts.officers = 0; }},
        {"coordinator", State::todo, [](Machine&, Stored& s) { s.accounts.coordinators = 0; }},
        {"never_signed_in", State::warning, [](Machine&, Stored& s) { s.accounts.never_signed_in = 2; }},
        {"fonts", State::todo, [](Machine& m, Stored&) { m.fonts.at(0).file = "/other.ttf"; }},
        {"fonts", State::todo, [](Machine& m, Stored&) { m.fonts.at(0).file.clear(); }},
        {"backup", State::todo, [](Machine& m, Stored&) { m.last_backup.reset(); }},
        {"backup", State::warning,
         [](Machine& m, Stored&) { m.last_backup->at.milliseconds -= 3 * base::milliseconds_per_day; }},
        {"journal_key", State::todo, [](Machine& m, Stored&) { m.journal_key = false; }},
        {"anchor", State::todo, [](Machine& m, Stored&) { m.anchor.clear(); }},
        {"anchor", State::warning, [](Machine& m, Stored&) { m.anchor_is_there = false; }},
        {"banks", State::todo, [](Machine& m, Stored&) { m.banks = 0; }},
        {"warning_lists", State::warning, [](Machine&, Stored& s) { s.warning_lists = 0; }},
        {"indicators", State::warning, [](Machine&, Stored& s) { s.indicators = 0; }},
        {"tables", State::warning,
         [](Machine&, Stored& s) { s.last_holiday = base::parse_date("2026-12-01"); }},
        {"mail", State::warning, [](Machine&, Stored& s) { s.mail_was_imported = false; }},
        {"clock", State::todo,
         [](Machine&, Stored& s) { s.newest_entry->milliseconds = now.milliseconds + 60'000; }},
        {"disk", State::todo, [](Machine& m, Stored&) { m.free_bytes = 1'000'000; }},
        {"disk", State::warning, [](Machine& m, Stored&) { m.free_bytes = 5'000'000'000; }},
    };
    for (auto const& gap : gaps) {
        CAPTURE(gap.code);
        auto machine = good_machine();
        auto stored = good_store();
        gap.plant(machine, stored);
        auto const all = findings(machine, stored, now);
        CHECK(state_of(all, gap.code) == gap.state);
        CHECK(std::ranges::count_if(all, [](auto const& one) { return one.state != State::done; }) == 1);
        CHECK(all.front().code == gap.code);  // what is left to do comes first
        CHECK((!all.front().path.empty() || !all.front().command.empty()));
    }
}

}  // namespace modules::setup
