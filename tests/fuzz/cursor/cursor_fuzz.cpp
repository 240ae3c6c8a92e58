// Cursors of lists come back from the client: any bytes give a page or Problem::bad_request, never another
// error, whichever column sorts.

#include "base/hash.h"
#include "base/problem.h"
#include "platform/registry/records.h"
#include "platform/registry/unit.h"
#include "platform/store/temporary_store.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace registry = platform::registry;
namespace store = platform::store;

namespace {

void fill(store::Store& store) {
    store.write([](store::Transaction& transaction) {
        for (int i = 0; i < 5; ++i) {
            registry::Unit unit;
            unit.code = "U" + std::to_string(i);
            unit.name = "第" + std::to_string(i) + "係";
            if (i % 2 == 0) {
                unit.phone = "022-000-000" + std::to_string(i);
            }
            registry::insert(transaction, record::View(registry::unit_schema, unit), {},
                             {{}, {}, "create", {}});
        }
    });
}

void list(store::Store& store, std::string const& column, bool descending, std::string const& cursor) {
    try {
        store.read([&](store::Reader& reader) {
            auto const page =
                registry::list(reader, registry::unit_schema, {{}, {column, descending}, 2, cursor});
            BASE_ASSERT(page.items.size() <= 2);
            if (page.next_cursor) {
                (void)registry::list(reader, registry::unit_schema,
                                     {{}, {column, descending}, 2, page.next_cursor});
            }
        });
    } catch (base::Problem const& problem) {
        BASE_ASSERT(problem.kind() == base::Problem::bad_request && problem.violations().size() == 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static store::TemporaryStore folder;
    static bool const filled = (fill(folder.store()), true);
    BASE_ASSERT(filled);
    std::string const input(reinterpret_cast<char const*>(data), size);
    for (std::string const& cursor : {input, base::to_hex(input)}) {
        list(folder.store(), "seq", true, cursor);
        list(folder.store(), "phone", false, cursor);
        list(folder.store(), "valid_from", true, cursor);
    }
    return 0;
}
