#pragma once
// The auditor's questions, one function each. Every one is recorded before it is answered.

#include "platform/access/guard.h"
#include "platform/platform.h"

namespace modules::audit {

using platform::Platform;
using platform::access::Call;
using platform::http::Response;

Response list_access_route(Platform const& platform, Call const& call);
Response export_access_route(Platform const& platform, Call const& call);
Response access_entry_route(Platform const& platform, Call const& call);
Response list_journal_route(Platform const& platform, Call const& call);
Response export_journal_route(Platform const& platform, Call const& call);
Response staff_activity_route(Platform const& platform, Call const& call);
Response person_route(Platform const& platform, Call const& call);

}  // namespace modules::audit
