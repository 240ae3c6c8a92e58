#include "formats/mail/mbox.h"

#include "formats/mail/mail.h"

#include <algorithm>

namespace formats::mail {

namespace {

constexpr auto npos = std::string_view::npos;

std::string_view line_at(std::string_view bytes, std::size_t at) noexcept {
    auto line = bytes.substr(at, std::min(bytes.find('\n', at), bytes.size()) - at);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    return line;
}

// "From someone Sun Nov 22 14:05:00 2026": ends in a year or holds a time of day.
bool is_from_line(std::string_view line) noexcept {
    if (!line.starts_with("From ")) {
        return false;
    }
    for (std::size_t at = 5; at + 4 < line.size(); ++at) {
        auto const digit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9'; };
        if (line[at + 2] == ':' && digit(at) && digit(at + 1) && digit(at + 3) && digit(at + 4)) {
            return true;
        }
    }
    return false;
}

// A header field stands on the line: what follows a true "From " line.
bool begins_header(std::string_view line) noexcept {
    auto const colon = line.find(':');
    return colon != npos && colon > 0 && line.substr(0, colon).find_first_of(" \t") == npos;
}

bool is_message_start(std::string_view bytes, std::size_t at) noexcept {
    auto const line = line_at(bytes, at);
    if (!is_from_line(line)) {
        return false;
    }
    auto const end = bytes.find('\n', at);
    if (end == npos) {
        return true;
    }
    return begins_header(line_at(bytes, end + 1));
}

void add(std::vector<MboxMessage>& messages, std::string_view bytes, std::size_t begin, std::size_t end) {
    auto const piece = bytes.substr(begin, end - begin);
    if (piece.find_first_not_of(" \t\r\n") == npos) {
        return;
    }
    MboxMessage message{begin, {}, piece};
    if (piece.starts_with("From ")) {
        message.from_line = line_at(piece, 0);
        auto const first_end = piece.find('\n');
        message.bytes = first_end == npos ? std::string_view() : piece.substr(first_end + 1);
    }
    messages.push_back(message);
}

}  // namespace

bool is_mbox(std::string_view bytes) {
    if (!is_message_start(bytes, 0)) {
        return false;
    }
    auto const end = bytes.find('\n');
    return end != npos && looks_like_mail(bytes.substr(end + 1));
}

std::vector<MboxMessage> split_mbox(std::string_view bytes, std::size_t most) {
    std::vector<MboxMessage> messages;
    std::size_t begin = 0;
    bool blank_before = true;
    for (std::size_t at = 0; at < bytes.size() && messages.size() + 1 < most;) {
        if (blank_before && at > begin && bytes[at] == 'F' && is_message_start(bytes, at)) {
            add(messages, bytes, begin, at);
            begin = at;
        }
        auto const end = bytes.find('\n', at);
        blank_before = line_at(bytes, at).empty();
        at = end == npos ? bytes.size() : end + 1;
    }
    add(messages, bytes, begin, bytes.size());
    return messages;
}

std::string without_from_quotes(std::string_view message) {
    std::string out;
    out.reserve(message.size());
    for (std::size_t at = 0; at < message.size();) {
        auto const end = std::min(message.find('\n', at), message.size() - 1) + 1;
        auto line = message.substr(at, end - at);
        auto const text = line.find_first_not_of('>');
        if (text != npos && text > 0 && line.substr(text).starts_with("From ")) {
            line.remove_prefix(1);
        }
        out += line;
        at = end;
    }
    return out;
}

}  // namespace formats::mail
