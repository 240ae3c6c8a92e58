// The desk manual's data: any bytes give tasks with steps and keys, or refusals by line.

#include "base/problem.h"
#include "formats/manual/manual.h"
#include "formats/text/encoding.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const manual = formats::manual::parse({reinterpret_cast<char const*>(data), size});
    BASE_ASSERT(static_cast<bool>(manual) != !manual.violations().empty());
    for (auto const& violation : manual.violations()) {
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
    if (manual) {
        BASE_ASSERT(!manual->tasks.empty() && !manual->keys.empty());
        for (auto const& task : manual->tasks) {
            BASE_ASSERT(!task.steps.empty() && !formats::text::first_invalid_utf8(task.title.ja));
        }
    }
    return 0;
}
