#include "base/hash.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/acceptance.h"
#include "modules/intake/attachments.h"
#include "modules/intake/consultation.h"
#include "modules/intake/draft.h"
#include "modules/intake/install.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

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

// What a draft holds, and of which record and device it is; the rest of the row is the store's.
Draft read_draft(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    Draft draft;
    draft.record_id = members.id("record").value_or(base::Ulid{});
    draft.device = members.text("device", 40);
    auto const* version = members.value("record_version");
    if (version != nullptr && version->is_int64()) {
        draft.record_version = version->as_int64();
    } else if (version != nullptr || !draft.record_id.is_nil()) {
        members.refuse("record_version", "編集を始めた版の番号が必要です", "is the version begun from");
    }
    auto const* content = members.value("content");
    if (content == nullptr || !content->is_object()) {
        members.refuse("content", "下書きの内容がありません", "is required");
    }
    members.finish();
    BASE_ASSERT(content != nullptr);  // finish() throws what was refused
    auto const& object = content->as_object();
    draft.content = json::serialize(object);
    draft.subject = text_of(object, "subject", 200);
    draft.excerpt = text_of(object, "narrative", 120);
    return draft;
}

json::object saved(base::Ulid const& id, std::int64_t version, base::Instant at) {
    return {{"id", base::to_string(id)}, {"version", version}, {"saved_at", base::to_iso(at)}};
}

store::Value record_value(base::Ulid const& record) {
    return record.is_nil() ? store::Value{} : store::id_value(record);
}

// One's own drafts; of a record only while one may read it, because its text stands in them.
struct Mine {
    std::string sql;
    store::Values values;
};
Mine mine(platform::access::Actor const& actor) {
    auto const readable = platform::access::filter(actor, Action::consultation_read, "r");
    Mine condition{
        "FROM drafts d LEFT JOIN consultations r ON r.id = d.record_id WHERE d.created_by = ? AND "
        "(d.record_id IS NULL OR (r.id IS NOT NULL AND (",
        {store::id_value(actor.staff)}};
    condition.sql.append(readable.sql).append(")))");
    condition.values.insert(condition.values.end(), readable.values.begin(), readable.values.end());
    return condition;
}

void refuse_too_many(store::Transaction& transaction, platform::access::Actor const& actor) {
    auto const count =
        transaction.first("SELECT count(*) FROM drafts WHERE created_by = ?", {store::id_value(actor.staff)});
    if (count && count->integer(0) >= static_cast<std::int64_t>(most_drafts)) {
        throw base::Problem(base::Problem::conflict, "下書きが200件あります。不要なものを削除してください",
                            "there are 200 drafts; delete some first");
    }
}

// Asked for again with the same Idempotency-Key, because the answer was lost, it is the same draft.
base::Ulid id_for(Call const& call) {
    auto const key = call.request.header("idempotency-key").value_or("");
    if (key.empty()) {
        return base::new_ulid();
    }
    std::string what = "draft ";
    what.append(base::as_bytes(call.actor.staff)).append(key);
    auto const digest = base::sha256(what);
    base::Ulid id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

// Drafts are not journaled: nobody but their author sees them, and what counts begins when they are saved.
// Changes to a record have one draft for each officer: another device finds it and goes on with it.
http::Response create(Parts const& parts, Call const& call) {
    auto const written = read_draft(call.request);
    auto const now = parts.platform.time.now();
    auto const id = id_for(call);
    auto made_at = now;
    parts.platform.store.write([&](store::Transaction& transaction) {
        made_at = now;
        auto const earlier =
            transaction.first("SELECT created_at FROM drafts WHERE id = ? AND created_by = ?",
                              {store::id_value(id), store::id_value(call.actor.staff)});
        if (earlier) {
            made_at = {earlier->integer(0)};
            return;
        }
        if (!written.record_id.is_nil()) {
            platform::access::require(transaction, call.actor, Action::consultation_edit,
                                      {consultation_schema, written.record_id});
            auto const other =
                transaction.first("SELECT 1 FROM drafts WHERE created_by = ? AND record_id = ?",
                                  {store::id_value(call.actor.staff), store::id_value(written.record_id)});
            if (other) {
                throw base::Problem(base::Problem::conflict, "この記録には、自分の保存前の変更が既にあります",
                                    "there is a draft of your changes to this record already");
            }
        }
        refuse_too_many(transaction, call.actor);
        transaction.execute(
            "INSERT INTO drafts (id, version, created_at, created_by, changed_at, changed_by, owner_unit, "
            "origin_unit, restriction, content, subject, excerpt, record_id, record_version, device) VALUES "
            "(?, 1, ?, ?, ?, ?, ?, ?, 'none', ?, ?, ?, ?, ?, ?)",
            {store::id_value(id), now.milliseconds, store::id_value(call.actor.staff), now.milliseconds,
             store::id_value(call.actor.staff), store::id_value(call.actor.unit),
             store::id_value(call.actor.unit), written.content, written.subject, written.excerpt,
             record_value(written.record_id), written.record_version, written.device});
    });
    return http::json_response(201, saved(id, 1, made_at));
}

http::Response replace(Parts const& parts, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const written = read_draft(call.request);
    auto const now = parts.platform.time.now();
    auto const own = mine(call.actor);
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto values = own.values;
        values.push_back(store::id_value(id));
        auto const row =
            transaction.first("SELECT d.version, d.record_id " + own.sql + " AND d.id = ?", values);
        if (!row) {
            auto const record = accepted_from(transaction, call.actor.staff, id);
            throw http::DetailedProblem(
                base::Problem(base::Problem::not_found, "下書きがありません。受理済みか、削除されています",
                              "there is no such draft; it was accepted or deleted"),
                {{"record", record ? json::value(to_json(*record)) : json::value()}});
        }
        if (row->optional_id(1).value_or(base::Ulid{}) != written.record_id) {
            throw base::Problem(base::Problem::conflict, "この下書きは別の記録のものです",
                                "this draft is of another record");
        }
        if (row->integer(0) != version) {
            throw base::Problem(base::Problem::stale, "この下書きは別の画面で変更されています",
                                "this draft was changed in another window");
        }
        transaction.execute(
            "UPDATE drafts SET version = version + 1, changed_at = ?, content = ?, subject = ?, excerpt = ?, "
            "record_version = ?, device = ? WHERE id = ?",
            {now.milliseconds, written.content, written.subject, written.excerpt, written.record_version,
             written.device, store::id_value(id)});
    });
    return http::json_response(200, saved(id, version + 1, now));
}

