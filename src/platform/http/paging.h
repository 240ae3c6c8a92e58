#pragma once
// How much of a list is asked for.

#include "platform/http/message.h"

#include <cstddef>

namespace platform::http {

constexpr std::size_t largest_page = 200;

// ?limit=: 1 to 200, else Problem::bad_request naming it.
[[nodiscard]] std::size_t page_size(Request const& request, std::size_t usual = 100);

}  // namespace platform::http
