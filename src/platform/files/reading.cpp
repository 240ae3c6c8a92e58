#include "platform/files/reading.h"

#include "base/utf8.h"
#include "formats/picture/picture.h"
#include "formats/spreadsheet/xlsx.h"
#include "formats/text/encoding.h"
#include "platform/files/media_type.h"
#include "platform/files/reading_json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace platform::files {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_text = 200'000;  // code points of one text that is shown and searched
constexpr std::size_t most_parts = 100;        // of a mail that become attachments
constexpr std::size_t most_pictures = 20;      // of a mail that are looked through for codes
constexpr std::size_t most_part_bytes = std::size_t{48} << 20U;  // of all parts together
constexpr std::size_t length_digits = 8;
constexpr std::string_view storage_type = "application/x-ole-storage";
constexpr std::string_view spreadsheet_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

bool is_macro_part(formats::archive::Entry const& entry) {
    return entry.name.ends_with("/vbaProject.bin") || entry.name.starts_with("xl/macrosheets/") ||
           entry.name.starts_with("Basic/");
}

// Office Open XML or OpenDocument, wherever in the file the part with the macros lies.
bool is_package_with_macros(std::string_view bytes) {
    auto const listing = formats::archive::list(bytes);
    if (!listing) {
        return false;
    }
    bool const is_package = std::ranges::any_of(listing->entries, [](auto const& entry) {
        return entry.name == "[Content_Types].xml" || entry.name == "mimetype";
    });
    return is_package && std::ranges::any_of(listing->entries, is_macro_part);
}

// The old formats name the storage of their macros in UTF-16.
bool is_storage_with_macros(std::string_view bytes) {
    constexpr std::string_view name = "_VBA_PROJECT";
    std::string wide;
    for (char const letter : name) {
        wide.append({letter, '\0'});
    }
    return bytes.find(wide) != std::string_view::npos;
}

// One file on its way to JSON.
class Reader {
  public:
    Reader(Wish wish, ReadingRules const& rules) : wish_(wish), rules_(rules) {}

    Reading read(std::string_view bytes) {
        auto const type = media_type_of(bytes);
        result_.reading["media_type"] = type;
        result_.reading["kind"] = "none";
        if (auto const header = formats::picture::read_header(bytes)) {
            read_picture(bytes, *header);
        } else if (type == "message/rfc822") {
            read_mail(bytes);
        } else if (type == storage_type) {
            read_storage(bytes);
        } else if (bytes.starts_with("PK") && is_package_with_macros(bytes)) {
            refuse_macros();
        } else if (type == spreadsheet_type) {
            use_workbook(formats::spreadsheet::read_xlsx(bytes));
        } else if (formats::archive::looks_like_archive(bytes)) {
            read_archive(bytes);
        } else if (type.starts_with("text/") || type == "application/xml" || type == "image/svg+xml") {
            read_text(bytes);
        }
        result_.reading["texts"] = std::move(texts_);
        result_.reading["warnings"] = std::move(warnings_);
        return std::move(result_);
    }

  private:
    void add_text(std::string_view place, std::string_view text, std::string_view role = {}) {
        auto cleaned = clean(text, longest_text);
        if (cleaned.empty()) {
            return;
        }
        json::object one{{"place", place}, {"text", std::move(cleaned)}};
        if (!role.empty()) {
            one["role"] = role;
        }
        texts_.push_back(std::move(one));
    }
    void warn(std::vector<base::Violation> const& violations) {
        for (auto& one : to_json(violations)) {
            warnings_.push_back(std::move(one));
        }
    }
    void warn(std::string_view field, base::Words const& words) { warn({{std::string(field), words}}); }

    void read_picture(std::string_view bytes, formats::picture::Header const& header) {
        result_.reading["kind"] = "picture";
        json::object picture{{"width", header.width}, {"height", header.height}};
        if (wish_ != Wish::no_codes) {
            auto decoded = formats::picture::decode(bytes);
            if (!decoded) {
                warn(decoded.violations());
                result_.reading["kind"] = "none";
            } else {
                add_codes(*decoded);
                picture["codes"] = std::move(codes_);
                if (wish_ == Wish::picture) {
                    result_.bytes = std::move(decoded->png);
                }
            }
        }
        result_.reading["picture"] = std::move(picture);
    }

    void add_codes(formats::picture::Preview const& preview) {
        for (auto const& code : preview.codes) {
            add_text("qr", code.text);
            codes_.push_back(json::object{{"text", clean(code.text, 4000)}, {"binary", code.binary}});
        }
        for (auto const& words : preview.warnings) {
            warn("", words);
        }
    }

