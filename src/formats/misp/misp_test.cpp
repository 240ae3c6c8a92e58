#include "formats/misp/misp.h"

#include "formats/misp/attribute_types.h"
#include "formats/misp/feed.h"

#include <doctest/doctest.h>

#include <string>

using formats::misp::EventItems;
using formats::misp::FeedItem;
using formats::misp::Reader;
using formats::misp::Report;
using namespace std::string_view_literals;

namespace {

struct Read {
    std::vector<EventItems> events;
    Report report;
};

Read read(std::string_view bytes, std::size_t chunk = 1 << 16) {
    Reader reader;
    Read result;
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        reader.feed(bytes.substr(at, chunk));
        for (auto& event : reader.take()) {
            result.events.push_back(std::move(event));
        }
    }
    reader.finish();
    for (auto& event : reader.take()) {
        result.events.push_back(std::move(event));
    }
    result.report = reader.report();
    return result;
}

FeedItem item_of(std::string const& type, std::string const& value) {
    auto const result =
        read(R"({"Event":{"info":"t","Attribute":[{"type":")" + type + R"(","value":")" + value + R"("}]}})");
    REQUIRE(result.events.size() == 1);
    REQUIRE_FALSE(result.events[0].items.empty());
    return result.events[0].items[0];
}

// The attributes come before what the event says of itself, as MISP exports it.
constexpr auto event = R"({"Event":{"Attribute":[
  {"uuid":"11111111-2222-3333-4444-555555555501","type":"ip-dst","category":"Network activity","to_ids":true,
   "value":"192.0.2.7","comment":"C2","timestamp":"1784461860","Tag":[{"name":"phishing","colour":"#fff"}],"deleted":false,
   "Galaxy":[{"value":"not ours"}],"ShadowAttribute":[{"type":"ip-dst","value":"192.0.2.99"}]},
  {"uuid":"11111111-2222-3333-4444-555555555502","type":"domain|ip","value":"evil.example|2001:db8::7","to_ids":"1"},
  {"type":"md5","value":"d41d8cd98f00b204e9800998ecf8427e","deleted":true}],
 "Object":[{"Attribute":[{"type":"filename","value":"a.exe","object_relation":"filename"},{"type":"sha1","value":"xyz"}],
            "name":"file","uuid":"11111111-2222-3333-4444-555555555503"},
           {"name":"file","deleted":true,"Attribute":[{"type":"text","value":"gone"}]}],
 "RelatedEvent":[{"Event":{"uuid":"no","info":"not this one"}}],
 "Orgc":{"name":"CIRCL","uuid":"x"},"Org":{"name":"other"},"Tag":[{"name":"tlp:white"},{"name":"type:OSINT"}],
 "uuid":"11111111-2222-3333-4444-555555555500","info":"A campaign","date":"2026-07-12","timestamp":1786208860}})"sv;

}  // namespace

