// The reader of backups: any bytes are refused with a reason, or hold together to their end. The first byte
// says how deep they begin: the file itself, what stands sealed in it, or its parts bare of seal and
// compression.

#include "base/problem.h"
#include "platform/transfer/backup.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace transfer = platform::transfer;

namespace {

std::string const key(transfer::key_length, 'k');

transfer::Source source_of(std::string_view bytes) {
    return [bytes](std::size_t length) mutable {
        std::string piece(bytes.substr(0, length));
        bytes.remove_prefix(piece.size());
        return piece;
    };
}

struct Counter final : transfer::ArchiveTaker {
    void begin_table(platform::store::Table const& table) override {
        BASE_ASSERT(!open && !table.columns.empty());
        columns = table.columns.size();
        open = true;
    }
    void row(platform::store::Values const& row) override {
        BASE_ASSERT(open && row.size() == columns);
        ++rows;
    }
    void end_table(transfer::TableSum const& sum) override {
        BASE_ASSERT(open && sum.rows == rows);
        rows = 0;
        open = false;
    }
    void begin_file(std::string const& path) override {
        BASE_ASSERT(!open && path.front() != '/' && path.find("..") != 0);
        open = true;
    }
    void file_bytes(std::string_view) override { BASE_ASSERT(open); }
    void end_file() override { open = false; }

    std::size_t columns = 0;
    std::int64_t rows = 0;
    bool open = false;
};

void read_parts(std::string_view bytes) {
    Counter counter;
    transfer::read_archive(source_of(bytes), counter);
    BASE_ASSERT(!counter.open);  // read to its end
}

// What was written must be read back, whatever it is.
void seal_and_open(std::string_view bytes) {
    std::string file;
    {
        transfer::SealedWriter writer([&file](std::string_view piece) { file.append(piece); }, key, "{}");
        writer.write(bytes.substr(0, bytes.size() / 2));
        writer.write(bytes.substr(bytes.size() / 2));
        writer.finish();
    }
    auto const source = source_of(file);
    auto const front = transfer::read_front(source);
    transfer::SealedReader reader(source, key, front);
    BASE_ASSERT(reader.read(bytes.size() + 1) == bytes);
    read_parts(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<char const*>(data), size);
    if (bytes.empty()) {
        return 0;
    }
    auto const depth = bytes.front() % 3;
    bytes.remove_prefix(1);
    try {
        if (depth == 0) {
            static_cast<void>(transfer::check_backup(source_of(bytes), key));
        } else if (depth == 1) {
            seal_and_open(bytes);
        } else {
            read_parts(bytes);
        }
    } catch (base::Problem const& problem) {
        BASE_ASSERT(problem.kind() == base::Problem::invalid && !problem.title().ja.empty());
    }
    return 0;
}