    // Nothing of it is shown: what its macros would make of it is not what a reader here would see.
    void refuse_macros() {
        result_.reading["macros"] = true;
        warn("", {"マクロを含む文書のため、内容は表示しません。ファイルは保管されています",
                  "a document with macros: its content is not shown; the file itself is kept"});
    }

    void read_storage(std::string_view bytes) {
        if (is_storage_with_macros(bytes)) {
            refuse_macros();
        } else {
            warn("", {"古い形式の文書か、パスワードのかかった文書です。中身は読み取っていません",
                      "a document in an old format or with a password: its content was not read"});
        }
    }

    void read_archive(std::string_view bytes) {
        auto const listing = formats::archive::list(bytes);
        if (!listing) {
            warn(listing.violations());
            return;
        }
        result_.reading["kind"] = "archive";
        warn(listing->warnings);
        result_.reading["archive"] = to_json(*listing);
    }

    void use_workbook(base::Parsed<formats::spreadsheet::Workbook> const& workbook) {
        if (!workbook) {
            warn(workbook.violations());
            return;
        }
        result_.reading["kind"] = "workbook";
        warn(workbook->warnings);
        result_.reading["workbook"] = to_json(*workbook);
        if (auto const form = formats::common_forms::read_workbook(*workbook, rules_.forms)) {
            use_form(*form);
        } else {
            add_cells(*workbook);
            guess_tables(*workbook);
        }
    }

    void use_form(formats::common_forms::FilledForm const& form) {
        result_.reading["form"] = to_json(form);
        warn(form.warnings);
        add_text("form", form.narrative);
        add_text("indicators", form.indicators);
    }

    void add_cells(formats::spreadsheet::Workbook const& workbook) {
        std::string text;
        for (auto const& sheet : workbook.sheets) {
            std::uint32_t row = 0;
            for (auto const& cell : sheet.cells) {
                if (text.size() > 4 * longest_text) {
                    break;
                }
                text.append(cell.row == row ? "\t" : "\n").append(cell.text);
                row = cell.row;
            }
        }
        add_text("cells", text);
    }

    void guess_tables(formats::spreadsheet::Workbook const& workbook) {
        json::array tables;
        for (auto const& sheet : workbook.sheets) {
            auto const mapping = formats::table_mapping::guess(sheet, rules_.tables);
            if (mapping && tables.size() < 5) {
                tables.push_back(to_json(sheet.name, *mapping,
                                         formats::table_mapping::apply(sheet, *mapping, rules_.tables)));
            }
        }
        if (!tables.empty()) {
            result_.reading["tables"] = std::move(tables);
        }
    }

    void read_text(std::string_view bytes) {
        result_.reading["kind"] = "text";
        auto const marked = formats::text::guess_encoding(bytes.substr(0, 4));
        auto const wide =
            formats::text::is_wide(marked) ? formats::text::to_utf8(bytes, marked) : std::nullopt;
        auto const text = formats::mail::read(text_as_mail(wide ? *wide : bytes)).body.text;
        add_text("body", text);
        auto const line = text.substr(0, text.find('\n'));
        for (char const separator : {',', '\t', ';'}) {
            if (std::ranges::count(line, separator) >= 2) {
                auto const workbook = formats::spreadsheet::read_csv(text, separator);
                if (workbook && workbook->sheets.size() == 1) {
                    result_.reading["kind"] = "workbook";
                    result_.reading["workbook"] = to_json(*workbook);
                    guess_tables(*workbook);
                }
                break;
            }
        }
    }

    // The mail reader knows every way in which Japanese text is encoded.
    static std::string text_as_mail(std::string_view bytes) {
        std::string mail =
            "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: "
            "8bit\r\n\r\n";
        return mail.append(bytes);
    }

    void read_mail(std::string_view bytes) {
        formats::mail::Options options;
        options.own_networks = rules_.own_networks;
        auto const mail = formats::mail::read(bytes, options);
        result_.reading["kind"] = "mail";
        warn(mail.warnings);
        add_text("subject", mail.subject);
        add_text("body", mail.body.text);
        for (auto const& link : mail.body.links) {
            if (mail.body.text.find(link.target) == std::string::npos) {
                add_text("link", link.target);
            }
        }
        add_senders(mail);
        add_path(mail.path);
        for (auto const& nested : mail.messages) {
            add_text("message", nested.subject);
            add_text("message", nested.body.text);
        }
        result_.reading["mail"] = to_json(mail);
        if (auto const form =
                formats::common_forms::read_mail_text(mail.subject, mail.body.text, rules_.forms)) {
            result_.reading["form"] = to_json(*form);
            warn(form->warnings);
        }
        add_parts(mail);
    }

