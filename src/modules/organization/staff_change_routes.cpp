#include "base/problem.h"
#include "modules/organization/administration.h"
#include "modules/organization/present.h"
#include "modules/organization/staff_changes.h"
#include "platform/access/guard.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"

namespace modules::organization {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

constexpr std::size_t most_shown = 100;

http::Response staff_answer(Administration const& administration, Call const& call, int status,
                            base::Ulid const& id) {
    json::object body;
    std::int64_t version = 0;
    auto const today = base::date_in_japan(administration.platform.time.now());
    administration.platform.store.read([&](store::Reader& reader) {
        auto const staff = registry::staff_by_id(reader, id);
        BASE_ASSERT(staff);
        version = staff->envelope.version;
        body = staff_json(reader, *staff, today, StaffDetail::to_administer);
        body["periods"] = periods_json(reader, *staff, today);
    });
    return http::with_etag(call.request, http::json_response(status, body), http::version_etag(version));
}

http::Response add_route(Administration const& administration, Call const& call) {
    auto const staff = read_staff(http::json_body(call.request));
    base::Ulid id;
    administration.platform.store.write([&](store::Transaction& transaction) {
        id = add_staff(transaction, staff, change_by(administration, call, "create"));
    });
    return staff_answer(administration, call, 201, id);
}

http::Response correct_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    administration.platform.store.write([&](store::Transaction& transaction) {
        correct_staff(transaction, get_version(transaction, registry::staff_schema, id, version), body,
                      change_by(administration, call, "update"));
    });
    return staff_answer(administration, call, 200, id);
}

struct Asked {
    Transfer transfer;
    bool only_tried = false;
};

// What stays as it is today is left out of the request.
Asked read_transfer(store::Reader& reader, base::Ulid const& staff, json::value const& body, bool leaves) {
    http::Members members(body);
    Asked asked;
    auto& to = asked.transfer.to;
    to.valid_from = required_day(members, "date");
    asked.transfer.hand_over_to = members.id("hand_over_to").value_or(base::Ulid{});
    asked.only_tried = members.flag("dry_run");
    if (!leaves) {
        auto const stored = registry::staff_by_id(reader, staff);
        auto const serving = stored ? registry::staff_on(reader, *stored, to.valid_from) : registry::Staff{};
        auto const unit = members.id("unit");
        if (!unit) {
            members.refuse("unit", "異動先の所属を指定してください", "say to which unit");
        }
        to.unit = unit.value_or(base::Ulid{});
        to.rank = members.value("rank") != nullptr ? members.text("rank", 200) : serving.rank;
        to.post = members.value("post") != nullptr ? members.text("post", 200) : serving.post;
        auto const extension = members.text("extension", 80);
        if (!extension.empty()) {
            to.extension = extension;
        }
    }
    members.finish();
    return asked;
}

http::Response move(Administration const& administration, Call const& call, bool leaves) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    registry::OpenWork open;
    json::object answer;
    try {
        administration.platform.store.write([&](store::Transaction& transaction) {
            auto const before = get_version(transaction, registry::staff_schema, id, version);
            auto const asked = read_transfer(transaction, id, body, leaves);
            open = administration.work.of_person(transaction, id, most_shown);
            answer = open_work_json(transaction, open);
            transfer(transaction, before, asked.transfer, administration.work,
                     change_by(administration, call, leaves ? "leave" : "transfer"));
            if (asked.only_tried) {
                throw OnlyTried{};
            }
        });
    } catch (OnlyTried const&) {
        note_shown(administration, call, open, leaves ? "離任" : "異動");
        return http::json_response(200, json::object{{"dry_run", true}, {"open_work", std::move(answer)}});
    }
    return staff_answer(administration, call, 200, id);
}

http::Response transfer_route(Administration const& administration, Call const& call) {
    return move(administration, call, false);
}

http::Response leave_route(Administration const& administration, Call const& call) {
    return move(administration, call, true);
}

http::Response withdraw_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const day = base::parse_date(call.request.path_parameter("day"));
    if (!day) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    administration.platform.store.write([&](store::Transaction& transaction) {
        withdraw(transaction, get_version(transaction, registry::staff_schema, id, version), *day,
                 change_by(administration, call, "withdraw"));
    });
    return staff_answer(administration, call, 200, id);
}

}  // namespace

void add_staff_change_routes(Administration const& administration) {
    auto const manage = Action::organization_manage;
    add(administration, {Method::post, "/staff", "addStaff", {"職員を追加する", "Add a member of staff"}},
        manage, add_route);
    add(administration,
        {Method::patch, "/staff/{id}", "correctStaff", {"職員を訂正する", "Correct a member of staff"}},
        manage, correct_route);
    add(administration,
        {Method::post, "/staff/{id}/transfer", "transferStaff", {"異動を登録する", "Transfer"}}, manage,
        transfer_route);
    add(administration,
        {Method::post, "/staff/{id}/leaving", "endService", {"離任を登録する", "End of service"}}, manage,
        leave_route);
    add(administration,
        {Method::delete_,
         "/staff/{id}/changes/{day}",
         "withdrawTransfer",
         {"予定の異動・離任を取り消す", "Take back a transfer to come"}},
        manage, withdraw_route);
}

}  // namespace modules::organization
