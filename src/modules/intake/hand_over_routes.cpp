// Many records handed over at once: tried first without a trace, then each for itself.
#include "base/problem.h"
#include "modules/intake/install.h"
#include "modules/intake/referrals.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t most_at_once = 200;

enum class Doing : std::uint8_t { trying, sending };

struct HandOvers {
    std::vector<base::Ulid> records;
    Sending sending;
    Doing doing = Doing::sending;
};

// Undoes what was only tried.
struct OnlyTried : std::exception {};

HandOvers read_hand_overs(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    HandOvers asked;
    asked.records = members.ids("records", most_at_once);
    asked.sending.purpose = registry::Purpose::hand_over;
    asked.sending.message = members.text("message");
    if (auto const to = members.id("to")) {
        asked.sending.to = {*to};
    } else {
        members.refuse("to", "引継先の所属を指定してください", "say to which unit");
    }
    asked.doing = members.flag("dry_run") ? Doing::trying : Doing::sending;
    if (asked.records.empty()) {
        members.refuse("records", "引き継ぐ受理票を選んでください", "choose the records");
    }
    std::set<base::Ulid> const distinct(asked.records.begin(), asked.records.end());
    if (distinct.size() != asked.records.size()) {
        members.refuse("records", "同じ受理票が二度指定されています", "names a record twice");
    }
    members.finish();
    return asked;
}

void hand_over(Parts const& parts, Call const& call, HandOvers const& asked, base::Ulid const& record) {
    try {
        parts.platform.store.write([&](store::Transaction& transaction) {
            platform::access::require(transaction, call.actor, Action::consultation_hand_over,
                                      {consultation_schema, record});
            auto const consultation = registry::get(transaction, consultation_schema, record);
            send(transaction, parts, consultation, asked.sending, call.actor,
                 {author(call.actor), parts.platform.time.now(), "", std::nullopt});
            if (asked.doing == Doing::trying) {
                throw OnlyTried{};
            }
        });
    } catch (OnlyTried const&) {
        return;
    }
}

// What is wrong with the receiver is wrong with all of them, and is said once.
bool concerns_all(base::Problem const& problem) {
    return problem.kind() == base::Problem::invalid || problem.kind() == base::Problem::unavailable;
}

http::Response hand_over_route(Parts const& parts, Call const& call) {
    auto const asked = read_hand_overs(call.request);
    json::array items;
    std::size_t done = 0;
    for (auto const& record : asked.records) {
        json::value reason;
        try {
            hand_over(parts, call, asked, record);
            ++done;
        } catch (base::Problem const& problem) {
            if (concerns_all(problem) && done == 0 && items.empty()) {
                throw;
            }
            reason = registry::to_json(problem.title());
        }
        items.push_back(json::object{{"id", base::to_string(record)}, {"refused", std::move(reason)}});
    }
    return http::json_response(
        200,
        json::object{{"items", std::move(items)}, {"done", done}, {"dry_run", asked.doing == Doing::trying}});
}

}  // namespace

void add_hand_over_routes(Parts const& parts) {
    add(parts,
        {Method::post,
         "/consultations/hand-overs",
         "handOverMany",
         {"まとめて引き継ぐ", "Hand over several records"}},
        Action::consultation_hand_over, [&parts](Call const& call) { return hand_over_route(parts, call); });
}

}  // namespace modules::intake
