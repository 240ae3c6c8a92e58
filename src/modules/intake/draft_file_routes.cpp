#include "base/problem.h"
#include "modules/intake/draft.h"
#include "modules/intake/install.h"
#include "modules/intake/present_files.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/files/uploads.h"

#include <boost/json/array.hpp>

namespace modules::intake {

namespace files = platform::files;
namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

base::Ulid own_draft(store::Reader& reader, Call const& call) {
    auto const id = path_id(call.request);
    if (!reader.first("SELECT 1 FROM drafts WHERE id = ? AND created_by = ?",
                      {store::id_value(id), store::id_value(call.actor.staff)})) {
        throw base::Problem(base::Problem::not_found, "下書きがありません", "there is no such draft");
    }
    return id;
}

platform::access::Shown shown_file(Call const& call, std::string_view action) {
    return {std::string(action),
            platform::access::purpose_of(call.request, "intake"),
            "draft",
            path_id(call.request),
            {}};
}

Attachment own_file(Parts const& parts, Call const& call, std::optional<json::object>& reading) {
    std::optional<Attachment> found;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored =
            attachment_of(reader, own_draft(reader, call), path_id(call.request, "attachment"));
        found = stored.record.as<Attachment>();
        reading = reading_of(reader, stored.envelope.id);
    });
    return *found;
}

http::Response list_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const draft = own_draft(reader, call);
        platform::registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        for (auto const& one : attachments_of(reader, draft)) {
            items.push_back(attachment_json(refs, one, reading_of(reader, one.envelope.id)));
        }
    });
    note_reading(parts.platform, call.actor, {shown_file(call, "read")});
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response add_route(Parts const& parts, Call const& call) {
    auto const upload = upload_in(call.request);
    files::Uploaded uploaded;
    parts.platform.store.read([&](store::Reader& reader) {
        static_cast<void>(own_draft(reader, call));
        uploaded = files::uploaded_file(reader, upload, call.actor.staff);
    });
    auto const read = read_file(parts, {uploaded.file, uploaded.name, FileOrigin::upload, {}}, {});
    registry::Change const change{author(call.actor), parts.platform.time.now(), "attach", std::nullopt};
    json::array items;
    parts.platform.store.write([&](store::Transaction& transaction) {
        Holder const holder{own_draft(transaction, call), call.actor.unit, call.actor.unit};
        platform::registry::Refs refs(transaction, base::date_in_japan(parts.platform.time.now()));
        items.clear();
        for (auto const& id : attach_to_draft(transaction, parts, holder, read, change)) {
            items.push_back(attachment_json(refs, registry::get(transaction, attachment_schema, id),
                                            reading_of(transaction, id)));
        }
        files::finish_upload(transaction, upload);
        note_reading(transaction, parts.platform, call.actor, {shown_file(call, "read")});
    });
    return http::json_response(
        201, json::object{{"items", std::move(items)}, {"proposal", proposal_json(read.reading)}});
}

http::Response preview_route(Parts const& parts, Call const& call) {
    std::optional<json::object> reading;
    auto const attachment = own_file(parts, call, reading);
    auto shown = preview_json(attachment, std::move(reading));
    note_reading(parts.platform, call.actor, {shown_file(call, "preview")});
    return http::json_response(200, shown);
}

http::Response picture_route(Parts const& parts, Call const& call) {
    std::optional<json::object> reading;
    auto response = picture_response(parts, own_file(parts, call, reading));
    note_reading(parts.platform, call.actor, {shown_file(call, "preview")});
    return response;
}

http::Response remove_route(Parts const& parts, Call const& call) {
    parts.platform.store.write([&](store::Transaction& transaction) {
        remove_draft_file(transaction, own_draft(transaction, call), path_id(call.request, "attachment"));
    });
    return {.status = 204};
}

}  // namespace

void add_draft_file_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    std::string const all = "/drafts/{id}/attachments";
    std::string const one = all + "/{attachment}";
    add(parts, {Method::get, all, "listDraftFiles", {"下書きの添付", "Files in a draft"}},
        Action::draft_write, route(&list_route));
    add(parts, {Method::post, all, "addDraftFile", {"下書きに添付する", "Attach to a draft"}},
        Action::draft_write, route(&add_route));
    add(parts,
        {Method::get,
         one + "/preview",
         "previewDraftFile",
         {"下書きの添付の内容", "What a draft's file says"}},
        Action::draft_write, route(&preview_route));
    add(parts, {Method::get, one + "/picture", "draftPicture", {"下書きの添付の画像", "A draft's picture"}},
        Action::draft_write, route(&picture_route));
    add(parts, {Method::delete_, one, "removeDraftFile", {"下書きから外す", "Remove from a draft"}},
        Action::draft_write, route(&remove_route));
}

}  // namespace modules::intake
