// What the build and its checks ask of the program: golden files and drafts of migrations; and the tables
// commands.

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/house.h"
#include "app/openapi.h"
#include "modules/intake/consultation.h"
#include "modules/intake/draft.h"
#include "platform/registry/clock.h"
#include "platform/registry/referral.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "platform/store/catalog.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"
#include "platform/tables/versions.h"
#include "record/migration.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iostream>

namespace app {

namespace store = platform::store;

namespace {

std::array<record::Schema const*, 9> schemas() {
    namespace registry = platform::registry;
    return {&registry::unit_schema,        &registry::staff_schema,
            &registry::referral_schema,    &registry::clock_schema,
            &registry::assignment_schema,  &registry::decision_schema,
            &registry::separation_schema,  &modules::intake::consultation_schema,
            &modules::intake::draft_schema};
}

}  // namespace

int openapi() {
    store::TemporaryStore folder;
    HouseSettings settings;
    settings.data = folder.folder();
    House house(settings);
    house.install_modules();
    add_openapi_route(house);
    std::cout << openapi_document(house);
    return 0;
}

int schema_sql() {
    store::TemporaryStore folder;
    folder.store().read([](store::Reader& reader) {
        for (auto const& statement : store::schema_statements(reader)) {
            std::cout << statement << ";\n";
        }
    });
    return 0;
}

int draft_migration(std::filesystem::path const& folder, std::string const& name) {
    store::TemporaryStore scratch;
    std::vector<record::ExistingTable> tables;
    scratch.store().read([&](store::Reader& reader) {
        for (auto const* schema : schemas()) {
            record::ExistingTable table{std::string(schema->plural), {}};
            table.columns = store::columns_of(reader, schema->plural);
            if (!table.columns.empty()) {
                tables.push_back(std::move(table));
            }
        }
    });
    auto const drafted =
        record::schema_difference(schemas(), tables, store::type_words(scratch.store().dialect()));
    if (drafted.empty()) {
        std::cerr << "the Schemas and the tables agree: nothing to migrate\n";
        return 0;
    }
    auto const number = store::migrations().back().number + 1;
    auto const file = folder / fmt::format("{:04}_{}.sql", number, name);
    std::ofstream(file) << drafted;
    std::cout << file.string() << "\n";
    return 0;
}

int check_tables(std::filesystem::path const& folder) {
    auto const active = platform::tables::compile(table_files(folder), "check");
    std::cout << active->tables().tables.size() << " tables, " << active->tables().facts.size() << " facts\n";
    return 0;
}

int load_tables(std::filesystem::path const& data, std::filesystem::path const& folder) {
    auto const opened = open_store(data, 1, std::chrono::milliseconds(0));
    check_memory(*opened, data);
    auto const active = platform::tables::load(*opened, table_files(folder), {}, base::SystemTime().now());
    std::cout << active->version << "\n";
    return 0;
}

}  // namespace app
