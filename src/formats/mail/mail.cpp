#include "formats/mail/mail.h"

#include "base/utf8.h"
#include "formats/file_names/file_names.h"
#include "formats/mail/addresses.h"
#include "formats/mail/body.h"
#include "formats/mail/charset.h"
#include "formats/mail/guarded_bytes.h"
#include "formats/mail/header_text.h"
#include "formats/mail/mime_tree.h"
#include "formats/mail/network.h"
#include "formats/mail/parameters.h"
#include "formats/text/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace formats::mail {

namespace {

using text::lower;
using text::trimmed;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_line_read = 8'192;  // of Received and its likes
constexpr std::size_t most_hops = 200;
constexpr std::size_t most_ids = 1'000;
constexpr std::string_view deceptive_ja = "ファイル名に、文字の向きを変える文字や見えない文字があります";
constexpr std::string_view deceptive_en =
    "the file's name holds characters that turn its direction or cannot be seen";

std::string without_angles(std::string_view text) {
    text = trimmed(text);
    text.remove_prefix(text.starts_with('<') ? 1 : 0);
    text.remove_suffix(text.ends_with('>') ? 1 : 0);
    return std::string(text);
}

// What all messages of one mail share.
struct Budget {
    Options const& options;
    std::size_t parts_left;
    std::size_t nested_bytes_left;  // each level of messages within messages holds its bytes again
};

// Reads one message and those within it.
class Reader {
  public:
    Reader(Budget& budget, std::size_t depth)
        : budget_(budget), limits_(budget.options.limits), depth_(depth) {}

    Mail read(std::string_view bytes) {
        auto const safe = guarded(bytes, limits_);
        warn_all(safe.warnings);
        auto tree = read_mime(safe.bytes, limits_, budget_.parts_left);
        warn_all(tree.warnings);
        read_headers(tree.root);
        add_part(tree.root, std::nullopt, "", 0);
        read_body(mail_, limits_);
        suspicions();
        if (mail_.warnings.size() > limits_.most_warnings) {
            mail_.warnings.resize(limits_.most_warnings);
        }
        return std::move(mail_);
    }

  private:
    void warn(std::string place, std::string_view ja, std::string_view en) {
        if (mail_.warnings.size() < limits_.most_warnings) {
            mail_.warnings.push_back({std::move(place), {std::string(ja), std::string(en)}});
        }
    }

    void warn_all(std::vector<base::Violation> const& warnings) {
        mail_.warnings.insert(mail_.warnings.end(), warnings.begin(), warnings.end());
    }

    // Long fields are read as far as the limit.
    std::string_view bounded(RawField const& field) {
        std::string_view const value = field.value;
        if (value.size() > limits_.longest_header_field) {
            warn(base::repaired_text(field.name.substr(0, 80)),
                 "ヘッダーが長すぎるため、途中までを読みました",
                 "the field is too long: it was read up to the limit");
        }
        return value.substr(0, limits_.longest_header_field);
    }

    void read_headers(RawPart const& root) {
        for (auto const& field : root.fields) {
            auto const value = bounded(field);
            auto const text = decode_header(value);
            auto const name = base::repaired_text(field.name);
            mail_.headers.push_back({name, text.text});
            judge(name, text);
            take(lower(name), name, value, text.text);
        }
        std::ranges::reverse(mail_.path.hops);  // each receiver wrote its line above the others
        mark_first_outside(mail_.path, budget_.options.own_networks);
    }

    void judge(std::string const& name, HeaderText const& text) {
        if (text.malformed) {
            warn(name, "文字の符号化が壊れているため、読めた部分だけを示します",
                 "its encoding is broken: what could be read is shown");
        } else if (text.guessed) {
            warn(name, "文字コードの指定がないか誤っているため、推定して読みました",
                 "its character set is missing or wrong: it was guessed");
        }
        if (file_names::is_deceptive(text.text) && (lower(name) == "subject" || lower(name) == "from")) {
            warn(name, "文字の向きを変える文字や見えない文字があります",
                 "it holds characters that turn the direction of writing or cannot be seen");
        }
    }

