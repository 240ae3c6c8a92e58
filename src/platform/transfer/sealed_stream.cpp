#include "platform/transfer/sealed_stream.h"

#include "base/problem.h"

#include <fmt/format.h>
#include <sodium.h>
#include <zstd.h>

#include <utility>

namespace platform::transfer {

namespace {

constexpr std::string_view magic = "RENKEI BACKUP\n";
constexpr std::size_t chunk_length = 64 * 1024;
constexpr std::size_t sealed_length = chunk_length + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t longest_header = 64 * 1024;
constexpr int compression_level = 3;

static_assert(key_length == crypto_secretstream_xchacha20poly1305_KEYBYTES);

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

void append_number(std::string& bytes, std::uint32_t number) {
    for (unsigned const shift : {24U, 16U, 8U, 0U}) {
        bytes.push_back(static_cast<char>(number >> shift));
    }
}

std::uint32_t number_at(std::string_view bytes) {
    std::uint32_t number = 0;
    for (char const c : bytes.substr(0, 4)) {
        number = (number << 8U) | static_cast<std::uint8_t>(c);
    }
    return number;
}

[[noreturn]] void refuse(std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::invalid, ja, en);
}

[[noreturn]] void refuse_cut_off() {
    refuse("控えが途中で切れています", "the backup is cut off");
}

struct FreeCompression {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

}  // namespace

struct SealedWriter::State {
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::unique_ptr<ZSTD_CCtx, FreeCompression> compression{ZSTD_createCCtx()};
    std::string front;    // proved with the first chunk, then empty
    std::string waiting;  // compressed, not yet sealed
    std::string sealed = std::string(sealed_length, '\0');
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

SealedWriter::SealedWriter(Sink sink, std::string_view key, std::string_view header)
    : sink_(std::move(sink)), state_(std::make_unique<State>()) {
    BASE_ASSERT(key.size() == key_length && header.size() <= longest_header && state_->compression);
    ZSTD_CCtx_setParameter(state_->compression.get(), ZSTD_c_compressionLevel, compression_level);
    state_->front = magic;
    append_number(state_->front, backup_format);
    append_number(state_->front, static_cast<std::uint32_t>(header.size()));
    state_->front.append(header);
    std::string start(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, bytes_of(start), bytes_of(key));
    state_->front.append(start);
    sink_(state_->front);
}

SealedWriter::~SealedWriter() = default;

void SealedWriter::write(std::string_view bytes) {
    compress(bytes, false);
}

void SealedWriter::finish() {
    compress({}, true);
    seal(state_->waiting.size(), true);
}

void SealedWriter::compress(std::string_view bytes, bool end) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (bool more = true; more;) {
        auto const before = state_->waiting.size();
        state_->waiting.resize(before + chunk_length);
        ZSTD_outBuffer out{state_->waiting.data() + before, chunk_length, 0};
        auto const left =
            ZSTD_compressStream2(state_->compression.get(), &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
        BASE_ASSERT(ZSTD_isError(left) == 0);
        state_->waiting.resize(before + out.pos);
        while (state_->waiting.size() > chunk_length) {  // what remains may be the last
            seal(chunk_length, false);
        }
        more = end ? left != 0 : in.pos < in.size;
    }
}

void SealedWriter::seal(std::size_t length, bool last) {
    auto const front = std::exchange(state_->front, {});
    unsigned long long sealed = 0;
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, bytes_of(state_->sealed), &sealed,
                                               bytes_of(state_->waiting), length, bytes_of(front),
                                               front.size(),
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    sink_(std::string_view(state_->sealed).substr(0, sealed));
    state_->waiting.erase(0, length);
}

SealedFront read_front(Source const& source) {
    auto front = source(magic.size() + 8);
    std::string_view const known = std::string_view(front).substr(0, magic.size());
    if (known != magic.substr(0, known.size()) || front.empty()) {
        refuse("Renkei の控えではありません", "this is no backup of Renkei");
    }
    if (front.size() < magic.size() + 8) {
        refuse_cut_off();
    }
    auto const format = number_at(std::string_view(front).substr(magic.size()));
    if (format != backup_format) {
        refuse(fmt::format("控えの形式 {} には対応していません (このプログラムは {} "
                           "まで)。新しい版のプログラムを使ってください",
                           format, backup_format),
               fmt::format("the backup has format {}, this program knows {}: use a newer program", format,
                           backup_format));
    }
    auto const length = number_at(std::string_view(front).substr(magic.size() + 4));
    if (length > longest_header) {
        refuse("控えの見出しが壊れています", "the backup's header is damaged");
    }
    auto const rest = length + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
    auto header = source(rest);
    if (header.size() < rest) {
        refuse_cut_off();
    }
    front.append(header);
    header.resize(length);
    return {std::move(header), std::move(front)};
}

struct SealedReader::State {
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::unique_ptr<ZSTD_DCtx, FreeCompression> compression{ZSTD_createDCtx()};
    std::string front;      // proved with the first chunk, then empty
    std::string opened;     // compressed
    std::size_t taken = 0;  // of it
    std::string ready;      // not yet read
    std::size_t read = 0;   // of it
    std::uint64_t chunks = 0;
    bool last = false;   // the last chunk was opened
    bool full = false;   // more may come out without more going in
    bool ended = false;  // and zstd says so, too
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

SealedReader::SealedReader(Source source, std::string_view key, SealedFront const& front)
    : source_(std::move(source)), state_(std::make_unique<State>()) {
    BASE_ASSERT(key.size() == key_length && state_->compression);
    state_->front = front.bytes;
    auto const start = std::string_view(front.bytes)
                           .substr(front.bytes.size() - crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    BASE_ASSERT(crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, bytes_of(start),
                                                                bytes_of(key)) == 0);
}

SealedReader::~SealedReader() = default;

void SealedReader::open_chunk() {
    auto const sealed = source_(sealed_length);
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) {
        refuse_cut_off();
    }
    auto const front = std::exchange(state_->front, {});
    unsigned char tag = 0;
    unsigned long long length = 0;
    state_->opened.resize(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
    state_->taken = 0;
    bool const proved = crypto_secretstream_xchacha20poly1305_pull(
                            &state_->stream, bytes_of(state_->opened), &length, &tag, bytes_of(sealed),
                            sealed.size(), bytes_of(front), front.size()) == 0;
    ++state_->chunks;
    if (!proved) {
        if (sealed.size() < sealed_length) {
            refuse("控えが途中で切れているか、壊れています (末尾)",
                   "the backup is cut off, damaged or added to near its end");
        }
        refuse(fmt::format("控えが壊れているか、改変されています ({} 番目の区画)", state_->chunks),
               fmt::format("the backup is damaged or was changed (chunk {})", state_->chunks));
    }
    state_->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (state_->last && !source_(1).empty()) {
        refuse("控えの後ろに余分なデータがあります", "something was added to the backup");
    }
}

void SealedReader::decompress() {
    auto& state = *state_;
    if (state.taken == state.opened.size() && !state.full) {
        if (state.last) {
            refuse_cut_off();  // sealed so: the writer did not finish
        }
        open_chunk();
    }
    constexpr std::size_t step = 256 * 1024;
    auto const before = state.ready.size();
    state.ready.resize(before + step);
    ZSTD_inBuffer in{state.opened.data(), state.opened.size(), state.taken};
    ZSTD_outBuffer out{state.ready.data() + before, step, 0};
    auto const left = ZSTD_decompressStream(state.compression.get(), &out, &in);
    state.taken = in.pos;
    state.full = out.pos == out.size;
    state.ready.resize(before + out.pos);
    if (ZSTD_isError(left) != 0) {
        refuse("控えを伸長できません", "the backup cannot be decompressed");
    }
    if (left == 0) {
        state.ended = true;
        if (state.taken != state.opened.size() || !state.last) {
            refuse("控えの後ろに余分なデータがあります", "something was added to the backup");
        }
    }
}

std::string SealedReader::read(std::size_t length) {
    auto& state = *state_;
    while (state.ready.size() - state.read < length && !state.ended) {
        if (state.read > 0) {
            state.ready.erase(0, state.read);
            state.read = 0;
        }
        decompress();
    }
    auto text = state.ready.substr(state.read, length);
    state.read += text.size();
    return text;
}

}  // namespace platform::transfer
