#include "modules/organization/instance.h"

#include "base/id.h"
#include "base/problem.h"
#include "platform/access/accounts.h"

namespace modules::organization {

namespace {

namespace store = platform::store;

std::optional<Use> marked_use(store::Reader& reader) {
    auto const row = reader.first("SELECT demo FROM instance WHERE \"only\" = 1");
    if (!row) {
        return std::nullopt;
    }
    return row->integer(0) != 0 ? Use::demonstration : Use::real;
}

[[noreturn]] void refuse(Use use) {
    if (use == Use::demonstration) {
        throw base::Problem(
            base::Problem::conflict,
            "このデータフォルダーには本番のデータがあるため、--demo "
            "では開けません。別のフォルダーを指定してください",
            "this data folder holds real data and is not opened with --demo; name another folder");
    }
    throw base::Problem(
        base::Problem::conflict,
        "このデータフォルダーはデモ用です。--demo を付けるか、別のフォルダーを指定してください",
        "this data folder is a demonstration; add --demo or name another folder");
}

}  // namespace

Use use_of(store::Reader& reader) {
    return marked_use(reader).value_or(Use::real);
}

void open_instance(store::Store& store, base::TimeSource const& time, Use use, base::Ulid const& id) {
    store.write([&](store::Transaction& transaction) {
        auto const marked = marked_use(transaction);
        if (marked ? *marked != use
                   : (use == Use::demonstration && platform::access::accounts_exist(transaction))) {
            refuse(use);
        }
        if (!marked) {
            transaction.execute(
                "INSERT INTO instance (\"only\", id, created_at, demo) VALUES (1, ?, ?, ?)",
                {store::id_value(id), time.now().milliseconds, std::int64_t{use == Use::demonstration}});
        }
    });
}

}  // namespace modules::organization
