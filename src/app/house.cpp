#include "app/house.h"

#include "app/data_folder.h"
#include "app/files.h"
#include "app/machine.h"
#include "base/problem.h"
#include "formats/duty_rules/duty_rules.h"
#include "formats/manual/manual.h"
#include "formats/retention_rules/retention_rules.h"
#include "modules/audit/install.h"
#include "modules/identity/install.h"
#include "modules/identity/records.h"
#include "modules/identity/suggestions.h"
#include "modules/intake/attachment.h"
#include "modules/intake/consultation.h"
#include "modules/intake/forms.h"
#include "modules/intake/install.h"
#include "modules/intake/open_work.h"
#include "modules/intake/past_decisions.h"
#include "modules/intake/told_parties.h"
#include "modules/intelligence/install.h"
#include "modules/intelligence/link_query.h"
#include "modules/intelligence/warning_lists.h"
#include "modules/manual/install.h"
#include "modules/organization/accounts.h"
#include "modules/organization/changes.h"
#include "modules/organization/forms.h"
#include "modules/organization/install.h"
#include "modules/organization/instance.h"
#include "modules/organization/load.h"
#include "modules/records_management/install.h"
#include "modules/setup/install.h"
#include "platform/files/upload_routes.h"
#include "platform/http/health.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/general_routes.h"
#include "platform/registry/posting.h"
#include "platform/registry/referral.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "platform/retention/disposal.h"
#include "platform/search/search.h"
#include "platform/tables/versions.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

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

registry::OfficeHours office_hours(platform::tables::Calendar const& calendar) {
    return {calendar.hours.days, calendar.hours.from_minute, calendar.hours.to_minute};
}

std::vector<registry::YearlyClosure> closures(platform::tables::Calendar const& calendar) {
    std::vector<registry::YearlyClosure> closed;
    closed.reserve(calendar.hours.closed.size());
    for (auto const& closure : calendar.hours.closed) {
        closed.push_back({closure.from_month, closure.from_day, closure.to_month, closure.to_day});
    }
    return closed;
}

// RENKEI_LARGEST_UPLOAD: megabytes that one attachment may have.
platform::files::UploadLimits upload_limits() {
    platform::files::UploadLimits limits;
    auto const text = environment("RENKEI_LARGEST_UPLOAD");
    if (text.empty()) {
        return limits;
    }
    std::int64_t megabytes = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), megabytes);
    constexpr std::int64_t most = 20 * 1024;
    if (error != std::errc{} || end != text.data() + text.size() || megabytes < 1 || megabytes > most) {
        throw base::Problem(base::Problem::invalid, "RENKEI_LARGEST_UPLOAD は 1 から 20480 の MB です",
                            "RENKEI_LARGEST_UPLOAD is a number of MB from 1 to 20480");
    }
    limits.largest = megabytes << 20U;
    limits.most_bytes = std::max(limits.most_bytes, 2 * limits.largest);
    return limits;
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
    return platform::tables::compile(table_files(seed_folder()), "seed");
}

House::House(HouseSettings const& settings)
    : data(settings.data), vault(settings.data), reading_child({"/proc/self/exe", "read-untrusted"}) {
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
    open_work = std::make_unique<modules::intake::OpenConsultations>();
    people = std::make_unique<modules::identity::StoredPeople>(kinds);
    modules::intake::fill_parties(*store, *recogniser, [](std::size_t records) {
        spdlog::info("persons and companies: keys of {} records made", records);
    });
    platform = std::make_unique<platform::Platform>(platform::Platform{*store, time, *router, *guard, *live,
                                                                       *recogniser, rules, kinds, *calendar,
                                                                       node_name(), settings.demo});
    intake = std::make_unique<modules::intake::Parts>(
        modules::intake::Parts{*platform, *links, *people, *duties, shown_lately,
                               secret(data / "keys" / "seal.key"), vault, reading_child});
    uploads = std::make_unique<platform::files::Uploads>(*store, vault, data, upload_limits());
    auto const retention_file = seed_folder() / "retention" / "classes.yaml";
    records_management =
        std::make_unique<modules::records_management::Parts>(modules::records_management::Parts{
            *platform,
            platform::retention::Rules(
                required(formats::retention_rules::parse(read_file(retention_file)), retention_file)),
            shown_lately});
    past_decisions = std::make_unique<modules::intake::StoredDecisions>(*recogniser);
    rule_tables = std::make_unique<modules::rule_tables::Parts>(
        modules::rule_tables::Parts{*platform, *tables, *past_decisions});
}

