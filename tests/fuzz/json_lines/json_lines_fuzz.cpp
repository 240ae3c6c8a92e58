// JSON Lines and consultations: any bytes in any chunks give the same lines; every refusal has field and both
// languages.

#include "base/problem.h"
#include "formats/consultations/consultations.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using formats::consultations::NumberedItem;

std::vector<NumberedItem> read(std::string_view input, std::size_t chunk) {
    formats::consultations::Reader reader;
    std::vector<NumberedItem> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& item : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(item));
        }
    }
    for (auto& item : reader.finish()) {
        all.push_back(std::move(item));
    }
    return all;
}

void check(NumberedItem const& item, std::string_view input) {
    BASE_ASSERT(item.line >= 1 && item.offset <= input.size());
    BASE_ASSERT(static_cast<bool>(item.item) == item.item.violations().empty());
    for (auto const& violation : item.item.violations()) {
        BASE_ASSERT(violation.field.starts_with("line "));
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const whole = read(input, size + 1);
    auto const pieces = read(input, 1 + size % 7);
    BASE_ASSERT(whole.size() == pieces.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        check(whole[i], input);
        BASE_ASSERT(whole[i].line == pieces[i].line && whole[i].offset == pieces[i].offset);
        BASE_ASSERT(whole[i].item.violations() == pieces[i].item.violations());
        BASE_ASSERT(!whole[i].item || *whole[i].item == *pieces[i].item);
    }
    return 0;
}
