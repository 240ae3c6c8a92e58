// The feeds and lists that the issue names, by path: everything in them is taken, flagged or refused with a
// reason.

#include "formats/misp/misp.h"
#include "modules/intelligence/house_test.h"
#include "modules/intelligence/import_files.h"
#include "modules/intelligence/imports.h"
#include "modules/intelligence/warning_lists.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>

namespace modules::intelligence {

namespace {

namespace fs = std::filesystem;

fs::path real_data(std::string_view name) {
    auto const* const named = std::getenv("RENKEI_REAL_DATA");
    auto const root =
        named != nullptr ? fs::path(named) : fs::path(RENKEI_SOURCE_DIR).parent_path() / "shared" / "data";
    return root / name;
}

bool absent(fs::path const& folder) {
    if (fs::is_directory(folder)) {
        return false;
    }
    MESSAGE("skipped: no real data in " << folder.string());
    return true;
}

struct Counted {
    std::size_t events = 0;
    std::size_t items = 0;
    std::size_t refused = 0;
};

// What the format reads of every event file below the folder.
Counted counted(fs::path const& folder) {
    Counted total;
    for (auto const& file : files_of(folder, {".json"})) {
        if (file.path.filename() == "manifest.json") {
            continue;
        }
        formats::misp::Reader reader;
        CHECK(read_pieces(file.path, [&](std::string_view piece) { reader.feed(piece); }));
        reader.finish();
        total.events += reader.report().events;
        total.items += reader.report().items;
        total.refused += reader.report().refused_items;
    }
    return total;
}

void tell(std::string_view name, ImportReport const& report, std::clock_t start) {
    MESSAGE(name << ": " << report.events << " events, " << report.items << " items, " << report.items_taken
                 << " taken, " << report.items_without_type << " without type, " << report.items_refused
                 << " refused, " << report.hosts_derived << " hosts, " << report.items_listed << " listed, "
                 << static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC << " s of processor time");
    for (auto const& [list, values] : report.listed_by) {
        MESSAGE("listed by " << list << ": " << values);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(report.refusals.told.size(), 40); ++i) {
        auto const& refusal = report.refusals.told[i];
        MESSAGE(refusal.file << " " << refusal.place << ": " << refusal.reason.en);
    }
}

void use_lists(TestHouse& house) {
    auto const folder = real_data("misp-warninglists");
    auto const report = import_warninglists(house.platform, folder);
    CHECK(report.refused == 0);
    CHECK(report.added == report.files);
    house.folder.store().read([&](platform::store::Reader& reader) {
        auto const lists = load_warning_lists(reader, fs::path(RENKEI_SOURCE_DIR) / "data" / "lists");
        MESSAGE(report.files << " warning lists, " << report.entries << " entries, " << lists.lists
                             << " asked, " << lists.set_aside << " set aside, " << report.refusals.count()
                             << " entries refused");
        CHECK(lists.lists + lists.set_aside >= report.files);
        CHECK(lists.refusals.empty());
        house.recogniser.use_lists(lists.matcher);
    });
}

void import_whole(TestHouse& house, std::string_view name, fs::path const& folder) {
    auto const expected = counted(folder);
    auto const start = std::clock();
    auto const report = import_misp(house.platform, folder);
    tell(name, report, start);
    CHECK(report.events == expected.events);
    CHECK(report.events_added == expected.events);
    CHECK(report.items == expected.items);
    CHECK(report.items == report.items_taken + report.items_without_type + report.items_refused);
    CHECK(report.files_refused == 0);
    CHECK(report.items_refused * 50 < report.items);
    CHECK(house.number("SELECT count(*) FROM feed_item WHERE derived = 0") ==
          static_cast<std::int64_t>(report.items_taken));
    auto const again = import_misp(house.platform, folder);
    CHECK(again.events_unchanged == expected.events);
    CHECK(again.items_unchanged == expected.items);
}

}  // namespace

TEST_CASE("the TweetFeed July feed is imported whole, and again without a change") {
    auto const folder = real_data("tweetfeed") / "misp";
    if (absent(folder) || absent(real_data("misp-warninglists"))) {
        return;
    }
    TestHouse house;
    use_lists(house);
    import_whole(house, "TweetFeed", folder);
    CHECK(house.number("SELECT count(*) FROM feed_item i JOIN observable o ON o.seq = i.observable "
                       "WHERE i.derived = 1 AND o.value IN ('docs.google.com', 'github.com')") == 0);
    CHECK(house.recogniser.is_listed({"domain", "docs.google.com"}));
    CHECK(house.recogniser.is_listed({"domain", "github.com"}));
}

TEST_CASE("all ESET events are imported whole, and again without a change") {
    auto const folder = real_data("eset-malware-ioc");
    if (absent(folder)) {
        return;
    }
    TestHouse house;
    import_whole(house, "ESET", folder);
}

TEST_CASE("Maltrail's lists are imported line by line") {
    auto const folder = real_data("maltrail");
    if (absent(folder)) {
        return;
    }
    TestHouse house;
    auto const start = std::clock();
    auto const report = import_indicators(house.platform, folder / "apt_turla.txt", {.source = "Maltrail"});
    tell("Maltrail", report, start);
    CHECK(report.items > 400);
    CHECK(report.items_refused * 50 < report.items);
}

}  // namespace modules::intelligence
