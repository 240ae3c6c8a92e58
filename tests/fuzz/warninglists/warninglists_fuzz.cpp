// Warning lists: any bytes become a list or a refusal; the fast matcher answers as the plain one for values
// cut from them. The first line is the value that is asked, the rest the list.

#include "base/problem.h"
#include "engine/warninglists/matcher.h"
#include "engine/warninglists/plain_matcher.h"
#include "formats/warninglists/warninglists.h"
#include "formats/yaml_lists/yaml_lists.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace {

using engine::observables::Type;
using engine::warninglists::List;
using engine::warninglists::ListType;

void compare(std::vector<List> const& lists, std::string_view value) {
    engine::warninglists::Matcher const matcher(lists);
    for (auto const type :
         {Type::domain, Type::url, Type::ipv4, Type::ipv6, Type::cidr, Type::email, Type::md5}) {
        auto const fast = matcher.match(type, value);
        BASE_ASSERT(std::is_sorted(fast.begin(), fast.end()));
        bool const expressions = lists[0].type == ListType::regex;
        BASE_ASSERT(expressions || fast == engine::warninglists::plain_match(lists, type, value));
    }
}

// The same entries as each type of list, so that one input tries them all; expressions only where the file
// says so.
std::vector<List> as_lists(formats::warninglists::WarningList const& from) {
    auto const type = engine::warninglists::list_type(from.type);
    BASE_ASSERT(type);
    if (*type == ListType::regex) {
        return {{from.name, *type, from.matching_attributes, from.list}};
    }
    std::vector<List> lists;
    for (auto const each : {ListType::cidr, ListType::hostname, ListType::string, ListType::substring}) {
        lists.push_back({from.name, each,
                         each == *type ? from.matching_attributes : std::vector<std::string>(), from.list});
    }
    return lists;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const line = std::min(input.find('\n'), input.size());
    auto const rest = input.substr(std::min(line + 1, input.size()));
    auto const list = formats::warninglists::parse(rest);
    BASE_ASSERT(static_cast<bool>(list) != !list.violations().empty());
    if (list) {
        compare(as_lists(*list), input.substr(0, line));
    } else {
        auto const hosts = formats::yaml_lists::parse(rest);
        BASE_ASSERT(static_cast<bool>(hosts) != !hosts.violations().empty());
    }
    return 0;
}
