#pragma once
// The whole program put together over one data folder: store, people, rules, recognition, modules. Built in
// order, taken down in reverse.

#include "engine/observables/reference.h"
#include "modules/intake/parts.h"
#include "modules/records_management/install.h"
#include "modules/rule_tables/install.h"
#include "platform/access/guard.h"
#include "platform/access/password_hasher.h"
#include "platform/access/sessions.h"
#include "platform/files/child.h"
#include "platform/files/uploads.h"
#include "platform/files/vault.h"
#include "platform/http/cookies.h"
#include "platform/http/router.h"
#include "platform/live/feed.h"
#include "platform/platform.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/duties.h"
#include "platform/registry/ports/link_query.h"
#include "platform/registry/ports/open_work.h"
#include "platform/registry/ports/past_decisions.h"
#include "platform/registry/ports/person_query.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/working_calendar.h"
#include "platform/store/store.h"
#include "platform/tables/coming_into_force.h"
#include "platform/tables/rules.h"

#include <filesystem>
#include <memory>
#include <string>

namespace app {

struct HouseSettings {
    std::filesystem::path data = "./renkei-data";
    bool demo = false;
    platform::http::Transport transport = platform::http::Transport::plain_loopback;
    std::size_t readers = 8;
    std::chrono::milliseconds longest_read{60'000};
};

class House {
  public:
    // Opens or creates the folder, migrates, loads the shipped rules and organisation where they are new.
    explicit House(HouseSettings const& settings);
    ~House();
    House(House const&) = delete;
    House& operator=(House const&) = delete;

    // Adds every route; then openapi() and the router are complete.
    void install_modules();
    // Takes up warning lists that were imported since, by this process or another. One thread at a time.
    void refresh_lists();
    // Brings approved tables into force and takes up those that another process made the newest.
    void refresh_tables();

    base::SystemTime time;
    std::filesystem::path data;
    std::unique_ptr<platform::store::Store> store;
    platform::access::PasswordHasher hasher;
    std::unique_ptr<platform::access::Sessions> sessions;
    std::unique_ptr<platform::access::Guard> guard;
    std::unique_ptr<platform::http::Router> router;
    platform::registry::RecordKinds kinds;
    std::unique_ptr<platform::live::Feed> live;
    std::shared_ptr<engine::observables::Reference const> banks;
    std::unique_ptr<platform::recognition::Recogniser> recogniser;
    platform::tables::Rules rules;
    std::unique_ptr<platform::tables::Keeper> tables;
    std::unique_ptr<platform::registry::WorkingCalendar> calendar;
    std::unique_ptr<platform::registry::Duties> duties;
    std::unique_ptr<platform::registry::LinkQuery> links;
    std::unique_ptr<platform::registry::OpenWorkKeeper> open_work;
    std::unique_ptr<platform::registry::PersonQuery> people;
    std::unique_ptr<platform::Platform> platform;
    platform::access::ShownLately shown_lately;
    platform::files::Vault vault;
    platform::files::ReadingChild reading_child;
    std::unique_ptr<platform::files::Uploads> uploads;
    std::unique_ptr<modules::intake::Parts> intake;
    std::unique_ptr<modules::records_management::Parts> records_management;
    std::unique_ptr<platform::registry::PastDecisions> past_decisions;
    std::unique_ptr<modules::rule_tables::Parts> rule_tables;

  private:
    void open_people(HouseSettings const& settings);
    void open_rules();
    void open_recognition();

    std::string lists_mark_;  // of the warning lists that the recogniser asks
};

// Only what recognition and triage need, without a data folder: for `extract` and `triage` on the command
// line.
[[nodiscard]] std::shared_ptr<engine::observables::Reference const> banks_reference();
[[nodiscard]] std::unique_ptr<platform::recognition::Recogniser> make_recogniser(std::string card_key);
[[nodiscard]] std::shared_ptr<platform::tables::Active const> shipped_rules();

}  // namespace app
