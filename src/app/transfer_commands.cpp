// Commands that take all records elsewhere: to another store.

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/store_place.h"
#include "platform/store/catalog.h"
#include "platform/store/migrations.h"
#include "platform/transfer/records.h"

#include <spdlog/spdlog.h>

#include <iostream>

namespace app {

namespace store = platform::store;
namespace transfer = platform::transfer;

namespace {

void report(std::string_view doing, std::int64_t rows) {
    if (rows > 0) {
        spdlog::info("{}: {} rows", doing, rows);
    } else {
        spdlog::info("{}", doing);
    }
}

void print(std::vector<transfer::TableSum> const& sums) {
    for (auto const& sum : sums) {
        std::cout << sum.name << "\t" << sum.rows << "\t" << base::to_hex(base::as_bytes(sum.digest)) << "\n";
    }
}

std::int64_t total_of(std::vector<transfer::TableSum> const& sums) {
    std::int64_t rows = 0;
    for (auto const& sum : sums) {
        rows += sum.rows;
    }
    return rows;
}

}  // namespace

int move(MoveOptions const& options) {
    auto const from = place_named(options.from, options.from_data);
    auto const to = place_named(options.to, options.to_data);
    auto const opened = open_existing(from, store::Use::alone);
    check_memory(*opened, from.data);
    static_cast<void>(carried_files(from.data));  // said before the long work, not after it
    require_no_other_files(from.data, to.data);
    std::vector<transfer::TableSum> sums;
    opened->read([&](store::Reader& reader) {
        auto const memory = memory_in(reader);
        if (!memory) {
            throw base::Problem(base::Problem::conflict, "移し元に記録がありません: " + shown(from),
                                "the source holds no records: " + shown(from));
        }
        Target const target{to, store::schema_version(reader), memory->instance,
                            store::size_in_bytes(reader)};
        Filler filler;
        filler.fill = [&](store::Transaction& into) { sums = transfer::copy_records(reader, into, report); };
        filler.settle = [&] {
            copy_files(from.data, to.data);
            write_memory(to.data, *memory);
        };
        fill_target(target, filler);
    });
    print(sums);
    std::cerr << total_of(sums) << "件を移し、全件を照合しました。移し元はそのまま残っています / "
              << total_of(sums) << " rows moved and compared; the source is as it was\n  " << shown(from)
              << " -> " << shown(to) << "\n";
    return 0;
}

}  // namespace app
