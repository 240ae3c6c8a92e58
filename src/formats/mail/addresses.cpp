#include "formats/mail/addresses.h"

#include "formats/mail/header_text.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace formats::mail {

namespace {

using text::is_blank;
using text::trimmed;

constexpr auto npos = std::string_view::npos;

// One mailbox as it stands, taken apart.
struct Pieces {
    std::string phrase;    // outside brackets and comments, quotes removed
    std::string comments;  // of all comments
    std::optional<std::string> bracketed;
    bool quoted = false;  // `phrase` holds quoted text
};

class Parser {
  public:
    Parser(std::string_view text, std::size_t most) : text_(text), most_(most) {}

    AddressList read() {
        while (at_ < text_.size() && !result_.cut) {
            one(text_[at_]);
        }
        end_mailbox();
        return std::move(result_);
    }

  private:
    void one(char c) {
        switch (c) {
            case '"':
                quoted();
                return;
            case '(':
                comment();
                return;
            case '<':
                bracketed();
                return;
            case ',':
                end_mailbox();
                break;
            case ';':  // ends a group; between addresses Outlook writes it for a comma
                end_mailbox();
                group_.clear();
                break;
            case ':':
                colon();
                break;
            case '=':  // an encoded word may hold any of these characters
                encoded_word();
                return;
            default:
                pieces_.phrase += c;
        }
        ++at_;
    }

    void encoded_word() {
        auto const end = std::max(end_of_encoded_word(text_, at_), at_ + 1);
        pieces_.phrase += text_.substr(at_, end - at_);
        at_ = end;
    }

    void quoted() {
        if (never_closed_) {
            pieces_.phrase += '"';
            ++at_;
            return;
        }
        auto end = at_ + 1;
        std::string value;
        while (end < text_.size() && text_[end] != '"') {
            end += text_[end] == '\\' && end + 1 < text_.size() ? 1U : 0U;
            value += text_[end];
            ++end;
        }
        if (end >= text_.size()) {  // never closed: an ordinary character
            result_.malformed = true;
            never_closed_ = true;
            pieces_.phrase += '"';
            ++at_;
            return;
        }
        // A quoted local part keeps its quotes: "a b"@example.jp.
        bool const local = end + 1 < text_.size() && text_[end + 1] == '@';
        pieces_.phrase += local ? std::string(text_.substr(at_, end + 1 - at_)) : value;
        pieces_.quoted = true;
        at_ = end + 1;
    }

    void comment() {
        std::size_t depth = 0;
        auto end = at_;
        std::string value;
        for (; end < text_.size(); ++end) {
            char const c = text_[end];
            if (c == '\\' && end + 1 < text_.size()) {
                value += text_[++end];
                continue;
            }
            depth += c == '(' ? 1U : 0U;
            depth -= c == ')' ? 1U : 0U;
            if (depth == 0) {
                break;
            }
            if (end != at_) {
                value += c;
            }
        }
        result_.malformed = result_.malformed || depth != 0;
        pieces_.comments += pieces_.comments.empty() ? "" : " ";
        pieces_.comments += trimmed(value);
        at_ = std::min(end + 1, text_.size());
    }

    void bracketed() {
        auto const end = text_.find('>', at_);
        auto inside = text_.substr(at_ + 1, (end == npos ? text_.size() : end) - at_ - 1);
        if (end == npos) {
            result_.malformed = true;
            inside = inside.substr(0, inside.find_first_of(",;"));
            at_ += 1 + inside.size();
        } else {
            at_ = end + 1;
        }
        // "<<a@x>": the inner bracket counts.
        inside = inside.substr(inside.rfind('<') == npos ? 0 : inside.rfind('<') + 1);
        // "<@a,@b:c@x>": the route is obsolete.
        if (trimmed(inside).starts_with('@') && inside.find(':') != npos) {
            inside = inside.substr(inside.rfind(':') + 1);
        }
        if (pieces_.bracketed) {
            result_.malformed = true;
            end_mailbox();
        }
        pieces_.bracketed = without_blanks(inside);
    }

