#include "app/mail_import.h"

#include "app/files.h"
#include "base/hash.h"
#include "formats/mail/mail.h"
#include "formats/mail/mbox.h"
#include "modules/intake/acceptance.h"
#include "modules/intake/attachments.h"
#include "modules/intake/file_proposal.h"
#include "platform/files/media_type.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/unit.h"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace app {

namespace files = platform::files;
namespace fs = std::filesystem;
namespace intake = modules::intake;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::string_view source_name = "mail";
constexpr std::uintmax_t largest_file = std::uintmax_t{4} << 30U;  // an mbox
constexpr std::size_t most_reasons = 20;                           // told of one mail

struct Receiver {
    base::Ulid unit;
    base::Ulid station;
};

Receiver receiver(store::Reader& reader, std::string const& code, base::Date today) {
    auto const unit = registry::unit_by_code(reader, code);
    if (!unit || !unit->value.is_valid_on(today)) {
        throw base::Problem(base::Problem::invalid,
                            code.empty() ? "--unit で受理する所属を指定してください"
                                         : "「" + code + "」という所属は現在ありません",
                            code.empty() ? "name the unit that takes them in with --unit"
                                         : "no unit \"" + code + "\" is in force");
    }
    auto const coordinator = registry::coordinator_of(reader, unit->envelope.id, today);
    auto const station = unit->value.station.is_nil() ? unit->envelope.id : unit->value.station;
    return {coordinator ? coordinator->envelope.id : unit->envelope.id, station};
}

// Files of a folder in the order of their names, so that a second run meets them alike. What is hidden, and a
// Maildir's unfinished deliveries, are left alone; links and pipes are found to be refused by name.
std::vector<fs::path> files_in(fs::path const& path) {
    std::vector<fs::path> found;
    if (!fs::is_directory(path)) {
        return {path};
    }
    for (auto entry = fs::recursive_directory_iterator(path); entry != fs::recursive_directory_iterator();
         ++entry) {
        auto const name = entry->path().filename().string();
        if (entry->is_directory() && (name == "tmp" || name.starts_with('.'))) {
            entry.disable_recursion_pending();
        } else if ((entry->is_symlink() || !entry->is_directory()) && !name.starts_with('.')) {
            found.push_back(entry->path());
        }
    }
    std::ranges::sort(found);
    return found;
}

