// The views that an officer keeps of a list: its conditions under a name, on every computer he sits down at.

#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/install.h"
#include "modules/intake/routing.h"
#include "platform/http/members.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::int64_t most_views = 50;  // of one officer on one screen
constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_query = 2000;
constexpr std::array<std::string_view, 3> screens = {"consultations", "search", "board"};

std::string known_screen(std::string_view screen) {
    if (std::ranges::find(screens, screen) == screens.end()) {
        throw base::Problem(base::Problem::not_found, "その画面の一覧はありません",
                            "there is no such screen");
    }
    return std::string(screen);
}

json::array views(store::Reader& reader, Call const& call, std::string const& screen) {
    json::array items;
    reader.each("SELECT name, query FROM saved_view WHERE staff = ? AND screen = ? ORDER BY saved_at, name",
                {store::id_value(call.actor.staff), screen}, [&items](store::Row const& row) {
                    items.push_back(json::object{{"name", row.text(0)}, {"query", row.text(1)}});
                });
    return items;
}

http::Response list_answer(Parts const& parts, Call const& call, std::string const& screen) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) { items = views(reader, call, screen); });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response list_route(Parts const& parts, Call const& call) {
    return list_answer(parts, call, known_screen(call.request.path_parameter("screen")));
}

// A view of that name is replaced.
http::Response keep_route(Parts const& parts, Call const& call) {
    auto const screen = known_screen(call.request.path_parameter("screen"));
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const name = members.required_text("name", longest_name);
    auto const query = members.text("query", longest_query);
    members.finish();
    auto const now = parts.platform.time.now();
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const staff = store::id_value(call.actor.staff);
        transaction.execute("DELETE FROM saved_view WHERE staff = ? AND screen = ? AND name = ?",
                            {staff, screen, name});
        auto const kept = transaction.first("SELECT count(*) FROM saved_view WHERE staff = ? AND screen = ?",
                                            {staff, screen});
        if (kept->integer(0) >= most_views) {
            throw base::Problem(base::Problem::conflict,
                                "保存した表示が50件あります。不要なものを外してください",
                                "there are 50 views; remove some first");
        }
        transaction.execute(
            "INSERT INTO saved_view (staff, screen, name, query, saved_at) VALUES (?, ?, ?, ?, ?)",
            {staff, screen, name, query, now.milliseconds});
    });
    return list_answer(parts, call, screen);
}

http::Response forget_route(Parts const& parts, Call const& call) {
    auto const screen = known_screen(call.request.path_parameter("screen"));
    std::string const name(call.request.query_value("name").value_or(""));
    parts.platform.store.write([&](store::Transaction& transaction) {
        transaction.execute("DELETE FROM saved_view WHERE staff = ? AND screen = ? AND name = ?",
                            {store::id_value(call.actor.staff), screen, name});
    });
    return list_answer(parts, call, screen);
}

}  // namespace

void add_saved_view_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::get, "/saved-views/{screen}", "listSavedViews", {"保存した表示", "Views that I keep"}},
        Action::consultation_read, route(&list_route));
    add(parts, {Method::put, "/saved-views/{screen}", "keepView", {"表示を保存する", "Keep a view"}},
        Action::consultation_read, route(&keep_route));
    add(parts,
        {Method::delete_, "/saved-views/{screen}", "forgetView", {"保存した表示を外す", "Forget a view"}},
        Action::consultation_read, route(&forget_route));
}

}  // namespace modules::intake