    void colon() {
        bool const address = pieces_.phrase.find('@') != std::string::npos || pieces_.bracketed;
        auto const name = decode_header(pieces_.phrase).text;
        if (address || name.empty() || !group_.empty()) {
            pieces_.phrase += ':';
            result_.malformed = true;
            return;
        }
        group_ = name;
        pieces_ = {};
    }

    static std::string without_blanks(std::string_view text) {
        std::string out;
        std::ranges::copy_if(trimmed(text), std::back_inserter(out), [](char c) { return !is_blank(c); });
        return out;
    }

    void end_mailbox() {
        auto const pieces = std::exchange(pieces_, {});
        Address address;
        address.group = group_;
        auto const phrase = trimmed(pieces.phrase);
        if (pieces.bracketed) {
            address.address = *pieces.bracketed;
            address.name = name_of(phrase, pieces.comments);
        } else if (phrase.find('@') != npos) {
            if (words_apart(phrase)) {
                result_.malformed = true;
                auto taken = take_address(phrase);
                address.name = std::move(taken.name);
                address.address = std::move(taken.address);
            } else {
                address.address = without_blanks(phrase);
            }
            if (address.name.empty()) {
                address.name = decode_header(pieces.comments).text;
            }
        } else {
            address.name = name_of(phrase, pieces.comments);
        }
        if (address.name.empty() && address.address.empty()) {
            return;
        }
        if (result_.addresses.size() >= most_) {
            result_.cut = true;
            return;
        }
        result_.addresses.push_back(std::move(address));
    }

    // "Taro (Sales)": what stands in brackets is part of the name.
    static std::string name_of(std::string_view phrase, std::string_view comments) {
        std::string written;
        for (char const c : phrase) {
            if (!is_blank(c) || !written.ends_with(' ')) {
                written += is_blank(c) ? ' ' : c;
            }
        }
        if (!comments.empty()) {
            written += written.empty() ? "" : " (";
            written += comments;
            written += written.size() == comments.size() ? "" : ")";
        }
        return decode_header(written).text;
    }

    // "Taro taro@example.jp": words, not a spaced "taro @ example . jp".
    [[nodiscard]] static bool words_apart(std::string_view phrase) noexcept {
        for (std::size_t at = 1; at + 1 < phrase.size(); ++at) {
            auto const glue = [](char c) { return c == '.' || c == '@' || is_blank(c); };
            if (is_blank(phrase[at]) && !glue(phrase[at - 1]) && !glue(phrase[at + 1])) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] static Address take_address(std::string_view phrase) {
        auto const sign = phrase.find('@');
        auto const begin = phrase.find_last_of(" \t", sign);
        auto const first = begin == npos ? 0 : begin + 1;
        auto const end = std::min(phrase.find_first_of(" \t", sign), phrase.size());
        std::string rest(phrase.substr(0, first));
        rest += phrase.substr(end);
        return {decode_header(rest).text, std::string(phrase.substr(first, end - first)), {}};
    }

    std::string_view text_;
    std::size_t most_;
    std::size_t at_ = 0;
    bool never_closed_ = false;  // a quote without an end was met: later ones are ordinary characters
    std::string group_;
    Pieces pieces_;
    AddressList result_;
};

}  // namespace

AddressList read_addresses(std::string_view raw, std::size_t most) {
    auto const utf8 = raw_to_utf8(raw);
    auto result = Parser(utf8.text, most).read();
    result.malformed = result.malformed || utf8.malformed;
    return result;
}

std::vector<std::string> read_message_ids(std::string_view raw, std::size_t most) {
    auto const utf8 = raw_to_utf8(raw);
    std::string_view const text = trimmed(utf8.text);
    std::vector<std::string> ids;
    for (auto open = text.find('<'); open != npos && ids.size() < most; open = text.find('<', open + 1)) {
        auto const close = text.find('>', open);
        if (close == npos) {
            break;
        }
        if (close > open + 1) {
            ids.emplace_back(trimmed(text.substr(open + 1, close - open - 1)));
        }
        open = close;
    }
    for (std::size_t at = 0; ids.empty() && at < text.size();) {
        auto const end = std::min(text.find_first_of(" \t", at), text.size());
        if (end > at) {
            ids.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
        if (!ids.empty()) {
            break;
        }
    }
    return ids;
}

}  // namespace formats::mail
