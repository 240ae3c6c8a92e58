#include "engine/warninglists/matcher.h"

#include "engine/warninglists/network_index.h"
#include "engine/warninglists/regex_index.h"
#include "engine/warninglists/substring_index.h"
#include "engine/warninglists/text_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace engine::warninglists {

namespace {

using observables::Type;

constexpr std::size_t most_refusals = 1'000;

// What is asked for one type: which lists speak about it, and which kinds of list are among them.
struct Asked {
    std::vector<bool> lists;
    std::bitset<5> kinds;
    [[nodiscard]] bool has(ListType type) const noexcept { return kinds[static_cast<std::size_t>(type)]; }
};

std::string_view without_dots(std::string_view host) noexcept {
    while (host.starts_with('.')) {
        host.remove_prefix(1);
    }
    while (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    return host;
}

std::vector<Expression> expressions_of(std::vector<List> const& lists) {
    std::vector<Expression> expressions;
    for (std::uint32_t number = 0; number < lists.size(); ++number) {
        auto const& list = lists[number];
        for (std::size_t i = 0; list.type == ListType::regex && i < list.entries.size(); ++i) {
            if (!list.entries[i].empty()) {
                expressions.push_back({list.entries[i], number, fmt::format("{}/{}", list.name, i)});
            }
        }
    }
    return expressions;
}

bool is_address(Type type) noexcept {
    return type == Type::ipv4 || type == Type::ipv6;
}

// What has been found for one value, of the lists that speak about its type.
struct Found {
    Asked const& asked;
    std::vector<std::uint32_t> lists;

    void add(std::uint32_t list) {
        if (asked.lists[list]) {
            lists.push_back(list);
        }
    }
    void add(std::span<std::uint32_t const> all) {
        for (auto const list : all) {
            add(list);
        }
    }
    void add(TextIndex const& index, std::string_view text) {
        for (auto at = index.first(text); at != TextIndex::none; at = index.next(at)) {
            add(index.list(at));
        }
    }
};

// The substring lists that speak about the same types share an automaton: a URL is not led through texts for
// e-mail.
struct Parts {
    std::bitset<type_count> types;
    SubstringIndex index;
};

// The value in small letters, without an allocation for a value of usual length.
class LowerCase {
  public:
    explicit LowerCase(std::string_view value) {
        if (value.size() > small_.size()) {
            large_ = lower(value);
            return;
        }
        std::transform(value.begin(), value.end(), small_.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        size_ = value.size();
    }
    [[nodiscard]] std::string_view text() const noexcept {
        return large_.empty() ? std::string_view(small_.data(), size_) : std::string_view(large_);
    }

  private:
    std::array<char, 256> small_;  // written before it is read, up to size_
    std::size_t size_ = 0;
    std::string large_;
};

}  // namespace

struct Matcher::Internal {
    std::vector<std::string> names;
    std::array<Asked, type_count> asked;
    TextIndex texts;
    TextIndex hosts;
    NetworkIndex networks;
    std::vector<Parts> parts;
    std::optional<RegexIndex> expressions;
    std::vector<base::Violation> refusals;

    void refuse(base::Violation violation) {
        if (refusals.size() < most_refusals) {
            refusals.push_back(std::move(violation));
        }
    }
    void add(List const& list, std::uint32_t number);
    void add_network(List const& list, std::size_t at, std::uint32_t number);
    void ask_for(List const& list, std::uint32_t number);
    [[nodiscard]] SubstringIndex& parts_for(List const& list);
    [[nodiscard]] std::vector<std::uint32_t> around(Type type, std::string_view value,
                                                    Asked const& what) const;
};

void Matcher::Internal::ask_for(List const& list, std::uint32_t number) {
    for (std::size_t type = 0; type < type_count; ++type) {
        if (applies(list, static_cast<Type>(type))) {
            asked[type].lists[number] = true;
            asked[type].kinds.set(static_cast<std::size_t>(list.type));
        }
    }
}

SubstringIndex& Matcher::Internal::parts_for(List const& list) {
    std::bitset<type_count> types;
    for (std::size_t type = 0; type < type_count; ++type) {
        types[type] = applies(list, static_cast<Type>(type));
    }
    auto const known =
        std::find_if(parts.begin(), parts.end(), [&](Parts const& each) { return each.types == types; });
    return known != parts.end() ? known->index : parts.emplace_back(Parts{types, {}}).index;
}

void Matcher::Internal::add_network(List const& list, std::size_t at, std::uint32_t number) {
    if (auto const network = parse_network(list.entries[at])) {
        networks.add(*network, number);
    } else {
        refuse({fmt::format("{}/{}", list.name, at),
                {"IP アドレスでもネットワークでもありません", "neither an IP address nor a network"}});
    }
}

void Matcher::Internal::add(List const& list, std::uint32_t number) {
    auto* const parts_index = list.type == ListType::substring ? &parts_for(list) : nullptr;
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
        auto const& entry = list.entries[i];
        if (entry.empty()) {
            refuse({fmt::format("{}/{}", list.name, i), {"空です", "it is empty"}});
            continue;
        }
        switch (list.type) {
            case ListType::cidr:
                add_network(list, i, number);
                break;
            case ListType::hostname:
                hosts.add(without_dots(lower(entry)), number);
                break;
            case ListType::string:
                texts.add(lower(entry), number);
                break;
            case ListType::substring:
                parts_index->add(lower(entry), number);
                break;
            case ListType::regex:
                break;  // all lists' together, see expressions_of
        }
    }
}

Matcher::Matcher(std::vector<List> const& lists) {
    auto made = std::make_unique<Internal>();
    for (auto& asked : made->asked) {
        asked.lists.resize(lists.size());
    }
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        made->names.push_back(lists[i].name);
        made->ask_for(lists[i], i);
        made->add(lists[i], i);
    }
    made->networks.build();
    for (auto& each : made->parts) {
        each.index.build();
    }
    made->expressions.emplace(expressions_of(lists));
    for (auto const& refusal : made->expressions->refusals()) {
        made->refuse(refusal);
    }
    internal_ = std::move(made);
}

Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

