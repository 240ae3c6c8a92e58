#pragma once
// What can be shown of bytes that strangers sent: safe text, tables, listings, a re-encoded picture. Runs in
// the reading child only (child.h), because the parsers behind it meet whatever somebody made up.

#include "formats/common_forms/rules.h"
#include "formats/table_mapping/table_mapping.h"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::files {

struct ReadingRules {
    std::vector<formats::common_forms::FormRule> forms;
    std::vector<formats::table_mapping::TableRule> tables;
    std::vector<std::string> own_networks;  // the receiver's domains and networks, for the path of a mail
};

enum class Wish : std::uint8_t {
    reading,   // what is in it, as JSON
    no_codes,  // the same and a mail's attachments, without decoding any picture
    parts,     // a mail's attachments as `bytes`, each with its own reading
    picture,   // a PNG made anew as `bytes`
};
[[nodiscard]] std::string_view to_string(Wish wish);
[[nodiscard]] std::optional<Wish> parse_wish(std::string_view text);

// `reading`: {kind, media_type, texts: [{place, text, role?}], warnings: [{field, ja, en}], and by kind mail,
// archive, workbook, form, tables, picture; parts: [{name, type, section, length, reading}]}.
struct Reading {
    boost::json::object reading;
    std::string bytes;
};
[[nodiscard]] Reading read_untrusted(std::string_view bytes, Wish wish, ReadingRules const& rules);

constexpr std::size_t largest_read = std::size_t{64} << 20U;  // of a file; more is only kept

// As the child says it: the JSON's length, the JSON, the bytes. Nothing when it is cut or malformed.
[[nodiscard]] std::string spell(Reading const& reading);
[[nodiscard]] std::optional<Reading> parse_reading(std::string_view spelled);

}  // namespace platform::files
