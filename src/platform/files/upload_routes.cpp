#include "platform/files/upload_routes.h"

#include "base/hash.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "platform/access/guard.h"
#include "platform/http/header_values.h"
#include "platform/http/json_message.h"
#include "platform/http/response_head.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <sodium.h>

#include <charconv>

namespace platform::files {

namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

constexpr std::string_view version = "1.0.0";
constexpr int checksum_mismatch = 460;  // tus, extension "checksum"

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    // libsodium writes bytes as unsigned char.
    int const failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (failed != 0) {
        return std::nullopt;
    }
    bytes.resize(length);
    return bytes;
}

std::int64_t required_number(http::Request const& request, std::string_view header, std::string_view name) {
    auto const text = request.header(header).value_or("");
    std::int64_t number = -1;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || number < 0) {
        throw base::Problem(base::Problem::bad_request, "アップロードの見出しが正しくありません",
                            "an upload header has a fault",
                            {{std::string(name), {"0以上の整数です", "is a whole number"}}});
    }
    return number;
}

void require_version(http::Request const& request) {
    if (request.header("tus-resumable").value_or(version) != version) {
        throw base::Problem(base::Problem::stale, "tus の版は 1.0.0 です", "the tus version is 1.0.0",
                            {{"Tus-Resumable", {"1.0.0 です", "is 1.0.0"}}});
    }
}

base::Ulid id_of(Call const& call) {
    auto const id = base::parse_ulid(call.request.path_parameter("id"));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return *id;
}

http::Response with_state(http::Response response, Upload const& upload) {
    response.headers.emplace_back("Tus-Resumable", version);
    response.headers.emplace_back("Upload-Offset", std::to_string(upload.received));
    response.headers.emplace_back(
        "Upload-Expires", http::http_date(static_cast<std::time_t>(upload.expires_at.milliseconds / 1000)));
    return response;
}

json::object to_json(Upload const& upload) {
    return {{"id", base::to_string(upload.id)},
            {"size", upload.size},
            {"received", upload.received},
            {"complete", !upload.sha256.empty()},
            {"expires_at", base::to_iso(upload.expires_at)}};
}

http::Response create(Platform& platform, Uploads& uploads, Call const& call) {
    require_version(call.request);
    auto const size = required_number(call.request, "upload-length", "Upload-Length");
    auto const upload =
        uploads.create(call.actor.staff, filename_in(call.request.header("upload-metadata").value_or("")),
                       size, platform.time.now());
    auto response = with_state(http::json_response(201, to_json(upload)), upload);
    response.headers.emplace_back("Location", "/api/v1/uploads/" + base::to_string(upload.id));
    response.headers.emplace_back("Tus-Version", version);
    response.headers.emplace_back("Tus-Extension", "creation,termination,expiration,checksum");
    response.headers.emplace_back("Tus-Max-Size", std::to_string(uploads.limits().largest));
    response.headers.emplace_back("Tus-Checksum-Algorithm", "sha256");
    return response;
}

// HEAD comes with it: that is what tus asks.
http::Response state(Platform& platform, Uploads& uploads, Call const& call) {
    auto const upload = uploads.get(id_of(call), call.actor.staff, platform.time.now());
    auto response = with_state(http::json_response(200, to_json(upload)), upload);
    response.headers.emplace_back("Upload-Length", std::to_string(upload.size));
    return response;
}

// Nothing when it is right or none was sent; else the answer that says so.
std::optional<http::Response> refused_checksum(http::Request const& request) {
    auto const header = request.header("upload-checksum");
    if (!header) {
        return std::nullopt;
    }
    auto const blank = header->find(' ');
    auto const algorithm = header->substr(0, blank);
    auto const digest =
        blank == std::string_view::npos ? std::nullopt : from_base64(header->substr(blank + 1));
    if (algorithm != "sha256" || !digest) {
        throw base::Problem(base::Problem::bad_request, "Upload-Checksum は sha256 と Base64 です",
                            "Upload-Checksum is sha256 and Base64",
                            {{"Upload-Checksum", {"sha256 のみです", "is sha256 only"}}});
    }
    if (*digest == base::as_bytes(base::sha256(request.body))) {
        return std::nullopt;
    }
    constexpr std::string_view ja = "受信した部分が壊れています。もう一度送ってください";
    constexpr std::string_view en = "the piece was damaged on its way: send it again";
    bool const is_english = request.language == http::Language::en;
    http::Response response;
    response.status = checksum_mismatch;
    response.headers = {{"Content-Type", "application/problem+json"},
                        {"Content-Language", is_english ? "en" : "ja"},
                        {"Tus-Resumable", std::string(version)}};
    response.body = json::serialize(json::object{{"type", "/problems/checksum_mismatch"},
                                                 {"status", checksum_mismatch},
                                                 {"title", is_english ? en : ja},
                                                 {"titles", json::object{{"ja", ja}, {"en", en}}},
                                                 {"instance", "urn:ulid:" + request.request_id},
                                                 {"violations", json::array{}}});
    return response;
}

http::Response append(Platform& platform, Uploads& uploads, Call const& call) {
    require_version(call.request);
    if (http::media_type(call.request.header("content-type").value_or("")) !=
        "application/offset+octet-stream") {
        throw base::Problem(base::Problem::unsupported_media,
                            "Content-Type は application/offset+octet-stream です",
                            "the Content-Type is application/offset+octet-stream");
    }
    auto const offset = required_number(call.request, "upload-offset", "Upload-Offset");
    if (auto refused = refused_checksum(call.request)) {
        return std::move(*refused);
    }
    auto const upload =
        uploads.append(id_of(call), call.actor.staff, offset, call.request.body, platform.time.now());
    return with_state({.status = 204}, upload);
}

http::Response remove(Platform&, Uploads& uploads, Call const& call) {
    require_version(call.request);
    uploads.remove(id_of(call), call.actor.staff);
    return {.status = 204, .headers = {{"Tus-Resumable", std::string(version)}}};
}

}  // namespace

std::string filename_in(std::string_view upload_metadata) {
    for (auto const pair : http::split_list(upload_metadata)) {
        auto const blank = pair.find(' ');
        if (pair.substr(0, blank) != "filename" || blank == std::string_view::npos) {
            continue;
        }
        auto const name = from_base64(http::trim_blanks(pair.substr(blank + 1)));
        return name && base::is_storable_text(*name) ? *name : std::string();
    }
    return {};
}

void add_upload_routes(Platform& platform, Uploads& uploads) {
    auto const add = [&](Method method, std::string pattern, std::string id, base::Words summary,
                         http::Response (*handler)(Platform&, Uploads&, Call const&)) {
        http::Route route;
        route.method = method;
        route.pattern = "/api/v1/uploads" + std::move(pattern);
        route.operation_id = std::move(id);
        route.summary = std::move(summary);
        if (method == Method::patch) {
            route.options.max_body = uploads.limits().largest_piece;
        }
        platform.guard.add(
            platform.router, std::move(route), Action::draft_write,
            [&platform, &uploads, handler](Call const& call) { return handler(platform, uploads, call); });
    };
    add(Method::post, "", "createUpload", {"アップロードを始める", "Begin an upload"}, &create);
    add(Method::get, "/{id}", "getUpload", {"アップロードの状態", "How far an upload is"}, &state);
    add(Method::patch, "/{id}", "appendUpload", {"続きを送る", "Send the next piece"}, &append);
    add(Method::delete_, "/{id}", "cancelUpload", {"アップロードを取り消す", "Cancel an upload"}, &remove);
}

}  // namespace platform::files
