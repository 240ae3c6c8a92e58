#pragma once
// What the routes of this module share: how one is added, and what a path names.

#include "modules/rule_tables/install.h"
#include "platform/access/guard.h"
#include "platform/http/router.h"
#include "platform/tables/rules.h"

#include <functional>
#include <string>
#include <string_view>

namespace modules::rule_tables {

struct RouteWords {
    platform::http::Method method;
    std::string_view pattern;
    std::string_view id;
    base::Words summary;
    platform::access::Action action;
};
using RouteHandler = platform::http::Response (*)(Parts const&, platform::access::Call const&);
void add_route(Parts const& parts, RouteWords words, RouteHandler handler);

// "guidance~sheets" for "guidance/sheets.yaml": how a path names a table.
[[nodiscard]] std::string table_id(std::string_view file);
// Problem::not_found when the files have none of that name.
[[nodiscard]] std::string file_of(platform::tables::Files const& files, std::string_view id);

[[nodiscard]] base::Ulid path_id(platform::http::Request const& request);
[[noreturn]] void not_found();

}  // namespace modules::rule_tables
