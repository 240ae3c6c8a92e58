// The pieces of mails, each on any bytes: encoded words, parameters, addresses, dates, Received lines,
// character sets, HTML.

#include "base/problem.h"
#include "base/utf8.h"
#include "formats/mail/addresses.h"
#include "formats/mail/charset.h"
#include "formats/mail/header_text.h"
#include "formats/mail/html_text.h"
#include "formats/mail/parameters.h"
#include "formats/mail/path.h"

#include <array>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static constexpr std::array charsets = {"",      "iso-2022-jp", "shift_jis",  "euc-jp",
                                            "utf-8", "utf-7",       "iso-8859-1", "gb2312"};
    if (size < 1) {
        return 0;
    }
    auto const kind = data[0];
    std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const decoded = formats::mail::decode_charset(bytes, charsets[kind % charsets.size()]);
    BASE_ASSERT(base::is_storable_text(decoded.text));
    BASE_ASSERT(base::is_storable_text(formats::mail::decode_header(bytes).text));
    for (auto const& parameter : formats::mail::read_parameters(bytes).parameters) {
        BASE_ASSERT(base::is_storable_text(parameter.value));
    }
    auto const list = formats::mail::read_addresses(bytes, 100);
    BASE_ASSERT(list.addresses.size() <= 100);
    for (auto const& address : list.addresses) {
        BASE_ASSERT(!address.name.empty() || !address.address.empty());
        BASE_ASSERT(base::is_storable_text(address.name) && base::is_storable_text(address.address));
    }
    static_cast<void>(formats::mail::read_date(bytes));
    formats::mail::Path path;
    path.hops.push_back(formats::mail::read_hop(bytes));
    formats::mail::mark_first_outside(path, {"example.jp"});
    static_cast<void>(formats::mail::read_authentication("Authentication-Results", bytes));
    auto const html = formats::mail::read_html(decoded.text, 10'000, 50);
    BASE_ASSERT(base::is_storable_text(html.text) && html.links.size() <= 50);
    return 0;
}
