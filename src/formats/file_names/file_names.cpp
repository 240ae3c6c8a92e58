#include "formats/file_names/file_names.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "formats/text/directions.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace formats::file_names {

namespace {

bool hides(char32_t c) noexcept {
    bool const control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    // The joiners U+200C and U+200D shape scripts and emoji and are seen.
    bool const unseen = c == 0x00AD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x3164 ||
                        c == 0x115F || c == 0x1160 || (c >= 0xE0001 && c <= 0xE007F);
    return control || text::turns_direction(c) || unseen;
}

// Lower case, narrow, without the ".." and spaces that Windows drops at the end.
std::string comparable(std::string_view name) {
    auto folded = base::search_fold(name).text;
    while (!folded.empty() && (folded.back() == '.' || folded.back() == ' ')) {
        folded.pop_back();
    }
    return folded;
}

template <std::size_t size>
bool ends_in(std::string_view name, std::array<std::string_view, size> const& endings) {
    auto const folded = comparable(name);
    auto const dot = folded.rfind('.');
    if (dot == std::string::npos) {
        return false;
    }
    return std::ranges::find(endings, std::string_view(folded).substr(dot + 1)) != endings.end();
}

}  // namespace

bool is_deceptive(std::string_view utf8_name) noexcept {
    std::size_t spaces = 0;
    for (std::size_t at = 0; at < utf8_name.size();) {
        auto const point = base::decode_utf8(utf8_name, at);
        if (hides(point.value)) {
            return true;
        }
        bool const space = point.value == ' ' || point.value == 0xA0 || point.value == 0x3000;
        spaces = space ? spaces + 1 : 0;
        if (spaces >= 8) {
            return true;
        }
        at += point.length;
    }
    return false;
}

bool is_executable(std::string_view name) {
    static constexpr std::array<std::string_view, 62> endings = {"exe",
                                                                 "com",
                                                                 "scr",
                                                                 "pif",
                                                                 "cpl",
                                                                 "dll",
                                                                 "sys",
                                                                 "ocx",
                                                                 "msi",
                                                                 "msix",
                                                                 "appx",
                                                                 "bat",
                                                                 "cmd",
                                                                 "ps1",
                                                                 "psm1",
                                                                 "vbs",
                                                                 "vbe",
                                                                 "js",
                                                                 "jse",
                                                                 "wsf",
                                                                 "wsh",
                                                                 "wsc",
                                                                 "hta",
                                                                 "lnk",
                                                                 "url",
                                                                 "scf",
                                                                 "reg",
                                                                 "inf",
                                                                 "jar",
                                                                 "jnlp",
                                                                 "apk",
                                                                 "app",
                                                                 "dmg",
                                                                 "pkg",
                                                                 "deb",
                                                                 "rpm",
                                                                 "sh",
                                                                 "bash",
                                                                 "py",
                                                                 "pl",
                                                                 "rb",
                                                                 "php",
                                                                 "docm",
                                                                 "dotm",
                                                                 "xlm",
                                                                 "xlsm",
                                                                 "xltm",
                                                                 "xlsb",
                                                                 "xlam",
                                                                 "xll",
                                                                 "pptm",
                                                                 "potm",
                                                                 "ppsm",
                                                                 "ppam",
                                                                 "sldm",
                                                                 "one",
                                                                 "chm",
                                                                 "gadget",
                                                                 "application",
                                                                 "appref-ms",
                                                                 "settingcontent-ms",
                                                                 "library-ms"};
    return ends_in(name, endings);
}

bool is_archive(std::string_view name) {
    static constexpr std::array<std::string_view, 24> endings = {
        "zip", "7z",  "rar", "lzh", "lha", "tar", "gz",   "tgz", "bz2", "tbz", "xz",  "txz",
        "zst", "cab", "arj", "iso", "img", "vhd", "vhdx", "z",   "ace", "lz",  "jar", "wim"};
    return ends_in(name, endings);
}

bool points_outside(std::string_view name) noexcept {
    if (name.starts_with('/') || name.starts_with('\\')) {
        return true;
    }
    auto const letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (name.size() >= 2 && letter(name[0]) && name[1] == ':') {
        return true;
    }
    for (std::size_t at = 0; at <= name.size();) {
        auto const end = std::min(name.find_first_of("/\\", at), name.size());
        if (name.substr(at, end - at) == "..") {
            return true;
        }
        at = end + 1;
    }
    return false;
}

}  // namespace formats::file_names
