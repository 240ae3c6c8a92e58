#include "base/problem.h"
#include "modules/intake/install.h"
#include "modules/intake/present_files.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/files/uploads.h"
#include "platform/http/members.h"

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

platform::access::Shown shown_file(Call const& call, std::string_view action) {
    auto shown = shown_record(call.request, "attachment", path_id(call.request));
    shown.action = action;
    return shown;
}

// The attachment of the path, if the actor may do this to its record. A withdrawn one is shown in the list
// only.
Attachment readable(Parts const& parts, Call const& call, std::optional<json::object>* reading = nullptr) {
    std::optional<Attachment> found;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        auto const attachment =
            attachment_of(reader, stored.envelope.id, path_id(call.request, "attachment"));
        found = attachment.record.as<Attachment>();
        if (found->restricted && reading == nullptr) {
            platform::access::require(reader, call.actor, Action::consultation_restrict,
                                      {consultation_schema, stored.envelope.id});
        }
        if (reading != nullptr) {
            *reading = reading_of(reader, attachment.envelope.id);
        }
    });
    if (found->removed_at) {
        throw base::Problem(base::Problem::conflict, "取り下げられた添付です",
                            "the attachment was withdrawn");
    }
    return *found;
}

http::Response list_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        platform::registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        for (auto const& one : attachments_of(reader, stored.envelope.id)) {
            items.push_back(attachment_json(refs, one, reading_of(reader, one.envelope.id)));
        }
    });
    note_reading(parts.platform, call.actor, {shown_file(call, "read")});
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response add_route(Parts const& parts, Call const& call) {
    auto const upload = upload_in(call.request);
    files::Uploaded uploaded;
    std::string caller;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_edit);
        caller = stored.record.as<Consultation>().caller_email;
        uploaded = files::uploaded_file(reader, upload, call.actor.staff);
    });
    auto const read = read_file(parts, {uploaded.file, uploaded.name, FileOrigin::upload, {}}, caller);
    registry::Change const change{author(call.actor), parts.platform.time.now(), "attach", std::nullopt};
    json::array items;
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const stored = allowed(transaction, call, Action::consultation_edit);
        Holder const holder{stored.envelope.id, stored.envelope.owner_unit, stored.envelope.origin_unit};
        platform::registry::Refs refs(transaction, base::date_in_japan(parts.platform.time.now()));
        items.clear();
        for (auto const& id : attach(transaction, parts, holder, read, change)) {
            items.push_back(attachment_json(refs, registry::get(transaction, attachment_schema, id),
                                            reading_of(transaction, id)));
        }
        files::finish_upload(transaction, upload);
        note_reading(transaction, parts.platform, call.actor, {shown_file(call, "read")});
    });
    return http::json_response(201, json::object{{"items", std::move(items)}});
}

http::Response preview_route(Parts const& parts, Call const& call) {
    std::optional<json::object> reading;
    auto const attachment = readable(parts, call, &reading);
    auto shown = preview_json(attachment, std::move(reading));
    note_reading(parts.platform, call.actor, {shown_file(call, "preview")});
    return http::json_response(200, shown);
}

http::Response picture_route(Parts const& parts, Call const& call) {
    std::optional<json::object> reading;
    auto response = picture_response(parts, readable(parts, call, &reading));
    note_reading(parts.platform, call.actor, {shown_file(call, "preview")});
    return response;
}

http::Response download_route(Parts const& parts, Call const& call) {
    auto response = download_response(parts, readable(parts, call));
    note_reading(parts.platform, call.actor, {shown_file(call, "download")});
    return response;
}

// Reads, changes and answers one attachment of the record.
http::Response change(Parts const& parts, Call const& call, std::string_view action,
                      std::function<void(store::Transaction&, Attachment&, base::Instant)> const& how) {
    registry::Change const change{author(call.actor), parts.platform.time.now(), std::string(action),
                                  path_id(call.request)};
    json::object answer;
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const stored = allowed(transaction, call, Action::consultation_edit);
        auto const before =
            attachment_of(transaction, stored.envelope.id, path_id(call.request, "attachment"));
        auto after = before;
        how(transaction, after.record.as<Attachment>(), change.at);
        if (!(after.record.as<Attachment>() == before.record.as<Attachment>())) {
            after.envelope = registry::update(transaction, before, after, change);
        }
        platform::registry::Refs refs(transaction, base::date_in_japan(parts.platform.time.now()));
        answer = attachment_json(refs, after, reading_of(transaction, before.envelope.id));
        note_reading(transaction, parts.platform, call.actor, {shown_file(call, "read")});
    });
    return http::json_response(200, answer);
}

http::Response restrict_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    bool const restricted = members.flag("restricted");
    auto const reason = members.required_text("reason", 1000);
    members.finish();
    auto const* const action = restricted ? "restrict_attachment" : "lift_attachment";
    return change(parts, call, action, [&](store::Transaction& transaction, Attachment& attachment, auto) {
        if (!restricted) {  // whoever edits may take away; giving back is another right
            platform::access::require(transaction, call.actor, Action::consultation_restrict,
                                      {consultation_schema, path_id(call.request)});
        }
        attachment.restricted = restricted;
        attachment.restricted_reason = reason;
    });
}

http::Response remove_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.required_text("reason", 1000);
    members.finish();
    return change(parts, call, "remove_attachment",
                  [&](store::Transaction& transaction, Attachment& attachment, base::Instant at) {
                      if (attachment.removed_at) {
                          return;
                      }
                      attachment.removed_at = at;
                      attachment.removed_by = call.actor.staff;
                      attachment.removed_reason = reason;
                      forget_sightings(transaction, path_id(call.request), attachment.ordinal, at);
                  });
}

}  // namespace

void add_attachment_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    std::string const all = "/consultations/{id}/attachments";
    std::string const one = all + "/{attachment}";
    add(parts, {Method::get, all, "listAttachments", {"添付", "Attachments"}}, Action::consultation_read,
        route(&list_route));
    add(parts, {Method::post, all, "addAttachment", {"添付する", "Attach a file"}}, Action::consultation_edit,
        route(&add_route));
    add(parts,
        {Method::get, one + "/preview", "previewAttachment", {"添付の内容", "What an attachment says"}},
        Action::consultation_read, route(&preview_route));
    add(parts, {Method::get, one + "/picture", "attachmentPicture", {"添付の画像", "A picture, made anew"}},
        Action::consultation_read, route(&picture_route));
    add(parts, {Method::get, one + "/content", "downloadAttachment", {"添付を保存する", "Download"}},
        Action::consultation_read, route(&download_route));
    add(parts,
        {Method::post, one + "/restriction", "restrictAttachment", {"添付の閲覧制限", "Restrict a file"}},
        Action::consultation_edit, route(&restrict_route));
    add(parts, {Method::post, one + "/removal", "removeAttachment", {"添付を取り下げる", "Withdraw a file"}},
        Action::consultation_edit, route(&remove_route));
}

}  // namespace modules::intake
