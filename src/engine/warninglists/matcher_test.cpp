#include "engine/warninglists/matcher.h"

#include "engine/warninglists/plain_matcher.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using engine::observables::Type;
using engine::warninglists::List;
using engine::warninglists::list_type;
using engine::warninglists::ListType;
using engine::warninglists::Matcher;
using engine::warninglists::plain_match;

namespace {

using Names = std::vector<std::string_view>;

std::vector<List> const lists = {
    {"private",
     ListType::cidr,
     {"ip-src", "ip-dst"},
     {"10.0.0.0/8", "192.168.0.0/16", "fe80::/10", "2001:db8::1"}},
    {"office", ListType::cidr, {"ip-dst"}, {"10.1.0.0/16", "0.0.0.0/0"}},
    {"top", ListType::hostname, {"domain", "hostname", "url"}, {"github.com", ".Google.com", "co.jp."}},
    {"exact", ListType::string, {"domain", "md5"}, {"docs.google.com", "D41D8CD98F00B204E9800998ECF8427E"}},
    {"mail", ListType::substring, {"email-src"}, {"@mailinator.", "throw"}},
    {"contact", ListType::regex, {"email-dst"}, {"/^(noc|abuse)@.*\\..*$/i"}},
    {"everything", ListType::substring, {}, {"sandbox"}},
};

}  // namespace

TEST_CASE("an address is on every list with a network around it, of both families") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::ipv4, "10.1.2.3") == Names{"private", "office"});
    CHECK(matcher.names(Type::ipv4, "10.2.2.3") == Names{"private", "office"});
    CHECK(matcher.names(Type::ipv4, "203.0.113.9") == Names{"office"});
    CHECK(matcher.names(Type::ipv4, "255.255.255.255") == Names{"office"});
    CHECK(matcher.names(Type::ipv6, "fe80::1") == Names{"private"});
    CHECK(matcher.names(Type::ipv6, "2001:db8::1") == Names{"private"});
    CHECK(matcher.names(Type::ipv6, "2001:db8::2").empty());
    CHECK(matcher.names(Type::ipv6, "::").empty());
    CHECK(matcher.names(Type::ipv4, "no address").empty());
}

TEST_CASE("a network is on a list when one network of it is around all of it") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::cidr, "10.1.4.0/24") == Names{"private", "office"});
    CHECK(matcher.names(Type::cidr, "8.0.0.0/6") == Names{"office"});
    CHECK(matcher.names(Type::cidr, "fe80::/9").empty());
}

TEST_CASE("a host is on a hostname list with its own name or a parent's, never with a part of a label") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::domain, "github.com") == Names{"top"});
    CHECK(matcher.names(Type::domain, "gist.github.com") == Names{"top"});
    CHECK(matcher.names(Type::domain, "mygithub.com").empty());
    CHECK(matcher.names(Type::domain, "github.com.evil.example").empty());
    CHECK(matcher.names(Type::domain, "google.com") == Names{"top"});
    CHECK(matcher.names(Type::domain, "docs.google.com") == Names{"top", "exact"});
    CHECK(matcher.names(Type::domain, "a.b.co.jp") == Names{"top"});
}

TEST_CASE("a URL is asked by its host") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::url, "https://user:p@docs.google.com:8443/a?x=http://evil.example/#b") ==
          Names{"top"});
    CHECK(matcher.names(Type::url, "https://evil.example/github.com").empty());
    CHECK(matcher.names(Type::url, "https://GitHub.com./x") == Names{"top"});
    CHECK(matcher.names(Type::url, "http://[2001:db8::1]:80/").empty());
}

TEST_CASE("a string list takes the whole value only, whatever its case") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::md5, "d41d8cd98f00b204e9800998ecf8427e") == Names{"exact"});
    CHECK(matcher.names(Type::domain, "x.docs.google.com") == Names{"top"});
    CHECK(matcher.names(Type::sha256, "d41d8cd98f00b204e9800998ecf8427e").empty());
}