    void take(std::string const& key, std::string const& name, std::string_view raw,
              std::string const& text) {
        auto const line = std::string_view(text).substr(0, longest_line_read);
        if (key == "subject") {
            mail_.subject = mail_.subject.empty() ? text : mail_.subject;
        } else if (key == "date") {
            take_date(text);
        } else if (key == "message-id") {
            auto const ids = read_message_ids(raw, 1);
            mail_.message_id = ids.empty() ? mail_.message_id : ids.front();
        } else if (key == "in-reply-to") {
            mail_.in_reply_to = read_message_ids(raw, most_ids);
        } else if (key == "references") {
            mail_.references = read_message_ids(raw, most_ids);
        } else if (key == "received" && mail_.path.hops.size() < most_hops) {
            mail_.path.hops.push_back(read_hop(line));
        } else if (key == "authentication-results" || key == "arc-authentication-results" ||
                   key == "received-spf") {
            auto found = read_authentication(name, line);
            std::ranges::move(found, std::back_inserter(mail_.authentication));
        } else if (auto* const list = list_of(key)) {
            take_addresses(*list, name, raw);
        } else {
            take_origin(key, name, line);
        }
    }

    std::vector<Address>* list_of(std::string_view key) {
        std::array const lists = {std::pair{"from", &mail_.from},
                                  std::pair{"sender", &mail_.sender},
                                  std::pair{"reply-to", &mail_.reply_to},
                                  std::pair{"to", &mail_.to},
                                  std::pair{"cc", &mail_.cc},
                                  std::pair{"bcc", &mail_.bcc}};
        for (auto const& [name, list] : lists) {
            if (key == name) {
                return list;
            }
        }
        return nullptr;
    }

    void take_addresses(std::vector<Address>& list, std::string const& name, std::string_view raw) {
        auto const room = limits_.most_addresses - std::min(limits_.most_addresses, list.size());
        auto read = read_addresses(raw, room);
        if (read.malformed) {
            warn(name, "宛先の書き方が正しくないため、読めた形で示します",
                 "the addresses are malformed: they are shown as far as they could be read");
        }
        if (read.cut) {
            warn(name, "宛先が多すぎるため、途中までを読みました",
                 "there are too many addresses: they were read up to the limit");
        }
        std::ranges::move(read.addresses, std::back_inserter(list));
    }

    void take_date(std::string const& text) {
        if (!mail_.date_written.empty()) {
            return;
        }
        mail_.date_written = text;
        mail_.date = read_date(text);
        if (!mail_.date && !text.empty()) {
            warn("Date", "日時として読めません（時差の記載がない場合も含みます）",
                 "it cannot be read as a time (a missing time zone counts)");
        }
    }

    void take_origin(std::string const& key, std::string const& name, std::string_view text) {
        static constexpr std::array<std::string_view, 14> fields = {
            "x-originating-ip",
            "x-originating-email",
            "x-sender-ip",
            "x-client-ip",
            "x-real-ip",
            "x-forwarded-for",
            "x-source-ip",
            "x-remote-ip",
            "x-mailer-ip",
            "x-php-originating-script",
            "x-ms-exchange-crosstenant-originalattributedtenantconnectingip",
            "x-get-message-sender-via",
            "x-authenticated-sender",
            "x-php-script"};
        if (std::ranges::find(fields, key) == fields.end() || mail_.path.origins.size() >= most_hops) {
            return;
        }
        auto value = trimmed(text);
        if (value.starts_with('[') && value.ends_with(']')) {
            value = value.substr(1, value.size() - 2);
        }
        auto const address = parse_ip(trimmed(value));
        mail_.path.origins.push_back({name, address ? to_string(*address) : std::string(trimmed(value))});
    }

