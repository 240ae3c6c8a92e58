#pragma once
// Routes that change the organisation, and what they share.

#include "modules/organization/install.h"
#include "platform/access/guard.h"
#include "platform/access/password_hasher.h"
#include "platform/http/members.h"
#include "platform/http/message.h"
#include "platform/registry/ports/open_work.h"
#include "platform/registry/records.h"

#include <string>
#include <string_view>

namespace modules::organization {

struct Administration {
    platform::Platform const& platform;
    platform::access::Sessions& sessions;
    platform::access::PasswordHasher& hasher;
    platform::registry::OpenWorkKeeper const& work;
};

struct Operation {
    platform::http::Method method;
    std::string pattern;  // after /api/v1
    std::string id;
    base::Words summary;
    std::size_t max_body = 256UL * 1024;
};
using Handle = platform::http::Response (*)(Administration const&, platform::access::Call const&);
void add(Administration const& administration, Operation operation, platform::access::Action action,
         Handle handler);

// A day in a body, 「令和8年4月1日」 or "2026-04-01"; refused by name when it is none.
[[nodiscard]] base::Date required_day(platform::http::Members& members, std::string_view name);

// By whom and when, for a change that this request makes.
[[nodiscard]] platform::registry::Change change_by(Administration const& administration,
                                                   platform::access::Call const& call,
                                                   std::string_view action);
// Who is shown numbers of records is named beside them, although nothing of their content is.
void note_shown(Administration const& administration, platform::access::Call const& call,
                platform::registry::OpenWork const& work, std::string_view purpose);

void add_unit_change_routes(Administration const& administration);
void add_staff_change_routes(Administration const& administration);
void add_account_routes(Administration const& administration);
void add_merger_routes(Administration const& administration);
void add_staff_import_routes(Administration const& administration);

}  // namespace modules::organization
