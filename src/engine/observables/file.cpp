// File names and paths, and extensions that are told as such.

#include "engine/observables/host.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::array<std::string_view, 183> extensions{
    "exe",   "zip",          "apk",     "js",     "vbs",  "vbe",   "docx", "doc",  "docm", "xlsm", "xlsx",
    "xls",   "xlsb",         "pdf",     "lnk",    "iso",  "img",   "scr",  "bat",  "cmd",  "ps1",  "dll",
    "html",  "htm",          "php",     "jpg",    "jpeg", "png",   "gif",  "bmp",  "mp4",  "mp3",  "mov",
    "avi",   "wav",          "txt",     "csv",    "rar",  "7z",    "msi",  "jar",  "hta",  "wsf",  "one",
    "rtf",   "eml",          "msg",     "dmg",    "pkg",  "ipa",   "bin",  "py",   "sh",   "aspx", "asp",
    "jsp",   "log",          "dat",     "tmp",    "sys",  "ini",   "conf", "bak",  "sql",  "tar",  "gz",
    "tgz",   "mobileconfig", "torrent", "heic",   "pptx", "ppt",   "pptm", "ics",  "vcf",  "cab",  "ace",
    "xll",   "iqy",          "chm",     "cpl",    "vhd",  "vhdx",  "svg",  "xml",  "json", "key",  "pem",
    "pst",   "ost",          "db",      "webp",   "m4a",  "pif",   "reg",  "url",  "mkv",  "webm", "flv",
    "wmv",   "m4v",          "mpg",     "mpeg",   "3gp",  "mts",   "vob",  "flac", "aac",  "ogg",  "wma",
    "tif",   "tiff",         "raw",     "cr2",    "psd",  "dwg",   "dxf",  "jww",  "stl",  "odt",  "ods",
    "odp",   "pages",        "numbers", "epub",   "mobi", "azw",   "cbz",  "xz",   "bz2",  "zst",  "lzh",
    "7zip",  "ova",          "ovf",     "vmdk",   "vdi",  "qcow2", "psm1", "psd1", "jse",  "wsh",  "sct",
    "msix",  "msixbundle",   "appx",    "apks",   "xapk", "aab",   "obb",  "deb",  "rpm",  "swf",  "evtx",
    "evt",   "dmp",          "pcap",    "pcapng", "crt",  "cer",   "pfx",  "p12",  "ovpn", "rdp",  "inf",
    "accdb", "mdb",          "dbf",     "mdf",    "ldf",  "xlam",  "xltm", "dotm", "ppam", "ppsx", "ppsm",
    "shtml", "jspx",         "cfm",     "war",    "elf",  "vbox",  "asar"};

bool is_extension(std::string_view text) {
    return std::find(extensions.begin(), extensions.end(), lowered(text)) != extensions.end();
}

bool is_name_byte(char c) {
    static constexpr std::string_view signs{"-_.()~+%$!#&"};
    return is_alnum(c) || (c != '\0' && signs.find(c) != std::string_view::npos);
}
bool is_path_sign(char c) {
    return c == '/' || c == '\\' || c == ':';
}

// Words that end where a file's name begins: 添付ファイル請求書.zip.
std::size_t after_file_words(View const& view, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 9> words{
        "添付ファイル", "不正ファイル", "ファイル名", "ファイル", "添付", "名称", "題名", "件名", "拡張子"};
    for (auto const word : words) {
        if (auto const at = view.slice(begin, end).rfind(word); at != std::string_view::npos) {
            return begin + at + word.size();
        }
    }
    return begin;
}

// Where the letters, signs and path before `dot` begin.
std::size_t ascii_run_begin(View const& view, std::size_t dot) {
    constexpr std::size_t longest = 200;
    auto begin = dot;
    while (begin > 0 && dot - begin < longest) {
        auto const c = view.at(begin - 1);
        bool const wide_sign = view.wide(begin - 1) && !is_alnum(c) && !view.wide(dot);
        if ((!is_name_byte(c) && !is_path_sign(c)) || wide_sign) {
            break;
        }
        --begin;
    }
    return begin;
}

