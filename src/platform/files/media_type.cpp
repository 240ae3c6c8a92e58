#include "platform/files/media_type.h"

#include "base/utf8.h"
#include "formats/archive/archive.h"
#include "formats/mail/mail.h"
#include "formats/picture/picture.h"
#include "formats/text/directions.h"
#include "formats/text/encoding.h"

#include <algorithm>
#include <array>
#include <utility>

namespace platform::files {

namespace {

struct Magic {
    std::string_view bytes;
    std::size_t at;
    std::string_view type;
};
using namespace std::string_view_literals;

constexpr std::array<Magic, 24> magics = {{
    {"%PDF-"sv, 0, "application/pdf"},
    {"MZ"sv, 0, "application/vnd.microsoft.portable-executable"},
    {"\x7f"
     "ELF"sv,
     0, "application/x-executable"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, 0, "application/x-ole-storage"},
    {"{\\rtf"sv, 0, "application/rtf"},
    {"ITSF"sv, 0, "application/vnd.ms-htmlhelp"},
    {"L\0\0\0\x01\x14\x02\0"sv, 0, "application/x-ms-shortcut"},
    {"\xca\xfe\xba\xbe"sv, 0, "application/java-vm"},
    {"dex\n"sv, 0, "application/vnd.android.dex"},
    {"\x1f\x8b"sv, 0, "application/gzip"},
    {"7z\xbc\xaf\x27\x1c"sv, 0, "application/x-7z-compressed"},
    {"Rar!\x1a\x07"sv, 0, "application/vnd.rar"},
    {"BZh"sv, 0, "application/x-bzip2"},
    {"\xfd"
     "7zXZ\0"sv,
     0, "application/x-xz"},
    {"-lh"sv, 2, "application/x-lzh-compressed"},
    {"ustar"sv, 257, "application/x-tar"},
    {"CD001"sv, 0x8001, "application/x-iso9660-image"},
    {"SQLite format 3\0"sv, 0, "application/vnd.sqlite3"},
    {"ID3"sv, 0, "audio/mpeg"},
    {"OggS"sv, 0, "application/ogg"},
    {"fLaC"sv, 0, "audio/flac"},
    {"\x1a\x45\xdf\xa3"sv, 0, "video/webm"},
    {"ftyp"sv, 4, "video/mp4"},
    {"!BDN"sv, 0, "application/vnd.ms-outlook-pst"},
}};

bool stands_at(std::string_view bytes, std::string_view wanted, std::size_t at) {
    return bytes.size() >= at + wanted.size() && bytes.substr(at, wanted.size()) == wanted;
}

// ZIP files that are something more, by names near the beginning.
std::string zip_type(std::string_view bytes) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kinds = {{
        {"xl/vbaProject.bin", "application/vnd.ms-excel.sheet.macroEnabled.12"},
        {"word/vbaProject.bin", "application/vnd.ms-word.document.macroEnabled.12"},
        {"ppt/vbaProject.bin", "application/vnd.ms-powerpoint.presentation.macroEnabled.12"},
        {"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
        {"AndroidManifest.xml", "application/vnd.android.package-archive"},
        {"META-INF/MANIFEST.MF", "application/java-archive"},
    }};
    bool const is_office = bytes.find("[Content_Types].xml") != std::string_view::npos;
    for (auto const& [name, type] : kinds) {
        if ((is_office || !name.ends_with('/')) && bytes.find(name) != std::string_view::npos) {
            return std::string(type);
        }
    }
    return "application/zip";
}

bool begins_ignoring_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char expected, char found) {
               return expected == (found >= 'A' && found <= 'Z' ? static_cast<char>(found + 32) : found);
           });
}

bool is_html(std::string_view bytes) {
    auto const start = bytes.find_first_not_of("\xef\xbb\xbf \t\r\n");
    if (start == std::string_view::npos) {
        return false;
    }
    bytes.remove_prefix(start);
    for (auto const* mark : {"<!doctype html", "<html", "<head", "<script", "<body"}) {
        if (begins_ignoring_case(bytes, mark)) {
            return true;
        }
    }
    return false;
}

// Marked as UTF-16 and of characters that a text has: what Excel writes as 「Unicode テキスト」.
bool is_wide_text(std::string_view bytes) {
    if (!formats::text::is_wide(formats::text::guess_encoding(bytes.substr(0, 4))) || bytes.size() % 2 != 0) {
        return false;
    }
    auto const text = formats::text::to_utf8(bytes, formats::text::guess_encoding(bytes.substr(0, 4)));
    return text && std::ranges::none_of(*text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
           });
}

std::string text_type(std::string_view bytes) {
    // A mail with a NUL in it is still a mail; its reader says what it found.
    if (formats::mail::looks_like_mail(bytes)) {
        return "message/rfc822";
    }
    if (is_wide_text(bytes)) {
        return "text/plain";
    }
    bool const has_controls = std::ranges::any_of(bytes, [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b') ||
               byte == 0x7f;
    });
    if (bytes.empty() || has_controls) {
        return "application/octet-stream";
    }
    if (is_html(bytes)) {
        return "text/html";
    }
    if (bytes.substr(0, 1024).find("<svg") != std::string_view::npos) {
        return "image/svg+xml";
    }
    if (stands_at(bytes, "<?xml", 0)) {
        return "application/xml";
    }
    return "text/plain";
}

std::string lower_ending(std::string_view name) {
    auto const dot = name.rfind('.');
    std::string ending(dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1));
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    while (ending.ends_with(' ')) {
        ending.pop_back();
    }
    return ending;
}

