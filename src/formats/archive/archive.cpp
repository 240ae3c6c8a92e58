#include "formats/archive/archive.h"

#include "base/utf8.h"
#include "formats/archive/thread_locale.h"
#include "formats/file_names/file_names.h"
#include "formats/text/encoding.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace formats::archive {

namespace {

constexpr std::size_t most_warnings = 200;
constexpr std::size_t most_entries_walked = 200'000;  // while single ones are looked for

struct Free {
    void operator()(::archive* reader) const noexcept { archive_read_free(reader); }
};
using Reader = std::unique_ptr<::archive, Free>;

base::Words could_not_be_read() {
    return {"書庫として読めません", "it cannot be read as an archive"};
}

// Names within LZH are in the code page of their writer, and libarchive reads none that it cannot convert.
enum class LhaNames : std::uint8_t { cp932, as_written };

Reader open(std::string_view bytes, LhaNames lha_names = LhaNames::cp932) {
    Reader reader(archive_read_new());
    if (!reader) {
        return nullptr;
    }
    archive_read_support_format_zip(reader.get());
    archive_read_support_format_7zip(reader.get());
    archive_read_support_format_rar(reader.get());
    archive_read_support_format_rar5(reader.get());
    archive_read_support_format_lha(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_gnutar(reader.get());
    archive_read_support_format_cab(reader.get());
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    if (lha_names == LhaNames::cp932) {
        archive_read_set_format_option(reader.get(), "lha", "hdrcharset", "CP932");
    }
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
        return nullptr;
    }
    return reader;
}

struct Name {
    std::string text;
    bool guessed = false;
};

// UTF-8 where it is; else what Windows in Japan writes.
Name decoded(std::string_view raw) {
    if (!text::first_invalid_utf8(raw)) {
        return {base::repaired_text(raw), false};
    }
    if (auto cp932 = text::to_utf8(raw, text::Encoding::shift_jis)) {
        std::ranges::replace(*cp932, '\\', '/');  // only now: half a character may look like one
        return {base::repaired_text(*cp932), true};
    }
    return {base::repaired_text(raw), true};
}

Name name_of(archive_entry* entry) {
    if (char const* const raw = archive_entry_pathname(entry)) {
        return decoded(raw);
    }
    char const* const utf8 = archive_entry_pathname_utf8(entry);
    return {utf8 == nullptr ? std::string() : base::repaired_text(utf8), true};
}

Entry read_entry(archive_entry* entry, Limits const& limits) {
    Entry result;
    auto name = name_of(entry);
    result.name = base::first_code_points(std::string_view(name.text).substr(0, limits.longest_name),
                                          limits.longest_name);
    result.guessed_name = name.guessed;
    result.deceptive_name = file_names::is_deceptive(result.name);
    result.outside_name = file_names::points_outside(result.name);
    auto const type = archive_entry_filetype(entry);
    result.folder = type == AE_IFDIR;
    result.link = type == AE_IFLNK || archive_entry_hardlink(entry) != nullptr;
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0) {
        result.size = static_cast<std::uint64_t>(archive_entry_size(entry));
    }
    result.encrypted = archive_entry_is_encrypted(entry) != 0;
    result.archive = !result.folder && file_names::is_archive(result.name);
    result.executable = !result.folder && file_names::is_executable(result.name);
    auto const seconds = archive_entry_mtime(entry);
    constexpr std::int64_t year_9999 = 253'402'300'799;
    if (archive_entry_mtime_is_set(entry) != 0 && seconds > 0 && seconds <= year_9999) {
        result.modified = base::Instant{seconds * 1'000};
    }
    return result;
}

// Reads on through the data of one entry, which is what finding the next costs; the bytes read, or nothing
// where they end in damage.
struct Skipped {
    std::uint64_t bytes = 0;
    bool damaged = false;
};

Skipped read_through(::archive* reader, std::uint64_t most) {
    Skipped skipped;
    void const* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    while (skipped.bytes <= most) {
        auto const state = archive_read_data_block(reader, &block, &size, &offset);
        if (state == ARCHIVE_EOF) {
            return skipped;
        }
        if (state != ARCHIVE_OK && state != ARCHIVE_WARN) {
            skipped.damaged = true;
            return skipped;
        }
        skipped.bytes += size;
    }
    return skipped;
}

// Whether the next entry is found without unpacking this one.
bool skips_freely(::archive* reader, Entry const& entry) {
    if (archive_filter_count(reader) > 1) {
        return false;  // tar.gz: all of it is unpacked
    }
    auto const format = archive_format(reader) & ARCHIVE_FORMAT_BASE_MASK;
    return entry.size.has_value() || format == ARCHIVE_FORMAT_TAR;
}

class Lister {
  public:
    Lister(std::string_view bytes, Limits const& limits) : bytes_(bytes), limits_(limits) {}

