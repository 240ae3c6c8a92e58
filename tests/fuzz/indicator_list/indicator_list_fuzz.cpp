// Plain lists: any bytes in any chunks give the same values, none empty or too long.

#include "base/problem.h"
#include "formats/indicator_list/indicator_list.h"
#include "formats/text/encoding.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace {

using formats::indicator_list::NumberedIndicator;

std::vector<NumberedIndicator> read(std::string_view input, std::size_t chunk) {
    formats::indicator_list::Reader reader;
    std::vector<NumberedIndicator> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& each : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(each));
        }
    }
    for (auto& each : reader.finish()) {
        all.push_back(std::move(each));
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const whole = read(input, size + 1);
    auto const pieces = read(input, 1 + size % 7);
    BASE_ASSERT(whole.size() == pieces.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto const& each = whole[i].indicator;
        BASE_ASSERT(whole[i].line == pieces[i].line);
        BASE_ASSERT(each.violations() == pieces[i].indicator.violations());
        BASE_ASSERT(static_cast<bool>(each) == each.violations().empty());
        if (each) {
            BASE_ASSERT(*each == *pieces[i].indicator);
            BASE_ASSERT(!each->value.empty() && each->value.size() <= formats::indicator_list::longest_value);
            BASE_ASSERT(!formats::text::first_invalid_utf8(each->value));
            BASE_ASSERT(!formats::text::first_invalid_utf8(each->comment));
        }
    }
    return 0;
}
