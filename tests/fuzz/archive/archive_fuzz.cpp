// Archives: any bytes become a list within the limits and entries within theirs, or a refusal.

#include "base/problem.h"
#include "base/utf8.h"
#include "formats/archive/archive.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const listing =
        formats::archive::list(bytes, {.most_entries = 100, .most_unpacked = std::uint64_t{1} << 20U});
    if (!listing) {
        return 0;
    }
    BASE_ASSERT(listing->entries.size() <= 100);
    std::vector<std::string> names;
    for (auto const& entry : listing->entries) {
        BASE_ASSERT(base::is_storable_text(entry.name) && entry.name.size() <= 4'096);
        if (names.size() < 3) {
            names.push_back(entry.name);
        }
    }
    auto const read =
        formats::archive::read_entries(bytes, names, {.most_bytes = 100'000, .most_total = 150'000});
    std::size_t total = 0;
    if (read) {
        for (auto const& [name, content] : read->entries) {
            total += content.size();
        }
    }
    BASE_ASSERT(total <= 150'000);
    return 0;
}
