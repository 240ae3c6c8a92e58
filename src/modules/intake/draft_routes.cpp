#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/draft.h"
#include "modules/intake/install.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/http/members.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t most_drafts = 200;  // of one officer
constexpr std::size_t largest_draft = 1024 * 1024;

std::string text_of(json::object const& content, std::string_view field, std::size_t longest) {
    auto const* consultation = content.if_contains("consultation");
    auto const* object = consultation != nullptr ? consultation->if_object() : nullptr;
    auto const* value = object != nullptr ? object->if_contains(field) : nullptr;
    auto const* text = value != nullptr ? value->if_string() : nullptr;
    return text == nullptr ? std::string() : std::string(base::first_code_points(*text, longest));
}

struct Written {
    std::string content;
    std::string subject;
    std::string excerpt;
};

Written read_content(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    auto const* content = members.value("content");
    if (content == nullptr || !content->is_object()) {
        members.refuse("content", "下書きの内容がありません", "is required");
    }
    members.finish();
    BASE_ASSERT(content != nullptr);  // finish() throws what was refused
    auto const& object = content->as_object();
    return {json::serialize(object), text_of(object, "subject", 200), text_of(object, "narrative", 120)};
}

json::object saved(base::Ulid const& id, std::int64_t version, base::Instant at) {
    return {{"id", base::to_string(id)}, {"version", version}, {"saved_at", base::to_iso(at)}};
}

// Drafts are not journaled: nobody but their author sees them, and what counts begins at acceptance.
http::Response create(Parts const& parts, Call const& call) {
    auto const written = read_content(call.request);
    auto const now = parts.platform.time.now();
    auto const id = base::new_ulid();
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const count = transaction.first("SELECT count(*) FROM drafts WHERE created_by = ?",
                                             {store::id_value(call.actor.staff)});
        if (count->integer(0) >= static_cast<std::int64_t>(most_drafts)) {
            throw base::Problem(base::Problem::conflict,
                                "下書きが200件あります。不要なものを削除してください",
                                "there are 200 drafts; delete some first");
        }
        transaction.execute(
            "INSERT INTO drafts (id, version, created_at, created_by, changed_at, changed_by, owner_unit, "
            "origin_unit, "
            "restriction, content, subject, excerpt) VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'none', ?, ?, ?)",
            {store::id_value(id), now.milliseconds, store::id_value(call.actor.staff), now.milliseconds,
             store::id_value(call.actor.staff), store::id_value(call.actor.unit),
             store::id_value(call.actor.unit), written.content, written.subject, written.excerpt});
    });
    return http::json_response(201, saved(id, 1, now));
}

http::Response replace(Parts const& parts, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const written = read_content(call.request);
    auto const now = parts.platform.time.now();
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const mine = transaction.first("SELECT version FROM drafts WHERE id = ? AND created_by = ?",
                                            {store::id_value(id), store::id_value(call.actor.staff)});
        if (!mine) {
            throw base::Problem(base::Problem::not_found, "下書きがありません。受理済みか、削除されています",
                                "there is no such draft; it was accepted or deleted");
        }
        if (mine->integer(0) != version) {
            throw base::Problem(base::Problem::stale, "この下書きは別の画面で変更されています",
                                "this draft was changed in another window");
        }
        transaction.execute(
            "UPDATE drafts SET version = version + 1, changed_at = ?, content = ?, subject = ?, excerpt = ? "
            "WHERE id = ?",
            {now.milliseconds, written.content, written.subject, written.excerpt, store::id_value(id)});
    });
    return http::json_response(200, saved(id, version + 1, now));
}

http::Response list(Parts const& parts, Call const& call) {
    auto const shown = shown_rows(call.request, "work", "draft");
    std::vector<platform::access::ShownLately::Row> rows;
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        reader.each(
            "SELECT id, version, changed_at, subject, excerpt FROM drafts WHERE created_by = ? "
            "ORDER BY changed_at DESC, seq DESC",
            {store::id_value(call.actor.staff)}, [&](store::Row const& row) {
                auto item = saved(row.id(0), row.integer(1), {row.integer(2)});
                item["subject"] = row.text(3);
                item["excerpt"] = row.text(4);
                items.push_back(std::move(item));
                rows.push_back({row.id(0), row.integer(1)});
            });
    });
    note_list(parts.platform, call.actor, parts.shown_lately, shown, rows);
    return http::json_response(200, json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

http::Response get(Parts const& parts, Call const& call) {
    auto const purpose = platform::access::purpose_of(call.request, "intake");
    std::optional<store::Row> row;
    parts.platform.store.read([&](store::Reader& reader) {
        row = reader.first(
            "SELECT id, version, changed_at, content FROM drafts WHERE id = ? AND created_by = ?",
            {store::id_value(path_id(call.request)), store::id_value(call.actor.staff)});
    });
    if (!row) {
        throw base::Problem(base::Problem::not_found, "下書きがありません", "there is no such draft");
    }
    note_reading(parts.platform, call.actor, {{"read", purpose, "draft", row->id(0), {}}});
    auto answer = saved(row->id(0), row->integer(1), {row->integer(2)});
    answer["content"] = json::parse(row->text(3));
    return http::with_etag(call.request, http::json_response(200, answer),
                           http::version_etag(row->integer(1)));
}

http::Response remove(Parts const& parts, Call const& call) {
    parts.platform.store.write([&](store::Transaction& transaction) {
        transaction.execute("DELETE FROM drafts WHERE id = ? AND created_by = ?",
                            {store::id_value(path_id(call.request)), store::id_value(call.actor.staff)});
    });
    http::Response response;
    response.status = 204;
    return response;
}

}  // namespace

void add_draft_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts, {Method::post, "/drafts", "createDraft", {"下書きを作る", "Create a draft"}, largest_draft},
        Action::draft_write, route(&create));
    add(parts, {Method::get, "/drafts", "listDrafts", {"自分の下書き", "One's own drafts"}},
        Action::draft_write, route(&list));
    add(parts, {Method::get, "/drafts/{id}", "getDraft", {"下書き", "A draft"}}, Action::draft_write,
        route(&get));
    add(parts,
        {Method::put, "/drafts/{id}", "replaceDraft", {"下書きを保存する", "Save a draft"}, largest_draft},
        Action::draft_write, route(&replace));
    add(parts, {Method::delete_, "/drafts/{id}", "deleteDraft", {"下書きを削除する", "Delete a draft"}},
        Action::draft_write, route(&remove));
}

}  // namespace modules::intake