std::vector<std::uint32_t> Matcher::match(Type type, std::string_view value) const {
    auto const& in = *internal_;
    auto const& asked = in.asked[static_cast<std::size_t>(type)];
    Found found{asked, {}};
    if (asked.kinds.none() || value.empty()) {
        return found.lists;
    }
    if (asked.has(ListType::cidr) && is_address(type)) {
        if (auto const address = parse_address(value)) {
            found.add(in.networks.around(*address));
        }
    } else if (asked.has(ListType::cidr) && type == Type::cidr) {
        if (auto const network = parse_network(value)) {
            found.add(in.networks.around(*network));
        }
    }
    LowerCase const lowered(value);
    auto const text = lowered.text();
    if (asked.has(ListType::string)) {
        found.add(in.texts, text);
    }
    if (asked.has(ListType::hostname)) {
        for (auto host = host_of(text); !host.empty();) {
            found.add(in.hosts, host);
            auto const dot = host.find('.');
            host = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
        }
    }
    if (asked.has(ListType::substring)) {
        for (auto const& each : in.parts) {
            if (each.types[static_cast<std::size_t>(type)]) {
                found.add(each.index.inside(text));
            }
        }
    }
    if (asked.has(ListType::regex)) {
        found.add(in.expressions->search(value));
    }
    std::sort(found.lists.begin(), found.lists.end());
    found.lists.erase(std::unique(found.lists.begin(), found.lists.end()), found.lists.end());
    return found.lists;
}

std::vector<std::string_view> Matcher::names(Type type, std::string_view value) const {
    std::vector<std::string_view> names;
    for (auto const list : match(type, value)) {
        names.push_back(name(list));
    }
    return names;
}

std::string_view Matcher::name(std::uint32_t list) const {
    BASE_ASSERT(list < internal_->names.size());
    return internal_->names[list];
}

std::size_t Matcher::list_count() const noexcept {
    return internal_->names.size();
}

std::vector<base::Violation> const& Matcher::refusals() const noexcept {
    return internal_->refusals;
}

}  // namespace engine::warninglists
