#include "app/house.h"

#include "app/data_folder.h"
#include "app/files.h"
#include "base/problem.h"
#include "formats/calendar/calendar.h"
#include "formats/duty_rules/duty_rules.h"
#include "modules/audit/install.h"
#include "modules/intake/consultation.h"
#include "modules/intake/install.h"
#include "modules/intelligence/install.h"
#include "modules/intelligence/link_query.h"
#include "modules/intelligence/warning_lists.h"
#include "modules/organization/accounts.h"
#include "modules/organization/install.h"
#include "modules/organization/instance.h"
#include "modules/organization/load.h"
#include "platform/http/health.h"
#include "platform/registry/general_routes.h"
#include "platform/registry/referral.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "platform/search/search.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

namespace app {

namespace fs = std::filesystem;
namespace registry = platform::registry;

namespace {

std::string node_name() {
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name[0] == '\0' ? std::string("node") : std::string(name);
}

// Data files that ship with the program must be right: what is wrong stops it, by file and line.
template <typename T>
T required(base::Parsed<T> parsed, fs::path const& file) {
    if (!parsed) {
        throw base::Problem(base::Problem::invalid, "同梱データに誤りがあります: " + file.string(),
                            "the program's data is wrong: " + file.string(), parsed.violations());
    }
    return std::move(*parsed);
}

std::unique_ptr<registry::WorkingCalendar> read_calendar(fs::path const& folder) {
    auto const holidays_file = folder / "holidays.yaml";
    auto const hours_file = folder / "office-hours.yaml";
    auto holidays = required(formats::calendar::parse_holidays(read_file(holidays_file)), holidays_file);
    auto const hours = required(formats::calendar::parse_office_hours(read_file(hours_file)), hours_file);
    std::vector<registry::YearlyClosure> closed;
    closed.reserve(hours.closed.size());
    for (auto const& closure : hours.closed) {
        closed.push_back({closure.from_month, closure.from_day, closure.to_month, closure.to_day});
    }
    return std::make_unique<registry::WorkingCalendar>(
        registry::OfficeHours{hours.days, hours.from_minute, hours.to_minute}, std::move(closed),
        std::move(holidays));
}

platform::tables::Files rule_files() {
    auto files = read_files(seed_folder() / "triage", ".yaml");
    for (auto& [name, bytes] : read_files(seed_folder() / "guidance", ".yaml")) {
        files.emplace_back("guidance/" + name, std::move(bytes));
    }
    return files;
}

}  // namespace

std::shared_ptr<engine::observables::Reference const> banks_reference() {
    auto const file = banks_file();
    if (fs::exists(file)) {
        return std::make_shared<engine::observables::Reference const>(
            required(engine::observables::Reference::parse(read_file(file)), file));
    }
    spdlog::warn("no list of banks at {}: bank accounts are kept as written and marked unverified",
                 file.string());
    return std::make_shared<engine::observables::Reference const>();
}

std::unique_ptr<platform::recognition::Recogniser> make_recogniser(std::string card_key) {
    return std::make_unique<platform::recognition::Recogniser>(banks_reference(), std::move(card_key));
}

std::shared_ptr<platform::tables::Active const> shipped_rules() {
    return platform::tables::compile(rule_files(), "seed");
}

House::House(HouseSettings const& settings) : data(settings.data) {
    fs::create_directories(data / "keys");
    store = open_store(data, settings.readers, settings.longest_read);
    check_memory(*store, data);
    platform::search::rebuild_if_needed(*store);
    open_people(settings);
    open_rules();
    open_recognition();
    live = std::make_unique<platform::live::Feed>(*store, kinds);
    sessions->when_ended([this](platform::access::SessionId const& session) { live->close(session); });
    links = std::make_unique<modules::intelligence::StoredLinks>(kinds, *recogniser);
    platform = std::make_unique<platform::Platform>(platform::Platform{*store, time, *router, *guard, *live,
                                                                       *recogniser, rules, kinds, *calendar,
                                                                       node_name(), settings.demo});
    intake = std::make_unique<modules::intake::Parts>(
        modules::intake::Parts{*platform, *links, *duties, shown_lately, secret(data / "keys" / "seal.key")});
}

House::~House() = default;

void House::open_people(HouseSettings const& settings) {
    namespace organization = modules::organization;
    organization::open_instance(*store, time,
                                settings.demo ? organization::Use::demonstration : organization::Use::real);
    remember(*store, data);
    auto const words = organization::read_organization(seed_folder() / "organization");
    auto const report = organization::load_organization(*store, time, words);
    for (auto const& violation : report.violations) {
        spdlog::warn("organisation: {}: {}", violation.field, violation.reason.en);
    }
    if (settings.demo) {
        auto const demo = organization::read_demo_accounts(seed_folder() / "organization");
        organization::create_demo_accounts(*store, time, hasher, demo, words);
    }
    sessions = std::make_unique<platform::access::Sessions>(*store, time, hasher, node_name());
    guard = std::make_unique<platform::access::Guard>(*sessions, settings.transport);
    router = std::make_unique<platform::http::Router>(
        [this](platform::http::Route const& route, platform::http::Request const& request) {
            return guard->dispatch(route, request);
        });
}

void House::open_rules() {
    calendar = read_calendar(seed_folder() / "calendar");
    auto const duties_file = seed_folder() / "clocks" / "duties.yaml";
    duties = std::make_unique<registry::Duties>(
        required(formats::duty_rules::parse(read_file(duties_file)), duties_file), *calendar);
    rules.use(platform::tables::load(*store, rule_files(), {}, time.now()));
}

void House::open_recognition() {
    recogniser = make_recogniser(secret(data / "keys" / "card.key"));
    refresh_lists();
}

void House::refresh_lists() {
    store->read([this](platform::store::Reader& reader) {
        auto const mark = modules::intelligence::warning_lists_mark(reader);
        if (mark == lists_mark_) {
            return;
        }
        recogniser->use_lists(
            modules::intelligence::load_warning_lists(reader, seed_folder() / "lists").matcher);
        lists_mark_ = mark;
    });
}

void House::install_modules() {
    namespace organization = modules::organization;
    formats::organization_data::DemoAccounts demo;
    if (platform->demo) {
        demo = organization::read_demo_accounts(seed_folder() / "organization");
    }
    organization::install(*platform, {*sessions, RENKEI_VERSION, std::move(demo)});
    modules::intake::install(*intake);
    modules::intelligence::install(*platform, *links);
    modules::audit::install(*platform);
    registry::add_general_routes(
        *platform, {&modules::intake::consultation_schema, &registry::referral_schema,
                    &registry::clock_schema, &registry::decision_schema, &registry::separation_schema,
                    &registry::unit_schema, &registry::staff_schema});
    platform::http::Route health;
    health.pattern = "/healthz";
    health.operation_id = "health";
    health.summary = {"稼働状況", "Health"};
    health.handler = platform::http::health_handler([this] {
        bool ready = false;
        store->read([&](platform::store::Reader& reader) { ready = reader.first("SELECT 1").has_value(); });
        return ready;
    });
    guard->add_public(*router, std::move(health));  // says nothing but that the program lives
}

}  // namespace app
