// The feeds named by the issue, by path: every event and attribute of them must be read. Counts come from the
// files.

#include "formats/misp/feed.h"
#include "formats/misp/misp.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

fs::path real_data() {
    auto const* const named = std::getenv("RENKEI_REAL_DATA");
    return named != nullptr ? fs::path(named) : fs::path(RENKEI_SOURCE_DIR).parent_path() / "shared" / "data";
}

bool absent(fs::path const& folder) {
    if (fs::is_directory(folder)) {
        return false;
    }
    MESSAGE("skipped: no real data in " << folder.string());
    return true;
}

std::string bytes_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> json_files(fs::path const& folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    return files;
}

struct Totals {
    std::size_t events = 0;
    std::size_t attributes = 0;
    std::size_t items = 0;
    std::size_t refused = 0;
    std::size_t typed = 0;
};

// Attributes of each event, by its uuid.
using Counts = std::map<std::string, std::size_t>;

Counts add(Totals& totals, fs::path const& path) {
    formats::misp::Reader reader;
    reader.feed(bytes_of(path));
    reader.finish();
    auto const& report = reader.report();
    CHECK_MESSAGE(report.violations.empty(), path.string());
    CHECK_MESSAGE(report.unknown_types.empty(), path.string());
    totals.events += report.events;
    totals.attributes += report.attributes;
    totals.items += report.items;
    totals.refused += report.refused_items;
    Counts counts;
    for (auto const& event : reader.take()) {
        CHECK_FALSE(event.event.uuid.empty());
        counts[event.event.uuid] = event.items.size();
        for (auto const& item : event.items) {
            totals.typed += item.type.empty() ? 0U : 1U;
            if (item.refused) {
                MESSAGE(path.filename().string() << " " << item.place << ": " << item.refused->en);
            }
        }
    }
    return counts;
}

}  // namespace

TEST_CASE(
    "the TweetFeed July feed is read whole: every event of its manifest, every value of its hash list") {
    auto const folder = real_data() / "tweetfeed" / "misp";
    if (absent(folder)) {
        return;
    }
    auto const manifest = formats::misp::parse_manifest(bytes_of(folder / "manifest.json"));
    REQUIRE(manifest);
    CHECK(manifest->violations.empty());
    Totals totals;
    Counts counts;
    for (auto const& event : manifest->events) {
        counts.merge(add(totals, folder / (event.uuid + ".json")));
    }
    auto const hashes = formats::misp::parse_hashes(bytes_of(folder / "hashes.csv"));
    CHECK(hashes.violations.empty());
    MESSAGE("TweetFeed: " << totals.events << " events, " << totals.attributes << " attributes, "
                          << totals.items << " items, " << totals.refused << " refused, "
                          << hashes.hashes.size() << " hashes");
    CHECK(totals.events == manifest->events.size());
    CHECK(totals.events > 0);
    CHECK(totals.typed == totals.items);
    Counts hashed;  // the feed hashes the values of its latest events only
    for (auto const& hash : hashes.hashes) {
        ++hashed[hash.event_uuid];
    }
    CHECK_FALSE(hashed.empty());
    for (auto const& [uuid, count] : hashed) {
        CHECK(counts[uuid] == count);
    }
}

TEST_CASE("all ESET events are read whole") {
    auto const folder = real_data() / "eset-malware-ioc";
    if (absent(folder)) {
        return;
    }
    Totals totals;
    auto const files = json_files(folder);
    for (auto const& path : files) {
        add(totals, path);
    }
    MESSAGE("ESET: " << files.size() << " files, " << totals.events << " events, " << totals.attributes
                     << " attributes, " << totals.items << " items, " << totals.refused << " refused");
    CHECK(totals.events == files.size());
    CHECK(totals.items > totals.attributes);
}

TEST_CASE("PyMISP's test events are read or refused with a reason") {
    auto const folder = real_data() / "pymisp-testdata";
    if (absent(folder)) {
        return;
    }
    for (auto const& path : json_files(folder)) {
        formats::misp::Reader reader;
        reader.feed(bytes_of(path));
        reader.finish();
        auto const& report = reader.report();
        CHECK_MESSAGE((report.events > 0) != !report.violations.empty(), path.string());
    }
}
