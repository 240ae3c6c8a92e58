#include "engine/warninglists/plain_matcher.h"

#include "engine/warninglists/network_index.h"

#include <algorithm>

namespace engine::warninglists {

namespace {

using observables::Type;

bool in_network(std::string const& entry, Type type, std::string_view value) {
    bool const address =
        (type == Type::ipv4 || type == Type::ipv6) && value.find('/') == std::string_view::npos;
    if (!address && type != Type::cidr) {
        return false;
    }
    auto const network = parse_network(entry);
    auto const asked = parse_network(value);
    return network && asked && network->first <= asked->first && asked->last <= network->last;
}

bool is_host_or_below(std::string entry, std::string const& host) {
    while (entry.starts_with('.')) {
        entry.erase(0, 1);
    }
    while (entry.ends_with('.')) {
        entry.pop_back();
    }
    return !entry.empty() && !host.empty() &&
           (host == entry || host.ends_with(std::string(".").append(entry)));
}

bool is_on(List const& list, Type type, std::string_view value) {
    auto const text = lower(value);
    std::string const host(host_of(text));
    return std::any_of(list.entries.begin(), list.entries.end(), [&](std::string const& written) {
        auto const entry = lower(written);
        switch (list.type) {
            case ListType::cidr:
                return in_network(entry, type, value);
            case ListType::hostname:
                return is_host_or_below(entry, host);
            case ListType::string:
                return !entry.empty() && entry == text;
            case ListType::substring:
                return !entry.empty() && text.find(entry) != std::string::npos;
            case ListType::regex:
                return false;
        }
        return false;
    });
}

}  // namespace

std::vector<std::uint32_t> plain_match(std::vector<List> const& lists, observables::Type type,
                                       std::string_view value) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        if (!value.empty() && applies(lists[i], type) && is_on(lists[i], type, value)) {
            found.push_back(i);
        }
    }
    return found;
}

}  // namespace engine::warninglists
