#include "modules/audit/install.h"

#include "modules/audit/routes.h"
#include "platform/access/guard.h"
#include "platform/http/router.h"

namespace modules::audit {

namespace http = platform::http;
using platform::access::Action;
using platform::access::Call;

void install(platform::Platform& platform) {
    auto const add = [&platform](http::Method method, std::string_view pattern, std::string id,
                                 base::Words summary, Action action,
                                 http::Response (*handler)(platform::Platform const&, Call const&)) {
        http::Route route;
        route.method = method;
        route.pattern.append("/api/v1").append(pattern);
        route.operation_id = std::move(id);
        route.summary = std::move(summary);
        platform.guard.add(platform.router, std::move(route), action,
                           [&platform, handler](Call const& call) { return handler(platform, call); });
    };
    using enum http::Method;
    add(get, "/access-log", "listAccess", {"閲覧記録", "Log of reads"}, Action::access_log_read,
        &list_access_route);
    add(get, "/access-log/export", "exportAccess", {"閲覧記録の CSV 出力", "Log of reads as CSV"},
        Action::access_log_read, &export_access_route);
    add(get, "/access-log/entries/{node}/{seq}", "getAccess",
        {"閲覧記録の1件", "One entry of the log of reads"}, Action::access_log_read, &access_entry_route);
    add(get, "/access-log/staff/{id}", "staffActivity", {"職員の操作の経過", "What one officer did"},
        Action::access_log_read, &staff_activity_route);
    add(post, "/access-log/person", "whoSawPerson", {"この人を見た者", "Who saw this person"},
        Action::access_log_read, &person_route);
    add(get, "/journal", "listJournal", {"監査記録", "Journal"}, Action::journal_read, &list_journal_route);
    add(get, "/journal/export", "exportJournal", {"変更記録の CSV 出力", "Journal as CSV"},
        Action::journal_read, &export_journal_route);
}

}  // namespace modules::audit
