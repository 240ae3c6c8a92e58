#include "modules/intake/authorship.h"

#include <doctest/doctest.h>

namespace modules::intake {

namespace {

LineAuthor by(std::uint8_t who, std::int64_t version) {
    base::Ulid staff;
    staff.bytes[15] = who;
    return {staff, {version * 1000}, version};
}

TEST_CASE("a line is its author's until somebody changes it") {
    Authorship text;
    text.take("一\n二\n三", by(1, 1));
    text.take("一\n二と\n三\n四", by(2, 2));
    text.take("一\n二と\n三\n四", by(3, 3));  // another field
    CHECK(text.lines() == std::vector{by(1, 1), by(2, 2), by(1, 1), by(2, 2)});
    text.take("零\n一\n三\n四", by(3, 4));
    CHECK(text.lines() == std::vector{by(3, 4), by(1, 1), by(1, 1), by(2, 2)});
}

TEST_CASE("a line that a merge marked stays its writer's") {
    Authorship text;
    text.take("a\nb", by(1, 1));
    text.take("a\nx", by(2, 2));
    text.take("a\n〔佐藤〕x\n〔鈴木〕y", by(3, 3));
    CHECK(text.lines() == std::vector{by(1, 1), by(2, 2), by(3, 3)});
}

TEST_CASE("an empty text has one line") {
    Authorship text;
    text.take("", by(1, 1));
    CHECK(text.lines() == std::vector{by(1, 1)});
}

}  // namespace

}  // namespace modules::intake
