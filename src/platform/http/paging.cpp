#include "platform/http/paging.h"

#include "base/problem.h"

#include <charconv>

namespace platform::http {

std::size_t page_size(Request const& request, std::size_t usual) {
    auto const text = request.query_value("limit");
    if (!text) {
        return usual;
    }
    std::size_t size = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), size);
    if (error != std::errc{} || end != text->data() + text->size() || size < 1 || size > largest_page) {
        throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                            "the list parameters have a fault",
                            {{"limit", {"1〜200の整数です", "is an integer from 1 to 200"}}});
    }
    return size;
}

}  // namespace platform::http
