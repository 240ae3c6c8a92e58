#include "platform/http/worker_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

namespace platform::http {

TEST_CASE("a full queue refuses a job and a stopped pool has run all it took") {
    std::atomic<int> ran = 0;
    WorkerPool pool(1, 2);
    std::promise<void> started;
    std::promise<void> release;
    auto const released = release.get_future().share();
    REQUIRE(pool.submit([&] {
        started.set_value();
        released.wait();
        ++ran;
    }));
    started.get_future().wait();
    CHECK(pool.submit([&] { ++ran; }));
    CHECK(pool.submit([&] { ++ran; }));
    CHECK(!pool.submit([&] { ++ran; }));
    release.set_value();
    pool.stop();
    CHECK(ran == 3);
    CHECK(!pool.submit([&] { ++ran; }));
}

TEST_CASE("jobs run on all threads at once") {
    WorkerPool pool(2, 8);
    std::promise<void> first;
    std::promise<void> second;
    auto const first_is_there = first.get_future().share();
    auto const second_is_there = second.get_future().share();
    // Each waits for the other: one thread alone would never end.
    CHECK(pool.submit([&] {
        first.set_value();
        second_is_there.wait();
    }));
    CHECK(pool.submit([&] {
        second.set_value();
        first_is_there.wait();
    }));
    pool.stop();
    CHECK(first_is_there.valid());
}

}  // namespace platform::http
