#pragma once
// Lists of addresses (From, To, Cc …) as RFC 5322 has them and as mailers write them.

#include "formats/mail/mail.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace formats::mail {

struct AddressList {
    std::vector<Address> addresses;
    bool malformed = false;
    bool cut = false;  // there were more than `most`
};

[[nodiscard]] AddressList read_addresses(std::string_view raw, std::size_t most);

// The ids in angle brackets of Message-ID, In-Reply-To and References; bare words where there are none.
[[nodiscard]] std::vector<std::string> read_message_ids(std::string_view raw, std::size_t most);

}  // namespace formats::mail
