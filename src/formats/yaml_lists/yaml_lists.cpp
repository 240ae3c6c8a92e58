#include "formats/yaml_lists/yaml_lists.h"

#include "formats/yaml/tree.h"

#include <fmt/format.h>

#include <utility>

namespace formats::yaml_lists {

namespace {

constexpr std::size_t longest_host = 253;
constexpr std::size_t most_violations = 1'000;
constexpr yaml::Limits limits{.largest = largest_file, .most_items = 500'000};

std::string text_of(yaml::Node const& map, std::string_view member) {
    auto const* node = map.find(member);
    return node != nullptr ? node->scalar : std::string();
}

void add_hosts(HostList& list, yaml::Node const& hosts) {
    for (std::size_t i = 0; i < hosts.items.size(); ++i) {
        auto const& node = hosts.items[i];
        auto host = node.is_map() ? text_of(node, "host") : node.scalar;
        if (!host.empty() && host.size() <= longest_host) {
            list.hosts.push_back(std::move(host));
        } else if (list.violations.size() < most_violations) {
            list.violations.push_back(
                {fmt::format("hosts/{}", i), {"ホスト名ではありません", "not a host name"}});
        }
    }
}

}  // namespace

base::Parsed<HostList> parse(std::string_view bytes) {
    auto const root = yaml::read(bytes, limits);
    if (!root) {
        return root.violations();
    }
    if (!root->is_map()) {
        return base::Violation{
            "", {"source, note, hosts のある YAML ではありません", "not YAML with source, note and hosts"}};
    }
    auto const* hosts = root->find("hosts");
    if (hosts == nullptr || !hosts->is_list()) {
        return base::Violation{"hosts", {"ホストの一覧が必要です", "a list of hosts is required"}};
    }
    HostList list;
    list.source = text_of(*root, "source");
    list.note = text_of(*root, "note");
    add_hosts(list, *hosts);
    return list;
}

}  // namespace formats::yaml_lists
