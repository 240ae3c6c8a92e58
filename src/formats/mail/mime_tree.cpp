#include "formats/mail/mime_tree.h"

#include "formats/mail/header_text.h"
#include "formats/mail/parameters.h"
#include "formats/text/ascii.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define RENKEI_LEAKS_ARE_LOOKED_FOR
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RENKEI_LEAKS_ARE_LOOKED_FOR
#endif
#endif
#if defined(RENKEI_LEAKS_ARE_LOOKED_FOR)
#include <sanitizer/lsan_interface.h>
#endif

namespace formats::mail {

namespace {

using text::lower;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_of_one_warning = 3;

struct Unref {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <typename T>  // one for each GObject of GMime's
using Object = std::unique_ptr<T, Unref>;

struct FreeOptions {
    void operator()(GMimeParserOptions* options) const noexcept { g_mime_parser_options_free(options); }
};

// GMime drops its own entry for a type that is registered again without freeing it: 64 bytes, once.
#if defined(RENKEI_LEAKS_ARE_LOOKED_FOR)
struct KeptForGood {
    KeptForGood() { __lsan_disable(); }
    ~KeptForGood() { __lsan_enable(); }
    KeptForGood(KeptForGood const&) = delete;
    KeptForGood& operator=(KeptForGood const&) = delete;
};
#else
struct KeptForGood {};
#endif

// Nested messages stay bytes: so they are kept as they were sent, also where they are broken or encoded, and
// our own limits hold within them.
bool initialised() {
    [[maybe_unused]] KeptForGood const kept;
    g_mime_init();
    for (char const* const subtype : {"rfc822", "rfc2822", "global", "news", "global-headers"}) {
        g_mime_object_register_type("message", subtype, GMIME_TYPE_PART);
    }
    return true;
}

struct Notes {
    std::vector<base::Violation> warnings;
    std::array<std::size_t, 32> count{};
};

base::Words words_of(int code) {
    switch (code) {
        case GMIME_WARN_DUPLICATED_HEADER:
            return {"同じヘッダーが繰り返されています", "a header field is repeated"};
        case GMIME_CRIT_CONFLICTING_HEADER:
            return {"一つだけのはずのヘッダーが異なる内容で複数あります",
                    "a header field that may stand once has several values"};
        case GMIME_WARN_DUPLICATED_PARAMETER:
        case GMIME_CRIT_CONFLICTING_PARAMETER:
            return {"ヘッダーの同じ項目が繰り返されています", "a parameter of a header field is repeated"};
        case GMIME_WARN_INVALID_CONTENT_TYPE:
            return {"Content-Type が正しくありません", "Content-Type is malformed"};
        case GMIME_WARN_INVALID_PARAMETER:
            return {"ヘッダーの項目が正しくありません", "a parameter of a header field is malformed"};
        case GMIME_WARN_MALFORMED_MULTIPART:
            return {"区切りが正しくないため、部品の分け方が他のソフトと異なることがあります",
                    "boundaries are malformed: other programs may divide the parts differently"};
        case GMIME_WARN_TRUNCATED_MESSAGE:
            return {"終わりの区切りがありません（途中で切れている可能性があります）",
                    "the closing boundary is missing (the mail may have been cut)"};
        case GMIME_WARN_MALFORMED_MESSAGE:
        case GMIME_CRIT_INVALID_HEADER_NAME:
            return {"ヘッダーでない行がヘッダーの中にあります",
                    "a line within the header is no header field"};
        case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
            return {"部品の区切り文字列（boundary）がありません", "a multipart has no boundary"};
        case GMIME_CRIT_NESTING_OVERFLOW:
            return {"入れ子が深すぎます（読み取りを妨げる意図が疑われます）",
                    "parts are nested too deeply (likely made to break readers)"};
        case GMIME_WARN_PART_WITHOUT_CONTENT:
        case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT:
            return {"中身のない部品があります", "a part has no content"};
        default:
            return {};  // headers' values are ours to judge
    }
}

// RFC 5322, 3.6 and RFC 2045: GMime calls every field that is repeated a fault, also the Received of each
// hop.
bool stands_once(std::string_view name) {
    constexpr std::array<std::string_view, 16> once{"bcc",
                                                    "cc",
                                                    "content-description",
                                                    "content-disposition",
                                                    "content-id",
                                                    "content-type",
                                                    "date",
                                                    "from",
                                                    "in-reply-to",
                                                    "message-id",
                                                    "mime-version",
                                                    "references",
                                                    "reply-to",
                                                    "sender",
                                                    "subject",
                                                    "to"};
    return std::ranges::find(once, lower(name)) != once.end();
}

void note(gint64 offset, GMimeParserWarning code, gchar const* item, gpointer data) {
    auto& notes = *static_cast<Notes*>(data);
    bool const is_repeated = code == GMIME_WARN_DUPLICATED_HEADER || code == GMIME_CRIT_CONFLICTING_HEADER;
    if (is_repeated && (item == nullptr || !stands_once(item))) {
        return;
    }
    auto const number = static_cast<std::size_t>(code);
    auto words = words_of(static_cast<int>(code));
    if (words.ja.empty() || number >= notes.count.size() || ++notes.count[number] > most_of_one_warning) {
        return;
    }
    notes.warnings.push_back({offset < 0 ? std::string() : fmt::format("byte {}", offset), std::move(words)});
}

std::string text_of(char const* text) {
    return text == nullptr ? std::string() : std::string(text);
}

// "BASE64;" and "7-bit" are what they are meant to be.
GMimeContentEncoding encoding_of(std::string_view written) {
    auto name = lower(written);
    auto const begin = name.find_first_not_of(" \t\r\n\"");
    name = begin == std::string::npos ? std::string() : name.substr(begin);
    name = name.substr(0, name.find_first_of(" \t\r\n\";,("));
    if (name == "x-uue" || name == "uuencode" || name == "uue") {
        name = "x-uuencode";
    }
    return g_mime_content_encoding_from_string(name.c_str());
}

// At most one character in twenty is none of base 64.
bool looks_like_base64(std::string_view text) noexcept {
    auto const foreign = std::ranges::count_if(text, [](char c) {
        bool const letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        return !letter && std::string_view("+/=-_ \t\r\n").find(c) == npos;
    });
    return foreign * 20 <= std::ssize(text);
}

class Builder {
  public:
    Builder(Limits const& limits, std::size_t most_parts) : limits_(limits), left_(most_parts) {}

