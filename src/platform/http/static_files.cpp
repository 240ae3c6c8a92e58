#include "platform/http/static_files.h"

#include "base/problem.h"
#include "platform/http/header_values.h"
#include "platform/http/target.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace platform::http {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> content_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
}};

std::string_view content_type_of(std::string_view url) {
    auto const dot = url.rfind('.');
    auto const extension = dot == std::string_view::npos ? std::string() : lower_case_ascii(url.substr(dot));
    auto const* const found = std::ranges::find(content_types, std::string_view(extension),
                                                &std::pair<std::string_view, std::string_view>::first);
    return found == content_types.end() ? std::string_view("application/octet-stream") : found->second;
}

// Vite names: /assets/index-B1cD2eF3.js. Only below /assets/, so that no page of ours is frozen by chance.
bool carries_hash(std::string_view url) {
    if (!url.starts_with("/assets/")) {
        return false;
    }
    auto const name = url.substr(url.rfind('/') + 1);
    auto const dot = name.find('.');
    if (dot == std::string_view::npos || dot < 9) {
        return false;
    }
    auto const hash = name.substr(dot - 8, 8);
    auto const is_hash_character = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               c == '-';
    };
    return name[dot - 9] == '-' && std::ranges::all_of(hash, is_hash_character);
}

std::string etag_of(std::string_view bytes) {
    std::array<unsigned char, 16> digest{};
    // libsodium takes bytes as unsigned char; they are only read.
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    std::string etag = "\"";
    return etag.append(hex.data()).append("\"");
}

// Whether the last segment has an extension: such a path asks for a file, not for a page of the application.
bool looks_like_file(std::string_view path) {
    return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

bool is_below(fs::path const& path, fs::path const& folder) {
    auto const relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

base::Problem not_found() {
    return {base::Problem::not_found, "見つかりません", "Not found"};
}

}  // namespace

StaticFiles::StaticFiles(fs::path const& folder, StaticLimits limits) {
    std::error_code error;
    auto const root = fs::canonical(folder, error);
    if (error || !fs::is_directory(root)) {
        throw base::Problem(base::Problem::not_found, "画面のファイルのフォルダがありません",
                            "The folder with the browser's files is missing",
                            {{folder.string(), {"フォルダではありません", "not a folder"}}});
    }
    std::size_t bytes = 0;
    for (auto const& entry : fs::recursive_directory_iterator(root)) {
        auto const real = fs::canonical(entry.path(), error);
        if (error || !is_below(real, root) || !fs::is_regular_file(real)) {
            continue;
        }
        bytes += fs::file_size(real);
        if (bytes > limits.max_bytes || files_.size() >= limits.max_files) {
            throw base::Problem(base::Problem::too_large, "画面のファイルが多すぎます",
                                "There are too many browser files");
        }
        std::string url = "/";
        load(real, url.append(entry.path().lexically_relative(root).generic_string()));
    }
    std::erase_if(
        files_, [](auto const& item) { return !item.second.plain.bytes; });  // a variant without its original
    if (!files_.contains("/index.html")) {
        throw base::Problem(base::Problem::not_found, "index.html がありません", "index.html is missing",
                            {{folder.string(), {"make build で作られます", "it is made by make build"}}});
    }
}

void StaticFiles::load(fs::path const& file, std::string const& url) {
    std::string whole(fs::file_size(file), '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(whole.data(), static_cast<std::streamsize>(whole.size()));
    whole.resize(static_cast<std::size_t>(stream.gcount()));
    auto const bytes = std::make_shared<std::string const>(std::move(whole));
    Variant variant{.bytes = bytes, .etag = etag_of(*bytes)};
    std::string_view const name = url;
    if (name.ends_with(".br")) {
        files_[std::string(name.substr(0, name.size() - 3))].br = std::move(variant);
    } else if (name.ends_with(".gz")) {
        files_[std::string(name.substr(0, name.size() - 3))].gzip = std::move(variant);
    } else {
        auto& entry = files_[url];
        entry.plain = std::move(variant);
        entry.content_type = content_type_of(url);
        entry.is_immutable = carries_hash(url);
    }
}

StaticFiles::File const* StaticFiles::find(Request const& request) const {
    if (auto const found = files_.find(request.path); found != files_.end()) {
        return &found->second;
    }
    bool const is_api = request.path == "/api" || request.path.starts_with("/api/");
    if (is_api || looks_like_file(request.path) || request.path.starts_with("/assets/")) {
        return nullptr;
    }
    return &files_.find("/index.html")->second;
}

Response StaticFiles::serve(Request const& request) const {
    auto const* const file = find(request);
    if (file == nullptr) {
        throw not_found();
    }
    if (is_unsafe(request.method)) {
        throw base::Problem(base::Problem::method_not_allowed, "このメソッドは使えません",
                            "The method is not allowed here");
    }
    auto const accepted = request.header("accept-encoding").value_or("");
    Response response;
    auto const* variant = &file->plain;
    if (file->br.bytes && accepts_encoding(accepted, "br")) {
        variant = &file->br;
        response.headers.emplace_back("Content-Encoding", "br");
    } else if (file->gzip.bytes && accepts_encoding(accepted, "gzip")) {
        variant = &file->gzip;
        response.headers.emplace_back("Content-Encoding", "gzip");
    }
    response.headers.emplace_back("Content-Type", file->content_type);
    response.headers.emplace_back("Cache-Control",
                                  file->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.emplace_back("ETag", variant->etag);
    if (file->br.bytes || file->gzip.bytes) {
        response.headers.emplace_back("Vary", "Accept-Encoding");
    }
    auto const known = request.header("if-none-match");
    if (known && names_etag(*known, variant->etag)) {
        response.status = 304;
        return response;
    }
    response.shared_body = variant->bytes;
    return response;
}

}  // namespace platform::http