    void add_part(RawPart& raw, std::optional<std::size_t> parent, std::string const& section,
                  std::size_t depth) {
        auto const index = mail_.parts.size();
        budget_.parts_left -= budget_.parts_left > 0 ? 1 : 0;
        Part part;
        part.section = section.empty() && !raw.container ? "1" : section;
        part.depth = depth;
        part.parent = parent;
        part.container = raw.container;
        part.type = base::repaired_text(raw.type);
        read_part_headers(part, raw);
        part.bytes = std::move(raw.bytes);
        mail_.parts.push_back(std::move(part));
        if (!raw.container) {
            read_content(index, raw);
        }
        std::size_t number = 0;
        for (auto& child : raw.children) {
            auto const place = fmt::format("{}{}{}", section, section.empty() ? "" : ".", ++number);
            add_part(child, index, place, depth + 1);
        }
    }

    void read_part_headers(Part& part, RawPart const& raw) {
        auto const limit = [&](std::string_view value) {
            return value.substr(0, limits_.longest_header_field);
        };
        auto const type = read_parameters(limit(raw.find("content-type")));
        auto const disposition = read_parameters(limit(raw.find("content-disposition")));
        part.charset = type.find("charset");
        part.disposition = disposition.value;
        part.name = disposition.find("filename").empty() ? type.find("name") : disposition.find("filename");
        part.transfer_encoding = lower(decode_header(limit(raw.find("content-transfer-encoding"))).text);
        part.content_id = without_angles(decode_header(limit(raw.find("content-id"))).text);
        part.description = decode_header(limit(raw.find("content-description"))).text;
        part.location = decode_header(limit(raw.find("content-location"))).text;
        flowed_ = lower(type.find("format")) == "flowed";
        delete_space_ = lower(type.find("delsp")) == "yes";
        auto const place = "part " + part.section;
        if (type.malformed || disposition.malformed) {
            warn(place, "部品のヘッダーの書き方が正しくないため、読めた形で示します",
                 "the part's header is malformed: it is shown as far as it could be read");
        }
        part.deceptive_name = file_names::is_deceptive(part.name);
        if (part.deceptive_name) {
            warn(place, deceptive_ja, deceptive_en);
        }
        if (file_names::is_executable(part.name)) {
            warn(place, "開くと実行される種類のファイル名です",
                 "its name is that of a file that runs when opened");
        }
    }

    void read_content(std::size_t index, RawPart const& raw) {
        auto& part = mail_.parts[index];
        bool const message = part.type == "message/rfc822" || part.type == "message/global" ||
                             part.type == "message/rfc2822" || part.type == "message/news";
        if (raw.not_base64) {
            warn("part " + part.section, "Base64 と書かれていますが、Base64 ではないため、そのまま読みました",
                 "it says that it is base 64, but is not: it was taken as it stands");
        }
        if (message && read_message(index)) {
            return;
        }
        bool const text = part.type.starts_with("text/") || part.type.starts_with("multipart/") ||
                          part.type == "message/delivery-status" || part.type == "application/xhtml+xml" ||
                          raw.type.empty();
        if (!text && !message) {
            return;
        }
        auto const charset =
            part.charset.empty() && part.type == "text/html" ? meta_charset(part.bytes) : part.charset;
        auto decoded = decode_charset(std::string_view(part.bytes).substr(0, 4 * limits_.most_text), charset);
        if (decoded.guessed) {
            warn("part " + part.section,
                 fmt::format("文字コードの指定（{}）が中身と合わないため、{} として読みました",
                             base::repaired_text(charset), decoded.charset),
                 fmt::format("the character set ({}) does not fit: it was read as {}",
                             base::repaired_text(charset), decoded.charset));
        }
        if (decoded.repaired) {
            warn("part " + part.section, "文字にならないバイトがあります（�で示します）",
                 "some bytes are no characters (shown as U+FFFD)");
        }
        part.text = tidy_text(decoded.text, flowed_, delete_space_);
    }

