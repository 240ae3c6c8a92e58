#include "platform/tables/coming_into_force.h"

#include "base/problem.h"
#include "platform/store/temporary_store.h"
#include "platform/tables/proposals.h"
#include "platform/tables/versions.h"

#include <doctest/doctest.h>

#include <string>

namespace tables = platform::tables;
namespace store = platform::store;
using tables::Files;

namespace {

// Small tables of the real kind, whose parts can be told apart.
std::string facts(std::string const& paid, std::string const& met) {
    return "kind: facts\nversion: \"1\"\nsource: test\nfacts:\n  paid:\n    ja: 払った\n    patterns:\n      "
           "- " +
           paid +
           "\n  between:\n    ja: 間\n    patterns:\n      - 間の言葉\n  met:\n    ja: 会った\n    "
           "patterns:\n      - " +
           met + "\n";
}
std::string urgency(int weight) {
    return "kind: table\ntable: urgency\nversion: \"1\"\nsource: test\nchoice: one\ndefault: "
           "normal\ncodes:\n  "
           "normal: {ja: 通常}\n  soon: {ja: 急ぐ}\nrows:\n  money: {code: soon, weight: " +
           std::to_string(weight) + ", all: [paid], ja: 払った}\n";
}
std::string holidays(std::string const& more = {}) {
    return "holidays:\n  - {date: 2026-01-01}\n" + more;
}
std::string const hours = "hours:\n  - {days: [1, 2, 3, 4, 5], from: \"08:30\", to: \"17:15\"}\n";

Files shipped(std::string const& facts_text, int weight, std::string const& more_holidays = {}) {
    return {{"calendar/holidays.yaml", holidays(more_holidays)},
            {"calendar/office-hours.yaml", hours},
            {"facts.yaml", facts_text},
            {"urgency.yaml", urgency(weight)}};
}

struct House {
    store::TemporaryStore folder;
    base::Instant now{1'800'000'000'000};

    std::shared_ptr<tables::Active const> start(Files const& files) {
        now.milliseconds += 1000;
        return tables::take_shipped(folder.store(), files, now);
    }
    Files in_force() {
        Files found;
        folder.store().read(
            [&](store::Reader& reader) { found = tables::newest_version(reader).value().files; });
        return found;
    }
    std::int64_t newest() {
        std::optional<std::int64_t> found;
        folder.store().read([&](store::Reader& reader) { found = tables::newest_number(reader); });
        return found.value_or(0);
    }
    std::vector<tables::Proposal> open() {
        std::vector<tables::Proposal> found;
        folder.store().read(
            [&](store::Reader& reader) { found = tables::proposals(reader, tables::Which::open); });
        return found;
    }
    std::vector<tables::FileChange> files(tables::Proposal const& proposal) {
        std::vector<tables::FileChange> found;
        folder.store().read([&](store::Reader& reader) { found = tables::files_of(reader, proposal.id); });
        return found;
    }
    void edit(std::string const& file, std::string const& text) {
        folder.store().write([&](store::Transaction& transaction) {
            auto const files = tables::with_changes(tables::newest_version(transaction).value().files,
                                                    {{file, std::nullopt, text, std::nullopt}});
            tables::add_version(transaction, {files, tables::from_proposal, {}}, {}, now);
        });
    }
    void approve(tables::Proposal proposal, std::optional<base::Instant> from = std::nullopt) {
        folder.store().write([&](store::Transaction& transaction) {
            proposal.state = tables::proposal_state::approved;
            proposal.in_force_from = from.value_or(now);
            tables::update(transaction, proposal, std::nullopt, {}, "approve_tables");
        });
    }
};

auto const first = shipped(facts("払いました", "会いました"), 5);

}  // namespace

TEST_CASE("shipped tables come into force at once where nothing was changed here") {
    House house;
    auto const before = house.start(first);
    CHECK(house.start(first)->version == before->version);
    auto const next = shipped(facts("払いました", "会いました"), 7);
    auto const after = house.start(next);
    CHECK(after->version != before->version);
    CHECK(house.in_force() == next);
    CHECK(house.open().empty());
    CHECK(after->calendar->holidays.size() == 1);
}

TEST_CASE("a start never takes back what was changed here, nor does an older program") {
    House house;
    static_cast<void>(house.start(first));
    house.edit("urgency.yaml", urgency(9));
    auto const edited = house.in_force();
    static_cast<void>(house.start(first));
    CHECK(house.in_force() == edited);
    CHECK(house.open().empty());
    static_cast<void>(house.start(shipped(facts("払いました", "会いました"), 7)));
    static_cast<void>(house.start(first));  // a node that was not upgraded yet
    CHECK(house.in_force() == edited);
    CHECK(house.open().size() == 1);
}