TEST_CASE("substring and regular expression lists look inside the value") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::email, "a@mailinator.example") == Names{"mail"});
    CHECK(matcher.names(Type::email, "throwaway@b.example") == Names{"mail"});
    CHECK(matcher.names(Type::email, "NOC@isp.example") == Names{"contact"});
    CHECK(matcher.names(Type::email, "noc-throw@isp.example") == Names{"mail"});
    CHECK(matcher.names(Type::email, "xnoc@isp.example").empty());
}

TEST_CASE("a list without matching attributes speaks about every type, the others only about theirs") {
    Matcher const matcher(lists);
    CHECK(matcher.names(Type::ssid, "SANDBOX-1") == Names{"everything"});
    CHECK(matcher.names(Type::telegram_id, "telegram:@github.com").empty());
}

TEST_CASE("entries that cannot be used are refused by name and the rest of the list stays") {
    Matcher const matcher(
        {{"nets", ListType::cidr, {}, {"10.0.0.0/33", "x", "192.0.2.1", ""}},
         {"patterns", ListType::regex, {}, {"(a", "/b(?=c)/", "/ok/z", "/fine/", "(.)\\1"}}});
    auto const& refusals = matcher.refusals();
    REQUIRE(refusals.size() == 7);
    CHECK(refusals[0] == base::Violation{"nets/0",
                                         {"IP アドレスでもネットワークでもありません",
                                          "neither an IP address nor a network"}});
    CHECK(refusals[2] == base::Violation{"nets/3", {"空です", "it is empty"}});
    CHECK(refusals[3].field == "patterns/0");
    CHECK(refusals[3].reason.en.find("the regular expression cannot be used (") == 0);
    CHECK(refusals[4].field == "patterns/1");
    CHECK(refusals[5] == base::Violation{"patterns/2",
                                         {"知らない修飾子があります（使えるのは i m s u）",
                                          "unknown flag (i, m, s, u are allowed)"}});
    CHECK(refusals[6].field == "patterns/4");
    CHECK(matcher.names(Type::ipv4, "192.0.2.1") == Names{"nets"});
    CHECK(matcher.names(Type::ssid, "all fine") == Names{"patterns"});
}

TEST_CASE("a matcher of no lists finds nothing, and no value is on no list") {
    CHECK(Matcher({}).match(Type::domain, "github.com").empty());
    CHECK(Matcher(lists).match(Type::domain, "").empty());
}

TEST_CASE("list types are known by MISP's names") {
    CHECK(list_type("cidr") == ListType::cidr);
    CHECK(list_type("regex") == ListType::regex);
    CHECK_FALSE(list_type("glob"));
}

TEST_CASE("the fast matcher and the plain one agree on thousands of random lists and values") {
    std::mt19937 random(20261122);
    auto const pick = [&](unsigned below) {
        return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
    };
    auto const word = [&](unsigned longest) {
        std::string text;
        for (auto i = pick(longest) + 1; i > 0; --i) {
            text += "aAb."[pick(4)];
        }
        return text;
    };
    auto const address = [&] {
        auto const part = [&] { return std::to_string(pick(4) * 64); };
        return pick(2) == 0 ? "10." + part() + "." + part() + "." + std::to_string(pick(256))
                            : "2001:db8::" + std::to_string(pick(9)) + ":" + std::to_string(pick(9));
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<List> made;
        for (unsigned i = 0; i < 6; ++i) {
            List list{"l" + std::to_string(i), static_cast<ListType>(i % 4), {}, {}};
            for (unsigned k = 0; k < 8; ++k) {
                list.entries.push_back(
                    list.type == ListType::cidr ? address() + "/" + std::to_string(pick(33)) : word(4));
            }
            made.push_back(std::move(list));
        }
        Matcher const matcher(made);
        for (int k = 0; k < 50; ++k) {
            auto const name = pick(3) == 0 ? "http://" + word(6) + "/" + word(3) : word(8);
            CHECK(matcher.match(Type::domain, name) == plain_match(made, Type::domain, name));
            auto const ip = address();
            CHECK(matcher.match(Type::ipv4, ip) == plain_match(made, Type::ipv4, ip));
            auto const net = ip + "/" + std::to_string(20 + pick(13));
            CHECK(matcher.match(Type::cidr, net) == plain_match(made, Type::cidr, net));
        }
    }
}
