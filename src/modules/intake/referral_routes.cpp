#include "base/problem.h"
#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/referrals.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;
using registry::Change;
using registry::Referral;

namespace {

Change change_by(Parts const& parts, Call const& call) {
    return {author(call.actor), parts.platform.time.now(), "", std::nullopt};
}

void require(store::Reader& reader, Call const& call, base::Ulid const& consultation, Action action) {
    platform::access::require(reader, call.actor, action, {consultation_schema, consultation});
}

// A referral addressed to us, of a record that we may work on.
record::StoredRecord received_by_us(store::Reader& reader, Call const& call) {
    auto referral = allowed_part(reader, call, registry::referral_schema, Action::referral_receive);
    if (!is_ours(reader, call.actor, referral.record.as<Referral>().to_unit)) {
        throw base::Problem(base::Problem::forbidden, "宛先の所属ではありません",
                            "addressed to another unit");
    }
    return referral;
}

http::Response answer_with(Parts const& parts, Call const& call, base::Ulid const& referral) {
    http::Response response;
    base::Ulid about;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const stored = registry::get(reader, registry::referral_schema, referral);
        about = stored.record.as<Referral>().record_id;
        response = http::json_response(200, present.referral(stored));
    });
    note_reading(parts.platform, call.actor, {shown_record(call.request, "referral", about)});
    return response;
}

http::Response send_route(Parts const& parts, Call const& call) {
    auto const sending = read_sending(call.request);
    auto const action = sending.purpose == registry::Purpose::hand_over ? Action::consultation_hand_over
                                                                        : Action::consultation_refer;
    auto const id = path_id(call.request);
    std::vector<base::Ulid> sent;
    parts.platform.store.write([&](store::Transaction& transaction) {
        require(transaction, call, id, action);
        auto const consultation = registry::get(transaction, consultation_schema, id);
        sent = send(transaction, parts, consultation, sending, call.actor, change_by(parts, call));
    });
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& referral : sent) {
            items.push_back(present.referral(registry::get(reader, registry::referral_schema, referral)));
        }
    });
    note_reading(parts.platform, call.actor, {shown_record(call.request, "referral", id)});
    return http::json_response(201, json::object{{"items", std::move(items)}});
}

http::Response list_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const id = path_id(call.request);
        require(reader, call, id, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& referral :
             registry::all(reader, registry::referral_schema, {"r.record_id = ?", {store::id_value(id)}})) {
            auto object = present.referral(referral);
            object["ours"] = is_ours(reader, call.actor, referral.record.as<Referral>().to_unit);
            items.push_back(std::move(object));
        }
    });
    note_reading(parts.platform, call.actor, {shown_record(call.request, "referral", path_id(call.request))});
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response approve_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const late_reason = members.text("late_reason", 1000);
    members.finish();
    auto const id = path_id(call.request);
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const referral =
            allowed_part(transaction, call, registry::referral_schema, Action::referral_approve);
        approve(transaction, referral, late_reason, change_by(parts, call));
    });
    return answer_with(parts, call, id);
}

http::Response receive_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    Receipt const receipt{members.required_text("name", 120), members.text("extension", 40)};
    members.finish();
    parts.platform.store.write([&](store::Transaction& transaction) {
        receive(transaction, received_by_us(transaction, call), receipt, call.actor, change_by(parts, call));
    });
    return answer_with(parts, call, path_id(call.request));
}

http::Response answer_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const text = members.required_text("text");
    members.finish();
    parts.platform.store.write([&](store::Transaction& transaction) {
        answer(transaction, received_by_us(transaction, call), text, change_by(parts, call));
    });
    return answer_with(parts, call, path_id(call.request));
}

http::Response return_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.required_text("reason");
    members.finish();
    base::Ulid back;
    parts.platform.store.write([&](store::Transaction& transaction) {
        back =
            hand_back(transaction, parts, received_by_us(transaction, call), reason, change_by(parts, call));
    });
    return answer_with(parts, call, back);
}

}  // namespace

void add_referral_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::post,
         "/consultations/{id}/referrals",
         "refer",
         {"報告・支援要請・引継ぎ", "Refer a record"}},
        Action::consultation_refer, route(&send_route));
    add(parts,
        {Method::get, "/consultations/{id}/referrals", "listReferrals", {"報告・引継ぎの一覧", "Referrals"}},
        Action::consultation_read, route(&list_route));
    add(parts,
        {Method::post, "/referrals/{id}/approval", "approveReferral", {"決裁する", "Approve a report"}},
        Action::referral_approve, route(&approve_route));
    add(parts, {Method::post, "/referrals/{id}/receipt", "receiveReferral", {"受領する", "Receive"}},
        Action::referral_receive, route(&receive_route));
    add(parts, {Method::post, "/referrals/{id}/answer", "answerReferral", {"回答する", "Answer"}},
        Action::referral_receive, route(&answer_route));
    add(parts, {Method::post, "/referrals/{id}/return", "returnReferral", {"差し戻す", "Hand back"}},
        Action::referral_receive, route(&return_route));
}

}  // namespace modules::intake
