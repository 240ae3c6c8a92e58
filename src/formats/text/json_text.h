#pragma once
// One JSON document from untrusted bytes, with limits, and what is wrong with it said in both languages.

#include "base/parsed.h"

#include <boost/json/error.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace formats::text {

struct JsonLimits {
    std::size_t largest = std::size_t{1} << 20U;  // bytes
    std::size_t deepest = 32;
};

// `field` names the document in a violation ("line 7312", or "" for a file).
[[nodiscard]] base::Parsed<boost::json::value> parse_json(std::string_view bytes, std::string_view field,
                                                          JsonLimits limits = {});

// Why JSON ended at byte `at` (from 1) of its text.
[[nodiscard]] base::Words json_error_words(boost::json::error_code const& error, std::uint64_t at);

// The kind of a value as people call it: 「文字列」 / "a string".
[[nodiscard]] base::Words json_kind_words(boost::json::kind kind);

}  // namespace formats::text