    void add_senders(formats::mail::Mail const& mail) {
        for (auto const* addresses : {&mail.from, &mail.sender, &mail.reply_to}) {
            for (auto const& one : *addresses) {
                add_text("sender", one.address, "sender");
            }
        }
    }

    // Up to the first outside hop it is the other side's; what is above it is the receiver's own.
    void add_path(formats::mail::Path const& path) {
        for (std::size_t i = 0; i < path.hops.size(); ++i) {
            auto const& hop = path.hops[i];
            bool const is_outside = path.first_outside && i <= *path.first_outside;
            std::string text = hop.address;
            for (auto const& name : {hop.host, hop.from}) {
                if (name.find('.') != std::string::npos && text.find(name) == std::string::npos) {
                    text.append(text.empty() ? "" : " ").append(name);
                }
            }
            if (hop.public_address || !hop.host.empty()) {
                add_text(fmt::format("path/{}", i + 1), text, is_outside ? "subject" : "third_party");
            }
        }
        for (auto const& origin : path.origins) {
            add_text("origin", origin.value, "subject");
        }
    }

    void add_parts(formats::mail::Mail const& mail) {
        json::array parts;
        std::size_t pictures = 0;
        std::size_t left_out = 0;
        for (auto const& part : mail.parts) {
            if (!part.attachment || part.bytes.empty()) {
                continue;
            }
            bool const fits =
                parts.size() < most_parts && result_.bytes.size() + part.bytes.size() <= most_part_bytes;
            if (!fits) {
                ++left_out;
                continue;
            }
            bool const is_picture = formats::picture::read_header(part.bytes).has_value();
            bool const looks = wish_ != Wish::no_codes && (!is_picture || ++pictures <= most_pictures);
            // One level: what a mail within the mail holds is read when that mail is.
            Reader inner(looks ? Wish::reading : Wish::no_codes, rules_);
            auto read = part.message ? Reading{} : inner.read(part.bytes);
            parts.push_back(json::object{{"name", clean(part.name, 255)},
                                         {"type", clean(part.type, 200)},
                                         {"section", part.section},
                                         {"length", part.bytes.size()},
                                         {"reading", std::move(read.reading)}});
            if (wish_ != Wish::reading) {
                result_.bytes.append(part.bytes);
            }
        }
        if (left_out > 0) {
            warn("", {fmt::format("部分が多いため {} 個は別の添付にせず、メールの中に残しました", left_out),
                      fmt::format("{} parts stay within the mail only: there are too many", left_out)});
        }
        result_.reading["parts"] = std::move(parts);
    }

    Wish wish_;
    ReadingRules const& rules_;
    Reading result_;
    json::array texts_;
    json::array warnings_;
    json::array codes_;
};

}  // namespace

std::string_view to_string(Wish wish) {
    switch (wish) {
        case Wish::reading:
            return "reading";
        case Wish::no_codes:
            return "no_codes";
        case Wish::parts:
            return "parts";
        case Wish::picture:
            return "picture";
    }
    return "reading";
}

std::optional<Wish> parse_wish(std::string_view text) {
    for (auto const wish : {Wish::reading, Wish::no_codes, Wish::parts, Wish::picture}) {
        if (to_string(wish) == text) {
            return wish;
        }
    }
    return std::nullopt;
}

Reading read_untrusted(std::string_view bytes, Wish wish, ReadingRules const& rules) {
    return Reader(wish, rules).read(bytes);
}

std::string spell(Reading const& reading) {
    auto const text = json::serialize(reading.reading);
    return fmt::format("{:08x}", text.size()) + text + reading.bytes;
}

std::optional<Reading> parse_reading(std::string_view spelled) {
    if (spelled.size() < length_digits) {
        return std::nullopt;
    }
    std::size_t length = 0;
    auto const* const end = spelled.data() + length_digits;
    auto const [at, error] = std::from_chars(spelled.data(), end, length, 16);
    if (error != std::errc{} || at != end || spelled.size() - length_digits < length) {
        return std::nullopt;
    }
    json::error_code failed;
    auto parsed = json::parse(spelled.substr(length_digits, length), failed);
    if (failed || !parsed.is_object()) {
        return std::nullopt;
    }
    return Reading{std::move(parsed.as_object()), std::string(spelled.substr(length_digits + length))};
}

}  // namespace platform::files
