// Commands around backups: write one while others work, look whether one is whole, make a store of one again.

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/machine.h"
#include "app/sealed_files.h"
#include "app/store_place.h"
#include "platform/files/kept_files.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"
#include "platform/transfer/backup.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <iostream>
#include <set>

namespace app {

namespace fs = std::filesystem;
namespace store = platform::store;
namespace transfer = platform::transfer;

namespace {

void report(std::string_view doing, std::int64_t rows) {
    spdlog::info("{}{}{}", doing, rows > 0 ? ": " : "",
                 rows > 0 ? fmt::format("{} rows", rows) : std::string());
}

bool is_inside(fs::path const& file, fs::path const& folder) {
    auto const relative = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
    return !relative.empty() && *relative.begin() != "..";
}

void require_outside(fs::path const& file, fs::path const& data) {
    if (is_inside(file, data)) {
        throw base::Problem(base::Problem::invalid,
                            "控えとその鍵はデータフォルダーの外に置いてください: " + file.string(),
                            "keep backups and their key outside the data folder: " + file.string());
    }
}

transfer::BackupFacts facts_of(store::Reader& reader, base::Instant now, int expires_after_days,
                               std::string_view key) {
    auto const memory = memory_in(reader);
    auto const head = reader.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1");
    if (!memory || !head) {
        throw base::Problem(base::Problem::conflict, "控えるべき記録がありません",
                            "there are no records to back up");
    }
    transfer::BackupFacts facts;
    facts.instance = memory->instance;
    facts.schema = store::schema_version(reader);
    facts.created = now;
    if (expires_after_days > 0) {
        facts.expires = base::Instant{now.milliseconds + expires_after_days * base::milliseconds_per_day};
    }
    facts.journal = head->integer(0);
    facts.journal_hash = base::to_hex(head->blob(1));
    facts.key = transfer::name_of_key(key);
    return facts;
}

// Those that the folder has when the records are written already: whatever a record names was there before
// it. Of the vault only what these records name.
std::vector<transfer::KeptFile> kept_files(fs::path const& data, std::set<std::string> const& named) {
    std::vector<transfer::KeptFile> kept;
    for (auto const& file : carried_files(data)) {
        bool const is_attached = file.begin()->string() == "files";
        if (is_attached && !named.contains(file.filename().string())) {
            continue;
        }
        kept.push_back({file.generic_string(), [path = data / file] { return source_of(path); }});
    }
    return kept;
}

void tell(transfer::BackupFacts const& facts, std::vector<transfer::TableSum> const& sums) {
    std::int64_t rows = 0;
    for (auto const& sum : sums) {
        std::cout << sum.name << "\t" << sum.rows << "\t" << base::to_hex(base::as_bytes(sum.digest)) << "\n";
        rows += sum.rows;
    }
    std::cerr << "instance " << facts.instance << ", schema " << facts.schema << ", journal " << facts.journal
              << ", created " << base::to_iso(facts.created) << ", expires "
              << (facts.expires ? base::to_iso(*facts.expires) : std::string("-")) << ", rows " << rows
              << "\n";
}

transfer::BackupFacts facts_in(fs::path const& file) {
    return transfer::parse_facts(transfer::read_front(source_of(file)).header);
}

// A backup without a file that its records name is kept, and said to be what it is.
int tell_missing(platform::files::Vault const& vault, std::set<std::string> const& named) {
    int status = 0;
    for (auto const& sha256 : named) {
        if (!vault.holds(sha256)) {
            std::cerr << "files/" << sha256
                      << ": ファイルがないため控えに入っていません / is missing, and so not in the backup\n";
            status = 1;
        }
    }
    return status;
}

int check(BackupOptions const& options, std::string const& key) {
    auto const facts = facts_in(options.file);
    tell(facts, transfer::check_backup(source_of(options.file), key));
    std::cerr << "控えは完全です / the backup is whole\n";
    return 0;
}

void require_restorable(transfer::BackupFacts const& facts, RestoreOptions const& options,
                        base::Instant now) {
    auto const newest = store::migrations().back().number;
    if (facts.schema > newest) {
        throw base::Problem(
            base::Problem::conflict,
            fmt::format("控えは新しい版のプログラムで作られています (構造 {}、このプログラムは {} まで)",
                        facts.schema, newest),
            fmt::format("the backup was made by a newer program (schema {}, this program knows {})",
                        facts.schema, newest));
    }
    if (facts.expires && facts.expires->milliseconds <= now.milliseconds && !options.expired_too) {
        auto const at = base::to_iso(*facts.expires);
        throw base::Problem(
            base::Problem::conflict,
            "控えの期限が切れています (" + at + ")。それでも復元する場合は --expired-too を付けてください",
            "the backup has expired (" + at + "): --expired-too restores it all the same");
    }
}

// The journal says that it goes on from a backup; nobody is signed in any more.
void mark_restored(store::Transaction& transaction, transfer::BackupFacts const& facts, base::Instant now) {
    transaction.execute("DELETE FROM session");
    platform::journal::Entry entry;
    entry.at = now;
    entry.action = "restore";
    entry.record_kind = "instance";
    entry.record_id = base::parse_ulid(facts.instance);
    entry.content = {{"backup_created_at", base::to_iso(facts.created)}, {"backup_journal", facts.journal}};
    platform::journal::append(transaction, entry);
}

std::string note_of(transfer::BackupFacts const& facts, base::Instant now) {
    boost::json::object const note{{"restored_at", base::to_iso(now)},
                                   {"backup_created_at", base::to_iso(facts.created)},
                                   {"journal", facts.journal},
                                   {"note",
                                    "このフォルダーは控えから復元されました。控えより後の記録はありません / "
                                    "this folder was restored from a "
                                    "backup: what was written after it is not here"}};
    return boost::json::serialize(note) + "\n";
}

}  // namespace

int backup(BackupOptions const& options) {
    auto const key = read_backup_key(options.key);
    if (options.check) {
        return check(options, key);
    }
    auto const place = place_of_folder(options.data);
    require_outside(options.key, options.data);
    require_outside(options.file, options.data);
    auto const opened = open_existing(place, store::Use::shared);
    check_memory(*opened, options.data);
    NewFile file(options.file);
    transfer::BackupFacts facts;
    std::vector<transfer::TableSum> sums;
    platform::files::Vault const vault(options.data);
    auto const held = vault.hold(platform::files::Vault::Hold::copying);
    std::set<std::string> named;
    opened->read([&](store::Reader& reader) {
        named = platform::files::named_files(reader);
        facts = facts_of(reader, base::SystemTime().now(), options.expires, key);
        sums = transfer::write_backup(
            reader, facts, key, [&file](std::string_view bytes) { file.write(bytes); },
            [&] { return kept_files(options.data, named); }, report);
    });
    file.keep();
    note_backup(options.data, {facts.created, facts.journal});  // for the setup page
    tell(facts, sums);
    return tell_missing(vault, named);
}

int restore(RestoreOptions const& options) {
    auto const key = read_backup_key(options.key);
    auto const facts = facts_in(options.file);
    base::SystemTime const time;
    require_restorable(facts, options, time.now());
    if (!options.deletions.empty() && !fs::is_regular_file(options.deletions)) {
        throw base::Problem(base::Problem::invalid, "廃棄の台帳がありません: " + options.deletions.string(),
                            "there is no deletions ledger: " + options.deletions.string());
    }
    auto const place = place_of_folder(options.data);
    StagedFiles files(options.data);
    Target const target{place, facts.schema, facts.instance, 0};
    std::vector<transfer::TableSum> sums;
    std::optional<Memory> memory;
    Filler filler;
    filler.fill = [&](store::Transaction& into) {
        files.start();
        sums = transfer::restore_records(source_of(options.file), key, into, files, report);
    };
    filler.after = [&](store::Store& filled) {
        filled.read([&](store::Reader& reader) { transfer::prove_journal(reader, facts); });
        filled.write([&](store::Transaction& transaction) { mark_restored(transaction, facts, time.now()); });
        filled.read([&](store::Reader& reader) { memory = memory_in(reader); });
    };
    filler.settle = [&] {
        files.settle();
        replace_file(options.data / "restored.json", note_of(facts, time.now()));
        write_memory(options.data, *memory);
    };
    fill_target(target, filler);
    tell(facts, sums);
    std::cerr << "復元し、全件を照合しました。利用者はもう一度サインインしてください / restored and "
                 "compared; everybody signs "
                 "in again: "
              << shown(place) << "\n";
    bool const has_files = verify_files(*open_existing(place, store::Use::shared), options.data);
    if (!options.deletions.empty()) {
        auto const replayed = replay_disposals(options.data, options.deletions);
        return has_files ? replayed : 1;
    }
    std::cerr << "控えの後に廃棄した受理票が戻っています。廃棄の台帳があれば `renkei disposals replay` "
                 "で消去してください "
                 "/ records disposed of since the backup are back: erase them again with `renkei disposals "
                 "replay`\n";
    return has_files ? 0 : 1;
}

int make_backup_key(fs::path const& file) {
    write_backup_key(file, transfer::new_key_text());
    std::cout << transfer::name_of_key(read_backup_key(file)) << "\n";
    std::cerr << "この鍵なしに控えは開けません。控えと別の場所に、紙にも写して保管してください / without "
                 "this key no backup "
                 "opens: keep it apart from the backups, and a copy on paper\n";
    return 0;
}

}  // namespace app
