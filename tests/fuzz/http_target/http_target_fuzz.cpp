// Request targets: whatever is accepted must be safe to route, to look up and to log, and decode to itself
// again.

#include "base/problem.h"
#include "platform/http/target.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace http = platform::http;

namespace {

// Every byte escaped except the slash: the one spelling that cannot be read in two ways.
std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '/') {
            encoded.push_back(c);
        } else {
            encoded.append("%").push_back(digits[byte >> 4U]);
            encoded.push_back(digits[byte & 15U]);
        }
    }
    return encoded;
}

bool has_segment(std::string_view path, std::string_view segment) {
    std::size_t at = 1;
    while (at <= path.size()) {
        auto const end = std::min(path.find('/', at), path.size());
        if (path.substr(at, end - at) == segment) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

bool has_control(std::string_view text, std::string_view allowed) {
    return std::ranges::any_of(text, [allowed](char c) {
        return ((c >= 0 && c < 0x20) || c == 0x7f) && allowed.find(c) == std::string_view::npos;
    });
}

void check_accepted(http::Target const& target) {
    BASE_ASSERT(http::is_valid_utf8(target.path));
    BASE_ASSERT(!has_control(target.path, ""));
    BASE_ASSERT(target.path.find('\\') == std::string::npos);
    for (auto const& [name, value] : target.query) {
        BASE_ASSERT(http::is_valid_utf8(name) && http::is_valid_utf8(value));
        BASE_ASSERT(!has_control(name, "\t\r\n") && !has_control(value, "\t\r\n"));
    }
    if (target.path == "*") {
        return;
    }
    BASE_ASSERT(target.path.starts_with('/'));
    BASE_ASSERT(!has_segment(target.path, ".") && !has_segment(target.path, ".."));
    auto const again = http::parse_target(percent_encode(target.path));
    BASE_ASSERT(again && again->path == target.path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    if (auto const target = http::parse_target(text)) {
        check_accepted(*target);
    } else {
        BASE_ASSERT(!target.violations().empty() && !target.violations().front().reason.ja.empty());
    }
    for (auto const plus : {http::Plus::literal, http::Plus::space}) {
        if (auto const decoded = http::percent_decode(text, plus)) {
            BASE_ASSERT(http::is_valid_utf8(*decoded) && decoded->find('\0') == std::string::npos);
        }
    }
    return 0;
}
