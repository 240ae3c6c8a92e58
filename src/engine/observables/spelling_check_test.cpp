#include "engine/observables/spelling_check.h"

#include "engine/observables/extract.h"

#include <doctest/doctest.h>

#include <string>

namespace engine::observables {

void check_spellings(std::span<Spelling const> spellings) {
    Extractor const extractor{nullptr};
    for (auto const& each : spellings) {
        std::string told;
        for (auto const& found : extractor.extract(each.text)) {
            told += type_name(found.type);
            told += ' ';
            told += found.value;
            told += " <";
            told += each.text.substr(found.start, found.end - found.start);
            told += ">\n";
        }
        CAPTURE(each.text);
        CHECK(told == each.expected);
    }
}

}  // namespace engine::observables
