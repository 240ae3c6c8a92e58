#include "app/machine.h"

#include "app/files.h"
#include "app/journal_key.h"
#include "platform/documents/type.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace app {

namespace fs = std::filesystem;
namespace json = boost::json;
namespace setup = modules::setup;

std::function<setup::Machine()> machine_around(fs::path const& data, bool demo,
                                               std::shared_ptr<engine::observables::Reference const> banks) {
    bool const has_key = has_journal_key(data, demo);
    auto const anchor = anchor_file();
    return [data, has_key, anchor, banks = std::move(banks)] {
        setup::Machine machine;
        for (auto const& font : platform::documents::fonts_in_use()) {
            machine.fonts.push_back({font.family, font.file, font.expected, font.package});
        }
        machine.banks = banks->size();
        machine.branches = banks->branches();
        machine.journal_key = has_key;
        machine.anchor = anchor.string();
        std::error_code error;
        machine.anchor_is_there = !anchor.empty() && fs::exists(anchor, error);
        machine.last_backup = last_backup(data);
        auto const space = fs::space(data, error);
        machine.free_bytes = error ? 0 : static_cast<std::int64_t>(space.available);
        return machine;
    };
}

void note_backup(fs::path const& data, setup::Backup const& backup) {
    replace_file(data / backup_note,
                 json::serialize(json::object{{"at", backup.at.milliseconds}, {"journal", backup.journal}}));
}

std::optional<setup::Backup> last_backup(fs::path const& data) {
    std::error_code error;
    if (!fs::is_regular_file(data / backup_note, error)) {
        return std::nullopt;
    }
    json::error_code fault;
    auto const note = json::parse(read_file(data / backup_note), fault);
    auto const* const object = fault ? nullptr : note.if_object();
    auto const* const at = object == nullptr ? nullptr : object->if_contains("at");
    auto const* const journal = object == nullptr ? nullptr : object->if_contains("journal");
    if (at == nullptr || journal == nullptr || !at->is_int64() || !journal->is_int64()) {
        return std::nullopt;
    }
    return setup::Backup{{at->get_int64()}, journal->get_int64()};
}

}  // namespace app
