#include "platform/transfer/archive.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace platform::transfer {

namespace {

constexpr std::size_t rows_at_once = 256 * 1024;  // bytes
constexpr std::size_t file_at_once = 256 * 1024;
// One row that is larger than a part of rows usually is: a list of a whole feed.
constexpr std::size_t longest_part = std::size_t{1} << 30U;
constexpr std::size_t most_columns = 1000;
constexpr std::size_t longest_path = 1024;

std::string number_bytes(std::uint32_t number) {
    std::string bytes;
    for (unsigned const shift : {24U, 16U, 8U, 0U}) {
        bytes.push_back(static_cast<char>(number >> shift));
    }
    return bytes;
}

[[noreturn]] void refuse(std::string const& ja, std::string const& en) {
    throw base::Problem(base::Problem::invalid, "控えの内容が正しくありません: " + ja,
                        "the backup's content is not right: " + en);
}

store::Value blob(base::Sha256 const& digest) {
    return base::Blob{std::string(base::as_bytes(digest))};
}

// A path that stays below the folder it is put into.
bool is_safe_path(std::string_view path) {
    if (path.empty() || path.size() > longest_path || !base::is_storable_text(path) || path.back() == '/') {
        return false;
    }
    for (std::size_t at = 0; at <= path.size();) {
        auto const end = std::min(path.find('/', at), path.size());
        auto const name = path.substr(at, end - at);
        if (name.empty() || name == "." || name == "..") {
            return false;
        }
        at = end + 1;
    }
    return true;
}

class Parser {
  public:
    Parser(Source const& source, ArchiveTaker& taker) : source_(source), taker_(taker) {}

    void run() {
        for (bool more = true; more; ++parts_) {
            auto const head = source_(5);
            if (head.size() < 5) {
                refuse("終わりがありません", "it has no end");
            }
            std::uint32_t length = 0;
            for (char const c : std::string_view(head).substr(1)) {
                length = (length << 8U) | static_cast<std::uint8_t>(c);
            }
            if (length > longest_part) {
                refuse("大きすぎる部分があります", "a part is too large");
            }
            auto const bytes = source_(length);
            if (bytes.size() < length) {
                refuse("終わりがありません", "it has no end");
            }
            more = take(head.front(), bytes);
        }
        if (!source_(1).empty()) {
            refuse("終わりの後に続きがあります", "something follows its end");
        }
    }

  private:
    enum class Inside : std::uint8_t { nothing, table, file };

    // False at the end.
    bool take(char letter, std::string_view bytes) {
        switch (letter) {
            case 'T':
                require(Inside::nothing);
                begin_table(bytes);
                return true;
            case 'R':
                require(Inside::table);
                rows(bytes);
                return true;
            case 't':
                require(Inside::table);
                end_table(bytes);
                return true;
            case 'F':
                require(Inside::nothing);
                begin_file(bytes);
                return true;
            case 'D':
                require(Inside::file);
                digest_->add(bytes);
                file_length_ += static_cast<std::int64_t>(bytes.size());
                taker_.file_bytes(bytes);
                return true;
            case 'f':
                require(Inside::file);
                end_file(bytes);
                return true;
            case 'E':
                require(Inside::nothing);
                if (values(bytes, 1) != store::Values{parts_}) {
                    refuse("部分の数が合いません", "the number of parts is not right");
                }
                return false;
            default:
                refuse("知らない部分があります", "a part is of an unknown kind");
        }
    }

    void require(Inside expected) const {
        if (inside_ != expected) {
            refuse("部分の順序が正しくありません", "its parts are not in order");
        }
    }

    static store::Values values(std::string_view bytes, std::size_t count) {
        auto found = take_row(bytes, count);
        if (!found || !bytes.empty()) {
            refuse("部分を読み取れません", "a part cannot be read");
        }
        return std::move(*found);
    }

    static std::string text(store::Value const& value) {
        auto const* found = std::get_if<std::string>(&value);
        if (found == nullptr || found->empty() || !base::is_storable_text(*found) ||
            found->find('"') != std::string::npos) {
            refuse("名前を読み取れません", "a name cannot be read");
        }
        return *found;
    }

    static std::int64_t count(store::Value const& value) {
        auto const* found = std::get_if<std::int64_t>(&value);
        if (found == nullptr || *found < 0) {
            refuse("数を読み取れません", "a number cannot be read");
        }
        return *found;
    }

