#include "platform/http/event_queue.h"

#include <doctest/doctest.h>

namespace platform::http {

TEST_CASE("an event is spelled in lines that cannot be forged") {
    CHECK(format_event("saved", "{}", "7") == "id: 7\nevent: saved\ndata: {}\n\n");
    CHECK(format_event("", "a\nb\r\nc\rd", "") == "data: a\ndata: b\ndata: c\ndata: d\n\n");
    CHECK(format_event("x\ndata: y", "", "1\r\nevent: z") == "id: 1event: z\nevent: xdata: y\ndata: \n\n");
}

TEST_CASE("events are taken in order and wake once until taken") {
    int wakes = 0;
    EventQueue queue({}, [&] { ++wakes; });
    CHECK(queue.send("a", "1", ""));
    CHECK(queue.send("a", "2", ""));
    CHECK(wakes == 1);
    CHECK(queue.take() == "event: a\ndata: 1\n\nevent: a\ndata: 2\n\n");
    CHECK(queue.take().empty());
    CHECK(queue.send("a", "3", ""));
    CHECK(wakes == 2);
}

TEST_CASE("a client that does not keep up is closed, by number and by size") {
    EventQueue by_number({.max_events = 2, .max_bytes = 1000}, [] {});
    CHECK(by_number.send("", "1", ""));
    CHECK(by_number.send("", "2", ""));
    CHECK(!by_number.send("", "3", ""));
    CHECK(!by_number.is_open());
    CHECK(by_number.has_overflowed());
    CHECK(by_number.take().empty());
    EventQueue by_size({.max_events = 100, .max_bytes = 64}, [] {});
    CHECK(!by_size.send("", std::string(64, 'x'), ""));
    CHECK(!by_size.is_open());
}

TEST_CASE("what was sent before closing is still taken, nothing after") {
    int wakes = 0;
    EventQueue queue({}, [&] { ++wakes; });
    CHECK(queue.send("", "last", ""));
    queue.close();
    queue.close();
    CHECK(!queue.send("", "late", ""));
    CHECK(!queue.has_overflowed());
    CHECK(queue.take() == "data: last\n\n");
    CHECK(wakes == 1);
}

TEST_CASE("a detached queue wakes nobody") {
    int wakes = 0;
    EventQueue queue({}, [&] { ++wakes; });
    queue.detach();
    CHECK(!queue.send("", "x", ""));
    queue.close();
    CHECK(wakes == 0);
}

}  // namespace platform::http