    base::Parsed<Listing> run(LhaNames lha_names) {
        Utf8Locale const locale;
        auto const reader = open(bytes_, lha_names);
        if (!reader) {
            return base::Violation{"", could_not_be_read()};
        }
        listing_.packed = bytes_.size();
        bool const any = walk(reader.get());
        listing_.encrypted = listing_.encrypted || archive_read_has_encrypted_entries(reader.get()) == 1;
        if (!any && !listing_.encrypted && !listing_.complete) {
            return base::Violation{"", could_not_be_read()};
        }
        name_format(reader.get());
        if (bytes_.starts_with("PK") && bytes_.rfind("PK\x05\x06") == std::string_view::npos &&
            listing_.complete) {
            warn("", "書庫の終わりの一覧がないため、途中で切れている可能性があります",
                 "the archive has no list at its end: it may have been cut");
            listing_.complete = false;
        }
        judge();
        return std::move(listing_);
    }

  private:
    bool walk(::archive* reader) {
        while (true) {
            archive_entry* entry = nullptr;
            auto const state = archive_read_next_header(reader, &entry);
            if (state == ARCHIVE_EOF) {
                return true;
            }
            if (state == ARCHIVE_RETRY) {
                continue;
            }
            if (state != ARCHIVE_OK && state != ARCHIVE_WARN) {
                warn("", "書庫が壊れているか暗号化されているため、途中までの一覧です",
                     "the archive is damaged or encrypted: the list ends here");
                listing_.complete = false;
                return !listing_.entries.empty();
            }
            if (listing_.entries.size() >= limits_.most_entries) {
                warn("", fmt::format("{} 個までの一覧です", limits_.most_entries),
                     fmt::format("the list ends after {} entries", limits_.most_entries));
                listing_.complete = false;
                return true;
            }
            if (!take(reader, read_entry(entry, limits_))) {
                return true;
            }
        }
    }

    // False where the list ends here.
    bool take(::archive* reader, Entry entry) {
        bool const free = skips_freely(reader, entry);
        auto const declared = entry.size.value_or(0);
        bool const sum_fits = listing_.unpacked + declared >= listing_.unpacked;
        listing_.unpacked = sum_fits ? listing_.unpacked + declared : ~std::uint64_t{0};
        listing_.encrypted = listing_.encrypted || entry.encrypted;
        note(entry);
        auto const name = entry.name;
        listing_.entries.push_back(std::move(entry));
        if (free) {
            return true;
        }
        auto const skipped =
            read_through(reader, limits_.most_unpacked - std::min(limits_.most_unpacked, read_));
        read_ += skipped.bytes;
        if (!listing_.entries.back().size) {
            listing_.entries.back().size = skipped.bytes;
            listing_.unpacked += skipped.bytes;
        }
        if (skipped.damaged) {
            warn(name, "中身が壊れています", "its data is damaged");
        }
        if (read_ > limits_.most_unpacked) {
            warn("",
                 fmt::format("展開すると {} バイトを超えるため、途中までの一覧です", limits_.most_unpacked),
                 fmt::format("it unpacks to more than {} bytes: the list ends here", limits_.most_unpacked));
            listing_.complete = false;
            return false;
        }
        return true;
    }

    void note(Entry const& entry) {
        if (entry.deceptive_name) {
            warn(entry.name, "名前に、文字の向きを変える文字や見えない文字があります",
                 "its name holds characters that turn its direction or cannot be seen");
        }
        if (entry.outside_name) {
            warn(entry.name, "展開先の外を指す名前です",
                 "its name points outside the folder it is unpacked to");
        }
        if (entry.executable) {
            warn(entry.name, "開くと実行される種類のファイル名です",
                 "its name is that of a file that runs when opened");
        }
        if (entry.archive) {
            warn(entry.name, "書庫の中の書庫です（中は開いていません）",
                 "an archive within the archive (it was not opened)");
        }
    }

    void warn(std::string place, std::string_view ja, std::string_view en) {
        if (listing_.warnings.size() < most_warnings) {
            listing_.warnings.push_back({std::move(place), {std::string(ja), std::string(en)}});
        }
    }

