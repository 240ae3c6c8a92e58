#include "formats/archive/archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using formats::archive::list;
using formats::archive::read_entries;

std::string sample(std::string const& name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/tests/fuzz/seeds/archive/" + name,
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("names in CP932 are read, also where half a character looks like a separator") {
    auto const listing = list(sample("cp932.zip"));
    REQUIRE(listing);
    CHECK(listing->format == "ZIP");
    REQUIRE(listing->entries.size() == 2);
    CHECK(listing->entries[0].name == "請求書/表紙.txt");
    CHECK(listing->entries[0].guessed_name);
    CHECK(listing->entries[0].size == 3);
    CHECK(listing->entries[1].name == "ソフト一覧.csv");
    CHECK(listing->complete);
    CHECK_FALSE(listing->bomb);
}

TEST_CASE("names with variant characters and emoji are kept, deceptive ones are flagged") {
    auto const listing = list(sample("utf8.zip"));
    REQUIRE(listing);
    REQUIRE(listing->entries.size() == 6);
    CHECK(listing->entries[0].name == "写真/髙﨑さん🐟.jpg");
    CHECK_FALSE(listing->entries[0].deceptive_name);
    CHECK(listing->entries[1].name == "葛\U000E0100城.txt");
    CHECK_FALSE(listing->entries[1].deceptive_name);
    CHECK(listing->entries[2].archive);
    CHECK(listing->entries[3].deceptive_name);
    CHECK(listing->entries[3].executable);
    CHECK(listing->entries[4].outside_name);
    CHECK(listing->entries[5].outside_name);
    CHECK(listing->entries[5].executable);
    CHECK(listing->warnings.size() >= 5);
}

TEST_CASE("an encrypted entry is listed as such and its data is refused") {
    auto const bytes = sample("locked.zip");
    auto const listing = list(bytes);
    REQUIRE(listing);
    CHECK(listing->encrypted);
    CHECK(listing->entries.at(0).encrypted);
    std::string const names[] = {"secret.xlsx"};
    auto const read = read_entries(bytes, names);
    REQUIRE(read);
    CHECK(read->entries.empty());
    CHECK(read->violations.at(0).reason.en == "it is encrypted");
}

TEST_CASE("a zip bomb is named as one, by what its list says and without unpacking it") {
    auto const listing = list(sample("bomb.zip"));
    REQUIRE(listing);
    CHECK(listing->bomb);
    CHECK(listing->unpacked > 80'000'000'000U);
    CHECK(listing->warnings.at(0).reason.en.find("bomb") != std::string::npos);
}

TEST_CASE("an entry above the limit is refused, the others are read") {
    std::string const names[] = {"zeros.bin", "small.txt", "absent.txt"};
    auto const read =
        read_entries(sample("large.zip"), names, {.most_bytes = 1'000'000, .most_total = 2'000'000});
    REQUIRE(read);
    CHECK(read->entries.size() == 1);
    CHECK(read->entries.at("small.txt") == "small");
    REQUIRE(read->violations.size() == 1);
    CHECK(read->violations[0].field == "zeros.bin");
}

TEST_CASE("tar, tar.gz and LZH are listed") {
    for (auto const* const name : {"plain.tar", "plain.tar.gz"}) {
        CAPTURE(name);
        auto const listing = list(sample(name));
        REQUIRE(listing);
        REQUIRE(listing->entries.size() == 2);
        CHECK(listing->entries[0].name == "memo.txt");
        CHECK(listing->entries[0].size == 4);
        CHECK(listing->entries[1].executable);
        CHECK(listing->format.find("tar") != std::string::npos);
    }
    auto const lzh = list(sample("stored.lzh"));
    REQUIRE(lzh);
    REQUIRE(lzh->entries.size() == 1);
    CHECK(lzh->entries[0].name == "見積書.txt");
    CHECK(lzh->format.starts_with("lha"));
}

TEST_CASE("a tar.gz that unpacks beyond the limit ends there") {
    auto const listing = list(sample("plain.tar.gz"), {.most_unpacked = 1});
    REQUIRE(listing);
    CHECK_FALSE(listing->complete);
    CHECK(listing->entries.size() == 1);
}

TEST_CASE("a cut archive is listed as far as it goes, what is none is refused") {
    auto const cut = list(sample("cut.zip"));
    if (cut) {
        CHECK_FALSE(cut->complete);
    }
    auto const none = list("this is a text, not an archive");
    CHECK_FALSE(none);
    CHECK_FALSE(list(""));
    CHECK(formats::archive::looks_like_archive(sample("plain.tar")));
    CHECK(formats::archive::looks_like_archive(sample("stored.lzh")));
    CHECK_FALSE(formats::archive::looks_like_archive("this is a text"));
}

TEST_CASE("only so many entries are listed") {
    auto const listing = list(sample("utf8.zip"), {.most_entries = 2});
    REQUIRE(listing);
    CHECK(listing->entries.size() == 2);
    CHECK_FALSE(listing->complete);
}
