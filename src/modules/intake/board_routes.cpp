#include "base/problem.h"
#include "modules/intake/board.h"
#include "modules/intake/install.h"
#include "modules/intake/routing.h"
#include "platform/registry/json.h"
#include "platform/registry/refs.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using platform::access::Action;
using platform::access::Call;

namespace {

// The one that is asked for; else the asker's station; headquarters see all that they may read.
std::optional<base::Ulid> asked_unit(store::Reader& reader, Call const& call) {
    auto const text = call.request.query_value("unit").value_or("");
    if (text.empty()) {
        auto const own = registry::unit_by_id(reader, call.actor.station);
        bool const is_station = own && own->value.kind == registry::UnitKind::station;
        return is_station ? std::optional(call.actor.station) : std::nullopt;
    }
    auto const id = base::parse_ulid(text);
    auto const unit = id ? registry::unit_by_id(reader, *id) : std::nullopt;
    if (!unit) {
        throw base::Problem(base::Problem::bad_request, "ボードの指定に誤りがあります",
                            "the parameters of the board have a fault",
                            {{"unit", {"その所属はありません", "there is no such unit"}}});
    }
    return id;
}

json::object query_json(ListQuery const& query) {
    json::object object;
    for (auto const& [name, value] : query) {
        object[name] = value;
    }
    return object;
}

json::array lines_json(std::vector<Board::Line> const& lines) {
    json::array array;
    for (auto const& line : lines) {
        array.push_back(json::object{{"code", line.code},
                                     {"text", registry::to_json(line.text)},
                                     {"count", line.count},
                                     {"query", query_json(line.query)}});
    }
    return array;
}

json::object share_json(Board::Share const& share, std::string_view name, json::value whose) {
    return {{name, std::move(whose)},
            {"open", share.open},
            {"overdue", share.overdue},
            {"is_much", share.is_much},
            {"query", query_json(share.query)}};
}

json::object to_json(Board const& board, store::Reader& reader) {
    registry::Refs refs(reader, base::date_in_japan(board.made_at));
    json::array weeks;
    for (auto const& week : board.weeks) {
        weeks.push_back(json::object{{"from", base::to_iso(week.monday)}, {"received", week.received}});
    }
    json::array units;
    for (auto const& share : board.units) {
        units.push_back(share_json(share, "unit", refs.unit(share.whose)));
    }
    json::array officers;
    for (auto const& share : board.officers) {
        officers.push_back(share_json(share, "officer", refs.staff(share.whose)));
    }
    return {{"unit", board.unit ? refs.unit(*board.unit) : json::value()},
            {"made_at", base::to_iso(board.made_at)},
            {"numbers", lines_json(board.numbers)},
            {"sentences", lines_json(board.sentences)},
            {"weeks", std::move(weeks)},
            {"units", std::move(units)},
            {"officers", std::move(officers)}};
}

http::Response board_route(Parts const& parts, Call const& call) {
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        answer = to_json(
            board(reader, parts, call.actor, asked_unit(reader, call), parts.platform.time.now()), reader);
    });
    return http::json_response(200, answer);
}

}  // namespace

void add_board_routes(Parts const& parts) {
    add(parts, {http::Method::get, "/board", "board", {"ボード", "The board of a station or of all"}},
        Action::consultation_read, [&parts](Call const& call) { return board_route(parts, call); });
}

}  // namespace modules::intake
