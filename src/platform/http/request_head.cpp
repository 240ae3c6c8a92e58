#include "platform/http/request_head.h"

#include "platform/http/header_values.h"
#include "platform/http/target.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace platform::http {

namespace {

Refusal refuse(int status, std::string_view field, std::string_view ja, std::string_view en) {
    return {status, std::string(field), {std::string(ja), std::string(en)}};
}

// Fields of which a second one would let two readers see two requests.
constexpr std::array<std::string_view, 9> single_fields = {
    "host",   "content-length", "transfer-encoding", "content-type",  "authorization",
    "origin", "x-csrf-token",   "idempotency-key",   "last-event-id",
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_host_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
           c == '_';
}

std::optional<std::string_view> value_of(Pairs const& headers, std::string_view name) {
    for (auto const& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

// Reads one head line by line into head_; each step refuses or goes on.
class HeadReader {
  public:
    explicit HeadReader(HeadLimits const& limits) : limits_(limits) {}
    [[nodiscard]] std::variant<RequestHead, Refusal> read(std::string_view text);

  private:
    std::optional<Refusal> read_version(std::string_view version);
    std::optional<Refusal> read_request_line(std::string_view line);
    std::optional<Refusal> read_field(std::string_view line);
    std::optional<Refusal> check_host();
    std::optional<Refusal> read_content_length(std::string_view text);
    std::optional<Refusal> read_framing();
    std::optional<Refusal> read_connection();

    HeadLimits const& limits_;
    RequestHead head_;
};

std::optional<Refusal> HeadReader::read_version(std::string_view version) {
    if (version == "HTTP/1.1") {
        return std::nullopt;
    }
    if (version == "HTTP/1.0") {
        head_.keep_alive = false;
        return std::nullopt;
    }
    if (version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
        is_digit(version[7])) {
        return refuse(505, "version", "HTTP/1.1 だけを受け付けます", "only HTTP/1.1 is spoken here");
    }
    return refuse(400, "version", "リクエスト行が正しくありません", "the request line is malformed");
}

std::optional<Refusal> HeadReader::read_request_line(std::string_view line) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
        return refuse(400, "request line", "リクエスト行が正しくありません", "the request line is malformed");
    }
    if (auto refusal = read_version(line.substr(last + 1))) {
        return refusal;
    }
    auto const method = parse_method(line.substr(0, first));
    if (!method) {
        return refuse(501, "method", "このメソッドには対応していません", "this method is not implemented");
    }
    auto const text = line.substr(first + 1, last - first - 1);
    if (text.size() > limits_.max_target) {
        return refuse(414, "target", "宛先が長すぎます", "the target is too long");
    }
    auto target = parse_target(text);
    if (!target) {
        return Refusal{400, target.violations().front().field, target.violations().front().reason};
    }
    if (target->path == "*" && *method != Method::options) {
        return refuse(400, "target", "* は OPTIONS だけで使えます", "* is for OPTIONS only");
    }
    head_.method = *method;
    head_.target = std::string(text);
    head_.path = std::move(target->path);
    head_.query = std::move(target->query);
    if (!target->authority.empty()) {
        head_.headers.emplace_back(":authority", target->authority);  // compared with Host, then taken out
    }
    return std::nullopt;
}

std::optional<Refusal> HeadReader::read_field(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') {
        return refuse(400, "header", "折り返されたヘッダーは受け付けません",
                      "a folded header line is not accepted");
    }
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
        return refuse(400, "header", "ヘッダーの名前が正しくありません",
                      "a header name is malformed (a space before the colon?)");
    }
    auto name = lower_case_ascii(line.substr(0, colon));
    auto const value = trim_blanks(line.substr(colon + 1));
    if (!is_valid_utf8(value)) {
        return refuse(400, name, "ヘッダーの値がUTF-8ではありません", "the header's value is not UTF-8");
    }
    if (std::ranges::find(single_fields, name) != single_fields.end() && value_of(head_.headers, name)) {
        return refuse(400, name, "同じヘッダーが二つあります", "the header is there twice");
    }
    head_.headers.emplace_back(std::move(name), std::string(value));
    return std::nullopt;
}

std::optional<Refusal> HeadReader::check_host() {
    auto const host = value_of(head_.headers, "host");
    if (!host) {
        return refuse(400, "host", "Host ヘッダーがありません", "the Host header is missing");
    }
    if (!is_host(*host)) {
        return refuse(400, "host", "Host ヘッダーが正しくありません", "the Host header is malformed");
    }
    if (auto const authority = value_of(head_.headers, ":authority")) {
        if (!equals_ignoring_case(*authority, *host)) {
            return refuse(400, "target", "宛先と Host ヘッダーが違います",
                          "the target and the Host header differ");
        }
        std::erase_if(head_.headers, [](auto const& header) { return header.first == ":authority"; });
    }
    return std::nullopt;
}

