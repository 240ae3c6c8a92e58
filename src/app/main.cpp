// renkei: one program, one data folder. See `renkei --help`.

#include "app/commands.h"
#include "base/problem.h"

#include <CLI/CLI.hpp>
#include <sodium.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <iostream>

namespace {

void add_data_option(CLI::App& command, std::filesystem::path& data) {
    command.add_option("--data", data, "the data folder; created when absent")->capture_default_str();
}

void add_serve(CLI::App& app, app::ServeOptions& options, int& status) {
    auto* command = app.add_subcommand("serve", "answer browsers and programs");
    add_data_option(*command, options.data);
    command->add_option("--address", options.address, "address to listen on")->capture_default_str();
    command->add_option("--port", options.port, "port; 0 takes a free one")->capture_default_str();
    command->add_option("--behind-proxy", options.behind_proxy, "network (CIDR) of the TLS proxy in front");
    command->add_option("--host-name", options.host_names,
                        "name that browsers call it by; others are refused (default: loopback names, or any "
                        "behind a proxy)");
    command->add_flag("--demo", options.demo,
                      "demonstration accounts and data; loopback only, never on a real folder");
    command->add_option("--samples", options.samples,
                        "with --demo: consultations to load into an empty folder");
    command->add_option("--metrics", options.metrics_port,
                        "also answer /metrics (Prometheus) on this loopback port; 0 takes a free one");
    command->callback([&] { status = app::serve(options); });
}

void add_import(CLI::App& app, app::ImportOptions& options, int& status) {
    auto* command = app.add_subcommand("import", "take in consultations, mails, feeds and lists");
    command->add_option("KIND", options.kind, "consultations, mail, staff, misp, indicators or warninglists")
        ->required()
        ->check(CLI::IsMember({"consultations", "mail", "staff", "misp", "indicators", "warninglists"}));
    command->add_option("PATH", options.path, "file or folder")->required();
    add_data_option(*command, options.data);
    command->add_option("--station,--unit", options.station,
                        "unit code for mails, and for consultations that name none");
    command->add_option("--source", options.source, "name of a plain list");
    command->add_flag("--demo", options.demo, "spread consultations over the stations");
    command->add_flag("--dry-run", options.dry_run,
                      "of staff: say what would become of each line, write nothing");
    command->add_flag("--strict", options.strict, "exit status 4 when anything was refused");
    command->callback([&] { status = app::import(options); });
}

void add_user(CLI::App& app, app::UserOptions& options, int& status) {
    auto* user = app.add_subcommand("user", "accounts");
    user->require_subcommand(1);
    auto* command =
        user->add_subcommand("add", "make an account; the password is asked or read from standard input");
    command->add_option("ACCOUNT", options.account, "name to sign in with; left out: the first role's name");
    add_data_option(*command, options.data);
    command->add_option("--role", options.roles, "role, may be repeated")->required();
    command->add_option("--unit", options.unit, "unit code; may be left out for an administrator");
    command->add_option("--name", options.name, "the person's name");
    command->add_option("--rank", options.rank, "rank as shown");
    command->add_option("--post", options.post, "post as shown");
    command->add_option("--extension", options.extension, "internal telephone number");
    command->add_option("--password-file", options.password_file, "file whose first line is the password");
    command->callback([&] { status = app::add_user(options); });
}

struct TextOptions {
    std::filesystem::path file;
    bool all_types = false;
};

void add_texts(CLI::App& app, TextOptions& options, int& status) {
    auto* extract = app.add_subcommand("extract", "JSON Lines of texts to JSON Lines of observables");
    extract->add_option("FILE", options.file, "file, or - for standard input")->required();
    extract->add_flag("--all-types", options.all_types, "further types too");
    extract->callback([&] { status = app::extract(options.file, options.all_types); });
    auto* triage = app.add_subcommand("triage", "JSON Lines of texts to JSON Lines of proposals");
    triage->add_option("FILE", options.file, "file, or - for standard input")->required();
    triage->callback([&] { status = app::triage(options.file); });
    auto* links = app.add_subcommand("links", "JSON Lines of texts to JSON Lines of linked pairs");
    links->add_option("FILE", options.file, "file, or - for standard input")->required();
    links->callback([&] { status = app::links(options.file); });
    auto* identify =
        app.add_subcommand("identify", "JSON Lines of pairs of people as told to JSON Lines of comparisons");
    identify->add_option("FILE", options.file, "pairs as samples/identity.jsonl")->required();
    identify->callback([&] { status = app::identify(options.file); });
}

struct FolderOptions {
    std::filesystem::path data = "./renkei-data";
    std::filesystem::path folder;
    std::string query;
    std::size_t limit = 20;
    std::int64_t wanted = 0;
    std::string name;
    std::string language = "ja";
};

void add_journal(CLI::App& app, app::VerifyOptions& options, FolderOptions& folder, int& status) {
    auto* verify = app.add_subcommand(
        "verify", "prove journal, access log and checkpoints; prints the number of entries proved");
    add_data_option(*verify, options.data);
    verify->add_option("--public-key", options.public_keys,
                       "that checkpoints are signed by: hexadecimal or file, may be repeated");
    verify->add_option("--anchor", options.anchor, "anchor file to compare with (default: RENKEI_ANCHOR)");
    verify->callback([&] { status = app::verify(options); });
    auto* disposals = app.add_subcommand("disposals", "records whose retention is over");
    disposals->require_subcommand(1);
    auto* replay = disposals->add_subcommand(
        "replay", "erase again what a deletions ledger names, after an older backup was restored");
    replay->add_option("LEDGER", folder.folder, "deletions.jsonl, or the file beside the anchor")->required();
    add_data_option(*replay, folder.data);
    replay->callback([&] { status = app::replay_disposals(folder.data, folder.folder); });
    auto* key = app.add_subcommand("key", "the key that signs the journal's checkpoints");
    key->require_subcommand(1);
    auto* make = key->add_subcommand("new", "make a key file; prints its public key");
    make->add_option("FILE", folder.folder, "outside the data folder; RENKEI_JOURNAL_KEY names it")
        ->required();
    make->callback([&] { status = app::new_key(folder.folder); });
}

// Not listed: `serve` calls it.
void add_reading_child(CLI::App& app, FolderOptions& options, int& status) {
    auto* child = app.add_subcommand("read-untrusted", "")->group("");
    child->add_option("WISH", options.name)->required();
    child->callback([&] { status = app::read_untrusted_input(options.name); });
}

void add_search(CLI::App& app, FolderOptions& options, int& status) {
    auto* search =
        app.add_subcommand("search", "full-text search over consultations, for the folder's owner");
    search->add_option("QUERY", options.query, "words")->required();
    search->add_option("--limit", options.limit, "most results")->capture_default_str();
    add_data_option(*search, options.data);
    search->callback([&] { status = app::search(options.data, options.query, options.limit); });
}

void add_move(CLI::App& app, app::MoveOptions& options, int& status) {
    auto* command = app.add_subcommand(
        "move", "take all records to another store that is empty, and compare every one of them");
    auto const* const what = "data folder, postgresql://… without a password, or env:NAME";
    command->add_option("--from", options.from, what)->required();
    command->add_option("--from-data", options.from_data, "data folder that goes with a PostgreSQL source");
    command->add_option("--to", options.to, what)->required();
    command->add_option("--to-data", options.to_data, "data folder that goes with a PostgreSQL target");
    command->callback([&] { status = app::move(options); });
}

void add_backup(CLI::App& app, app::BackupOptions& options, int& status) {
    auto* command =
        app.add_subcommand("backup", "all records and files into one encrypted file, while others work");
    add_data_option(*command, options.data);
    auto* to = command->add_option("--to", options.file, "the file to write; never replaced");
    auto* check =
        command->add_option("--check", options.file, "a backup to look through instead: is it whole?");
    to->excludes(check);
    command->add_option("--key", options.key, "the backup key's file")->required();
    command->add_option("--expires", options.expires, "days after which it is not restored any more")
        ->check(CLI::Range(1, 36500));
    command->callback([&options, &status, to, check] {
        if (to->empty() && check->empty()) {
            throw CLI::RequiredError("--to or --check");
        }
        options.check = !check->empty();
        status = app::backup(options);
    });
}

void add_restore(CLI::App& app, app::RestoreOptions& options, int& status) {
    auto* command = app.add_subcommand("restore", "a backup into an empty store (--data, RENKEI_STORE)");
    command->add_option("FILE", options.file, "the backup")->required();
    add_data_option(*command, options.data);
    command->add_option("--key", options.key, "the backup key's file")->required();
    command->add_flag("--expired-too", options.expired_too, "even when the backup has expired");
    command->add_option("--deletions", options.deletions,
                        "the deletions ledger: what was disposed of since the backup is erased again");
    command->callback([&] { status = app::restore(options); });
}

void add_backup_key(CLI::App& app, app::BackupOptions& options, int& status) {
    auto* command = app.add_subcommand("backup-key", "make a new key for backups");
    command->add_option("FILE", options.key, "the file to write; never replaced")->required();
    command->callback([&] { status = app::make_backup_key(options.key); });
}

void add_manual(CLI::App& app, FolderOptions& folder, int& status) {
    auto* command = app.add_subcommand("manual", "the desk manual as a PDF");
    command->add_option("--out", folder.folder, "the file to write; never replaced")->required();
    command->add_option("--language", folder.language, "ja or en")
        ->check(CLI::IsMember({"ja", "en"}))
        ->capture_default_str();
    command->callback([&] { status = app::write_manual(folder.folder, folder.language); });
}

void add_tables(CLI::App& app, FolderOptions& options, int& status) {
    auto* tables = app.add_subcommand("tables", "rule tables");
    tables->require_subcommand(1);
    auto* load = tables->add_subcommand("load", "load a folder of tables as a new version");
    load->add_option("FOLDER", options.folder, "folder with triage/, guidance/, interviews/ and calendar/")
        ->required();
    add_data_option(*load, options.data);
    load->callback([&] { status = app::load_tables(options.data, options.folder); });
    auto* list = tables->add_subcommand("list", "versions in the data folder");
    add_data_option(*list, options.data);
    list->callback([&] { status = app::list_tables(options.data); });
    auto* check = tables->add_subcommand("check", "check a folder of tables, load nothing");
    check->add_option("FOLDER", options.folder, "folder with triage/, guidance/, interviews/ and calendar/")
        ->required();
    check->callback([&] { status = app::check_tables(options.folder); });
}

void add_developer(CLI::App& app, FolderOptions& options, int& status) {
    auto* developer = app.add_subcommand("developer", "what the build and its checks ask");
    developer->require_subcommand(1);
    developer->add_subcommand("openapi", "print openapi.json")->callback([&] { status = app::openapi(); });
    developer->add_subcommand("schema", "print the store's schema after all migrations")->callback([&] {
        status = app::schema_sql();
    });
    developer->add_subcommand("rights", "print the table of rights, docs/rights.md")->callback([&] {
        status = app::rights_table();
    });
    auto* multiply = developer->add_subcommand(
        "multiply", "for measurements: copies of the folder's consultations until there are so many");
    multiply->add_option("NUMBER", options.wanted, "consultations afterwards")->required();
    multiply->add_option("--decisions", options.limit, "proposals kept of each")->capture_default_str();
    add_data_option(*multiply, options.data);
    multiply->callback([&] { status = app::multiply(options.data, options.wanted, options.limit); });
    auto* migration =
        developer->add_subcommand("migration", "draft a migration from the difference to the Schemas");
    migration->add_option("FOLDER", options.folder, "folder of migrations")->required();
    migration->add_option("NAME", options.name, "name of the migration")->required();
    migration->callback([&] { status = app::draft_migration(options.folder, options.name); });
}

int run(int count, char** arguments) {
    CLI::App app("Renkei (連携): from what a station hears to what headquarters does about it");
    app.require_subcommand(1);
    int status = 0;
    app::ServeOptions serve;
    app::ImportOptions import;
    app::UserOptions user;
    TextOptions texts;
    FolderOptions folder;
    app::VerifyOptions verify;
    app::MoveOptions move;
    app::BackupOptions backup;
    app::RestoreOptions restore;
    add_serve(app, serve, status);
    add_import(app, import, status);
    add_user(app, user, status);
    add_texts(app, texts, status);
    add_search(app, folder, status);
    add_reading_child(app, folder, status);
    add_journal(app, verify, folder, status);
    add_move(app, move, status);
    add_backup(app, backup, status);
    add_restore(app, restore, status);
    add_backup_key(app, backup, status);
    add_manual(app, folder, status);
    add_tables(app, folder, status);
    add_developer(app, folder, status);
    app.add_subcommand("version", "print the version")->callback([] { std::cout << RENKEI_VERSION << "\n"; });
    try {
        app.parse(count, arguments);
    } catch (CLI::ParseError const& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 1;
    }
    return status;
}

}  // namespace

int main(int count, char** arguments) {
    if (sodium_init() < 0) {
        std::cerr << "libsodium cannot start\n";
        return 1;
    }
    spdlog::set_default_logger(spdlog::stderr_color_mt("renkei"));
    try {
        return run(count, arguments);
    } catch (base::Problem const& problem) {
        std::cerr << "renkei: " << problem.title().ja << "\nrenkei: " << problem.title().en << "\n";
        for (auto const& violation : problem.violations()) {
            std::cerr << "  " << violation.field << ": " << violation.reason.ja << " / "
                      << violation.reason.en << "\n";
        }
    } catch (std::exception const& error) {
        std::cerr << "renkei: " << error.what() << "\n";
    }
    return 1;
}