House::~House() = default;

void House::open_people(HouseSettings const& settings) {
    namespace organization = modules::organization;
    organization::open_instance(*store, time,
                                settings.demo ? organization::Use::demonstration : organization::Use::real,
                                instance_to_be(*store, data));
    check_memory(*store, data);  // another node's folder may have marked the database meanwhile
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
    auto const active = platform::tables::take_shipped(*store, table_files(seed_folder()), time.now());
    if (!active->calendar) {
        throw base::Problem(base::Problem::invalid,
                            "判断表の版に休日と執務時間がありません。renkei tables load で読み込んでください",
                            "the tables have no holidays and office hours; run renkei tables load");
    }
    calendar = std::make_unique<registry::WorkingCalendar>(
        office_hours(*active->calendar), closures(*active->calendar), active->calendar->holidays);
    auto const duties_file = seed_folder() / "clocks" / "duties.yaml";
    duties = std::make_unique<registry::Duties>(
        required(formats::duty_rules::parse(read_file(duties_file)), duties_file), *calendar);
    rules.when_used([this](platform::tables::Active const& used) {
        if (used.calendar) {
            calendar->replace(office_hours(*used.calendar), closures(*used.calendar),
                              used.calendar->holidays);
        }
    });
    rules.use(active);
    tables = std::make_unique<platform::tables::Keeper>(*store, rules);
}

void House::refresh_tables() {
    tables->refresh(time.now());
}

void House::open_recognition() {
    banks = banks_reference();
    recogniser =
        std::make_unique<platform::recognition::Recogniser>(banks, secret(data / "keys" / "card.key"));
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
    platform::files::add_upload_routes(*platform, *uploads);
    organization::install(*platform, {*sessions, RENKEI_VERSION, std::move(demo)});
    organization::install_administration(*platform, *sessions, hasher, *open_work);
    modules::intake::install(*intake);
    modules::intelligence::install(*platform, *links);
    modules::identity::install(*platform);
    modules::audit::install(*platform);
    modules::records_management::install(*records_management);
    modules::rule_tables::install(*rule_tables);
    auto const manual_file = seed_folder() / "manual" / "desk.yaml";
    modules::manual::install(*platform,
                             {required(formats::manual::parse(read_file(manual_file)), manual_file),
                              modules::intake::consultation_schema, *duties, RENKEI_VERSION});
    modules::setup::install(*platform, machine_around(data, platform->demo, banks));
    registry::add_general_routes(*platform, {&modules::intake::consultation_schema,
                                             &registry::referral_schema,
                                             &registry::clock_schema,
                                             &registry::decision_schema,
                                             &registry::separation_schema,
                                             &registry::unit_schema,
                                             &registry::staff_schema,
                                             &registry::posting_schema,
                                             &organization::post_schema,
                                             &organization::merger_schema,
                                             &organization::staff_hand_over_schema,
                                             &registry::coordinator_mark_schema,
                                             &organization::account_form,
                                             &organization::merged_section_form,
                                             &organization::staff_import_form,
                                             &modules::intake::sending_form,
                                             &modules::intake::restricting_form,
                                             &modules::intake::export_form,
                                             &modules::intake::list_filter_form,
                                             &platform::retention::disposal_schema,
                                             &modules::intake::attachment_schema,
                                             &modules::identity::decision_schema});
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
