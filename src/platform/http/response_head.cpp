#include "platform/http/response_head.h"

#include "platform/http/header_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace platform::http {

namespace {

struct Status {
    int code;
    std::string_view phrase;
};

constexpr std::array<Status, 35> statuses = {{
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

// No inline script or style, nothing from elsewhere, no frames: the browser needs only what we serve.
constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), "
    "usb=()\r\n";

void append_header(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

bool names_header(Response const& response, std::string_view name) {
    return std::ranges::any_of(
        response.headers, [name](auto const& header) { return equals_ignoring_case(header.first, name); });
}

}  // namespace

bool may_have_content(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string_view reason_phrase(int status) {
    auto const found = std::ranges::find(statuses, status, &Status::code);
    return found == statuses.end() ? std::string_view("Status") : found->phrase;
}

std::string http_date(std::time_t at) {
    static constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&at, &utc);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                       months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                       utc.tm_min, utc.tm_sec);
}

std::string_view DateHeader::now() {
    auto const second = std::time(nullptr);
    if (second != second_) {
        second_ = second;
        text_ = http_date(second);
    }
    return text_;
}

std::string serialize_head(Response const& response, HeadContext const& context) {
    std::string text;
    text.reserve(1024);
    text.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    text.append(reason_phrase(response.status)).append("\r\n");
    append_header(text, "Date", context.date);
    append_header(text, "X-Request-Id", context.request_id);
    for (auto const& [name, value] : response.headers) {
        append_header(text, name, value);
    }
    if (!names_header(response, "cache-control")) {
        append_header(text, "Cache-Control", "no-store");
    }
    if (context.framing == Framing::content_length && may_have_content(response.status)) {
        append_header(text, "Content-Length", std::to_string(response.content_length()));
    }
    if (context.after == AfterResponse::close) {
        append_header(text, "Connection", "close");
    }
    text.append(security_headers).append("\r\n");
    return text;
}

bool has_writable_headers(Response const& response) {
    return std::ranges::all_of(response.headers, [](auto const& header) {
        bool const is_one_line = std::ranges::none_of(
            header.second, [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
        return is_token(header.first) && is_one_line;
    });
}

}  // namespace platform::http
