// Our own lists of hosts: any bytes give hosts within the bounds, or refusals by place.

#include "base/problem.h"
#include "formats/text/encoding.h"
#include "formats/yaml_lists/yaml_lists.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

void check(std::vector<base::Violation> const& violations) {
    for (auto const& violation : violations) {
        BASE_ASSERT(violation.field != "line 0");
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const list = formats::yaml_lists::parse({reinterpret_cast<char const*>(data), size});
    BASE_ASSERT(static_cast<bool>(list) != !list.violations().empty());
    check(list.violations());
    if (list) {
        check(list->violations);
        BASE_ASSERT(!formats::text::first_invalid_utf8(list->source + list->note));
        for (auto const& host : list->hosts) {
            BASE_ASSERT(!host.empty() && host.size() <= 253 && !formats::text::first_invalid_utf8(host));
        }
    }
    return 0;
}