TEST_CASE(
    "a new program's tables become a proposal: other files and other lines are merged, the same lines "
    "shown") {
    House house;
    static_cast<void>(house.start(first));
    house.edit("facts.yaml", facts("送金しました", "会いました"));
    house.edit("urgency.yaml", urgency(9));
    static_cast<void>(
        house.start(shipped(facts("払いました", "出会いました"), 7, "  - {date: 2026-01-12}\n")));
    auto const open = house.open();
    REQUIRE(open.size() == 1);
    CHECK(open[0].kind == "shipped");
    CHECK(open[0].state == tables::proposal_state::proposed);
    CHECK(open[0].made_by.is_nil());
    auto const files = house.files(open[0]);
    REQUIRE(files.size() == 3);
    CHECK(files[0].text == holidays("  - {date: 2026-01-12}\n"));
    CHECK(files[1].text == facts("送金しました", "出会いました"));  // both changes
    CHECK_FALSE(files[1].shipped);
    CHECK(files[2].text == urgency(9));  // ours stands, theirs beside it
    CHECK(files[2].shipped == urgency(7));
}

TEST_CASE("a file that a new program takes away, and we changed, is told from one that it emptied") {
    House house;
    auto const changes =
        tables::three_way({{"a.yaml", "一\n"}, {"b.yaml", "二\n"}},
                          {{"a.yaml", "一、改\n"}, {"b.yaml", "二、改\n"}}, {{"b.yaml", ""}});
    tables::Proposal proposal;
    proposal.kind = "shipped";
    proposal.state = tables::proposal_state::proposed;
    house.folder.store().write([&](store::Transaction& transaction) {
        proposal = tables::insert(transaction, proposal, changes, {}, "propose_tables");
    });
    auto const files = house.files(proposal);
    CHECK(files == changes);
    REQUIRE(files.size() == 2);
    CHECK(files[0].is_conflict);
    CHECK_FALSE(files[0].shipped);
    CHECK(files[0].text == "一、改\n");
    CHECK(files[1].is_conflict);
    CHECK(files[1].shipped == "");
}

TEST_CASE("shipped tables that nobody decided on are not lost when newer ones come") {
    House house;
    static_cast<void>(house.start(first));
    house.edit("urgency.yaml", urgency(9));
    static_cast<void>(house.start(shipped(facts("払いました", "出会いました"), 5)));
    static_cast<void>(
        house.start(shipped(facts("払いました", "出会いました"), 5, "  - {date: 2026-01-12}\n")));
    auto const open = house.open();
    REQUIRE(open.size() == 1);
    auto const files = house.files(open[0]);
    REQUIRE(files.size() == 2);
    CHECK(files[0].file == "calendar/holidays.yaml");
    CHECK(files[1].text == facts("払いました", "出会いました"));
    house.folder.store().read([&](store::Reader& reader) {
        auto const closed = tables::proposals(reader, tables::Which::closed);
        REQUIRE(closed.size() == 1);
        CHECK(closed[0].fault == "superseded");  // whoever was changing it is told
    });
}

TEST_CASE("a store from before shipped tables had a line of their own counts as unchanged") {
    House house;
    house.folder.store().write([&](store::Transaction& transaction) {
        tables::add_version(transaction, {first, tables::from_program, {}}, {}, house.now);
    });
    auto const next = shipped(facts("払いました", "会いました"), 7);
    static_cast<void>(house.start(next));
    CHECK(house.in_force() == next);
}