// A colon belongs to a drive letter only.
std::size_t after_colon(View const& view, std::size_t begin, std::size_t dot) {
    auto const colon = view.slice(begin, dot).rfind(':');
    if (colon == std::string_view::npos) {
        return begin;
    }
    bool const drive =
        colon == 1 && is_alpha(view.at(begin)) && (view.at(begin + 2) == '\\' || view.at(begin + 2) == '/');
    return drive ? begin : begin + colon + 1;
}

// Behind the last bracket before `dot` that is not closed, which is the sentence's.
std::optional<std::size_t> after_open_bracket(View const& view, std::size_t begin, std::size_t dot) {
    int closed = 0;
    for (auto at = dot; at > begin; --at) {
        if (view.at(at - 1) == ')') {
            ++closed;
        } else if (view.at(at - 1) == '(' && --closed < 0) {
            return at;
        }
    }
    return std::nullopt;
}

// The ASCII part of the name that ends before `dot`, with its path.
std::size_t ascii_begin(View const& view, std::size_t dot) {
    auto begin = after_colon(view, ascii_run_begin(view, dot), dot);
    if (auto const inside = after_open_bracket(view, begin, dot)) {
        return *inside;
    }
    bool const stem_before =
        begin > 0 && script_at(view, begin - length_of_previous(view, begin)) >= Script::hiragana;
    std::string_view const leading = stem_before ? "-)" : ".-)";
    while (begin < dot && leading.find(view.at(begin)) != std::string_view::npos) {
        ++begin;
    }
    return begin;
}

// 見積り.xlsx: up to two hiragana between kanji and the dot belong to the name.
std::size_t before_okurigana(View const& view, std::size_t begin, std::size_t dot) {
    auto at = begin;
    while (begin == dot && at >= 3 && begin - at < 6 && script_at(view, at - 3) == Script::hiragana) {
        at -= 3;
    }
    // 形式は.docx: a particle is the sentence's.
    static constexpr std::array<std::string_view, 9> particles{"は", "が", "を", "で", "に",
                                                               "も", "と", "か", "や"};
    bool const particle =
        std::find(particles.begin(), particles.end(), view.slice(at, begin)) != particles.end();
    return at >= 3 && !particle && script_at(view, at - 3) == Script::kanji ? at : begin;
}

// 期末_数II.pdf: an underscore before the Japanese letters ties them to the name.
bool is_tied_name(View const& view, std::size_t begin) {
    auto at = begin;
    while (at > 0 && begin - at < 45) {
        auto const length = length_of_previous(view, at);
        auto const script = script_at(view, at - length);
        if (script != Script::kanji && script != Script::katakana) {
            break;
        }
        at -= length;
    }
    return at < begin && view.before(at) == '_';
}

// お支払い明細.xlsm, ご請求書.pdf: nouns with hiragana in them, and the prefix of politeness.
std::size_t with_polite_words(View const& view, std::size_t begin) {
    static constexpr std::array<std::string_view, 12> nouns{
        "支払い",   "問い合わせ", "知らせ", "申し込み", "引き落とし", "取り扱い",
        "振り込み", "見積り",     "届け",   "受け取り", "買い物",     "払い"};
    auto at = begin;
    if (script_at(view, at) != Script::kanji) {
        return begin;
    }
    for (auto const noun : nouns) {
        if (view.ends_with(at, noun)) {
            at -= noun.size();
            break;
        }
    }
    constexpr std::size_t prefix = 3;
    bool const polite = view.ends_with(at, "お") || view.ends_with(at, "ご");
    return at - (polite ? prefix : 0);
}

// Japanese letters before the ASCII part, where they belong to the name: 請求書2026.pdf, 見積書.xlsm.
std::size_t japanese_begin(View const& view, std::size_t begin, std::size_t dot) {
    bool const letter_first = begin < dot && is_alpha(view.at(begin)) && !is_tied_name(view, begin);
    if (letter_first || (begin < dot && is_path_sign(view.at(begin)))) {
        return begin;
    }
    auto at = before_okurigana(view, begin, dot);
    // 請求の件, 見積の件: a subject used as a name.
    constexpr std::string_view subject{"の件"};
    constexpr std::size_t particle = 3;
    at -= view.ends_with(at, subject) ? subject.size() : 0;
    at -= view.starts_with(at, "件") && view.ends_with(at, "の") ? particle : 0;
    while (at > 0 && begin - at < 120) {
        auto const length = length_of_previous(view, at);
        auto const script = script_at(view, at - length);
        bool const joined = script == Script::kanji || script == Script::katakana ||
                            (at != begin && is_name_byte(view.at(at - 1)) && view.at(at - 1) != '(');
        if (!joined) {
            break;
        }
        at -= length;
    }
    return after_file_words(view, with_polite_words(view, at), begin);
}

