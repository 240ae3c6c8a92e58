#include "formats/yaml_lists/yaml_lists.h"

#include <doctest/doctest.h>

#include <string>

using formats::yaml_lists::parse;

TEST_CASE("a list of hosts is read with its source and note, bare or with a note of its own") {
    auto const list =
        parse("source: ours\nnote: 公共の場\nhosts:\n  - x.com\n  - host: line.me\n    note: messages\n");
    REQUIRE(list);
    CHECK(list->source == "ours");
    CHECK(list->note == "公共の場");
    CHECK(list->hosts == std::vector<std::string>{"x.com", "line.me"});
    CHECK(list->violations.empty());
}

TEST_CASE("a host that is none is refused by position and the rest is taken") {
    auto const list = parse("hosts: [a.example, [], {}, '', b.example]");
    REQUIRE(list);
    CHECK(list->hosts == std::vector<std::string>{"a.example", "b.example"});
    REQUIRE(list->violations.size() == 3);
    CHECK(list->violations[0] == base::Violation{"hosts/1", {"ホスト名ではありません", "not a host name"}});
}

TEST_CASE("what is no such list is refused with its line") {
    CHECK(parse("").violations().front().reason.en == "not YAML with source, note and hosts");
    CHECK(parse("source: x\n").violations().front() ==
          base::Violation{"hosts", {"ホストの一覧が必要です", "a list of hosts is required"}});
    CHECK(parse("hosts:\n  - a\n bad: [\n").violations().front().field.starts_with("line "));
    CHECK(parse("\x82\xA0").violations().front().reason.en == "not valid UTF-8 (byte 1)");
    CHECK(parse(std::string(5'000'000, ' ')).violations().front().reason.en ==
          "the file is too large (the limit is 4194304 bytes)");
}
