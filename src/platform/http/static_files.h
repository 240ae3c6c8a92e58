#pragma once
// The browser's files, read whole at start: no path of a request ever reaches the file system.
// Thread rule: serve() from any thread.

#include "platform/http/message.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace platform::http {

struct StaticLimits {
    std::size_t max_files = 5000;
    std::size_t max_bytes = 256 * 1024 * 1024;
};

class StaticFiles {
  public:
    // Throws Problem: not_found without `folder` or its index.html, too_large over the limits. Symbolic links
    // that lead out of the folder are left out. "app.js.br" and "app.js.gz" become variants of "app.js".
    explicit StaticFiles(std::filesystem::path const& folder, StaticLimits limits = {});

    // For Router::set_fallback. GET and HEAD only; a path without a file is the page itself (index.html),
    // unless it looks like a file or belongs to the API.
    [[nodiscard]] Response serve(Request const& request) const;
    [[nodiscard]] std::size_t size() const { return files_.size(); }

  private:
    struct Variant {
        std::shared_ptr<std::string const> bytes;
        std::string etag;
    };
    struct File {
        Variant plain;
        Variant br;
        Variant gzip;
        std::string content_type;
        bool is_immutable = false;  // its name carries a hash of its content
    };

    void load(std::filesystem::path const& file, std::string const& url);
    [[nodiscard]] File const* find(Request const& request) const;

    std::map<std::string, File, std::less<>> files_;  // by URL path
};

}  // namespace platform::http