// A name in quotation marks is taken whole.
std::optional<std::size_t> quoted_begin(View const& view, std::size_t dot, std::size_t end) {
    bool const closes = view.starts_with(end, "」") || view.starts_with(end, "』") || view.at(end) == '"';
    if (!closes) {
        return std::nullopt;
    }
    auto const from = dot > 180 ? dot - 180 : 0;
    auto const before = view.slice(from, dot);
    auto const pick = [&](std::string_view mark) {
        auto const at = before.rfind(mark);
        return at == std::string_view::npos ? std::string_view::npos : from + at + mark.size();
    };
    auto const opening = pick(view.at(end) == '"' ? "\"" : view.starts_with(end, "」") ? "「" : "『");
    if (opening == std::string_view::npos) {
        return std::nullopt;
    }
    auto const inner = view.slice(opening, dot);
    bool const sentence =
        inner.find("、") != std::string_view::npos || inner.find("。") != std::string_view::npos ||
        inner.find('\n') != std::string_view::npos || inner.find("」") != std::string_view::npos ||
        inner.find("://") != std::string_view::npos;
    return sentence || inner.empty() ? std::nullopt : std::optional{opening};
}

void try_file(Scan& scan, std::size_t dot) {
    auto const& view = scan.view;
    auto end = dot + 1;
    while (is_alnum(view.at(end))) {
        ++end;
    }
    auto const next = view.at(end);
    bool const query = next == '?' && is_alnum(view.at(end + 1));
    bool const more = query || (next == '.' && is_alnum(view.at(end + 1))) || next == '_' || next == '@' ||
                      (next == '-' && is_alnum(view.at(end + 1)));
    if (more || !is_extension(view.slice(dot + 1, end)) || view.defanged(dot, dot + 1)) {
        return;
    }
    auto begin = japanese_begin(view, ascii_begin(view, dot), dot);
    if (auto const quoted = quoted_begin(view, dot, end)) {
        begin = *quoted;
    }
    // host.example/x.php is a page, whatever it ends with.
    auto const slash = view.slice(begin, dot).find('/');
    bool const page =
        slash != std::string_view::npos && slash != 0 && is_host(lowered(view.slice(begin, begin + slash)));
    // Node.js, Vue.js: what a site is made with.
    static constexpr std::array<std::string_view, 7> libraries{"node.js",  "vue.js",     "next.js", "nuxt.js",
                                                               "react.js", "express.js", "three.js"};
    bool const library =
        is_upper(view.at(begin)) &&
        std::find(libraries.begin(), libraries.end(), lowered(view.slice(begin, end))) != libraries.end();
    if (page || library || begin >= dot || !scan.is_free(begin, end)) {
        return;
    }
    std::string value{view.slice(begin, end)};
    scan.claim({Type::filename, value, begin, end});
}

// "全部.c0rvidという形に", "後ろに.mimic7って付いて": what files have become.
bool becomes(View const& view, std::size_t end) {
    static constexpr std::array<std::string_view, 27> words{
        "という", "って付",   "ってつ", "が付",   "がつ", "と付",     "とつ",   "に変",   "になっ",
        "に書",   "に化",     "が末尾", "って名", "の付", "のつ",     "を付",   "が追加", "が足さ",
        "が加え", "に置き換", "に改名", "に変わ", "が並", "ばかりに", "が後ろ", "へ変",   "とかい"};
    auto place = end + (view.starts_with(end, "」") || view.starts_with(end, "』") ? 3U : 0U);
    place += view.at(place) == '"' ? 1U : 0U;
    place += view.at(place) == ' ' ? 1U : 0U;
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return view.starts_with(place, word); });
}

