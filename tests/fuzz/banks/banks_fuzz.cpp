// The list of banks and branches: any bytes give banks that are found by their own names and codes, or
// refusals by line. The first line is also asked as a name.

#include "base/problem.h"
#include "engine/observables/reference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using engine::observables::Reference;

void ask(Reference const& reference, std::string_view name) {
    auto const* bank = reference.bank(name);
    if (bank == nullptr) {
        return;
    }
    BASE_ASSERT(bank->code.size() == 4 && reference.bank(bank->code) != nullptr);
    for (auto const& branch : bank->branches) {
        BASE_ASSERT(branch.code.size() == 3);
        BASE_ASSERT(Reference::branch(*bank, branch.code) != nullptr);
        BASE_ASSERT(Reference::branch(*bank, branch.name) != nullptr);
    }
    (void)Reference::branch(*bank, name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const line = std::min(input.find('\n'), input.size());
    auto const reference = Reference::parse(input.substr(std::min(line + 1, input.size())));
    BASE_ASSERT(static_cast<bool>(reference) != !reference.violations().empty());
    for (auto const& violation : reference.violations()) {
        BASE_ASSERT(violation.field.starts_with("line "));
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
    if (reference) {
        ask(*reference, input.substr(0, line));
        for (std::string_view const known : {"0125", "七十七", "七十七銀行", "9900"}) {
            ask(*reference, known);
        }
    }
    return 0;
}
