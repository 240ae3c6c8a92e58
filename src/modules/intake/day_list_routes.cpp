#include "base/problem.h"
#include "modules/intake/day_list.h"
#include "modules/intake/install.h"
#include "modules/intake/printing.h"
#include "modules/intake/reading.h"
#include "modules/intake/routing.h"
#include "platform/registry/unit.h"

#include <optional>

namespace modules::intake {

namespace http = platform::http;
namespace store = platform::store;
using platform::access::Action;
using platform::access::Call;

namespace {

[[noreturn]] void refuse_query(std::string_view name, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                        "the parameters of the list have a fault",
                        {{std::string(name), {std::string(ja), std::string(en)}}});
}

base::Date asked_date(http::Request const& request, base::Instant now) {
    auto const text = request.query_value("date").value_or("");
    if (text.empty()) {
        return base::date_in_japan(now);
    }
    auto const date = base::parse_date(text);
    if (!date) {
        refuse_query("date", "2026-11-23 の形の日付です", "is a date such as 2026-11-23");
    }
    return *date;
}

// By code or id; the asker's own station or division where none is named.
base::Ulid asked_unit(store::Reader& reader, Call const& call) {
    auto const text = call.request.query_value("unit").value_or("");
    if (text.empty()) {
        return call.actor.station.is_nil() ? call.actor.unit : call.actor.station;
    }
    auto const id = base::parse_ulid(text);
    auto const unit =
        id ? platform::registry::unit_by_id(reader, *id) : platform::registry::unit_by_code(reader, text);
    if (!unit) {
        refuse_query("unit", "その所属はありません", "there is no such unit");
    }
    return unit->envelope.id;
}

http::Response day_list_route(Parts const& parts, platform::documents::Press const& press, Call const& call) {
    auto const now = parts.platform.time.now();
    auto const date = asked_date(call.request, now);
    auto const shape = paper_shape(call.request);
    DayList list;
    parts.platform.store.read([&](store::Reader& reader) {
        list = day_list(reader, call.actor, {date, asked_unit(reader, call)}, now);
    });
    auto response = paper_response(press, day_list_document(list), shape, "day-list.pdf");
    auto shown = shown_rows(call.request, "print");
    shown.records = list.records;
    note_reading(parts.platform, call.actor, {shown});
    return response;
}

}  // namespace

void add_day_list_routes(Parts const& parts, std::shared_ptr<platform::documents::Press const> const& press) {
    add(parts,
        {http::Method::get,
         "/consultations/day-list",
         "dayList",
         {"朝会用 一覧", "The day's list for the morning meeting"}},
        Action::consultation_read,
        [&parts, press](Call const& call) { return day_list_route(parts, *press, call); });
}

}  // namespace modules::intake
