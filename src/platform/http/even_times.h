#pragma once
// Whoever searches, counts or guesses passes over records that he may not read: how many shows in the time
// that it takes, unless answers leave at even times. Within one such time all short answers are alike.

#include <chrono>

namespace platform::http {

constexpr std::chrono::milliseconds answers_leave_every{10};

}  // namespace platform::http