std::string text_in(boost::json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

class Importer {
  public:
    Importer(House& house, std::string const& unit, std::function<void(MailLine const&)> const& told)
        : house_(house), told_(told), now_(house.time.now()) {
        house_.store->read(
            [&](store::Reader& reader) { to_ = receiver(reader, unit, base::date_in_japan(now_)); });
    }

    void take_file(fs::path const& file, fs::path const& root) {
        auto const where =
            fs::is_directory(root) ? file.lexically_relative(root).string() : file.filename().string();
        if (file != root && fs::symlink_status(file).type() != fs::file_type::regular) {
            refuse(where, {"ふつうのファイルではありません（リンク・パイプなど）",
                           "is no plain file but a link, a pipe or the like"});
            return;
        }
        std::error_code error;
        auto const size = fs::file_size(file, error);
        if (error || size == 0 || size > largest_file) {
            refuse(where, size == 0
                              ? base::Words{"空のファイルです", "the file is empty"}
                              : base::Words{"読めないか、大きすぎます", "cannot be read, or too large"});
            return;
        }
        auto const bytes = read_file(file);
        if (!formats::mail::is_mbox(bytes)) {
            take_one(where, file.filename().string(), bytes);
            return;
        }
        auto const messages = formats::mail::split_mbox(bytes);
        std::size_t number = 0;
        for (auto const& message : messages) {
            ++number;
            auto const name = fmt::format("{}-{}.eml", file.stem().string(), number);
            take_one(fmt::format("{}#{}", where, number), name,
                     formats::mail::without_from_quotes(message.bytes));
        }
    }

    MailCount count;

  private:
    void tell(MailLine const& line) {
        switch (line.fate) {
            case MailFate::taken:
                ++count.taken;
                break;
            case MailFate::unchanged:
                ++count.unchanged;
                break;
            case MailFate::refused:
                ++count.refused;
                break;
        }
        told_(line);
    }
    void refuse(std::string const& where, base::Words const& reason) {
        tell({where, MailFate::refused, {}, {{"", reason}}});
    }

    // Its content says which mail it is; the Message-ID stands in front for people.
    static std::string id_of(std::string_view bytes) {
        return "sha256:" + base::to_hex(base::as_bytes(base::sha256(bytes)));
    }

    std::string number_of_earlier(std::string const& source_id) {
        std::string number;
        house_.store->read([&](store::Reader& reader) {
            auto const row = reader.first(
                "SELECT number FROM consultations WHERE source = ? AND source_id = ? AND source_id <> ''",
                {store::text_value(source_name), source_id});
            number = row ? row->text(0) : std::string();
        });
        return number;
    }

    void take_one(std::string const& where, std::string const& name, std::string_view bytes) {
        try {
            auto const source_id = id_of(bytes);
            if (auto const earlier = number_of_earlier(source_id); !earlier.empty()) {
                tell({where, MailFate::unchanged, earlier, {}});
            } else if (!formats::mail::looks_like_mail(bytes)) {
                refuse(where, {"メールではありません", "is not a mail"});
            } else {
                take_new(where, name, bytes, source_id);
            }
        } catch (base::Problem const& problem) {
            auto reasons = problem.violations();
            reasons.insert(reasons.begin(), {"", problem.title()});
            tell({where, MailFate::refused, {}, std::move(reasons)});
        }
    }

    void take_new(std::string const& where, std::string const& name, std::string_view bytes,
                  std::string const& source_id) {
        auto const stored = house_.vault.put(files::source_of(bytes), files::Sync::together);
        auto read = intake::read_file(*house_.intake, {stored, name, intake::FileOrigin::import_, where}, {},
                                      files::Sync::together);
        auto const proposal = intake::propose(read.reading);
        if (!proposal) {
            refuse(where, {"メールとして読み取れません", "cannot be read as a mail"});
            return;
        }
        intake::Acceptance acceptance;
        acceptance.consultation = made_of(proposal->consultation, source_id);
        own_sender(read, acceptance.consultation.caller_email);
        intake::Intake const by{{std::nullopt, to_.unit}, {}, to_.unit, to_.station, "import"};
        auto const prepared = intake::prepare(*house_.intake, by, std::move(acceptance));
        house_.vault.sync();
        MailLine line{where, MailFate::taken, {}, {}};
        house_.store->write([&](store::Transaction& transaction) {
            auto const accepted = intake::accept(transaction, *house_.intake, by, *prepared);
            registry::Change const change{by.author, now_, "attach", accepted.id};
            intake::attach(transaction, *house_.intake, {accepted.id, to_.unit, to_.unit}, read, change);
            line.number = registry::get(transaction, intake::consultation_schema, accepted.id)
                              .record.as<intake::Consultation>()
                              .number;
        });
        line.reasons = warnings_in(read.reading);
        tell(line);
    }

    intake::Consultation made_of(intake::Consultation consultation, std::string const& source_id) const {
        consultation.received_at = now_;  // what the sender's clock says stands with the mail
        consultation.source = source_name;
        consultation.source_id = source_id;
        if (consultation.narrative.empty()) {
            consultation.narrative = "（本文なし。添付のメールのとおり）";
        }
        return consultation;
    }

    // Whoever writes to the police is the caller, not the other side.
    static void own_sender(intake::ReadFile& read, std::string const& caller) {
        for (auto& seen : read.seen) {
            if (seen.field == "sender" && !caller.empty() && seen.as_written == caller) {
                seen.role = "victim";
            }
        }
    }

    static std::vector<base::Violation> warnings_in(boost::json::object const& reading) {
        std::vector<base::Violation> reasons;
        auto const* const list = reading.if_contains("warnings");
        for (auto const& one :
             list != nullptr && list->is_array() ? list->as_array() : boost::json::array{}) {
            if (one.is_object() && reasons.size() < most_reasons) {
                auto const& warning = one.as_object();
                reasons.push_back(
                    {text_in(warning, "field"), {text_in(warning, "ja"), text_in(warning, "en")}});
            }
        }
        return reasons;
    }

    House& house_;
    std::function<void(MailLine const&)> const& told_;
    base::Instant now_;
    Receiver to_;
};

}  // namespace

MailCount import_mail(House& house, fs::path const& path, std::string const& unit,
                      std::function<void(MailLine const&)> const& told) {
    Importer importer(house, unit, told);
    for (auto const& file : files_in(path)) {
        importer.take_file(file, path);
    }
    return importer.count;
}

}  // namespace app