    void name_format(::archive* reader) {
        char const* const name = archive_format_name(reader);
        listing_.format = name == nullptr ? "" : base::repaired_text(name);
        // "ZIP 2.0 (deflation)": what the last entry happened to use is no part of the name.
        if ((archive_format(reader) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP) {
            listing_.format = "ZIP";
        }
        for (int i = 0; i + 1 < archive_filter_count(reader); ++i) {
            listing_.format += " + ";
            listing_.format += archive_filter_name(reader, i);
        }
    }

    void judge() {
        auto const packed = std::max<std::uint64_t>(listing_.packed, 1);
        auto const unpacked = std::max(listing_.unpacked, read_);
        listing_.unpacked = unpacked;
        listing_.ratio = unpacked / packed;
        listing_.bomb = listing_.ratio >= limits_.bomb_ratio && unpacked > limits_.bomb_size;
        if (listing_.bomb) {
            listing_.warnings.insert(
                listing_.warnings.begin(),
                {"",
                 {fmt::format("展開すると {} 倍（{} バイト）になる書庫爆弾の疑いがあります。展開していません",
                              listing_.ratio, unpacked),
                  fmt::format(
                      "it unpacks to {} times its size ({} bytes): likely a bomb; it was not unpacked",
                      listing_.ratio, unpacked)}});
        }
        if (listing_.entries.empty() && listing_.complete) {
            warn("", "書庫として読みましたが、項目が1つも見つかりません",
                 "it was read as an archive, but not one entry was found in it");
        }
        if (listing_.encrypted) {
            warn("", "暗号化された項目があります", "some entries are encrypted");
        }
    }

    std::string_view bytes_;
    Limits const& limits_;
    Listing listing_;
    std::uint64_t read_ = 0;
};

// The data of one entry, nothing where it is too large or damaged.
struct Data {
    std::string bytes;
    std::optional<base::Words> refusal;
};

Data read_data(::archive* reader, archive_entry* entry, std::uint64_t most) {
    Data data;
    auto const too_large = base::Words{fmt::format("大きすぎます（上限は {} バイト）", most),
                                       fmt::format("it is too large (the limit is {} bytes)", most)};
    if (archive_entry_is_encrypted(entry) != 0) {
        data.refusal = {"暗号化されています", "it is encrypted"};
        return data;
    }
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0 &&
        static_cast<std::uint64_t>(archive_entry_size(entry)) > most) {
        data.refusal = too_large;
        return data;
    }
    std::array<char, 64 * 1024> piece{};
    while (true) {
        auto const count = archive_read_data(reader, piece.data(), piece.size());
        if (count == 0) {
            return data;
        }
        if (count < 0) {
            data.refusal = {"壊れています", "it is damaged"};
            return data;
        }
        if (data.bytes.size() + static_cast<std::size_t>(count) > most) {
            data.bytes.clear();
            data.refusal = too_large;
            return data;
        }
        data.bytes.append(piece.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

bool looks_like_archive(std::string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array marks = {"PK\x03\x04"sv,
                                         "PK\x05\x06"sv,
                                         "7z\xBC\xAF\x27\x1C"sv,
                                         "Rar!\x1A\x07"sv,
                                         "\x1F\x8B\x08"sv,
                                         "BZh"sv,
                                         "\xFD"
                                         "7zXZ\0"sv,
                                         "\x28\xB5\x2F\xFD"sv,
                                         "MSCF\0\0\0\0"sv};
    if (std::ranges::any_of(marks, [&](std::string_view mark) { return bytes.starts_with(mark); })) {
        return true;
    }
    bool const lha = bytes.size() > 21 && bytes.substr(2, 2) == "-l" && bytes[6] == '-';
    bool const tar = bytes.size() >= 512 && bytes.substr(257, 5) == "ustar";
    return lha || tar;
}

base::Parsed<Listing> list(std::string_view bytes, Limits const& limits) {
    auto listing = Lister(bytes, limits).run(LhaNames::cp932);
    bool const lha = bytes.size() > 21 && bytes.substr(2, 2) == "-l";
    return !listing && lha ? Lister(bytes, limits).run(LhaNames::as_written) : std::move(listing);
}

base::Parsed<Contents> read_entries(std::string_view bytes, std::span<std::string const> names,
                                    ReadLimits const& limits) {
    Utf8Locale const locale;
    auto const reader = open(bytes);
    if (!reader) {
        return base::Violation{"", could_not_be_read()};
    }
    Contents contents;
    auto left = limits.most_total;
    std::uint64_t passed = 0;  // bytes of entries that nobody asked for
    std::size_t found = 0;
    for (std::size_t walked = 0; found < names.size() && walked < most_entries_walked; ++walked) {
        archive_entry* entry = nullptr;
        auto const state = archive_read_next_header(reader.get(), &entry);
        if (state == ARCHIVE_EOF) {
            break;
        }
        if (state != ARCHIVE_OK && state != ARCHIVE_WARN && state != ARCHIVE_RETRY) {
            contents.violations.push_back({"", {"書庫が途中で壊れています", "the archive is damaged"}});
            break;
        }
        auto const name = name_of(entry).text;
        if (std::ranges::find(names, name) == names.end() || contents.entries.contains(name)) {
            bool const free = skips_freely(reader.get(), read_entry(entry, Limits{}));
            passed += free ? 0
                           : read_through(reader.get(),
                                          limits.most_total * 4 - std::min(limits.most_total * 4, passed))
                                 .bytes;
            if (passed > limits.most_total * 4) {
                contents.violations.push_back({"",
                                               {"展開しながら探す量の上限に達しました",
                                                "too much would have to be unpacked to find the rest"}});
                break;
            }
            continue;
        }
        ++found;
        auto data = read_data(reader.get(), entry, std::min(limits.most_bytes, left));
        if (data.refusal) {
            contents.violations.push_back({name, *data.refusal});
            continue;
        }
        left -= data.bytes.size();
        contents.entries.emplace(name, std::move(data.bytes));
    }
    return contents;
}

}  // namespace formats::archive
