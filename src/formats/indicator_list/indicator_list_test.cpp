#include "formats/indicator_list/indicator_list.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using formats::indicator_list::Indicator;
using formats::indicator_list::NumberedIndicator;
using formats::indicator_list::Reader;

namespace {

namespace fs = std::filesystem;

std::vector<NumberedIndicator> read(std::string_view input, std::size_t chunk = 4096) {
    Reader reader;
    std::vector<NumberedIndicator> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& each : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(each));
        }
    }
    for (auto& each : reader.finish()) {
        all.push_back(std::move(each));
    }
    return all;
}

Indicator one(std::string_view line) {
    auto const found = read(line);
    REQUIRE_MESSAGE(found.size() == 1, line);
    REQUIRE_MESSAGE(found[0].indicator, line);
    return *found[0].indicator;
}

std::string refusal(std::string_view line) {
    auto const found = read(line);
    REQUIRE(found.size() == 1);
    REQUIRE_FALSE(found[0].indicator);
    CHECK(found[0].indicator.violations().front().field == "line 1");
    CHECK_FALSE(found[0].indicator.violations().front().reason.ja.empty());
    return found[0].indicator.violations().front().reason.en;
}

}  // namespace

TEST_CASE("one value a line, comments and blank lines between, numbers of lines kept") {
    auto const found = read("# Aliases\n\nevil.example\r\n// x\n; y\n! z\n  192.0.2.7:443  \n", 3);
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 3);
    CHECK(*found[0].indicator == Indicator{"evil.example", ""});
    CHECK(found[1].line == 7);
    CHECK(found[1].indicator->value == "192.0.2.7:443");
}

TEST_CASE("what follows a value is its comment, however it is set off") {
    CHECK(one("evil.example,phishing kit") == Indicator{"evil.example", "phishing kit"});
    CHECK(one("evil.example phishing") == Indicator{"evil.example", "phishing"});
    CHECK(one("xn--666.example    # was: 六合.example") == Indicator{"xn--666.example", "was: 六合.example"});
    CHECK(one("evil.example // seen") == Indicator{"evil.example", "seen"});
    CHECK(one("evil.example;\"C2\"") == Indicator{"evil.example", "C2"});
    CHECK(one("evil.example\u3000偽サイト") == Indicator{"evil.example", "偽サイト"});
    CHECK(one("\"a,b.example\",\"x\"") == Indicator{"a,b.example", "x"});
}

TEST_CASE("commas, numbers signs and slashes inside a URL are the URL's") {
    CHECK(one("https://evil.example/a,b;c#d //note") == Indicator{"https://evil.example/a,b;c#d", "note"});
    CHECK(one("hxxps[:]//evil[.]example/a,b") == Indicator{"hxxps[:]//evil[.]example/a,b", ""});
    CHECK(one("https://evil.example/, note") == Indicator{"https://evil.example/", "note"});
}

TEST_CASE("defanged values are handed on as written") {
    CHECK(one("evil[.]example").value == "evil[.]example");
    CHECK(one("a[at]evil(dot)example").value == "a[at]evil(dot)example");
    CHECK(one("[2001:db8::1]:443").value == "[2001:db8::1]:443");
}

TEST_CASE("a line of a hosts file gives its hosts, without the machine's own names") {
    auto const found =
        read("127.0.0.1 localhost\n0.0.0.0 evil.example bad.example # ads\n127.0.0.1\n0.0.0.0,first\n");
    REQUIRE(found.size() == 4);
    CHECK(*found[0].indicator == Indicator{"evil.example", "ads"});
    CHECK(*found[1].indicator == Indicator{"bad.example", "ads"});
    CHECK(found[1].line == 2);
    CHECK(found[2].indicator->value == "127.0.0.1");
    CHECK(*found[3].indicator == Indicator{"0.0.0.0", "first"});
}

TEST_CASE("block-list marks are taken off") {
    CHECK(one("||evil.example^").value == "evil.example");
    CHECK(one("||evil.example^$third-party").value == "evil.example");
    CHECK(one("*.evil.example").value == "evil.example");
}

TEST_CASE("patterns, paths without a host, and endless values are refused by line with a reason") {
    CHECK(refusal("^[a-z]{1}\\-[a-z]{1,3}\\.top$") == "a pattern, not a value");
    CHECK(refusal("security[a-z]\\.top") == "a pattern, not a value");
    CHECK(refusal("evil*.example") == "a pattern, not a value");
    CHECK(refusal("/gate.php?id=") == "a path without a host");
    CHECK(refusal(std::string(5000, 'a')) == "the value is too long (5000 bytes; the limit is 4096)");
    CHECK(refusal("\"\",x") == "there is no value");
    CHECK(refusal(std::string(70'000, 'a')) == "the line is too long (70000 bytes; the limit is 65536)");
}

TEST_CASE("real lists of Maltrail and TweetFeed are read line by line") {
    auto const* const named = std::getenv("RENKEI_REAL_DATA");
    auto const root =
        named != nullptr ? fs::path(named) : fs::path(RENKEI_SOURCE_DIR).parent_path() / "shared" / "data";
    if (!fs::is_directory(root / "maltrail")) {
        MESSAGE("skipped: no real data in " << root.string());
        return;
    }
    for (auto const* const folder : {"maltrail", "tweetfeed/blocklists"}) {
        std::size_t taken = 0;
        std::size_t refused = 0;
        for (auto const& entry : fs::directory_iterator(root / folder)) {
            if (entry.path().extension() != ".txt") {
                continue;
            }
            std::ifstream file(entry.path(), std::ios::binary);
            std::string const bytes{std::istreambuf_iterator<char>(file), {}};
            for (auto const& each : read(bytes, 65536)) {
                (each.indicator ? taken : refused) += 1;
            }
        }
        MESSAGE(std::string(folder) << ": " << taken << " taken, " << refused << " refused");
        CHECK(taken > 10'000);
        CHECK(refused < taken / 10);
    }
}
