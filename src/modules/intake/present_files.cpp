#include "modules/intake/present_files.h"

#include "base/problem.h"
#include "modules/intake/file_proposal.h"
#include "platform/files/media_type.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"
#include "record/json.h"

#include <boost/json/array.hpp>

#include <algorithm>

namespace modules::intake {

namespace files = platform::files;
namespace http = platform::http;
namespace json = boost::json;

namespace {

void never_show(http::Response& response) {
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
}

void refuse_restricted(Attachment const& attachment) {
    if (attachment.restricted) {
        throw base::Problem(base::Problem::forbidden, "閲覧制限のある添付は表示しません",
                            "a restricted attachment is never shown");
    }
}

std::string kind_in(std::optional<json::object> const& reading) {
    auto const* const kind = reading ? reading->if_contains("kind") : nullptr;
    return kind != nullptr && kind->is_string() ? std::string(kind->as_string()) : std::string("none");
}

bool says(json::object const& reading, std::string_view name) {
    auto const* const flag = reading.if_contains(name);
    return flag != nullptr && flag->is_bool() && flag->as_bool();
}

bool is_bomb(json::object const& reading) {
    auto const* const archive = reading.if_contains("archive");
    return archive != nullptr && archive->is_object() && says(archive->as_object(), "bomb");
}

// The first thing that the reader said of a file, in the words it found.
std::optional<base::Words> first_warning(json::object const& reading) {
    auto const* const list = reading.if_contains("warnings");
    if (list == nullptr || !list->is_array() || list->as_array().empty()) {
        return std::nullopt;
    }
    auto const& first = list->as_array().front().as_object();
    return base::Words{std::string(first.at("ja").as_string()), std::string(first.at("en").as_string())};
}

// What the name hides, and what the content is where nothing of it can be looked at.
json::array warnings_of(Attachment const& attachment, std::optional<json::object> const& reading) {
    auto warnings = files::name_warnings(attachment.name, attachment.media_type);
    bool const is_looked_at = reading && !attachment.restricted;
    if (is_looked_at && says(*reading, "macros") &&
        std::ranges::find(warnings, "macros", &files::NameWarning::code) == warnings.end()) {
        warnings.push_back(files::macro_warning());
    }
    bool const bomb = is_looked_at && is_bomb(*reading);
    bool const is_unread = is_looked_at && kind_in(reading) == "none" && !says(*reading, "macros");
    auto const first = bomb || is_unread ? first_warning(*reading) : std::nullopt;
    if (first) {
        warnings.push_back({bomb ? "bomb" : "unread", *first});
    }
    json::array shown;
    for (auto const& warning : warnings) {
        shown.push_back(
            json::object{{"code", warning.code}, {"words", platform::registry::to_json(warning.words)}});
    }
    return shown;
}

}  // namespace

json::object attachment_json(platform::registry::Refs& refs, record::StoredRecord const& stored,
                             std::optional<json::object> const& reading) {
    auto const& attachment = stored.record.as<Attachment>();
    auto warnings = warnings_of(attachment, reading);
    auto const content = attachment.restricted ? std::string("none") : kind_in(reading);
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"ordinal", attachment.ordinal},
            {"name", attachment.name},
            {"safe_name", files::safe_name(attachment.name)},
            {"media_type", attachment.media_type},
            {"size", attachment.size},
            {"sha256", attachment.sha256},
            {"origin", record::enum_text(attachment.origin)},
            {"origin_label",
             platform::registry::to_json(base::Words{std::string(record::enum_label(attachment.origin).ja),
                                                     std::string(record::enum_label(attachment.origin).en)})},
            {"origin_detail", attachment.origin_detail},
            {"attached_at", base::to_iso(stored.envelope.created_at)},
            {"attached_by", refs.staff(stored.envelope.created_by)},
            {"restricted", attachment.restricted},
            {"restricted_reason", attachment.restricted_reason},
            {"removed_at", platform::registry::to_json(attachment.removed_at)},
            {"removed_by", refs.staff(attachment.removed_by)},
            {"removed_reason", attachment.removed_reason},
            {"content", content},
            {"warnings", std::move(warnings)}};
}

http::Response download_response(Parts const& parts, Attachment const& attachment) {
    http::Response response;
    auto const pieces = std::make_shared<http::Pieces>();
    pieces->length = static_cast<std::uint64_t>(attachment.size);
    pieces->next = parts.vault.open(attachment.sha256);
    response.pieces = pieces;
    response.headers = {{"Content-Type", "application/octet-stream"},
                        {"Content-Disposition", files::disposition(attachment.name)}};
    never_show(response);
    return response;
}

http::Response picture_response(Parts const& parts, Attachment const& attachment) {
    refuse_restricted(attachment);
    auto read = parts.reader.read(parts.vault, attachment.sha256, files::Wish::picture);
    if (read.bytes.empty()) {
        throw base::Problem(base::Problem::unsupported_media, "この添付は画像として表示できません",
                            "this attachment cannot be shown as a picture");
    }
    http::Response response;
    response.headers = {{"Content-Type", "image/png"}};
    never_show(response);
    response.body = std::move(read.bytes);
    return response;
}

json::object preview_json(Attachment const& attachment, std::optional<json::object> reading) {
    refuse_restricted(attachment);
    auto shown = reading ? std::move(*reading) : json::object{{"kind", "none"}};
    shown.erase("seen");
    shown["name"] = attachment.name;
    shown["ordinal"] = attachment.ordinal;
    return shown;
}

json::value proposal_json(json::object const& reading) {
    auto const proposal = propose(reading);
    if (!proposal) {
        return nullptr;
    }
    auto const all = record::to_json(record::View(consultation_schema, proposal->consultation));
    json::object fields;
    for (auto const& name : proposal->fields) {
        if (auto const* const value = all.if_contains(name)) {
            fields[name] = *value;
        }
    }
    return json::object{{"fields", std::move(fields)}};
}

base::Ulid upload_in(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    auto const upload = members.id("upload");
    if (!upload) {
        members.refuse("upload", "アップロードを指定してください", "names an upload");
    }
    members.finish();
    BASE_ASSERT(upload);  // finish() throws what was refused
    return *upload;
}

}  // namespace modules::intake