    bool cut = false;

    RawPart build(GMimeObject* object, std::size_t depth) {
        RawPart part;
        left_ -= left_ > 0 ? 1 : 0;
        read_fields(part, object);
        read_type(part, object);
        if (GMIME_IS_MULTIPART(object)) {
            read_multipart(part, reinterpret_cast<GMimeMultipart*>(object), depth);
        } else if (GMIME_IS_PART(object)) {
            read_content(part, reinterpret_cast<GMimePart*>(object));
        }
        return part;
    }

  private:
    static void read_fields(RawPart& part, GMimeObject* object) {
        auto* const list = g_mime_object_get_header_list(object);
        int const count = g_mime_header_list_get_count(list);
        for (int i = 0; i < count; ++i) {
            auto* const header = g_mime_header_list_get_header_at(list, i);
            part.fields.push_back(
                {text_of(g_mime_header_get_name(header)), text_of(g_mime_header_get_raw_value(header))});
        }
    }

    static void read_type(RawPart& part, GMimeObject* object) {
        auto* const type = g_mime_object_get_content_type(object);
        if (type == nullptr) {
            part.type = "text/plain";
            return;
        }
        part.type = lower(text_of(g_mime_content_type_get_media_type(type)) + "/" +
                          text_of(g_mime_content_type_get_media_subtype(type)));
    }

    void read_multipart(RawPart& part, GMimeMultipart* multipart, std::size_t depth) {
        int const count = g_mime_multipart_get_count(multipart);
        part.container = count > 0;
        if (count == 0) {
            part.bytes = text_of(g_mime_multipart_get_prologue(multipart)) +
                         text_of(g_mime_multipart_get_epilogue(multipart));
            return;
        }
        for (int i = 0; i < count; ++i) {
            if (left_ == 0 || depth >= limits_.deepest) {
                cut = true;
                return;
            }
            part.children.push_back(build(g_mime_multipart_get_part(multipart, i), depth + 1));
        }
    }

