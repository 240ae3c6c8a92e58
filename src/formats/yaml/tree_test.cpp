#include "formats/yaml/tree.h"

#include <doctest/doctest.h>

#include <string>

using formats::yaml::read;

namespace {

base::Violation refusal(std::string_view bytes) {
    auto const tree = read(bytes);
    REQUIRE_FALSE(tree);
    REQUIRE(tree.violations().size() == 1);
    CHECK_FALSE(tree.violations().front().reason.ja.empty());
    return tree.violations().front();
}

}  // namespace

TEST_CASE("a document becomes a tree of texts, lists and maps with their lines") {
    auto const tree = read("a: 1\nb:\n  - x\n  - {c: \"\", d: ~, e: null}\n");
    REQUIRE(tree);
    REQUIRE(tree->is_map());
    CHECK(tree->keys == std::vector<std::string>{"a", "b"});
    CHECK(tree->find("a")->scalar == "1");
    CHECK(tree->find("z") == nullptr);
    auto const& list = *tree->find("b");
    REQUIRE(list.is_list());
    CHECK(list.items[0].line == 3);
    CHECK(list.items[1].find("c")->is_text());
    CHECK(list.items[1].find("d")->is_null);
    CHECK(list.items[1].find("e")->is_null);
    CHECK(list.items[0].find("c") == nullptr);
}

TEST_CASE("an empty document is nothing, and an ampersand inside a text is a letter") {
    CHECK(read("")->is_null);
    CHECK(read("# only a comment\n")->is_null);
    CHECK(read("a: R&D\n")->find("a")->scalar == "R&D");
}

TEST_CASE("what hides, repeats or hurts is refused with its line") {
    CHECK(refusal("a:\n  - &x 1\n") ==
          base::Violation{"line 2", {"アンカー (&) は使えません", "anchors (&) are not allowed"}});
    CHECK(refusal("a: &x [*x]\n").reason.en == "anchors (&) are not allowed");
    CHECK(refusal("a: 1\nb: !int 2\n").reason.en == "tags (!) are not allowed");
    CHECK(refusal("a: 1\nb: 2\na: 3\n") ==
          base::Violation{"line 3", {"「a」が二重にあります", "duplicate key a"}});
    CHECK(refusal("? [a]\n: b\n").reason.en == "a key must be plain text");
    CHECK(refusal("--- a\n--- b\n").reason.en == "only one document is allowed");
    CHECK(refusal("a: " + std::string(100, '[') + std::string(100, ']')).reason.en == "nested too deeply");
    CHECK_FALSE(read(std::string(100'000, '[')));
    CHECK(refusal("a: \"\\0\"\n").reason.en == "holds what is not text");
    CHECK(refusal("a: 1\nb: [\n").field.starts_with("line "));
}

TEST_CASE("bytes that are no UTF-8 text, or too many, are refused before they are parsed") {
    CHECK(refusal("a: 1\nb: \x82\xa0\n") ==
          base::Violation{"line 2", {"UTF-8 として読めません（9 バイト目）", "not valid UTF-8 (byte 9)"}});
    CHECK(refusal(std::string_view("a\0", 2)).reason.en == "contains a NUL character");
    CHECK(refusal(std::string(1'100'000, ' ')).reason.en ==
          "the file is too large (the limit is 1048576 bytes)");
    CHECK_FALSE(read("[a, b, c]", {.most_items = 3}));
    CHECK(read("[a, b]", {.most_items = 3}));
}

TEST_CASE("a map of very many keys is read in bounded time") {
    std::string bytes;
    for (int i = 0; i < 90'000; ++i) {
        bytes += "k" + std::to_string(i) + ":\n";
    }
    auto const tree = read(bytes);
    REQUIRE(tree);
    CHECK(tree->keys.size() == 90'000);
}