template <std::size_t N>  // reason: tables of different lengths
bool is_one_of(std::string_view word, std::array<std::string_view, N> const& words) {
    return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 29> program_endings = {
    "exe", "scr", "com", "bat", "cmd", "pif", "js",  "jse", "vbs", "vbe", "wsf", "wsh", "hta", "ps1", "msi",
    "msp", "lnk", "jar", "apk", "dll", "cpl", "reg", "iso", "img", "vhd", "chm", "url", "sh",  "app"};
constexpr std::array<std::string_view, 16> document_endings = {"pdf",  "doc", "docx", "xls", "xlsx", "ppt",
                                                               "pptx", "txt", "csv",  "jpg", "jpeg", "png",
                                                               "gif",  "mp4", "zip",  "eml"};

struct EndingType {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array<EndingType, 11> ending_types = {{{"pdf", "application/pdf"},
                                                      {"png", "image/png"},
                                                      {"jpg", "image/jpeg"},
                                                      {"jpeg", "image/jpeg"},
                                                      {"gif", "image/gif"},
                                                      {"webp", "image/webp"},
                                                      {"bmp", "image/bmp"},
                                                      {"zip", "application/zip"},
                                                      {"txt", "text/"},
                                                      {"csv", "text/"},
                                                      {"mp4", "video/mp4"}}};

// What turns the direction, and what cannot be seen.
bool is_deceptive(char32_t c) {
    return formats::text::turns_direction(c) || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

bool has_deceptive(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        auto const point = base::decode_utf8(name, at);
        if (is_deceptive(point.value)) {
            return true;
        }
        at += point.length;
    }
    return false;
}

bool is_program_type(std::string_view type) {
    return type == "application/vnd.microsoft.portable-executable" || type == "application/x-executable" ||
           type == "application/x-ms-shortcut" || type == "application/java-archive" ||
           type == "application/vnd.android.package-archive" || type == "application/vnd.ms-htmlhelp" ||
           type == "application/java-vm" || type == "application/vnd.android.dex";
}

}  // namespace

std::string media_type_of(std::string_view beginning) {
    beginning = beginning.substr(0, looked_at);
    if (auto const picture = formats::picture::read_header(beginning)) {
        return std::string(formats::picture::media_type(picture->format));
    }
    if (stands_at(beginning, "PK\x03\x04", 0) || stands_at(beginning, "PK\x05\x06", 0)) {
        return zip_type(beginning);
    }
    for (auto const& magic : magics) {
        if (stands_at(beginning, magic.bytes, magic.at)) {
            return std::string(magic.type);
        }
    }
    return text_type(beginning);
}

NameWarning macro_warning() {
    return {"macros", {"マクロを含む文書です。開かないでください", "a document with macros: do not open it"}};
}

std::vector<NameWarning> name_warnings(std::string_view name, std::string_view media_type) {
    std::vector<NameWarning> warnings;
    auto const warn = [&](std::string_view code, std::string_view ja, std::string_view en) {
        warnings.push_back({std::string(code), {std::string(ja), std::string(en)}});
    };
    if (has_deceptive(name)) {
        warn("direction", "名前に文字の向きを変える文字又は見えない文字があります",
             "the name holds characters that turn its direction or cannot be seen");
    }
    auto const ending = lower_ending(name);
    auto const inner = ending.empty() ? std::string() : lower_ending(name.substr(0, name.rfind('.')));
    if (is_one_of(ending, program_endings) && is_one_of(inner, document_endings)) {
        warn("double_extension", "二重の拡張子です（実行される形式）",
             "a double extension that hides a program");
    }
    if (is_program_type(media_type) || is_one_of(ending, program_endings)) {
        warn("program", "実行される形式のファイルです。開かないでください",
             "a file that runs: do not open it");
    }
    for (auto const& known : ending_types) {
        if (known.ending == ending && !media_type.starts_with(known.type) &&
            !(ending == "zip" && media_type.starts_with("application/vnd"))) {
            warn("other_type", "名前の拡張子と中身の形式が違います",
                 "the content is not what the name's ending says");
        }
    }
    if (media_type.find("macroEnabled") != std::string_view::npos) {
        warnings.push_back(macro_warning());
    }
    return warnings;
}

std::string safe_name(std::string_view name) {
    std::string safe;
    auto const repaired = base::repaired_text(name);
    for (std::size_t at = 0; at < repaired.size();) {
        auto const point = base::decode_utf8(repaired, at);
        bool const is_bad =
            point.value < 0x20 || point.value == 0x7f || is_deceptive(point.value) ||
            (point.value >= 0x80 && point.value < 0xA0) || point.value == 0x2028 || point.value == 0x2029 ||
            std::u32string_view(U"/\\:*?\"<>|").find(point.value) != std::u32string_view::npos;
        safe.append(is_bad ? std::string("_") : base::encode_utf8(point.value));
        at += point.length;
    }
    auto const shortened = base::first_code_points(safe, 120);
    return shortened.empty() || shortened.find_first_not_of("._ ") == std::string_view::npos
               ? std::string("file")
               : std::string(shortened);
}

std::string disposition(std::string_view name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const safe = safe_name(name);
    std::string plain;
    std::string encoded;
    for (char const c : safe) {
        auto const byte = static_cast<unsigned char>(c);
        bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == '.' || c == '-' || c == '_';
        plain.push_back(is_plain ? c : '_');
        if (is_plain) {
            encoded.push_back(c);
        } else {
            encoded.push_back('%');
            encoded.push_back(digits[byte >> 4U]);
            encoded.push_back(digits[byte & 15U]);
        }
    }
    std::string text = "attachment; filename=\"";
    text.append(plain).append("\"; filename*=UTF-8''").append(encoded);
    return text;
}

}  // namespace platform::files