TEST_CASE("an approved change comes into force at its time, on every server that looks") {
    House house;
    tables::Rules rules;
    tables::Rules other_rules;
    int told = 0;
    other_rules.when_used([&](tables::Active const&) { ++told; });
    rules.use(house.start(first));
    other_rules.use(rules.current());
    tables::Keeper keeper(house.folder.store(), rules);
    tables::Keeper other(house.folder.store(), other_rules);
    tables::Proposal proposal;
    proposal.kind = "edit";
    proposal.state = tables::proposal_state::proposed;
    house.folder.store().write([&](store::Transaction& transaction) {
        proposal =
            tables::insert(transaction, proposal, {{"urgency.yaml", urgency(5), urgency(8), std::nullopt}},
                           {}, "draft_tables");
    });
    base::Instant const later{house.now.milliseconds + 60'000};
    house.approve(proposal, later);
    auto const before = rules.current()->version;
    keeper.refresh(house.now);
    CHECK(rules.current()->version == before);
    keeper.refresh(later);
    CHECK(rules.current()->table("urgency")->rows[0].weight == 8);
    CHECK(told == 1);
    other.refresh(later);
    CHECK(other_rules.current()->version == rules.current()->version);
    CHECK(told == 2);
    other.refresh(later);
    CHECK(told == 2);
}

TEST_CASE("an approved change whose table changed meanwhile is given back, not forced") {
    House house;
    tables::Rules rules;
    rules.use(house.start(first));
    tables::Keeper keeper(house.folder.store(), rules);
    tables::Proposal proposal;
    proposal.kind = "edit";
    proposal.state = tables::proposal_state::proposed;
    house.folder.store().write([&](store::Transaction& transaction) {
        proposal =
            tables::insert(transaction, proposal, {{"urgency.yaml", urgency(5), urgency(8), std::nullopt}},
                           {}, "draft_tables");
    });
    house.approve(proposal);
    house.edit("urgency.yaml", urgency(6));
    keeper.refresh(house.now);
    CHECK(rules.current()->table("urgency")->rows[0].weight == 6);
    auto const open = house.open();
    REQUIRE(open.size() == 1);
    CHECK(open[0].state == tables::proposal_state::proposed);
    CHECK(open[0].fault == "outdated");
}

namespace {

// A proposal that this program cannot read, approved upon version `base`.
tables::Proposal approve_unreadable(House& house, std::int64_t base) {
    tables::Proposal proposal;
    proposal.kind = "edit";
    proposal.state = tables::proposal_state::proposed;
    proposal.base_version = base;
    proposal.decision = "了";
    house.folder.store().write([&](store::Transaction& transaction) {
        proposal =
            tables::insert(transaction, proposal,
                           {{"urgency.yaml", urgency(5), "kind: newer\n", std::nullopt}}, {}, "draft_tables");
    });
    house.approve(proposal);
    return proposal;
}

}  // namespace

TEST_CASE("an older node does not give back what a newer one found sound") {
    House house;
    tables::Rules rules;
    rules.use(house.start(first));
    tables::Keeper keeper(house.folder.store(), rules);
    auto const running = house.newest();
    SUBCASE("upon the tables that it runs itself") {
        approve_unreadable(house, running);
        keeper.refresh(house.now);
        REQUIRE(house.open().size() == 1);
        CHECK(house.open()[0].state == tables::proposal_state::approved);
    }
    SUBCASE("upon tables that it cannot run") {
        house.edit("facts.yaml", "kind: newer\n");
        approve_unreadable(house, running);
        keeper.refresh(house.now);
        keeper.refresh(house.now);
        REQUIRE(house.open().size() == 1);
        CHECK(house.open()[0].state == tables::proposal_state::approved);
    }
}

TEST_CASE("which version changed a file is known after any number of versions, and of older stores") {
    House house;
    static_cast<void>(house.start(first));
    for (int weight = -60; weight < 60; ++weight) {
        house.edit("urgency.yaml", urgency(weight));
    }
    auto const look = [&] {
        house.folder.store().read([&](store::Reader& reader) {
            auto const since = tables::since(reader);
            CHECK(since.size() == first.size());
            auto const oldest = since.at("facts.yaml").number;
            CHECK(since.at("calendar/holidays.yaml").number == oldest);
            CHECK(since.at("urgency.yaml").number == tables::newest_number(reader));
            CHECK(tables::versions_of(reader, "facts.yaml", 100).size() == 1);
            auto const changing = tables::versions_of(reader, "urgency.yaml", 500);
            REQUIRE(changing.size() == 121);
            CHECK(changing.back().number == oldest);
            CHECK(tables::version_before(reader, changing[0].number)->version.number == changing[1].number);
            CHECK_FALSE(tables::version_before(reader, oldest));
        });
    };
    look();
    house.folder.store().write(
        [](store::Transaction& transaction) { transaction.execute("DELETE FROM rule_version_change", {}); });
    static_cast<void>(house.start(first));
    look();
}

TEST_CASE("what no longer agrees with other tables is given back without its decision") {
    House house;
    tables::Rules rules;
    rules.use(house.start(first));
    tables::Keeper keeper(house.folder.store(), rules);
    auto const approved_upon = house.newest();
    house.edit("facts.yaml", facts("払いました", "出会いました"));
    keeper.refresh(house.now);
    approve_unreadable(house, approved_upon);
    keeper.refresh(house.now);
    auto const open = house.open();
    REQUIRE(open.size() == 1);
    CHECK(open[0].state == tables::proposal_state::proposed);
    CHECK(open[0].fault == "invalid");
    CHECK(open[0].decision.empty());
    CHECK_FALSE(open[0].in_force_from);
}

TEST_CASE("a slow moment refuses a draft once, and never what is in force") {
    using std::chrono::milliseconds;
    milliseconds taken{60'000};
    tables::Active const* slow = nullptr;
    tables::Workshop workshop([&](tables::Active const& asked, std::string const&) {
        return &asked == slow || slow == nullptr ? taken : milliseconds{1};
    });
    auto const current = tables::compile(first, "1");
    auto const changed = shipped(facts("払いました", "会いました"), 9);
    auto const in_force = workshop.compiled(changed, nullptr);
    REQUIRE(in_force);
    slow = in_force->get();
    auto const refused = workshop.compiled(changed, current);
    REQUIRE_FALSE(refused);
    CHECK(refused.violations().front().field == "files");
    CHECK(workshop.compiled(changed, nullptr));
    taken = milliseconds{20};
    CHECK(workshop.compiled(changed, current));
}

TEST_CASE("a version that this program cannot read leaves the tables as they are") {
    House house;
    tables::Rules rules;
    rules.use(house.start(first));
    tables::Keeper keeper(house.folder.store(), rules);
    auto const before = rules.current()->version;
    house.edit("urgency.yaml", "kind: nothing\n");
    keeper.refresh(house.now);
    keeper.refresh(house.now);
    CHECK(rules.current()->version == before);
}

TEST_CASE("tables that loop, nest or grow without end are refused by name and in no time") {
    auto const refusal = [](std::string const& text, std::string const& file = "facts.yaml") {
        Files files = first;
        auto const made =
            tables::read(tables::with_changes(files, {{file, std::nullopt, text, std::nullopt}}));
        REQUIRE_FALSE(made);
        CHECK_FALSE(made.violations().empty());
        CHECK(made.violations().size() <= 200);
        for (auto const& violation : made.violations()) {
            CHECK_FALSE(violation.reason.ja.empty());
            CHECK_FALSE(violation.reason.en.empty());
        }
        return made.violations().front();
    };
    std::string const head = "kind: facts\nversion: \"1\"\nsource: test\nfacts:\n";
    SUBCASE("an alias that holds itself") {
        auto const found = refusal("a: &a [*a, *a]\n");
        CHECK(found.field == "facts.yaml line 1");
    }
    SUBCASE("facts that include each other") {
        auto const found =
            refusal(head + "  paid: {ja: 払った, includes: [met]}\n  met: {ja: 会った, includes: [paid]}\n");
        CHECK(found.field.starts_with("facts.yaml line "));
        CHECK(found.reason.en.find("includes itself") != std::string::npos);
    }
    SUBCASE("a chain of ten thousand facts") {
        std::string text = head;
        for (int i = 0; i < 10'000; ++i) {
            auto const next = i == 9'999 ? std::string("paid") : "f" + std::to_string(i + 1);
            text += "  f" + std::to_string(i) + ": {ja: x, includes: [" + next + "]}\n";
        }
        text += "  paid: {ja: 払った, patterns: [払いました]}\n";
        CHECK(refusal(text).field.starts_with("facts.yaml line "));
    }
    SUBCASE("tables that wait for each other") {
        auto const found = refusal(
            "kind: table\ntable: urgency\nversion: \"1\"\nsource: test\nchoice: one\ndefault: "
            "normal\ncodes:\n  "
            "normal: {ja: 通常}\n  soon: {ja: 急ぐ}\nrows:\n  money: {code: soon, weight: 5, all: [\"urgency "
            "normal\"], ja: 払った}\n",
            "urgency.yaml");
        CHECK(found.reason.en.find("depends on itself") != std::string::npos);
    }
    SUBCASE("a thousand levels") {
        std::string text(1000, '[');
        CHECK(refusal(text + std::string(1000, ']')).reason.en == "nested too deeply");
    }
    SUBCASE("two megabytes") {
        CHECK(refusal(std::string(2U << 20U, '#')).reason.en.find("too large") != std::string::npos);
    }
    SUBCASE("verbs that become millions of words") {
        std::string text = head + "  paid:\n    ja: 払った\n    patterns:\n";
        for (int i = 0; i < 20'000; ++i) {
            text += "      - " + std::to_string(i) + "払う~|" + std::to_string(i) + "送る~\n";
        }
        CHECK(refusal(text).field.starts_with("facts.yaml line "));
    }
    SUBCASE("nine megabytes in many files") {
        Files files = first;
        for (int i = 0; i < 9; ++i) {
            files.emplace_back("more" + std::to_string(i) + ".yaml", std::string(1U << 20U, '#'));
        }
        auto const made = tables::read(files);
        REQUIRE_FALSE(made);
        CHECK(made.violations().front().reason.en.find("too many bytes") != std::string::npos);
    }
    SUBCASE("a calendar without a working day") {
        CHECK(
            refusal("hours:\n  - {days: [], from: \"08:30\", to: \"17:15\"}\n", "calendar/office-hours.yaml")
                .field.starts_with("calendar/office-hours.yaml line "));
    }
}
