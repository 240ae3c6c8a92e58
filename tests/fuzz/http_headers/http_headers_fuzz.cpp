// Request heads and the grammars of header values: the same outcome however the bytes are cut, and nothing
// accepted whose framing could be read in two ways.

#include "base/problem.h"
#include "platform/http/address_range.h"
#include "platform/http/cookies.h"
#include "platform/http/header_values.h"
#include "platform/http/request_head.h"
#include "platform/http/target.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace http = platform::http;

namespace {

http::HeadLimits const limits{.max_head = 2048, .max_target = 256, .max_headers = 20};

using Found = std::optional<std::variant<std::size_t, http::Refusal>>;

// The head as it arrives `step` bytes at a time.
Found scan_in_steps(std::string_view bytes, std::size_t step) {
    http::HeadScanner scanner(limits);
    for (std::size_t size = std::min(step, bytes.size());; size = std::min(size + step, bytes.size())) {
        auto found = scanner.scan(bytes.substr(0, size));
        if (found || size == bytes.size()) {
            return found;
        }
    }
}

int outcome(Found const& found) {
    if (!found) {
        return -1;
    }
    auto const* size = std::get_if<std::size_t>(&*found);
    return size == nullptr ? -std::get<http::Refusal>(*found).status : static_cast<int>(*size);
}

std::size_t count(http::Pairs const& headers, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(headers, name, &http::Pairs::value_type::first));
}

void check_values(std::string_view value) {
    (void)http::preferred_language(value);
    (void)http::accepts_encoding(value, "br");
    (void)http::names_etag(value, "\"1\"");
    (void)http::is_host(value);
    auto const type = http::media_type(value);
    BASE_ASSERT(type.empty() || type.find('/') != std::string::npos);
    if (auto const cookie = http::find_cookie(value, "session")) {
        BASE_ASSERT(cookie->find(';') == std::string_view::npos);
    }
    for (auto const element : http::split_list(value)) {
        BASE_ASSERT(!element.empty() && element.find(',') == std::string_view::npos);
    }
    if (auto const range = http::AddressRange::parse(value)) {
        BASE_ASSERT(range->contains(value.substr(0, value.find('/'))));
    }
    static auto const proxies = *http::AddressRange::parse("10.0.0.0/8");
    auto const client = http::client_address(value, "10.0.0.1", proxies);
    BASE_ASSERT(client == "10.0.0.1" || !proxies.contains(client));
}

void check_accepted(http::RequestHead const& head) {
    BASE_ASSERT(head.headers.size() <= limits.max_headers && head.target.size() <= limits.max_target);
    BASE_ASSERT(count(head.headers, "host") == 1);
    BASE_ASSERT(count(head.headers, "content-length") + count(head.headers, "transfer-encoding") <= 1);
    BASE_ASSERT(!(head.is_chunked && head.content_length));
    BASE_ASSERT(head.is_chunked == (count(head.headers, "transfer-encoding") == 1));
    BASE_ASSERT(head.content_length.has_value() == (count(head.headers, "content-length") == 1));
    for (auto const& [name, value] : head.headers) {
        BASE_ASSERT(http::is_token(name) && http::lower_case_ascii(name) == name);
        BASE_ASSERT(http::is_valid_utf8(value) && http::trim_blanks(value) == value);
        BASE_ASSERT(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
        check_values(value);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const found = scan_in_steps(bytes, bytes.size() + 1);
    BASE_ASSERT(outcome(found) == outcome(scan_in_steps(bytes, 1)));
    BASE_ASSERT(outcome(found) == outcome(scan_in_steps(bytes, 7)));
    if (found && std::holds_alternative<std::size_t>(*found)) {
        auto const parsed = http::parse_head(bytes.substr(0, std::get<std::size_t>(*found)), limits);
        if (auto const* head = std::get_if<http::RequestHead>(&parsed)) {
            check_accepted(*head);
        } else {
            auto const& refusal = std::get<http::Refusal>(parsed);
            BASE_ASSERT(refusal.status >= 400 && !refusal.reason.ja.empty() && !refusal.reason.en.empty());
        }
    }
    check_values(bytes);
    return 0;
}