TEST_CASE("an event is read whole whatever the chunks") {
    for (std::size_t const chunk : {std::size_t{1}, std::size_t{3}, std::size_t{100}, std::size_t{100'000}}) {
        auto const result = read(event, chunk);
        REQUIRE(result.events.size() == 1);
        auto const& whole = result.events[0];
        CHECK(whole.complete);
        CHECK(whole.event.uuid == "11111111-2222-3333-4444-555555555500");
        CHECK(whole.event.info == "A campaign");
        CHECK(whole.event.orgc == "CIRCL");
        CHECK(whole.event.date == base::Date{2026, 7, 12});
        CHECK(whole.event.timestamp == base::Instant{1'786'208'860'000});
        CHECK(whole.event.tags == std::vector<std::string>{"tlp:white", "type:OSINT"});
        REQUIRE(whole.items.size() == 5);
        CHECK(result.report.attributes == 4);
        CHECK(result.report.deleted == 2);
        CHECK(result.report.items == 5);
        CHECK(result.report.refused_items == 1);
        CHECK(result.report.violations.empty());
    }
}

TEST_CASE("an attribute keeps everything that MISP says of it") {
    auto const result = read(event);
    auto const& item = result.events[0].items[0];
    CHECK(item.type == "ipv4");
    CHECK(item.value == "192.0.2.7");
    CHECK(item.misp_type == "ip-dst");
    CHECK(item.misp_category == "Network activity");
    CHECK(item.to_ids);
    CHECK(item.comment == "C2");
    CHECK(item.timestamp == base::Instant{1'784'461'860'000});
    CHECK(item.uuid == "11111111-2222-3333-4444-555555555501");
    CHECK(item.tags == std::vector<std::string>{"phishing"});
    CHECK(item.place == "Event/Attribute/0");
    CHECK(item.part == 0);
    CHECK_FALSE(item.refused);
}

TEST_CASE("a composite attribute gives two values of one uuid") {
    auto const items = read(event).events[0].items;
    CHECK(items[1].type == "domain");
    CHECK(items[1].value == "evil.example");
    CHECK(items[1].part == 1);
    CHECK(items[2].type == "ipv6");
    CHECK(items[2].value == "2001:db8::7");
    CHECK(items[2].part == 2);
    CHECK(items[1].uuid == items[2].uuid);
    CHECK(items[2].misp_type == "domain|ip");
    CHECK(items[2].to_ids);
}

TEST_CASE("an object's attributes know their object, and a wrong value is handed on with its reason") {
    auto const items = read(event).events[0].items;
    CHECK(items[3].object == "file");
    CHECK(items[3].object_uuid == "11111111-2222-3333-4444-555555555503");
    CHECK(items[3].relation == "filename");
    CHECK(items[4].place == "Event/Object/0/Attribute/1");
    CHECK(items[4].value == "xyz");
    REQUIRE(items[4].refused);
    CHECK(*items[4].refused == base::Words{"SHA-1 ではありません", "not a SHA-1"});
}

TEST_CASE("bare events, responses, arrays of events and attribute searches are all read") {
    CHECK(read(R"({"uuid":"u","info":"bare","Attribute":[{"type":"text","value":"x"}]})")
              .events[0]
              .event.info == "bare");
    CHECK(read(R"({"response":[{"Event":{"info":"a"}},{"Event":{"info":"b"}}]})").events.size() == 2);
    CHECK(read(R"([{"Event":{"info":"a","Attribute":[]}},{"info":"b","uuid":"u"}])").events[1].event.info ==
          "b");
    auto const search = read(
        R"({"response":{"Attribute":[{"type":"ip-src","value":"192.0.2.1","Event":{"info":"elsewhere","uuid":"u"}}]}})");
    REQUIRE(search.events.size() == 1);
    CHECK(search.events[0].items.size() == 1);
    CHECK(search.events[0].event.info.empty());
}

TEST_CASE("unknown types are counted and their values kept without a type") {
    auto const result = read(
        R"({"Event":{"Attribute":[{"type":"quantum-id","value":"1"},{"type":"quantum-id","value":"2"},{"type":"yara","value":"rule"}]}})");
    CHECK(result.report.unknown_types.at("quantum-id") == 2);
    CHECK(result.report.unknown_types.size() == 1);
    CHECK(result.events[0].items[0].type.empty());
    CHECK(result.events[0].items[2].type.empty());
}

TEST_CASE("values are handed on as written: defanged, blank around them, in capitals") {
    CHECK_FALSE(item_of("domain", " Evil[.]Example ").refused);
    CHECK(item_of("domain", " Evil[.]Example ").value == " Evil[.]Example ");
    CHECK_FALSE(item_of("url", "hxxps://evil[.]example/a b").refused);
    CHECK_FALSE(item_of("sha1", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709").refused);
    CHECK_FALSE(item_of("email-src", "a[at]b[.]example").refused);
    CHECK(item_of("ip-src", "192[.]0[.]2[.]7").type == "ipv4");
    CHECK(item_of("ip-src", "192.0.2.0/24").type == "cidr");
    CHECK(item_of("hostname", "abcdefghijklmnop.onion").type == "onion");
    CHECK(item_of("vulnerability", "CVE-2026-12345").type == "cve");
    CHECK(item_of("vulnerability", "MS17-010").type.empty());
    CHECK(item_of("uri", "/gate.php").type.empty());
    CHECK(item_of("AS", "AS64496").type == "asn");
}

TEST_CASE("a value that cannot be of its type says why in both languages") {
    auto const reason = [](std::string const& type, std::string const& value) {
        auto const item = item_of(type, value);
        REQUIRE_MESSAGE(item.refused, type << " " << value);
        CHECK_FALSE(item.refused->ja.empty());
        return item.refused->en;
    };
    CHECK(reason("ip-dst", "999.1.1.1") == "not an IP address");
    CHECK(reason("ip-dst", "192.0.2.0/33") == "not an IP address");
    CHECK(reason("domain", "two words.example") == "not a domain name");
    CHECK(reason("domain", "localhost") == "not a domain name");
    CHECK(reason("url", "nothing") == "not a URL");
    CHECK(reason("email-dst", "@b.example") == "not an e-mail address");
    CHECK(reason("md5", "d41d8cd9") == "not an MD5");
    CHECK(reason("sha256", "zz") == "not a SHA-256");
    CHECK(reason("btc", "1abc") == "not a Bitcoin address");
    CHECK(reason("mac-address", "00:11:22:33:44") == "not a MAC address");
    CHECK(reason("ip-dst|port", "192.0.2.1") == "the '|' of a composite type is missing");
    CHECK(reason("domain", "  ") == "the value is empty");
}

TEST_CASE(
    "an attribute without value or with one of the wrong kind is refused by place and the next is taken") {
    auto const result =
        read(R"({"Event":{"info":"t","Attribute":[{"type":"md5"},{"type":"md5","value":{"a":1}},17,
        {"value":"x"},{"type":"port","value":443},{"type":"text","value":"ok"}]}})");
    REQUIRE(result.report.violations.size() == 3);
    CHECK(result.report.violations[0] ==
          base::Violation{"Event/Attribute/0/value", {"必須の項目がありません", "this member is required"}});
    CHECK(result.report.violations[1] ==
          base::Violation{"Event/Attribute/1/value", {"文字列ではありません", "not a string"}});
    CHECK(result.report.violations[2].field == "Event/Attribute/3/type");
    REQUIRE(result.events[0].items.size() == 2);
    CHECK(result.events[0].items[0].value == "443");
    CHECK(result.events[0].items[1].place == "Event/Attribute/5");
}

TEST_CASE("a broken byte in one value refuses that value only") {
    auto const result = read(
        "{\"Event\":{\"info\":\"t\",\"Attribute\":[{\"type\":\"text\",\"value\":\"\x82\xA0\"},"
        "{\"type\":\"text\",\"value\":\"ok\"}]}}");
    REQUIRE(result.report.violations.size() == 1);
    CHECK(result.report.violations[0] ==
          base::Violation{"Event/Attribute/0/value", {"UTF-8 として読めません", "not valid UTF-8"}});
    CHECK(result.events[0].items.size() == 1);
}

TEST_CASE("a cut file keeps what came before the cut and says where it ends") {
    auto const cut = event.substr(0, event.find("domain|ip"));
    auto const result = read(cut, 10);
    REQUIRE(result.events.size() == 1);
    CHECK_FALSE(result.events[0].complete);
    CHECK(result.events[0].items.size() == 1);
    REQUIRE(result.report.violations.size() == 1);
    CHECK(result.report.violations[0].field == "byte " + std::to_string(cut.size() + 1));
    CHECK(result.report.violations[0].reason.en.find("it ends in the middle") != std::string::npos);
}

TEST_CASE("a member that is cut in the middle is not kept, whatever the chunks") {
    for (std::size_t const chunk : {std::size_t{1}, std::size_t{1000}}) {
        auto const result = read(R"({"Event":{"info":"whole","uuid":"1111)", chunk);
        REQUIRE(result.events.size() == 1);
        CHECK(result.events[0].event.info == "whole");
        CHECK(result.events[0].event.uuid.empty());
    }
}

TEST_CASE("what is no MISP event is refused once, with position and reason") {
    auto const refusal = [](std::string_view bytes) {
        auto const result = read(bytes);
        CHECK(result.events.empty());
        REQUIRE(result.report.violations.size() == 1);
        CHECK_FALSE(result.report.violations[0].reason.ja.empty());
        return result.report.violations[0].field + ": " + result.report.violations[0].reason.en;
    };
    CHECK(refusal("") == "byte 1: cannot be read as JSON (byte 1: it ends in the middle)");
    CHECK(refusal("<html>") == "byte 1: cannot be read as JSON (byte 1: it is not JSON)");
    CHECK(refusal(R"({"type":"bundle","objects":[]})") == "byte 1: there is no MISP event in it");
    CHECK(refusal("17") == "byte 1: there is no MISP event in it");
    CHECK(refusal("{\0\"\0E\0\"\0"sv) == "byte 1: the encoding is not UTF-8 (UTF-16LE)");
    CHECK(refusal(std::string(100, '[')).find("nested too deeply") != std::string::npos);
}

TEST_CASE("more after the event is refused, the event is kept") {
    auto const result = read(R"({"Event":{"info":"t"}} {"Event":{"info":"u"}})", 5);
    CHECK(result.events.size() == 1);
    REQUIRE(result.report.violations.size() == 1);
    CHECK(result.report.violations[0].field == "byte 24");
}

TEST_CASE("a byte order mark is passed over and a long member that we drop does no harm") {
    std::string bytes =
        "\xEF\xBB\xBF{\"Event\":{\"info\":\"t\",\"Attribute\":[{\"type\":\"text\",\"value\":\"x\",\"data\":"
        "\"";
    bytes.append(20'000'000, 'A').append("\"}]}}");
    auto const result = read(bytes);
    CHECK(result.events[0].items.size() == 1);
    CHECK(result.report.violations.empty());
    CHECK(result.report.bytes == bytes.size());
}

TEST_CASE("a value over 16 MiB refuses its attribute and a million digits are only a long number") {
    std::string bytes = R"({"Event":{"info":"t","Attribute":[{"type":"text","value":")";
    bytes.append(formats::misp::longest_value + 1, 'A').append(R"("},{"type":"text","value":)");
    bytes.append(1'000'000, '7').append(R"(},{"type":"text","value":"ok"}]}})");
    auto const result = read(bytes);
    REQUIRE(result.report.violations.size() == 1);
    CHECK(result.report.violations[0].field == "Event/Attribute/0/value");
    CHECK(result.report.violations[0].reason.en == "too long (the limit is 16777216 bytes)");
    CHECK(result.events[0].items.size() == 2);
}

