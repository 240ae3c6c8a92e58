#pragma once
// Tables, their rows and files as a stream of parts, each a letter, a length and that many bytes:
//   T table (name, key, columns) · R rows · t end of the table (rows, digest, counter)
//   F file (path) · D its bytes · f end of the file (length, digest) · E end (parts before it).
// Written in this order only, and read back as strictly: whatever does not fit is Problem::invalid.

#include "platform/transfer/canonical.h"
#include "platform/transfer/sealed_stream.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::transfer {

class ArchiveWriter {
  public:
    explicit ArchiveWriter(Sink sink) : sink_(std::move(sink)) {}

    void begin_table(store::Table const& table);
    void row(store::Values const& row);
    TableSum end_table(std::int64_t counter);
    // `path`: relative, parts separated by '/'. `bytes`: called until it gives nothing.
    void file(std::string_view path, Source const& bytes);
    void finish();

  private:
    void part(char letter, std::string_view bytes);
    void flush_rows();

    Sink sink_;
    std::string rows_;
    std::unique_ptr<TableDigest> digest_;
    std::int64_t parts_ = 0;
};

// What is done with what an archive holds; each is told only after its predecessors were found right.
class ArchiveTaker {
  public:
    virtual ~ArchiveTaker() = default;
    virtual void begin_table(store::Table const& table) = 0;
    virtual void row(store::Values const& row) = 0;
    virtual void end_table(TableSum const& sum) = 0;
    virtual void begin_file(std::string const& path) = 0;
    virtual void file_bytes(std::string_view bytes) = 0;
    virtual void end_file() = 0;
};

// Reads to the end and compares every count and digest.
void read_archive(Source const& source, ArchiveTaker& taker);

}  // namespace platform::transfer
