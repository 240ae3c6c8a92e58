// Commands that open a data folder.

#include "app/commands.h"
#include "app/consultation_import.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/house.h"
#include "app/mail_import.h"
#include "app/staff_list_import.h"
#include "base/utf8.h"
#include "formats/text/directions.h"
#include "modules/intake/consultation.h"
#include "modules/intelligence/imports.h"
#include "modules/intelligence/warning_lists.h"
#include "modules/organization/accounts.h"
#include "modules/organization/instance.h"
#include "modules/organization/load.h"
#include "platform/access/purpose.h"
#include "platform/journal/journal.h"
#include "platform/registry/records.h"
#include "platform/search/search.h"
#include "platform/tables/versions.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <fstream>
#include <iostream>

namespace app {

namespace organization = modules::organization;
namespace intelligence = modules::intelligence;
namespace store = platform::store;

namespace {

// Of a command: few connections, and as much time as it takes.
std::unique_ptr<store::Store> open_store(std::filesystem::path const& data) {
    auto opened = app::open_store(data, 2, std::chrono::milliseconds(0));
    check_memory(*opened, data);
    return opened;
}

// A folder keeps its use: a demonstration folder is opened as one.
House open_house(std::filesystem::path const& data) {
    HouseSettings settings;
    settings.data = data;
    settings.longest_read = std::chrono::milliseconds(0);
    auto const opened = open_store(data);
    opened->read([&](store::Reader& reader) {
        settings.demo = organization::use_of(reader) == organization::Use::demonstration;
    });
    return House(settings);
}

void print(std::vector<base::Violation> const& reasons) {
    for (auto const& reason : reasons) {
        std::cerr << reason.field << ": " << reason.reason.ja << " / " << reason.reason.en << "\n";
    }
}

void print(intelligence::Refusals const& refusals) {
    for (auto const& refusal : refusals.told) {
        std::cerr << refusal.file << (refusal.place.empty() ? "" : ": ") << refusal.place << ": "
                  << refusal.reason.ja << " / " << refusal.reason.en << "\n";
    }
    if (refusals.not_told > 0) {
        std::cerr << "… " << refusals.not_told << " more\n";
    }
}

int report(std::size_t taken, std::size_t unchanged, std::size_t refused, bool strict) {
    std::cout << "taken " << taken << ", unchanged " << unchanged << ", refused " << refused << "\n";
    return strict && refused > 0 ? 4 : 0;
}

// One line for each mail on standard output, and what was malformed in it on standard error. What was refused
// shows in the exit status, with or without --strict.
int report_mail(House& house, ImportOptions const& options) {
    auto const count = import_mail(house, options.path, options.station, [](MailLine const& line) {
        auto const where = formats::text::one_line_shown(line.where);
        switch (line.fate) {
            case MailFate::taken:
                std::cout << where << ": 取込み " << line.number << " / taken\n";
                break;
            case MailFate::unchanged:
                std::cout << where << ": 取込み済み " << line.number << " / taken before\n";
                break;
            case MailFate::refused:
                std::cout << where << ": 取り込みません / refused\n";
                break;
        }
        for (auto const& reason : line.reasons) {
            std::cerr << where << (reason.field.empty() ? "" : " ") << reason.field << ": "
                      << reason.reason.ja << " / " << reason.reason.en << "\n";
        }
    });
    report(count.taken, count.unchanged, count.refused, false);
    return count.refused > 0 ? 4 : 0;
}

std::string read_password(UserOptions const& options) {
    std::string password;
    if (!options.password_file.empty()) {
        std::ifstream file(options.password_file);
        std::getline(file, password);
    } else {
        std::cerr << "パスワード / password: ";
        std::getline(std::cin, password);
    }
    return password;
}

}  // namespace

int import(ImportOptions const& options) {
    auto house = open_house(options.data);
    if (!std::filesystem::exists(options.path)) {
        throw base::Problem(base::Problem::unavailable, "取込元がありません: " + options.path.string(),
                            "nothing to import at " + options.path.string());
    }
    if (options.kind == "consultations") {
        auto const count = import_consultations(house, options.path, {options.station, options.demo});
        print(count.reasons);
        return report(count.taken, count.unchanged, count.refused, options.strict);
    }
    if (options.kind == "mail") {
        return report_mail(house, options);
    }
    if (options.kind == "staff") {
        auto const count = import_staff_list(
            house, options.path, options.dry_run ? StaffListMode::trying : StaffListMode::writing);
        return report(count.taken, count.unchanged, count.refused, options.strict);
    }
    intelligence::ImportOptions how;
    how.source = options.source;
    how.progress = [](intelligence::ImportProgress const& progress) {
        spdlog::info("import: {} of {} files, {} items", progress.files_done, progress.files, progress.items);
    };
    if (options.kind == "warninglists") {
        auto const imported = intelligence::import_warninglists(*house.platform, options.path, how);
        print(imported.refusals);
        return report(imported.added + imported.changed, imported.unchanged, imported.refused,
                      options.strict);
    }
    auto const imported = options.kind == "misp"
                              ? intelligence::import_misp(*house.platform, options.path, how)
                              : intelligence::import_indicators(*house.platform, options.path, how);
    print(imported.refusals);
    for (auto const& [type, count] : imported.without_type) {
        std::cerr << "not linked, no such type here: " << type << " (" << count << ")\n";
    }
    std::cerr << "events " << imported.events << ", on warning lists " << imported.items_listed << "\n";
    auto const refused = imported.items_refused + imported.events_refused + imported.files_refused;
    return report(imported.items_taken, imported.items_unchanged, refused, options.strict);
}

int add_user(UserOptions const& options) {
    auto const opened = open_store(options.data);
    base::SystemTime const time;
    platform::access::PasswordHasher hasher;
    organization::AccountRequest request;
    request.account = options.account.empty() ? options.roles.front() : options.account;
    request.password = read_password(options);
    for (auto const& id : options.roles) {
        auto const role = platform::access::parse_role(id);
        if (!role) {
            throw base::Problem(base::Problem::invalid, "その役割はありません: " + id, "no such role: " + id);
        }
        request.roles.insert(*role);
    }
    organization::open_instance(*opened, time, organization::Use::real,
                                instance_to_be(*opened, options.data));
    remember(*opened, options.data);
    organization::load_organization(*opened, time,
                                    organization::read_organization(seed_folder() / "organization"));
    request.unit_code = options.unit;
    request.name = options.name;
    request.rank = options.rank;
    request.post = options.post;
    if (!options.extension.empty()) {
        request.extension = options.extension;
    }
    organization::create_account(*opened, time, hasher, request);
    std::cout << request.account << "\n";
    return 0;
}

int search(std::filesystem::path const& data, std::string const& query, std::size_t limit) {
    auto const opened = open_store(data);
    auto const match = platform::search::match(query, opened->dialect());
    if (!match) {
        return 0;
    }
    platform::registry::PageRequest page;
    page.conditions = {{match->sql, match->values}};
    page.limit = limit;
    opened->read([&](store::Reader& reader) {
        for (auto const& stored :
             platform::registry::list(reader, modules::intake::consultation_schema, page).items) {
            auto const& value = stored.record.as<modules::intake::Consultation>();
            auto const snippet = platform::search::snippet(value.narrative, query, 160);
            std::cout << boost::json::serialize(
                             boost::json::object{{"id", base::to_string(stored.envelope.id)},
                                                 {"number", value.number},
                                                 {"source_id", value.source_id},
                                                 {"snippet", snippet.text}})
                      << "\n";
        }
    });
    opened->write([&](store::Transaction& transaction) {
        platform::journal::log_access(transaction, "command line",
                                      {base::SystemTime().now(),
                                       {},
                                       "search",
                                       platform::access::screen_purpose("command_line"),
                                       "consultation",
                                       std::nullopt,
                                       ""});
    });
    return 0;
}

int list_tables(std::filesystem::path const& data) {
    auto const opened = open_store(data);
    opened->read([](store::Reader& reader) {
        for (auto const& version : platform::tables::versions(reader)) {
            std::cout << version.number << "\t" << base::to_iso(version.loaded_at) << "\t" << version.digest
                      << "\n";
        }
    });
    return 0;
}

}  // namespace app