std::optional<Refusal> HeadReader::read_content_length(std::string_view text) {
    std::uint64_t length = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    bool const is_number = !text.empty() && is_digit(text.front()) && end == text.data() + text.size();
    if (!is_number || error == std::errc::invalid_argument) {
        return refuse(400, "content-length", "Content-Length が正しくありません",
                      "Content-Length is not one decimal number");
    }
    if (error == std::errc::result_out_of_range) {
        return refuse(413, "content-length", "本文が大きすぎます", "the body is too large");
    }
    head_.content_length = length;
    return std::nullopt;
}

std::optional<Refusal> HeadReader::read_framing() {
    auto const length = value_of(head_.headers, "content-length");
    if (auto const coding = value_of(head_.headers, "transfer-encoding")) {
        if (length) {
            return refuse(400, "content-length", "Content-Length と Transfer-Encoding は併用できません",
                          "Content-Length and Transfer-Encoding together are not accepted");
        }
        if (!head_.keep_alive) {  // still only false for HTTP/1.0 here
            return refuse(400, "transfer-encoding", "HTTP/1.0 では使えません", "not in HTTP/1.0");
        }
        if (!equals_ignoring_case(*coding, "chunked")) {
            return refuse(501, "transfer-encoding", "この転送符号化には対応していません",
                          "this transfer coding is not implemented");
        }
        head_.is_chunked = true;
    } else if (length) {
        return read_content_length(*length);
    }
    return std::nullopt;
}

std::optional<Refusal> HeadReader::read_connection() {
    if (auto const connection = value_of(head_.headers, "connection");
        connection && has_list_member(*connection, "close")) {
        head_.keep_alive = false;
    }
    if (auto const expect = value_of(head_.headers, "expect")) {
        if (!equals_ignoring_case(*expect, "100-continue")) {
            return refuse(417, "expect", "この Expect には応じられません", "this expectation cannot be met");
        }
        head_.expects_continue = true;
    }
    return std::nullopt;
}

std::variant<RequestHead, Refusal> HeadReader::read(std::string_view text) {
    std::size_t at = 0;
    std::size_t lines = 0;
    while (at < text.size()) {
        auto const end = std::min(text.find("\r\n", at), text.size());
        auto const line = text.substr(at, end - at);
        at = std::min(end + 2, text.size());
        if (lines == 0) {
            if (auto refusal = read_request_line(line)) {
                return std::move(*refusal);
            }
        } else if (line.empty()) {
            break;
        } else if (auto refusal = read_field(line)) {
            return std::move(*refusal);
        }
        if (++lines > limits_.max_headers + 1) {
            return refuse(431, "header", "ヘッダーの数が多すぎます", "there are too many headers");
        }
    }
    if (lines == 0) {
        return refuse(400, "request line", "リクエスト行がありません", "the request line is missing");
    }
    for (auto const check :
         {&HeadReader::check_host, &HeadReader::read_framing, &HeadReader::read_connection}) {
        if (auto refusal = (this->*check)()) {
            return std::move(*refusal);
        }
    }
    return std::move(head_);
}

}  // namespace

std::optional<std::variant<std::size_t, Refusal>> HeadScanner::scan(std::string_view received) {
    auto const end = std::min(received.size(), limits_.max_head);
    for (; scanned_ < end; ++scanned_) {
        char const c = received[scanned_];
        if (c == '\n') {
            if (scanned_ == 0 || received[scanned_ - 1] != '\r') {
                return refuse(400, "header", "行末は CRLF でなければなりません", "lines must end in CRLF");
            }
            if (scanned_ - line_start_ == 1) {
                return scanned_ + 1;
            }
            line_start_ = scanned_ + 1;
            continue;
        }
        bool const is_control = (c >= 0 && c < 0x20 && c != '\t' && c != '\r') || c == 0x7f;
        if (is_control || (scanned_ > line_start_ && received[scanned_ - 1] == '\r')) {
            return refuse(400, "header", "ヘッダーに制御文字があります", "the head has a control character");
        }
    }
    if (received.size() > limits_.max_head) {
        bool const is_first_line = line_start_ == 0;
        return is_first_line ? refuse(414, "target", "宛先が長すぎます", "the target is too long")
                             : refuse(431, "header", "ヘッダーが大きすぎます", "the headers are too large");
    }
    return std::nullopt;
}

std::variant<RequestHead, Refusal> parse_head(std::string_view head, HeadLimits const& limits) {
    return HeadReader(limits).read(head);
}

bool is_host(std::string_view text) noexcept {
    auto const is_port = [](std::string_view port) {
        return port.size() <= 5 && std::ranges::all_of(port, is_digit);
    };
    if (text.starts_with('[')) {
        auto const close = text.find(']');
        if (close == std::string_view::npos || close < 3) {
            return false;
        }
        auto const rest = text.substr(close + 1);
        auto const is_address_character = [](char c) {
            return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        };
        return std::ranges::all_of(text.substr(1, close - 1), is_address_character) &&
               (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
    }
    auto const colon = std::min(text.find(':'), text.size());
    auto const port = text.substr(std::min(colon + 1, text.size()));
    return colon > 0 && colon <= 255 && std::ranges::all_of(text.substr(0, colon), is_host_character) &&
           is_port(port);
}

}  // namespace platform::http