    // False where it is no mail after all.
    bool read_message(std::size_t index) {
        auto const place = "part " + mail_.parts[index].section;
        if (depth_ + 1 >= limits_.deepest || budget_.parts_left == 0) {
            warn(place, "入れ子が深すぎるため、中のメールを読んでいません",
                 "nested too deeply: the mail in it was not read");
            return true;
        }
        if (mail_.parts[index].bytes.size() > budget_.nested_bytes_left) {
            warn(place, "入れ子のメールが大きすぎるため、中を読んでいません",
                 "the mails within it are too large: they were not read");
            return true;
        }
        budget_.nested_bytes_left -= mail_.parts[index].bytes.size();
        auto message = Reader(budget_, depth_ + 1).read(mail_.parts[index].bytes);
        if (message.headers.empty()) {
            warn(place, "メールとして添付されていますが、メールのヘッダーがないため、文章として読みました",
                 "it is attached as a mail, but has no header: it was read as text");
            return false;
        }
        mail_.parts[index].message = mail_.messages.size();
        mail_.messages.push_back(std::move(message));
        return true;
    }

    // <meta charset=…>, where the header says nothing.
    static std::string meta_charset(std::string_view html) {
        auto const head = lower(html.substr(0, 4'096));
        auto const at = head.find("charset=");
        if (at == std::string::npos) {
            return {};
        }
        auto value = std::string_view(head).substr(at + 8);
        value = value.substr(std::min(value.find_first_not_of("\"' "), value.size()));
        return std::string(value.substr(0, value.find_first_of("\"' ;/>")));
    }

    void suspicions() {
        if (mail_.from.empty()) {
            warn("From", "差出人（From）がありません", "there is no From");
        } else if (mail_.from.size() > 1) {
            warn("From", "差出人（From）が複数あります", "there are several authors in From");
        }
        for (auto const& author : mail_.from) {
            auto const sign = author.name.find('@');
            if (sign == std::string::npos) {
                continue;
            }
            auto const shown = lower(std::string_view(author.name).substr(sign));
            auto const real = author.address.find('@');
            if (real == std::string::npos ||
                !shown.starts_with(lower(std::string_view(author.address).substr(real)))) {
                warn("From", "表示名に、実際の送信元と異なるアドレスが書かれています",
                     "the display name shows another address than the sender's");
            }
        }
    }

    Budget& budget_;
    Limits const& limits_;
    std::size_t depth_;
    Mail mail_;
    bool flowed_ = false;  // of the part being read
    bool delete_space_ = false;
};

bool is_field_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 76 &&
           std::ranges::all_of(name, [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

}  // namespace

Mail read(std::string_view bytes, Options const& options) {
    Budget budget{options, options.limits.most_parts, 3 * options.limits.most_bytes};
    auto mail = Reader(budget, 0).read(bytes);
    if (mail.headers.empty()) {
        mail.warnings.insert(mail.warnings.begin(),
                             {"", {"メールのヘッダーがありません", "there are no header fields of a mail"}});
    }
    return mail;
}

bool looks_like_mail(std::string_view bytes) {
    static constexpr std::array<std::string_view, 20> known = {
        "from",       "to",          "subject",      "received",       "date",
        "message-id", "return-path", "delivered-to", "mime-version",   "content-type",
        "cc",         "sender",      "reply-to",     "x-mailer",       "in-reply-to",
        "references", "bcc",         "envelope-to",  "dkim-signature", "authentication-results"};
    bytes = bytes.substr(0, 64 * 1024);
    bytes.remove_prefix(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
    std::size_t wrong = 0;
    for (std::size_t at = 0; at < bytes.size() && wrong < 2;) {
        auto const end = std::min(bytes.find('\n', at), bytes.size());
        auto const line = bytes.substr(at, end - at);
        at = end + 1;
        if (trimmed(line).empty()) {
            return false;
        }
        if (line.front() == ' ' || line.front() == '\t' || line.starts_with("From ") ||
            line.starts_with(">From ")) {
            continue;
        }
        auto const colon = line.find(':');
        if (colon == npos || !is_field_name(trimmed(line.substr(0, colon)))) {
            ++wrong;
            continue;
        }
        if (std::ranges::find(known, lower(trimmed(line.substr(0, colon)))) != known.end()) {
            return true;
        }
    }
    return false;
}

}  // namespace formats::mail