TEST_CASE("a million broken attributes give a bounded list of violations and a count") {
    std::string bytes = R"({"Event":{"info":"t","Attribute":[{})";
    for (int i = 0; i < 5000; ++i) {
        bytes += ",{}";
    }
    bytes += "]}}";
    auto const report = read(bytes).report;
    CHECK(report.violations.size() == formats::misp::most_violations);
    CHECK(report.violations_not_told == 5001 - formats::misp::most_violations);
}

TEST_CASE("every type of the table is found by its name") {
    for (auto const name :
         {"AS", "zeek", "ip-dst|port", "filename|sha3-512", "named pipe", "x509-fingerprint-md5"}) {
        REQUIRE(formats::misp::find_attribute_type(name) != nullptr);
        CHECK(formats::misp::find_attribute_type(name)->name == name);
    }
    CHECK(formats::misp::find_attribute_type("") == nullptr);
    CHECK(formats::misp::find_attribute_type("zzz") == nullptr);
}

TEST_CASE("a manifest lists events by uuid and refuses what is no uuid") {
    auto const manifest = formats::misp::parse_manifest(
        R"({"11111111-2222-3333-4444-555555555500":{"info":"A","date":"2026-07-12","timestamp":"1786208860",
            "Orgc":{"name":"CIRCL"},"Tag":[{"name":"tlp:clear"}]},"../etc/passwd":{},"11111111-2222-3333-4444-555555555501":7})");
    REQUIRE(manifest);
    REQUIRE(manifest->events.size() == 1);
    CHECK(manifest->events[0].orgc == "CIRCL");
    CHECK(manifest->events[0].tags == std::vector<std::string>{"tlp:clear"});
    CHECK(manifest->events[0].timestamp == base::Instant{1'786'208'860'000});
    REQUIRE(manifest->violations.size() == 2);
    CHECK(manifest->violations[0] ==
          base::Violation{"../etc/passwd", {"イベントの UUID ではありません", "not the UUID of an event"}});
    CHECK(manifest->violations[1].reason.en == "not an object");
    CHECK(formats::misp::parse_manifest("[]").violations().front().reason.en ==
          "not a JSON object (an array)");
    CHECK(formats::misp::parse_manifest("{").violations().front().field == "manifest.json");
}

TEST_CASE("hashes.csv gives MD5 and event, other lines are refused by number") {
    auto const found = formats::misp::parse_hashes(
        "a8ba23fe226c0220aded7950d4065231,11111111-2222-3333-4444-555555555500\r\nnonsense\n");
    REQUIRE(found.hashes.size() == 1);
    CHECK(found.hashes[0].event_uuid == "11111111-2222-3333-4444-555555555500");
    REQUIRE(found.violations.size() == 1);
    CHECK(found.violations[0].field == "line 2");
    CHECK(found.violations[0].reason.en == "not a line of MD5, event UUID");
}
