#pragma once
// The HTML of a mail as plain text with the targets of its links: tags, scripts and styles are dropped,
// nothing is laid out, fetched or run.

#include "formats/mail/mail.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

struct HtmlText {
    std::string text;  // "shown <target>" where a link's target differs from what is shown
    std::vector<Link> links;
    std::vector<std::string> remote;  // pictures and frames that a mail program would have fetched
    bool forms = false;               // asks for input
    bool hidden_text = false;         // display:none, size 0: text that a reader does not see
    bool cut = false;
};

[[nodiscard]] HtmlText read_html(std::string_view utf8, std::size_t most_text, std::size_t most_links);

// Whether a shown text that looks like an address names another host than the target.
[[nodiscard]] bool is_misleading(std::string_view shown, std::string_view target);

}  // namespace formats::mail