// "〇〇.xlsx.kurogane", "売上.xlsx.kurogane": behind the known extension of a document stands the new one.
bool is_behind_extension(View const& view, std::size_t dot, std::string_view written) {
    auto begin = dot;
    while (begin > 0 && is_alnum(view.at(begin - 1)) && dot - begin < 6) {
        --begin;
    }
    if (begin < 2 || view.before(begin) != '.' || !is_extension(view.slice(begin, dot))) {
        return false;
    }
    auto const stem_end = begin - 1;
    bool const placeholder = view.ends_with(stem_end, "〇") || view.ends_with(stem_end, "○") ||
                             view.ends_with(stem_end, "*") || view.ends_with(stem_end, "◯");
    static constexpr std::array<std::string_view, 14> documents{
        "docx", "doc", "xlsx", "xls", "pptx", "ppt", "pdf", "jpg", "jpeg", "png", "txt", "csv", "mp4", "jtd"};
    bool const document =
        std::find(documents.begin(), documents.end(), lowered(view.slice(begin, dot))) != documents.end();
    bool const stem = is_alnum(view.before(stem_end)) || !is_ascii(view.before(stem_end));
    return placeholder || (document && stem && !is_top_level(lowered(written)) &&
                           std::any_of(written.begin(), written.end(), is_alpha));
}

// "拡張子が.docxから.kuroに": what files were before.
bool is_former(View const& view, std::size_t end) {
    auto const place = end + (view.starts_with(end, "」") || view.starts_with(end, "』") ? 3U : 0U) +
                       (view.at(end) == ' ' ? 1U : 0U);
    return view.starts_with(place, "から") || view.starts_with(place, "だった") ||
           view.starts_with(place, "でなく");
}

// Where the letters behind the dot of an extension end, over further dots and hyphens.
std::size_t extension_end(View const& view, std::size_t dot) {
    constexpr std::size_t longest = 25;
    auto end = dot + 1;
    while (end - dot <= longest &&
           (is_alnum(view.at(end)) || view.at(end) == '_' ||
            ((view.at(end) == '.' || view.at(end) == '-') && is_alnum(view.at(end + 1))))) {
        ++end;
    }
    return end;
}

// ".nhlock" with 拡張子 near.
void try_extension(Scan& scan, std::size_t dot) {
    auto const& view = scan.view;
    auto const end = extension_end(view, dot);
    auto const whole = view.slice(dot + 1, end);
    auto const inner = whole.substr(0, whole.find('.'));
    if (inner.size() < whole.size() && is_extension(inner)) {
        return;  // 〇〇.xlsx.kurogane: the last one is the new one
    }
    auto const previous = view.before(dot);
    static constexpr std::string_view name_signs{"._)/!]}#$%~"};
    // .[id-AB12].[name@mail.example].lock7: the last part of a long one.
    bool const last_part = previous == ']' && scan.cue_before(dot, 120, {Cue::extension});
    bool const lone =
        last_part ||
        (!is_alnum(previous) && (previous == '\0' || name_signs.find(previous) == std::string_view::npos));
    // 日本語.exampleという: a name behind Japanese letters is a host's.
    bool const said = scan.cue_before(dot, 60, {Cue::extension}) ||
                      scan.words.after(end, 24, std::array{Cue::extension}) ||
                      (becomes(view, end) && !is_top_level(lowered(whole)));
    bool const known = is_extension(whole);
    bool const renamed = !known && whole.size() >= 3 && is_behind_extension(view, dot, whole);
    bool const usual = known && (is_former(view, end) || view.starts_with(end, "の"));
    bool const told = lone && said && !usual;
    if ((renamed || (told && end - dot >= 3)) && end - dot <= 24 && scan.is_free(dot, end)) {
        scan.claim({Type::file_ext, lowered(view.slice(dot, end)), dot, end});
    }
}

