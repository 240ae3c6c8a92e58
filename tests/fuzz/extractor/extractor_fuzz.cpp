// Any text: spans lie on character boundaries, findings are ordered and unique.

#include "base/text_fold.h"
#include "base/utf8.h"
#include "engine/observables/extract.h"
#include "engine/observables/reference.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

using engine::observables::Extractor;
using engine::observables::Found;
using engine::observables::Reference;
using engine::observables::Types;

void require(bool holds, char const* what) {
    if (!holds) {
        std::fputs(what, stderr);
        std::abort();
    }
}

Extractor const& extractor() {
    static Extractor const made = [] {
        auto parsed =
            Reference::parse("bank\t0125\t七十七\tシチジユウシチ\nbranch\t100\t本店営業部\tホンテン\n");
        require(static_cast<bool>(parsed), "the reference must parse\n");
        return Extractor{std::make_shared<Reference const>(*parsed)};
    }();
    return made;
}

void check_findings(std::string_view text, Types types) {
    std::set<std::pair<int, std::string>> seen;
    std::size_t last = 0;
    for (auto const& found : extractor().extract(text, types)) {
        require(found.start < found.end && found.end <= text.size(), "span outside the text\n");
        require(
            base::is_character_boundary(text, found.start) && base::is_character_boundary(text, found.end),
            "span cuts a character\n");
        require(found.start >= last, "findings out of order or overlapping\n");
        require(!found.value.empty(), "empty value\n");
        require(seen.emplace(static_cast<int>(found.type), found.value).second, "the same value twice\n");
        last = found.end;
    }
}

void check_fold(base::Folded const& folded, std::size_t size) {
    require(folded.offsets.size() == folded.text.size() + 1 && folded.offsets.back() == size,
            "offsets do not fit\n");
    std::uint32_t last = 0;
    for (auto const offset : folded.offsets) {
        require(offset >= last && offset <= size, "offsets must not fall\n");
        last = offset;
    }
    require(base::is_storable_text(folded.text) || folded.text.find('\0') != std::string::npos,
            "a fold must be valid UTF-8\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const bytes(data, data + size);
    check_fold(base::width_fold(bytes), bytes.size());
    check_fold(base::search_fold(bytes), bytes.size());
    check_fold(base::match_fold(bytes), bytes.size());
    auto const text = base::repaired_text(bytes);
    check_findings(text, Types::labelled);
    check_findings(text, Types::all);
    return 0;
}
