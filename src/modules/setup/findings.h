#pragma once
// What an installation still needs, judged from facts: no I/O here.

#include "base/instant.h"
#include "base/problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::setup {

struct Font {
    std::string family;
    std::string file;      // that this family is set in; empty: none
    std::string expected;  // the file it should be
    std::string package;
};
struct Backup {
    base::Instant at;
    std::int64_t journal = 0;  // its last entry
};
// What the process has around it.
struct Machine {
    std::vector<Font> fonts;
    std::size_t banks = 0;
    std::size_t branches = 0;
    bool journal_key = false;
    std::string anchor{};  // its file; empty when none is named
    bool anchor_is_there = false;
    std::optional<Backup> last_backup{};
    std::int64_t free_bytes = 0;  // where the data folder lies
};
struct Accounts {
    std::int64_t administrators = 0;  // with a password of their own
    std::int64_t officers = 0;
    std::int64_t coordinators = 0;
    std::int64_t never_signed_in = 0;
};
// What the store and the tables hold.
struct Stored {
    std::int64_t stations = 0;
    std::int64_t units = 0;
    std::int64_t unconfirmed_units = 0;
    std::int64_t posts = 0;
    Accounts accounts{};
    bool mail_was_imported = false;
    std::int64_t warning_lists = 0;
    std::int64_t indicators = 0;
    std::string tables_version{};
    std::optional<base::Date> last_holiday{};
    std::optional<base::Instant> newest_entry{};  // of the journal
    std::int64_t journal_head = 0;
};

enum class State : std::uint8_t { todo, warning, done };

struct Finding {
    std::string code;
    State state = State::done;
    base::Words title;
    base::Words found;      // what is there now
    base::Words why;        // one sentence
    std::string path{};     // of the screen where it is done
    std::string command{};  // or the command
};

[[nodiscard]] std::vector<Finding> findings(Machine const& machine, Stored const& stored, base::Instant now);

}  // namespace modules::setup