// 拡張子がlockedに変わり: told without its dot, which its value has all the same.
void try_dotless_extension(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto begin = mention.end;
    for (std::string_view const word : {"名", "が", "は", "を", "も", "に", "全部", "全て", "すべて",
                                        "みんな", "みな", ":", " ", "「", "『", "\"", "("}) {
        begin += view.starts_with(begin, word) ? word.size() : 0;
    }
    // 拡張子ドット lokban, 拡張子[.]lokban: read aloud, or made harmless.
    auto const spelled = begin;
    for (std::string_view const word : {"ドット", "どっと", "点", "[.]", "(.)"}) {
        begin += view.starts_with(begin, word) ? word.size() : 0;
    }
    begin += begin != spelled && view.at(begin) == ' ' ? 1U : 0U;
    auto end = begin;
    while (is_alnum(view.at(end)) || view.at(end) == '_') {
        ++end;
    }
    auto const written = view.slice(begin, end);
    bool const lone = view.at(end) != '.' && view.at(end) != '@' && view.at(end) != '-';
    bool const known = is_extension(written) && begin == spelled;
    bool const letters = std::any_of(written.begin(), written.end(), is_alpha);
    if (begin > mention.end && lone && letters && !known && written.size() >= 3 && written.size() <= 24 &&
        scan.is_free(spelled, end)) {
        scan.claim({Type::file_ext, "." + lowered(written), spelled, end});
    }
}

// 末尾が「locked7」に変わって: in quotation marks behind 末尾, where files are told of.
void try_quoted_ending(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto begin = mention.end;
    for (std::string_view const word : {"が", "は", "に", "も", "全部", "全て", "すべて", " "}) {
        begin += view.starts_with(begin, word) ? word.size() : 0;
    }
    if (!view.starts_with(begin, "「") && !view.starts_with(begin, "『")) {
        return;
    }
    begin += 3;
    auto end = begin;
    while (is_alnum(view.at(end)) || view.at(end) == '_') {
        ++end;
    }
    auto const written = view.slice(begin, end);
    bool const closes = view.starts_with(end, "」") || view.starts_with(end, "』");
    bool const letters = std::any_of(written.begin(), written.end(), is_alpha);
    if (closes && letters && written.size() >= 3 && written.size() <= 24 && becomes(view, end) &&
        scan.cue_before(begin, 90, {Cue::file_word})) {
        scan.claim({Type::file_ext, "." + lowered(written), begin, end});
    }
}

// /tmp/.X11/kdevtmpfsi: a path of a Unix machine needs no extension.
void find_unix_paths(Scan& scan) {
    auto const& view = scan.view;
    static constexpr std::array<std::string_view, 10> roots{"/tmp/", "/var/",  "/usr/", "/etc/", "/home/",
                                                            "/opt/", "/root/", "/dev/", "/bin/", "/sbin/"};
    for (auto at = view.text().find('/'); at != std::string_view::npos; at = view.text().find('/', at + 1)) {
        auto const before = view.before(at);
        bool const rooted = std::any_of(roots.begin(), roots.end(),
                                        [&](std::string_view root) { return view.starts_with(at, root); });
        if (!rooted || (is_ascii(before) && before != '\0' && before != ' ' && before != '(' &&
                        before != '"' && before != '\n' && before != ':')) {
            continue;
        }
        auto end = at + 1;
        while (is_alnum(view.at(end)) || view.at(end) == '/' || view.at(end) == '.' || view.at(end) == '_' ||
               view.at(end) == '-') {
            ++end;
        }
        while (!is_alnum(view.at(end - 1)) && end > at + 1) {
            --end;
        }
        if (end - at > 6 && end - at < 260) {
            scan.claim({Type::filename, std::string{view.slice(at, end)}, at, end});
        }
        at = end;
    }
}

}  // namespace

void find_files(Scan& scan) {
    auto const& view = scan.view;
    for (auto dot = view.text().find('.'); dot != std::string_view::npos;
         dot = view.text().find('.', dot + 1)) {
        if (is_alnum(view.at(dot + 1))) {
            try_extension(scan, dot);
            try_file(scan, dot);
        }
    }
    find_unix_paths(scan);
    for (auto const& mention : scan.words.all()) {
        if (view.slice(mention.begin, mention.end) == "拡張子") {
            try_dotless_extension(scan, mention);
        } else if (mention.cue == Cue::extension) {
            try_quoted_ending(scan, mention);
        }
    }
}

}  // namespace engine::observables
