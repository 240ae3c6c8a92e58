#pragma once
// Bytes on their way into a file that only the key opens, and back: zstd, then XChaCha20-Poly1305 in chunks
// (libsodium's secretstream), the last of which says that it is the last. Bounded memory. Layout:
//   "RENKEI BACKUP\n", format version and length (32 bits, big-endian), that many bytes of header, the
//   stream's own 24 bytes, chunks of 65,553 bytes, the last one shorter or as long.
// Header and version are proved with the first chunk.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace platform::transfer {

constexpr std::uint32_t backup_format = 1;
constexpr std::size_t key_length = 32;

// Takes bytes; throws when they cannot be kept.
using Sink = std::function<void(std::string_view)>;
// At most so many of the next bytes; fewer only at the end.
using Source = std::function<std::string(std::size_t)>;

class SealedWriter {
  public:
    // `key`: of key_length.
    SealedWriter(Sink sink, std::string_view key, std::string_view header);
    ~SealedWriter();
    SealedWriter(SealedWriter const&) = delete;
    SealedWriter& operator=(SealedWriter const&) = delete;

    void write(std::string_view bytes);
    void finish();

  private:
    struct State;
    void compress(std::string_view bytes, bool end);
    void seal(std::size_t length, bool last);

    Sink sink_;
    std::unique_ptr<State> state_;
};

// What stands in front, readable without the key. Problem::invalid when this is no backup, is cut off, or is
// of a newer format.
struct SealedFront {
    std::string header;
    std::string bytes;  // all of it, as read
};
[[nodiscard]] SealedFront read_front(Source const& source);

class SealedReader {
  public:
    SealedReader(Source source, std::string_view key, SealedFront const& front);
    ~SealedReader();
    SealedReader(SealedReader const&) = delete;
    SealedReader& operator=(SealedReader const&) = delete;

    // So many of the bytes that were written, fewer only at the end, where everything was proved and nothing
    // follows. Problem::invalid for whatever was changed, cut off or added.
    [[nodiscard]] std::string read(std::size_t length);

  private:
    struct State;
    void open_chunk();
    void decompress();

    Source source_;
    std::unique_ptr<State> state_;
};

}  // namespace platform::transfer