    void begin_table(std::string_view bytes) {
        auto head = take_row(bytes, 4);
        if (!head) {
            refuse("表の見出しを読み取れません", "a table's heading cannot be read");
        }
        store::Table table;
        table.name = text((*head)[0]);
        table.counts = count((*head)[1]) != 0;
        auto const keys = static_cast<std::size_t>(count((*head)[2]));
        auto const columns = static_cast<std::size_t>(count((*head)[3]));
        if (keys > most_columns || columns > most_columns || columns == 0 ||
            !names_.insert(table.name).second) {
            refuse("表の見出しが正しくありません", "a table's heading is not right");
        }
        auto const rest = values(bytes, keys + 2 * columns);
        for (std::size_t i = 0; i < keys; ++i) {
            table.key.push_back(text(rest[i]));
        }
        for (std::size_t i = 0; i < columns; ++i) {
            auto const kind = count(rest[keys + 2 * i + 1]);
            if (kind >= static_cast<std::int64_t>(store::ColumnKind::other)) {
                refuse("列の種類が正しくありません", "a column is of an unknown kind");
            }
            table.columns.push_back({text(rest[keys + 2 * i]), static_cast<store::ColumnKind>(kind)});
        }
        rows_digest_ = std::make_unique<TableDigest>(table);
        columns_ = columns;
        inside_ = Inside::table;
        taker_.begin_table(table);
    }

    void rows(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const whole = bytes;
            auto const row = take_row(bytes, columns_);
            if (!row) {
                refuse("行を読み取れません", "a row cannot be read");
            }
            rows_digest_->add(whole.substr(0, whole.size() - bytes.size()));
            taker_.row(*row);
        }
    }

    void end_table(std::string_view bytes) {
        auto const end = values(bytes, 3);
        auto const sum = rows_digest_->finish(count(end[2]));
        if (end[0] != store::Value(sum.rows) || end[1] != blob(sum.digest)) {
            refuse(sum.name + " の行数又は要約値が一致しません",
                   "rows or digest of " + sum.name + " do not agree");
        }
        inside_ = Inside::nothing;
        taker_.end_table(sum);
    }

    void begin_file(std::string_view bytes) {
        auto const path = text(values(bytes, 1)[0]);
        if (!is_safe_path(path) || !names_.insert("/" + path).second) {
            refuse("ファイル名が正しくありません", "a file's name is not right");
        }
        digest_ = std::make_unique<Digest>();
        file_length_ = 0;
        inside_ = Inside::file;
        taker_.begin_file(path);
    }

    void end_file(std::string_view bytes) {
        if (values(bytes, 2) != store::Values{file_length_, blob(digest_->finish())}) {
            refuse("ファイルの要約値が一致しません", "a file's digest does not agree");
        }
        inside_ = Inside::nothing;
        taker_.end_file();
    }

    Source const& source_;
    ArchiveTaker& taker_;
    Inside inside_ = Inside::nothing;
    std::int64_t parts_ = 0;
    std::set<std::string, std::less<>> names_;
    std::unique_ptr<TableDigest> rows_digest_;
    std::size_t columns_ = 0;
    std::unique_ptr<Digest> digest_;
    std::int64_t file_length_ = 0;
};

}  // namespace

void ArchiveWriter::part(char letter, std::string_view bytes) {
    BASE_ASSERT(bytes.size() <= longest_part);
    std::string head(1, letter);
    sink_(head.append(number_bytes(static_cast<std::uint32_t>(bytes.size()))));
    sink_(bytes);
    ++parts_;
}

void ArchiveWriter::begin_table(store::Table const& table) {
    std::string bytes;
    append_row(bytes,
               {table.name, std::int64_t{table.counts ? 1 : 0}, static_cast<std::int64_t>(table.key.size()),
                static_cast<std::int64_t>(table.columns.size())});
    for (auto const& name : table.key) {
        append_row(bytes, {name});
    }
    for (auto const& column : table.columns) {
        append_row(bytes, {column.name, static_cast<std::int64_t>(column.kind)});
    }
    part('T', bytes);
    digest_ = std::make_unique<TableDigest>(table);
}

void ArchiveWriter::row(store::Values const& row) {
    auto const before = rows_.size();
    append_row(rows_, row);
    digest_->add(std::string_view(rows_).substr(before));
    if (rows_.size() >= rows_at_once) {
        flush_rows();
    }
}

void ArchiveWriter::flush_rows() {
    if (!rows_.empty()) {
        part('R', rows_);
        rows_.clear();
    }
}

TableSum ArchiveWriter::end_table(std::int64_t counter) {
    flush_rows();
    auto sum = std::exchange(digest_, nullptr)->finish(counter);
    std::string bytes;
    append_row(bytes, {sum.rows, blob(sum.digest), sum.counter});
    part('t', bytes);
    return sum;
}

void ArchiveWriter::file(std::string_view path, Source const& bytes) {
    BASE_ASSERT(is_safe_path(path));
    std::string head;
    append_row(head, {std::string(path)});
    part('F', head);
    Digest digest;
    std::int64_t length = 0;
    for (auto piece = bytes(file_at_once); !piece.empty(); piece = bytes(file_at_once)) {
        digest.add(piece);
        length += static_cast<std::int64_t>(piece.size());
        part('D', piece);
    }
    std::string end;
    append_row(end, {length, blob(digest.finish())});
    part('f', end);
}

void ArchiveWriter::finish() {
    std::string bytes;
    append_row(bytes, {parts_});
    part('E', bytes);
}

void read_archive(Source const& source, ArchiveTaker& taker) {
    Parser(source, taker).run();
}

}  // namespace platform::transfer
