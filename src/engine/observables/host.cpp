#include "engine/observables/host.h"

#include "engine/observables/view.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <string>

namespace engine::observables {
namespace {

bool is_documentation_name(std::string_view label) {
    static constexpr std::array<std::string_view, 8> names{"example", "test",  "invalid", "localhost",
                                                           "onion",   "local", "lan",     "internal"};
    return std::find(names.begin(), names.end(), label) != names.end();
}

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
        return false;
    }
    return std::all_of(label.begin(), label.end(),
                       [](char c) { return is_alnum(c) || c == '-' || !is_ascii(c); });
}

bool is_public_suffix(std::string const& name) {
    return psl_is_public_suffix2(psl_builtin(), name.c_str(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
}

}  // namespace

bool is_top_level(std::string_view label) {
    if (label.size() < 2 || std::all_of(label.begin(), label.end(), is_digit)) {
        return false;
    }
    return is_documentation_name(label) || is_public_suffix(std::string{label});
}

bool is_host(std::string_view host) {
    if (host.size() > 253 || host.find('.') == std::string_view::npos) {
        return false;
    }
    std::size_t begin = 0;
    bool named = false;  // some label is not a number
    for (auto dot = host.find('.'); begin <= host.size(); dot = host.find('.', begin)) {
        auto const end = dot == std::string_view::npos ? host.size() : dot;
        auto const label = host.substr(begin, end - begin);
        if (!is_label(label)) {
            return false;
        }
        if (dot == std::string_view::npos) {
            // Some countries sell names below their second level only: .co.za without .za.
            auto const before = begin < 2 ? std::string_view::npos : host.rfind('.', begin - 2);
            bool const second =
                before != std::string_view::npos && is_public_suffix(std::string{host.substr(before + 1)});
            bool const fits = is_top_level(label) || second;
            // 163.com is a name, 198.51.100.xxx is a masked address.
            bool const masked = !named && std::count(host.begin(), host.end(), '.') > 1;
            return fits && !masked && (is_documentation_name(label) || !is_public_suffix(std::string{host}));
        }
        named = named || !std::all_of(label.begin(), label.end(), is_digit);
        begin = end + 1;
    }
    return false;
}

bool is_file_like_suffix(std::string_view top_level) noexcept {
    static constexpr std::array<std::string_view, 15> names{
        "zip", "mov", "sh", "py", "rs", "pl", "md", "ps", "so", "cab", "pub", "foo", "cpp", "do", "as"};
    return std::find(names.begin(), names.end(), top_level) != names.end();
}

bool is_ipv4_text(std::string_view host) noexcept {
    int parts = 0;
    int value = -1;
    for (auto const c : host) {
        if (is_digit(c)) {
            value = (value < 0 ? 0 : value) * 10 + (c - '0');
            if (value > 255) {
                return false;
            }
        } else if (c == '.' && value >= 0) {
            ++parts;
            value = -1;
        } else {
            return false;
        }
    }
    return parts == 3 && value >= 0;
}

}  // namespace engine::observables
