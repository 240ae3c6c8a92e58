// Words with readings: any bytes give runs or a refusal in both languages; runs put together again are what
// was read.

#include "base/problem.h"
#include "base/ruby.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const marked(reinterpret_cast<char const*>(data), size);
    auto const runs = base::parse_ruby(marked);
    if (!runs) {
        BASE_ASSERT(!runs.violations().front().reason.ja.empty());
        BASE_ASSERT(!runs.violations().front().reason.en.empty());
        BASE_ASSERT(base::without_ruby(marked) == marked);
        return 0;
    }
    std::string again;
    std::string plain;
    for (auto const& run : *runs) {
        again += run.reading.empty() ? run.text : "{" + run.text + "|" + run.reading + "}";
        plain += run.text;
    }
    BASE_ASSERT(again == marked);
    BASE_ASSERT(plain == base::without_ruby(marked));
    return 0;
}
