#include "app/store_place.h"

#include "app/data_folder.h"
#include "app/files.h"
#include "app/sealed_files.h"
#include "platform/store/file_lock.h"
#include "platform/store/migrations.h"
#include "platform/transfer/records.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <span>

namespace app {

namespace fs = std::filesystem;
namespace store = platform::store;

namespace {

// A number may be left out between two that were merged.
std::span<store::Migration const> migrations_up_to(int number) {
    auto const all = store::migrations();
    auto const end = std::ranges::upper_bound(all, number, {}, &store::Migration::number);
    return all.first(static_cast<std::size_t>(end - all.begin()));
}

constexpr std::string_view database_name = "renkei.sqlite";
constexpr std::string_view environment_prefix = "env:";

// Between "://" and the path or the query: user:password@host.
std::string_view authority_of(std::string_view address) {
    auto const from = address.find("://") + 3;
    return address.substr(from, address.find_first_of("/?", from) - from);
}

bool holds_password(std::string_view address) {
    auto const authority = authority_of(address);
    auto const at = authority.rfind('@');
    bool const in_front =
        at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
    return in_front || address.find("password=") != std::string_view::npos;
}

store::Settings settings_of(std::string const& address, store::Use use) {
    store::Settings settings;
    settings.path = address;
    settings.readers = 2;
    settings.longest_read = std::chrono::milliseconds(0);
    settings.use = use;
    return settings;
}

int newest_schema() {
    return store::migrations().back().number;
}

[[noreturn]] void refuse_schema(StorePlace const& place, int found) {
    auto const where = shown(place);
    if (found > newest_schema()) {
        throw base::Problem(
            base::Problem::conflict,
            fmt::format(
                "データは新しい版のプログラムで書かれています (構造 {}、このプログラムは {} まで): {}", found,
                newest_schema(), where),
            fmt::format("the data was written by a newer program (schema {}, this program knows {}): {}",
                        found, newest_schema(), where));
    }
    if (found == 0) {
        throw base::Problem(base::Problem::conflict, "Renkei のデータベースではありません: " + where,
                            "no database of Renkei: " + where);
    }
    throw base::Problem(
        base::Problem::conflict,
        fmt::format("データの構造が古い版です ({}、このプログラムは "
                    "{})。このプログラムで一度起動して更新してください: {}",
                    found, newest_schema(), where),
        fmt::format(
            "the data has an older schema ({}, this program has {}): start this program on it once: {}",
            found, newest_schema(), where));
}

bool is_our_own(fs::path const& relative) {
    auto const name = relative.begin()->string();
    auto const whole = relative.generic_string();
    // Of the vault only whole files: what is on its way is begun anew by whoever sends it.
    bool const is_on_its_way =
        whole == "files/lock" || whole.starts_with("files/incoming") || name == "uploads";
    return is_on_its_way || name.starts_with(database_name) || name.starts_with("instance.json") ||
           name == "restored.json" || name == "last-backup.json" || relative.begin()->extension() == ".new" ||
           relative.extension() == ".new";
}

void require_room(Target const& target) {
    struct statvfs room {};
    if (::statvfs(target.place.data.c_str(), &room) != 0) {
        return;
    }
    auto const free = static_cast<std::int64_t>(room.f_bavail) * static_cast<std::int64_t>(room.f_frsize);
    if (free < target.bytes) {
        throw base::Problem(
            base::Problem::unavailable,
            fmt::format("ディスクの空き容量が足りません (必要 {} MB、空き {} MB): {}",
                        target.bytes / 1'000'000, free / 1'000'000, target.place.data.string()),
            fmt::format("the disk has too little room (needed {} MB, free {} MB): {}",
                        target.bytes / 1'000'000, free / 1'000'000, target.place.data.string()));
    }
}

void require_empty(store::Store& opened, StorePlace const& place) {
    opened.read([&place](store::Reader& reader) {
        if (!platform::transfer::is_empty(reader, platform::transfer::tables_of_records(reader))) {
            throw base::Problem(
                base::Problem::conflict,
                "移し先は空ではありません。空のデータフォルダー又はデータベースを指定してください: " +
                    shown(place),
                "the target is not empty: name an empty data folder or database: " + shown(place));
        }
    });
}

// A database of an older schema without records is made anew on SQLite, and refused on PostgreSQL.
void require_schema(store::Store& opened, Target const& target) {
    auto const found = store::schema_version(opened);
    if (found > newest_schema()) {
        refuse_schema(target.place, found);
    }
}

void remove_database(fs::path const& database) {
    for (auto const* ending : {"", "-wal", "-shm", "-journal"}) {
        fs::remove(database.string() + ending);
    }
}

// The database under a name that nobody serves from, until it is complete.
void fill_sqlite(Target const& target, Filler const& filler) {
    fs::path const database = target.place.address;
    fs::path const incoming = database.string() + ".incoming";
    if (fs::exists(database)) {
        auto const present = store::open(settings_of(target.place.address, store::Use::alone));
        require_schema(*present, target);
        if (store::schema_version(*present) > 0) {
            require_empty(*present, target.place);
        }
    }
    auto const lock = store::FileLock::alone(store::lock_file_of(target.place.address));
    require_room(target);
    remove_database(incoming);
    struct RemoveUnfinished {
        fs::path file;
        ~RemoveUnfinished() {
            std::error_code error;
            fs::remove(file, error);
        }
    };
    RemoveUnfinished const unfinished{incoming};
    {
        auto const opened = store::open(settings_of(incoming.string(), store::Use::filling));
        store::migrate(*opened, migrations_up_to(target.schema));
        opened->write(filler.fill);
        store::migrate(*opened);
        if (filler.after) {
            filler.after(*opened);
        }
    }
    sync_file(incoming);
    filler.settle();
    remove_database(database);
    rename_file(incoming, database);
}

void fill_postgresql(Target const& target, Filler const& filler) {
    auto const opened = store::open(settings_of(target.place.address, store::Use::filling));
    require_schema(*opened, target);
    if (auto const found = store::schema_version(*opened); found != 0) {
        require_empty(*opened, target.place);
        if (found > target.schema) {
            throw base::Problem(
                base::Problem::conflict,
                "控えより新しい構造の表があります。何もない新しいデータベースを指定してください: " +
                    shown(target.place),
                "the database has tables of a newer schema than the backup: name a new database "
                "without tables: " +
                    shown(target.place));
        }
    }
    store::migrate(*opened, migrations_up_to(target.schema));
    if (!filler.after) {
        opened->write([&filler](store::Transaction& transaction) {
            filler.fill(transaction);
            filler.settle();
        });
        return;
    }
    opened->write(filler.fill);
    store::migrate(*opened);
    filler.after(*opened);
    filler.settle();
}

}  // namespace

StorePlace place_named(std::string const& named, fs::path const& data) {
    std::string text = named;
    if (named.starts_with(environment_prefix)) {
        text = environment(named.c_str() + environment_prefix.size());
        if (text.empty()) {
            throw base::Problem(base::Problem::invalid, "環境変数が設定されていません: " + named.substr(4),
                                "the environment variable is not set: " + named.substr(4));
        }
    }
    if (!store::is_postgresql(text)) {
        return {(fs::path(text) / database_name).string(), text};
    }
    if (text == named && holds_password(text)) {
        throw base::Problem(
            base::Problem::invalid,
            "パスワードをコマンドラインに書かないでください (ほかの利用者に見えます)。~/.pgpass、PGPASSWORD "
            "又は "
            "env:変数名 を使ってください",
            "no password on the command line, where others see it: use ~/.pgpass, PGPASSWORD or "
            "env:NAME of a variable with the address");
    }
    if (data.empty()) {
        throw base::Problem(
            base::Problem::invalid,
            "PostgreSQL と組になるデータフォルダー (鍵とファイル) を --from-data 又は --to-data "
            "で指定してください",
            "name the data folder (keys and files) that goes with the PostgreSQL database: --from-data or "
            "--to-data");
    }
    return {text, data};
}

StorePlace place_of_folder(fs::path const& data) {
    return {store_address(data), data};
}

std::string shown(StorePlace const& place) {
    if (is_sqlite(place)) {
        return place.data.string();
    }
    auto const authority = authority_of(place.address);
    auto const at = authority.rfind('@');
    auto const host = at == std::string_view::npos ? authority : authority.substr(at + 1);
    std::string_view path(place.address);
    path.remove_prefix(static_cast<std::size_t>(authority.data() + authority.size() - path.data()));
    return fmt::format("postgresql://{}{} ({})", host, path.substr(0, path.find('?')), place.data.string());
}

bool is_sqlite(StorePlace const& place) {
    return !store::is_postgresql(place.address);
}

std::unique_ptr<store::Store> open_existing(StorePlace const& place, store::Use use) {
    if (is_sqlite(place) && !fs::exists(place.address)) {
        refuse_schema(place, 0);
    }
    auto opened = store::open(settings_of(place.address, use));
    if (auto const found = store::schema_version(*opened); found != newest_schema()) {
        refuse_schema(place, found);
    }
    return opened;
}

std::vector<fs::path> carried_files(fs::path const& data) {
    std::vector<fs::path> files;
    if (!fs::exists(data)) {
        return files;
    }
    for (auto const& entry : fs::recursive_directory_iterator(data)) {
        auto relative = fs::relative(entry.path(), data);
        if (is_our_own(relative) || (entry.is_directory() && !entry.is_symlink())) {
            continue;
        }
        if (entry.is_symlink() || !entry.is_regular_file()) {
            throw base::Problem(
                base::Problem::invalid,
                "データフォルダーに通常のファイルでないものがあります: " + entry.path().string(),
                "the data folder holds something that is no ordinary file: " + entry.path().string());
        }
        files.push_back(std::move(relative));
    }
    std::ranges::sort(files);
    return files;
}

void require_no_other_files(fs::path const& from, fs::path const& to) {
    for (auto const& present : carried_files(to)) {
        bool const same = fs::exists(from / present) && same_content(from / present, to / present);
        if (!same) {
            throw base::Problem(
                base::Problem::conflict,
                "移し先のデータフォルダーに別のファイルがあります: " + (to / present).string(),
                "the target's data folder holds another file: " + (to / present).string());
        }
    }
}

void copy_files(fs::path const& from, fs::path const& to) {
    require_no_other_files(from, to);
    for (auto const& file : carried_files(from)) {
        if (!fs::exists(to / file)) {
            copy_whole_file(from / file, to / file);
        }
    }
}

void fill_target(Target const& target, Filler const& filler) {
    make_folders(target.place.data);
    if (auto const remembered = remembered_instance(target.place.data);
        remembered && *remembered != target.instance) {
        throw base::Problem(base::Problem::conflict,
                            fmt::format("移し先のデータフォルダーは別のもの ({}) です: {}", *remembered,
                                        target.place.data.string()),
                            fmt::format("the target's data folder belongs to another instance ({}): {}",
                                        *remembered, target.place.data.string()));
    }
    if (!is_sqlite(target.place) && fs::exists(target.place.data / database_name)) {
        throw base::Problem(
            base::Problem::conflict,
            "このデータフォルダーには renkei.sqlite があります。別のフォルダーを指定してください: " +
                target.place.data.string(),
            "this data folder holds renkei.sqlite: name another folder: " + target.place.data.string());
    }
    if (is_sqlite(target.place)) {
        fill_sqlite(target, filler);
    } else {
        fill_postgresql(target, filler);
    }
}

}  // namespace app