json::object with_origin(json::object item, store::Row const& row, std::size_t first) {
    auto const record = row.optional_id(first);
    item["device"] = row.text(first + 2);
    item["record"] = record
                         ? json::value(json::object{{"id", base::to_string(*record)},
                                                    {"version", row.integer(first + 1)},
                                                    {"number", row.optional_text(first + 3).value_or("")},
                                                    {"subject", row.optional_text(first + 4).value_or("")}})
                         : json::value();
    return item;
}

constexpr std::string_view origin_columns = "d.record_id, d.record_version, d.device, r.number, r.subject ";

std::optional<base::Ulid> asked_record(http::Request const& request) {
    auto const text = request.query_value("record");
    if (!text) {
        return std::nullopt;
    }
    auto const id = base::parse_ulid(*text);
    if (!id) {
        throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                            "the list parameters have a fault",
                            {{"record", {"記録の番号ではありません", "is no id of a record"}}});
    }
    return id;
}

http::Response list(Parts const& parts, Call const& call) {
    auto const shown = shown_rows(call.request, "work", "draft");
    auto own = mine(call.actor);
    if (auto const record = asked_record(call.request)) {
        own.sql.append(" AND d.record_id = ?");
        own.values.push_back(store::id_value(*record));
    }
    auto sql = std::string("SELECT d.id, d.version, d.changed_at, d.subject, d.excerpt, ");
    sql.append(origin_columns).append(own.sql).append(" ORDER BY d.changed_at DESC, d.seq DESC");
    std::vector<platform::access::ShownLately::Row> rows;
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        reader.each(sql, own.values, [&](store::Row const& row) {
            auto item = saved(row.id(0), row.integer(1), {row.integer(2)});
            item["subject"] = row.text(3);
            item["excerpt"] = row.text(4);
            items.push_back(with_origin(std::move(item), row, 5));
            rows.push_back({row.id(0), row.integer(1)});
            if (auto const record = row.optional_id(5)) {
                rows.push_back({*record, row.integer(1)});
            }
        });
    });
    note_list(parts.platform, call.actor, parts.shown_lately, shown, rows);
    return http::json_response(200, json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

http::Response get(Parts const& parts, Call const& call) {
    auto const purpose = platform::access::purpose_of(call.request, "intake");
    auto own = mine(call.actor);
    own.values.push_back(store::id_value(path_id(call.request)));
    auto sql = std::string("SELECT d.id, d.version, d.changed_at, d.content, ");
    sql.append(origin_columns).append(own.sql).append(" AND d.id = ?");
    std::optional<store::Row> row;
    parts.platform.store.read([&](store::Reader& reader) { row = reader.first(sql, own.values); });
    if (!row) {
        throw base::Problem(base::Problem::not_found, "下書きがありません", "there is no such draft");
    }
    std::vector<base::Ulid> others;
    if (auto const record = row->optional_id(4)) {
        others.push_back(*record);
    }
    note_reading(parts.platform, call.actor, {{"read", purpose, "draft", row->id(0), std::move(others)}});
    auto answer = with_origin(saved(row->id(0), row->integer(1), {row->integer(2)}), *row, 4);
    answer["content"] = json::parse(row->text(3));
    return http::with_etag(call.request, http::json_response(200, answer),
                           http::version_etag(row->integer(1)));
}

// What the browser's journal of this officer is locked with. It is made from a key outside the database and
// never stored: on a shared computer nobody else's session is given it.
http::Response key(Parts const& parts, Call const& call) {
    std::string what = "browser journal 1 ";
    what.append(base::as_bytes(call.actor.staff));
    auto const made = base::hmac_sha256(parts.seal_key, what);
    return http::json_response(200, json::object{{"key", base::to_hex(base::as_bytes(made))}});
}

http::Response remove(Parts const& parts, Call const& call) {
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const id = path_id(call.request);
        auto const removed = transaction.execute("DELETE FROM drafts WHERE id = ? AND created_by = ?",
                                                 {store::id_value(id), store::id_value(call.actor.staff)});
        if (removed > 0) {
            remove_draft_files(transaction, id);
        }
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
    add(parts,
        {Method::get, "/draft-key", "getDraftKey", {"端末に残す控えの鍵", "The key of what a browser keeps"}},
        Action::draft_write, route(&key));
    add(parts, {Method::delete_, "/drafts/{id}", "deleteDraft", {"下書きを削除する", "Delete a draft"}},
        Action::draft_write, route(&remove));
}

}  // namespace modules::intake
