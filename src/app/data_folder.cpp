#include "app/data_folder.h"

#include "app/files.h"
#include "base/id.h"
#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <optional>

namespace app {

namespace fs = std::filesystem;
namespace store = platform::store;

namespace {

fs::path memory_file(fs::path const& data) {
    return data / "instance.json";
}

std::optional<Memory> read_memory(fs::path const& data) {
    if (!fs::exists(memory_file(data))) {
        return std::nullopt;
    }
    boost::json::error_code error;
    auto const parsed = boost::json::parse(read_file(memory_file(data)), error);
    auto const* members = parsed.if_object();
    auto const* instance = members == nullptr ? nullptr : members->if_contains("instance");
    auto const* journal = members == nullptr ? nullptr : members->if_contains("journal");
    if (error || instance == nullptr || !instance->is_string() || journal == nullptr ||
        !journal->is_int64()) {
        auto const file = memory_file(data).string();
        throw base::Problem(base::Problem::conflict, "データフォルダーの記録が壊れています: " + file,
                            "the data folder's own record is damaged: " + file);
    }
    return Memory{std::string(instance->as_string()), journal->as_int64()};
}

// Nothing before the instance was marked.
std::optional<Memory> in_database(store::Store& opened) {
    std::optional<Memory> found;
    opened.read([&](store::Reader& reader) { found = memory_in(reader); });
    return found;
}

[[noreturn]] void refuse(std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::conflict, ja, en);
}

// A folder without memory is new, or older than the memory.
void check_new_folder(store::Store& opened, fs::path const& data, bool database_is_new) {
    if (opened.dialect() == "sqlite") {
        return;  // folder and database are one
    }
    if (fs::exists(data / "renkei.sqlite")) {
        refuse(
            "このデータフォルダーには renkei.sqlite があります。RENKEI_STORE "
            "を外すか、別のフォルダーを指定してください",
            "this data folder holds renkei.sqlite: unset RENKEI_STORE or name another folder");
    }
    if (!database_is_new) {
        refuse(
            "このデータベースは既に別のデータフォルダーで使われています。そのフォルダーの keys と "
            "instance.json "
            "をこのフォルダーへ写してから起動してください",
            "this database is in use with another data folder: copy that folder's keys and instance.json "
            "into "
            "this one first");
    }
}

}  // namespace

std::optional<Memory> memory_in(store::Reader& reader) {
    auto const row = reader.first("SELECT id FROM instance WHERE \"only\" = 1");
    return row ? std::optional(Memory{base::to_string(row->id(0)), platform::journal::head(reader)})
               : std::nullopt;
}

void write_memory(fs::path const& data, Memory const& memory) {
    boost::json::object const members{{"instance", memory.instance}, {"journal", memory.journal}};
    replace_file(memory_file(data), boost::json::serialize(members) + "\n");
}

std::optional<std::string> remembered_instance(fs::path const& data) {
    auto const memory = read_memory(data);
    return memory ? std::optional(memory->instance) : std::nullopt;
}

std::string store_address(fs::path const& data) {
    auto named = environment("RENKEI_STORE");
    if (named.empty()) {
        return (data / "renkei.sqlite").string();
    }
    if (!store::is_postgresql(named)) {
        throw base::Problem(base::Problem::invalid, "RENKEI_STORE は postgresql:// で始めてください",
                            "RENKEI_STORE must begin with postgresql://");
    }
    return named;
}

std::unique_ptr<store::Store> open_store(fs::path const& data, std::size_t readers,
                                         std::chrono::milliseconds longest_read) {
    fs::create_directories(data);
    store::Settings settings;
    settings.path = store_address(data);
    settings.readers = readers;
    settings.longest_read = longest_read;
    auto opened = store::open(std::move(settings));
    store::migrate(*opened);
    return opened;
}

void check_memory(store::Store& opened, fs::path const& data) {
    auto const remembered = read_memory(data);
    auto const found = in_database(opened);
    if (!remembered) {
        check_new_folder(opened, data, !found);
        return;
    }
    if (remembered->journal == 0 && (!found || found->instance != remembered->instance)) {
        // A first start that ended before it marked the database, or before another node's, which was first.
        check_new_folder(opened, data, !found);
        return;
    }
    if (!found || found->instance != remembered->instance) {
        auto const theirs = found ? found->instance : std::string("-");
        refuse(fmt::format(
                   "データベースがこのデータフォルダーのものではありません (フォルダー {}、データベース {})。"
                   "RENKEI_STORE と --data を確認してください",
                   remembered->instance, theirs),
               fmt::format("the database does not belong to this data folder (folder {}, database {}): check "
                           "RENKEI_STORE and --data",
                           remembered->instance, theirs));
    }
    if (found->journal < remembered->journal) {
        refuse(fmt::format("データベースの記録が失われています "
                           "(このフォルダーが見た最後の記録は{}番、データベースは{}番まで)。"
                           "古い控えから戻したものであれば、instance.json を確認の上で直してください",
                           remembered->journal, found->journal),
               fmt::format(
                   "the database has lost journal entries (this folder last saw {}, the database ends at "
                   "{}): if it was restored from an older copy on purpose, correct instance.json",
                   remembered->journal, found->journal));
    }
}

base::Ulid instance_to_be(store::Store& opened, fs::path const& data) {
    auto const remembered = read_memory(data);
    auto const known = remembered ? base::parse_ulid(remembered->instance) : std::nullopt;
    if (known) {
        return *known;
    }
    auto const fresh = base::new_ulid();
    if (!in_database(opened)) {
        write_memory(data, {base::to_string(fresh), 0});
    }
    return fresh;
}

void remember(store::Store& opened, fs::path const& data) {
    auto const found = in_database(opened);
    if (found && read_memory(data) != found) {
        write_memory(data, *found);
    }
}

}  // namespace app
