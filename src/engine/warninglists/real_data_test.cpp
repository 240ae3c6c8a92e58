// MISP's own lists asked with real feed values: the fast matcher against the plain one, with the figures of
// this machine.

#include "engine/warninglists/matcher.h"
#include "engine/warninglists/plain_matcher.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace {

namespace fs = std::filesystem;
using engine::observables::Type;
using engine::warninglists::List;
using engine::warninglists::Matcher;

using Value = std::pair<Type, std::string>;

fs::path real_data() {
    auto const* const named = std::getenv("RENKEI_REAL_DATA");
    return named != nullptr ? fs::path(named) : fs::path(RENKEI_SOURCE_DIR).parent_path() / "shared" / "data";
}

// The strings of the JSON array or the JSON string after "member": (engine knows no JSON; these files are
// plain enough).
std::vector<std::string> strings_after(std::string const& json, std::string const& member) {
    std::vector<std::string> found;
    auto at = json.find("\"" + member + "\":");
    REQUIRE(at != std::string::npos);
    at += member.size() + 3;
    bool const array = json[json.find_first_not_of(" \n\r\t", at)] == '[';
    while (at < json.size() && json[at] != ']' && (array || found.empty())) {
        if (json[at++] != '"') {
            continue;
        }
        std::string text;
        for (; json[at] != '"'; ++at) {
            at += json[at] == '\\' ? 1U : 0U;
            text += json[at];
        }
        found.push_back(std::move(text));
        ++at;
    }
    return found;
}

std::vector<List> real_lists(fs::path const& folder) {
    std::vector<List> lists;
    for (auto const& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path() / "list.json", std::ios::binary);
        std::string const json{std::istreambuf_iterator<char>(file), {}};
        auto const type = engine::warninglists::list_type(strings_after(json, "type").at(0));
        REQUIRE(type);
        lists.push_back({strings_after(json, "name").at(0), *type, strings_after(json, "matching_attributes"),
                         strings_after(json, "list")});
    }
    return lists;
}

// "2026-07-13 02:16:00,PhishStats,domain,evil.example,#phishing,https://…"
std::vector<Value> real_values(fs::path const& folder) {
    std::vector<Value> values;
    for (auto const& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            auto const kind_at = line.find(',', line.find(',') + 1) + 1;
            auto const value_at = line.find(',', kind_at) + 1;
            auto const kind = line.substr(kind_at, value_at - kind_at - 1);
            auto const value = line.substr(value_at, line.find(',', value_at) - value_at);
            auto const type = kind == "url"      ? Type::url
                              : kind == "domain" ? Type::domain
                              : kind == "ip"     ? Type::ipv4
                              : kind == "md5"    ? Type::md5
                                                 : Type::sha256;
            values.emplace_back(type, value);
        }
    }
    return values;
}

// Of processor time: other programs of this machine do not count.
double seconds_since(std::clock_t start) {
    return static_cast<double>(std::clock() - start) / static_cast<double>(CLOCKS_PER_SEC);
}

bool skipped() {
    if (fs::is_directory(real_data() / "misp-warninglists")) {
        return false;
    }
    MESSAGE("skipped: no real data in " << real_data().string());
    return true;
}

}  // namespace

TEST_CASE("MISP's lists asked with TweetFeed's values: fast and plain agree, public platforms are listed") {
    if (skipped()) {
        return;
    }
    auto const lists = real_lists(real_data() / "misp-warninglists");
    std::size_t entries = 0;
    for (auto const& list : lists) {
        entries += list.entries.size();
    }
    auto start = std::clock();
    Matcher const matcher(lists);
    auto const load = seconds_since(start);
    CHECK(lists.size() >= 80);
    for (auto const& refusal : matcher.refusals()) {
        MESSAGE(refusal.field << ": " << refusal.reason.en);
    }
    auto const values = real_values(real_data() / "tweetfeed" / "csv");
    REQUIRE(values.size() > 5000);
    std::size_t listed = 0;
    start = std::clock();
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) {
        for (auto const& [type, value] : values) {
            listed += matcher.match(type, value).empty() ? 0U : 1U;
        }
    }
    auto const asked = seconds_since(start) / rounds;
    listed /= rounds;
    MESSAGE(lists.size() << " lists, " << entries << " entries built in " << load << " s; " << values.size()
                         << " values, " << listed << " listed, " << static_cast<double>(values.size()) / asked
                         << " values/s");
    CHECK(listed > 0);
    for (std::size_t i = 0; i < values.size(); i += values.size() / 100) {
        auto const& [type, value] = values[i];
        CHECK_MESSAGE(matcher.match(type, value) == plain_match(lists, type, value), value);
    }
    CHECK_FALSE(matcher.match(Type::domain, "docs.google.com").empty());
    CHECK_FALSE(matcher.match(Type::domain, "github.com").empty());
    CHECK_FALSE(matcher.match(Type::url, "https://docs.google.com/forms/x").empty());
    CHECK_FALSE(matcher.match(Type::ipv4, "192.168.1.1").empty());
    CHECK(matcher.match(Type::domain, "nothing-of-the-kind.example").empty());
}

TEST_CASE("half a million entries of four kinds are built and asked") {
    std::vector<List> lists = {{"hosts", engine::warninglists::ListType::hostname, {}, {}},
                               {"texts", engine::warninglists::ListType::string, {}, {}},
                               {"parts", engine::warninglists::ListType::substring, {"email-src"}, {}},
                               {"nets", engine::warninglists::ListType::cidr, {}, {}}};
    for (unsigned i = 0; i < 125'000; ++i) {
        auto const name = "host" + std::to_string(i) + ".example";
        lists[0].entries.push_back(name);
        lists[1].entries.push_back("t" + name);
        lists[2].entries.push_back(name);
        lists[3].entries.push_back(std::to_string(i >> 16U) + "." + std::to_string(i >> 8U & 255U) + "." +
                                   std::to_string(i & 255U) + ".0/24");
    }
    auto const start = std::clock();
    Matcher const matcher(lists);
    MESSAGE("500,000 entries built in " << seconds_since(start) << " s");
    CHECK(matcher.refusals().empty());
    CHECK(matcher.match(Type::domain, "a.host124999.example") == std::vector<std::uint32_t>{0});
    CHECK(matcher.match(Type::domain, "thost7.example") == std::vector<std::uint32_t>{1});
    CHECK(matcher.match(Type::email, "x@host99.example") == std::vector<std::uint32_t>{2});
    CHECK(matcher.match(Type::ipv4, "1.2.3.4") == std::vector<std::uint32_t>{3});
    CHECK(matcher.match(Type::ipv4, "3.0.0.1").empty());
}
