#include "formats/yaml_lists/yaml_lists.h"

#include "formats/text/encoding.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <utility>

namespace formats::yaml_lists {

namespace {

constexpr std::size_t longest_host = 253;
constexpr std::size_t most_violations = 1'000;

std::string text_of(YAML::Node const& map, char const* member) {
    auto const node = map[member];
    return node && node.IsScalar() ? node.Scalar() : std::string();
}

void add_hosts(HostList& list, YAML::Node const& hosts) {
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        auto const node = hosts[i];
        auto host = node.IsScalar() ? node.Scalar() : node.IsMap() ? text_of(node, "host") : std::string();
        if (!host.empty() && host.size() <= longest_host) {
            list.hosts.push_back(std::move(host));
        } else if (list.violations.size() < most_violations) {
            list.violations.push_back(
                {fmt::format("hosts/{}", i), {"ホスト名ではありません", "not a host name"}});
        }
    }
}

base::Parsed<HostList> read(std::string const& bytes) {
    auto const root = YAML::Load(bytes);
    if (!root.IsMap()) {
        return base::Violation{
            "", {"source, note, hosts のある YAML ではありません", "not YAML with source, note and hosts"}};
    }
    auto const hosts = root["hosts"];
    if (!hosts || !hosts.IsSequence()) {
        return base::Violation{"hosts", {"ホストの一覧が必要です", "a list of hosts is required"}};
    }
    HostList list;
    list.source = text_of(root, "source");
    list.note = text_of(root, "note");
    add_hosts(list, hosts);
    return list;
}

}  // namespace

base::Parsed<HostList> parse(std::string_view bytes) {
    if (bytes.size() > largest_file) {
        return base::Violation{"",
                               {fmt::format("ファイルが大きすぎます（上限は {} バイト）", largest_file),
                                fmt::format("the file is too large (the limit is {} bytes)", largest_file)}};
    }
    if (auto const wrong = text::first_invalid_utf8(bytes)) {
        return base::Violation{"",
                               {fmt::format("UTF-8 として読めません（{} バイト目）", *wrong + 1),
                                fmt::format("not valid UTF-8 (byte {})", *wrong + 1)}};
    }
    try {
        return read(std::string(bytes));
    } catch (YAML::Exception const& error) {
        auto const line = error.mark.is_null() ? 1 : error.mark.line + 1;
        return base::Violation{fmt::format("line {}", line),
                               {fmt::format("YAML として読めません（{}）", error.msg),
                                fmt::format("cannot be read as YAML ({})", error.msg)}};
    }
}

}  // namespace formats::yaml_lists