    static void read_content(RawPart& part, GMimePart* mime) {
        auto* const content = g_mime_part_get_content(mime);
        if (content == nullptr) {
            return;
        }
        auto const encoding = encoding_of(part.find("content-transfer-encoding"));
        bool const base64 = encoding == GMIME_CONTENT_ENCODING_BASE64;
        if (encoding != GMIME_CONTENT_ENCODING_DEFAULT) {
            g_mime_data_wrapper_set_encoding(content, base64 ? GMIME_CONTENT_ENCODING_8BIT : encoding);
        }
        Object<GMimeStream> const stream(g_mime_stream_mem_new());
        g_mime_data_wrapper_write_to_stream(content, stream.get());
        auto const* const bytes =
            g_mime_stream_mem_get_byte_array(reinterpret_cast<GMimeStreamMem*>(stream.get()));
        if (bytes->len > 0) {
            part.bytes.assign(reinterpret_cast<char const*>(bytes->data), bytes->len);
        }
        // Text that only claims to be base 64 would be lost by decoding it.
        part.not_base64 = base64 && !looks_like_base64(part.bytes);
        if (base64 && !part.not_base64) {
            part.bytes = decode_base64(part.bytes);
        }
    }

    Limits const& limits_;
    std::size_t left_;
};

Object<GMimeObject> parse(std::string const& bytes, Notes& notes) {
    static bool const ready = initialised();
    static_cast<void>(ready);
    Object<GMimeStream> const stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    Object<GMimeParser> const parser(g_mime_parser_new_with_stream(stream.get()));
    std::unique_ptr<GMimeParserOptions, FreeOptions> const options(g_mime_parser_options_new());
    g_mime_parser_options_set_warning_callback(options.get(), note, &notes);
    return Object<GMimeObject>(g_mime_parser_construct_part(parser.get(), options.get()));
}

// A boundary that the text itself shows: the first line "--x" which a header field follows.
std::string shown_boundary(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        auto const next = text.substr(std::min(end + 1, text.size()), 9);
        if (line.size() > 2 && line.starts_with("--") && line.find_first_of("\"\\") == npos &&
            lower(next.substr(0, 8)) == "content-") {
            return std::string(line.substr(2));
        }
        at = end + 1;
    }
    return {};
}

// A multipart in which GMime found no part: its boundary is written wrongly, or is another one than is used.
void repair(RawPart& part, Limits const& limits, std::size_t most_parts,
            std::vector<base::Violation>& warnings) {
    bool const broken = !part.container && part.type.starts_with("multipart/") && !part.bytes.empty();
    if (!broken) {
        for (auto& child : part.children) {
            repair(child, limits, most_parts, warnings);
        }
        return;
    }
    auto boundary = std::string(read_parameters(part.find("content-type")).find("boundary"));
    std::string opening = "--";
    opening += boundary;
    if (boundary.empty() || part.bytes.find(opening) == std::string::npos) {
        boundary = shown_boundary(part.bytes);
    }
    if (boundary.empty() || boundary.find_first_of("\"\\\r\n") != std::string::npos) {
        warnings.push_back({"",
                            {"部品の区切りが見つからないため、全体を本文として読みました",
                             "no part was found by the boundary: the whole was read as text"}});
        return;
    }
    Notes notes;
    auto const object =
        parse("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n" + part.bytes, notes);
    auto again = object ? Builder(limits, most_parts).build(object.get(), 0) : RawPart{};
    if (!again.container) {
        return;
    }
    part.container = true;
    part.bytes.clear();
    part.children = std::move(again.children);
    warnings.push_back({"",
                        {"区切り（boundary）の書き方が正しくないため、本文にある区切りで分けました",
                         "the boundary is written wrongly: the parts were divided by the one that is used"}});
}

}  // namespace

std::string_view RawPart::find(std::string_view lower_case_name) const {
    std::string_view found;
    for (auto const& field : fields) {
        if (lower(field.name) == lower_case_name) {
            if (field.value.find_first_not_of(" \t\r\n") != std::string::npos) {
                return field.value;
            }
            found = field.value;
        }
    }
    return found;
}

MimeTree read_mime(std::string const& bytes, Limits const& limits, std::size_t most_parts) {
    Notes notes;
    MimeTree tree;
    if (auto const object = parse(bytes, notes)) {
        Builder builder(limits, most_parts);
        tree.root = builder.build(object.get(), 0);
        if (builder.cut) {
            notes.warnings.push_back(
                {"",
                 {fmt::format("部品は {} 個、深さ {} までを読みました", most_parts, limits.deepest),
                  fmt::format("{} parts were read, {} deep", most_parts, limits.deepest)}});
        }
        repair(tree.root, limits, most_parts, notes.warnings);
    } else {
        tree.root.type = "text/plain";
        tree.root.bytes = bytes;
    }
    tree.warnings = std::move(notes.warnings);
    return tree;
}

}  // namespace formats::mail
