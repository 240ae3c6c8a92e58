#pragma once
// The command line: one function per command. Results go to standard output, everything else to standard
// error. The value returned is the exit status: 0 done, 1 could not run, 4 something was refused under
// --strict.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace platform::store {
class Store;
}

namespace app {

struct ServeOptions {
    std::filesystem::path data = "./renkei-data";
    std::string address = "127.0.0.1";
    std::uint16_t port = 8280;
    std::string behind_proxy;             // CIDR of the proxy; empty: loopback only
    std::vector<std::string> host_names;  // that it answers to; empty: loopback names, or any behind a proxy
    bool demo = false;
    std::filesystem::path samples;              // with demo: consultations to load into an empty folder
    std::optional<std::uint16_t> metrics_port;  // on loopback; 0 takes a free one
};
int serve(ServeOptions const& options);

struct ImportOptions {
    std::filesystem::path data = "./renkei-data";
    std::string kind;
    std::filesystem::path path;
    std::string station;  // code of the unit that took the consultations in
    bool demo = false;    // spread over stations
    bool strict = false;
    bool dry_run = false;  // of staff: only what would become of each line
    std::string source;    // name of a plain list
};
int import(ImportOptions const& options);

struct UserOptions {
    std::filesystem::path data = "./renkei-data";
    std::string account;
    std::vector<std::string> roles;
    std::string unit;
    std::string name;
    std::string rank;
    std::string post;
    std::string extension;
    std::string password_file;  // empty: asked on the terminal or read from standard input
};
int add_user(UserOptions const& options);

struct VerifyOptions {
    std::filesystem::path data = "./renkei-data";
    std::vector<std::string> public_keys;  // files or hexadecimal, beside the key that serve would use
    std::filesystem::path anchor;          // empty: RENKEI_ANCHOR
};
int verify(VerifyOptions const& options);
// Reads every file that a record names again; says on standard error which is missing or changed.
[[nodiscard]] bool verify_files(platform::store::Store& opened, std::filesystem::path const& data);
// The child that reads strangers' bytes from standard input; never called by people.
int read_untrusted_input(std::string const& wish);
// Erases again what a deletions ledger names, after an older backup was restored.
int replay_disposals(std::filesystem::path const& data, std::filesystem::path const& ledger);
// Makes a key file that signs checkpoints, and prints its public key.
int new_key(std::filesystem::path const& file);

// A store is a data folder, postgresql://… or env:NAME; a PostgreSQL database goes with a data folder.
struct MoveOptions {
    std::string from;
    std::filesystem::path from_data;
    std::string to;
    std::filesystem::path to_data;
};
int move(MoveOptions const& options);

struct BackupOptions {
    std::filesystem::path data = "./renkei-data";
    std::filesystem::path file;
    std::filesystem::path key;
    int expires = 0;  // days; 0: never
    bool check = false;
};
int backup(BackupOptions const& options);

struct RestoreOptions {
    std::filesystem::path data = "./renkei-data";
    std::filesystem::path file;
    std::filesystem::path key;
    bool expired_too = false;
    std::filesystem::path deletions;  // ledger of what was disposed of since; empty: none
};
int restore(RestoreOptions const& options);
int make_backup_key(std::filesystem::path const& file);
int extract(std::filesystem::path const& file, bool all_types);
int triage(std::filesystem::path const& file);
int links(std::filesystem::path const& file);
int identify(std::filesystem::path const& file);  // pairs of parties as told
int search(std::filesystem::path const& data, std::string const& query, std::size_t limit);
int load_tables(std::filesystem::path const& data, std::filesystem::path const& folder);
int list_tables(std::filesystem::path const& data);
int check_tables(std::filesystem::path const& folder);
// The desk manual as a PDF, in "ja" or "en"; the file must not be there yet.
int write_manual(std::filesystem::path const& file, std::string const& language);
int openapi();
int schema_sql();
int rights_table();
// Copies consultations until there are so many, each with at most so many of its proposals.
int multiply(std::filesystem::path const& data, std::int64_t wanted, std::size_t decisions);
int draft_migration(std::filesystem::path const& folder, std::string const& name);

}  // namespace app
