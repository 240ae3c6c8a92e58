// Types beyond the labelled ones: MAC addresses, CVE numbers, ATT&CK techniques, autonomous systems.

#include "engine/observables/scan.h"

#include <algorithm>
#include <array>

namespace engine::observables {
namespace {

std::size_t digits_from(View const& view, std::size_t place) {
    auto end = place;
    while (is_digit(view.at(end))) {
        ++end;
    }
    return end;
}

std::string upper(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; });
    return result;
}

void claim_cve(Scan& scan, std::size_t at) {
    auto const& view = scan.view;
    auto const year = digits_from(view, at + 4);
    auto const end = digits_from(view, year + 1);
    if (lowered(view.slice(at, std::min(at + 4, view.size()))) == "cve-" && year == at + 8 &&
        view.at(year) == '-' && end >= year + 5 && end <= year + 8) {
        scan.claim({Type::cve, upper(view.slice(at, end)), at, end});
    }
}

void claim_technique(Scan& scan, std::size_t at) {
    auto const& view = scan.view;
    auto end = digits_from(view, at + 1);
    if (end != at + 5 || is_alnum(view.at(end))) {
        return;
    }
    if (view.at(end) == '.' && digits_from(view, end + 1) == end + 4 && !is_alnum(view.at(end + 4))) {
        end += 4;
    }
    scan.claim({Type::attack_id, std::string{view.slice(at, end)}, at, end});
}

void claim_asn(Scan& scan, std::size_t at) {
    auto const& view = scan.view;
    auto const end = digits_from(view, at + 2);
    if (view.starts_with(at, "AS") && end >= at + 4 && end <= at + 12 && !is_alnum(view.at(end))) {
        scan.claim({Type::asn, std::string{view.slice(at, end)}, at, end});
    }
}

// Six pairs tied by colons or hyphens, all alike.
void claim_mac(Scan& scan, std::size_t at) {
    auto const& view = scan.view;
    auto const tie = view.at(at + 2);
    if (tie != ':' && tie != '-') {
        return;
    }
    for (std::size_t pair = 0; pair < 6; ++pair) {
        auto const place = at + pair * 3;
        if (!is_hex(view.at(place)) || !is_hex(view.at(place + 1)) ||
            (pair < 5 && view.at(place + 2) != tie)) {
            return;
        }
    }
    auto const end = at + 17;
    if (!is_alnum(view.at(end)) && view.at(end) != tie) {
        auto value = lowered(view.slice(at, end));
        std::replace(value.begin(), value.end(), '-', ':');
        scan.claim({Type::mac, value, at, end});
    }
}

}  // namespace

void find_further_types(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size(); ++at) {
        auto const c = view.at(at);
        auto const previous = view.before(at);
        if (!is_alnum(c) || is_alnum(previous) || previous == '.' || previous == '-' || previous == '_' ||
            previous == ':') {
            continue;
        }
        if (c == 'C' || c == 'c') {
            claim_cve(scan, at);
        } else if (c == 'T') {
            claim_technique(scan, at);
        } else if (c == 'A') {
            claim_asn(scan, at);
        }
        if (is_hex(c)) {
            claim_mac(scan, at);
        }
    }
}

}  // namespace engine::observables
