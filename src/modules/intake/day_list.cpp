#include "modules/intake/day_list.h"

#include "base/utf8.h"
#include "modules/intake/consultation.h"
#include "modules/intake/waiting.h"
#include "platform/access/policy.h"
#include "platform/registry/clock.h"
#include "platform/registry/records.h"
#include "platform/registry/referral.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace modules::intake {

namespace documents = platform::documents;
namespace registry = platform::registry;
namespace store = platform::store;
using documents::Text;
using platform::access::Action;
using platform::access::Actor;
using registry::Condition;

namespace {

constexpr std::size_t title_length = 40;  // code points: two lines of its column

// What it is called, or as lists on the screen do it: how its text begins.
std::string title_of(Consultation const& of) {
    if (!of.subject.empty()) {
        return of.subject;
    }
    std::string title(base::first_code_points(of.narrative, title_length));
    bool const is_cut = title.size() < of.narrative.size();
    std::ranges::replace(title, '\n', ' ');
    return title.append(is_cut ? "…" : "");
}

Condition of_unit(std::string_view column, base::Ulid const& unit) {
    return {fmt::format("r.{} IN (SELECT u.id FROM units u WHERE u.id = ? OR u.station = ?)", column),
            {store::id_value(unit), store::id_value(unit)}};
}

Condition readable(Actor const& actor) {
    auto filter = platform::access::filter(actor, Action::consultation_read, "r");
    return {std::move(filter.sql), std::move(filter.values)};
}

Condition of_a_listed_record(Actor const& actor) {
    auto filter = platform::access::filter(actor, Action::consultation_read, "c");
    return {fmt::format("EXISTS (SELECT 1 FROM consultations c WHERE c.id = r.record_id AND c.restriction = "
                        "'none' AND ({}))",
                        filter.sql),
            std::move(filter.values)};
}

// 「23日 02:10」 in Japan.
std::string day_and_time(base::Instant at) {
    auto const date = base::date_in_japan(at);
    auto const minutes =
        (at.milliseconds - base::start_of_day_in_japan(date).milliseconds) / base::milliseconds_per_minute;
    return fmt::format("{}月{}日 {:02}:{:02}", date.month, date.day, minutes / 60, minutes % 60);
}

std::string label(auto value) {
    return std::string(record::enum_label(value).ja);
}

class Gatherer {
  public:
    Gatherer(store::Reader& reader, Actor const& actor, DayListRequest const& request, base::Instant now)
        : reader_(reader), actor_(actor), request_(request), now_(now) {}

    DayList gather() {
        list_.date = request_.date;
        list_.made_at = now_;
        list_.unit = unit_name(request_.unit);
        if (auto const staff = registry::staff_ref(reader_, actor_.staff, base::date_in_japan(now_))) {
            list_.officer = staff->rank.empty() ? staff->name : staff->rank + " " + staff->name;
        }
        take_in();
        auto const end = base::start_of_day_in_japan(base::add_days(request_.date, 1)).milliseconds;
        list_.overdue = clocks({"r.due_at < ?", {now_.milliseconds}}, list_.overdue_total);
        list_.due_today =
            clocks({"r.due_at >= ? AND r.due_at < ?", {now_.milliseconds, end}}, list_.due_today_total);
        receipts();
        std::ranges::sort(list_.records);
        auto const repeated = std::ranges::unique(list_.records);
        list_.records.erase(repeated.begin(), repeated.end());
        return std::move(list_);
    }

  private:
    std::string unit_name(base::Ulid const& id) {
        auto const [at, is_new] = units_.try_emplace(id);
        if (is_new) {
            auto const unit = registry::unit_ref(reader_, id);
            at->second = unit ? unit->name.ja : std::string();
        }
        return at->second;
    }

    // From the morning before to the end of the day, as the meeting speaks of it.
    void take_in() {
        auto const from = base::start_of_day_in_japan(base::add_days(request_.date, -1)).milliseconds;
        auto const end = base::start_of_day_in_japan(base::add_days(request_.date, 1)).milliseconds;
        std::vector<Condition> conditions{{"r.received_at >= ? AND r.received_at < ?", {from, end}},
                                          of_unit("owner_unit", request_.unit),
                                          readable(actor_)};
        auto restricted = conditions;
        restricted.push_back({"r.restriction <> 'none'", {}});
        conditions.push_back({"r.restriction = 'none'", {}});
        list_.restricted = registry::count(reader_, consultation_schema, restricted);
        list_.taken_in_total = registry::count(reader_, consultation_schema, conditions);
        // The urgent ones first, so that none is cut off by the bound.
        for (auto const urgency : {Urgency::immediate, Urgency::same_day, Urgency::normal}) {
            auto of_urgency = conditions;
            of_urgency.push_back({"r.urgency = ?", {store::text_value(record::enum_text(urgency))}});
            auto const room = most_day_list_rows - list_.taken_in.size();
            if (room == 0) {
                break;
            }
            for (auto const& stored : registry::list(reader_, consultation_schema,
                                                     {of_urgency, {"received_at", false}, room, std::nullopt})
                                          .items) {
                add_record(stored);
            }
        }
    }

    void add_record(record::StoredRecord const& stored) {
        auto const& of = stored.record.as<Consultation>();
        auto kind = label(of.kind);
        if (!of.internal_type.empty()) {
            kind.append("\n").append(of.internal_type);
        }
        auto owner = unit_name(stored.envelope.owner_unit);
        if (auto const receiver = registry::staff_ref(reader_, of.receiver, base::date_in_japan(now_))) {
            owner.append("\n").append(receiver->name);
        }
        list_.taken_in.push_back({label(of.urgency), of.number,
                                  of.received_at ? day_and_time(*of.received_at) : std::string(),
                                  std::move(kind), title_of(of), std::move(owner)});
        list_.records.push_back(stored.envelope.id);
    }

    std::vector<DayList::Due> clocks(Condition when, std::int64_t& total) {
        std::vector<Condition> const conditions{of_unit("owner_unit", request_.unit),
                                                {"r.state = 'open'", {}},
                                                std::move(when),
                                                of_a_listed_record(actor_)};
        total = registry::count(reader_, registry::clock_schema, conditions);
        std::vector<DayList::Due> rows;
        for (auto const& stored :
             registry::list(reader_, registry::clock_schema,
                            {conditions, {"due_at", false}, most_day_list_rows, std::nullopt})
                 .items) {
            auto const& clock = stored.record.as<registry::Clock>();
            rows.push_back(
                due_row(clock.record_id, clock.label_ja, clock.due_at, stored.envelope.owner_unit));
        }
        return rows;
    }

    void receipts() {
        std::vector<Condition> const conditions{
            of_unit("to_unit", request_.unit),
            {"r.state IN ('unapproved', 'flash', 'sent') AND r.received_at IS NULL", {}},
            of_a_listed_record(actor_)};
        list_.to_receive_total = registry::count(reader_, registry::referral_schema, conditions);
        for (auto const& stored :
             registry::list(reader_, registry::referral_schema,
                            {conditions, {"created_at", false}, most_day_list_rows, std::nullopt})
                 .items) {
            auto const& referral = stored.record.as<registry::Referral>();
            auto const what =
                fmt::format("{} ({}から)", label(referral.purpose), unit_name(referral.from_unit));
            list_.to_receive.push_back(due_row(referral.record_id, what,
                                               referral.sent_at.value_or(stored.envelope.created_at),
                                               referral.to_unit));
        }
    }

    DayList::Due due_row(base::Ulid const& record, std::string_view duty, std::optional<base::Instant> at,
                         base::Ulid const& owner) {
        auto const stored = registry::get(reader_, consultation_schema, record);
        auto const& of = stored.record.as<Consultation>();
        list_.records.push_back(record);
        return {of.number, title_of(of), std::string(duty), at ? day_and_time(*at) : std::string(),
                unit_name(owner)};
    }

    store::Reader& reader_;
    Actor const& actor_;
    DayListRequest const& request_;
    base::Instant const now_;
    DayList list_;
    std::map<base::Ulid, std::string> units_;
};

void add_heading(documents::Document& document, std::string_view title, std::int64_t total,
                 std::size_t shown) {
    auto text = fmt::format("{} {}件", title, total);
    if (static_cast<std::int64_t>(shown) < total) {
        text += fmt::format(" (うち{}件を記載)", shown);
    }
    document.blocks.push_back({documents::Heading{documents::plain(text)}});
}

void add_dues(documents::Document& document, std::string_view title, std::string_view time,
              std::vector<DayList::Due> const& rows, std::int64_t total) {
    add_heading(document, title, total, rows.size());
    if (rows.empty()) {
        document.blocks.push_back({documents::Paragraph{documents::plain("該当なし")}});
        return;
    }
    documents::Table table{
        {{"受理番号", 1.5}, {"件名", 3.2}, {"内容", 2.4}, {std::string(time), 1.4}, {"所管", 1.7}}, {}};
    for (auto const& row : rows) {
        table.rows.push_back({documents::plain(row.number), documents::plain(row.subject),
                              documents::plain(row.duty), documents::plain(row.due),
                              documents::plain(row.owner)});
    }
    document.blocks.push_back({std::move(table)});
}

Text urgency_text(std::string const& urgency) {
    return urgency == label(Urgency::normal) ? documents::plain(urgency) : documents::bold(urgency);
}

}  // namespace

DayList day_list(store::Reader& reader, Actor const& actor, DayListRequest const& request,
                 base::Instant now) {
    return Gatherer(reader, actor, request, now).gather();
}

documents::Document day_list_document(DayList const& list) {
    documents::Document document;
    document.title = "朝会用 取扱一覧";
    document.made_at = list.made_at;
    document.header_left = list.unit;
    document.header_right = "取扱区分 部内限り";
    document.footer_left = list.officer + " 作成 " + day_and_time(list.made_at);
    document.footer_right = documents::both_dates(list.date);
    document.blocks.push_back(
        {documents::ApprovalBoxes{{"署長", "副署長", "課長", "係長", "係"},
                                  {documents::plain("朝会用 取扱一覧"), documents::plain(list.unit),
                                   documents::plain(documents::both_dates(list.date))}}});
    add_heading(document, "前日からの受理", list.taken_in_total, list.taken_in.size());
    if (list.taken_in.empty()) {
        document.blocks.push_back({documents::Paragraph{documents::plain("該当なし")}});
    } else {
        documents::Table table{
            {{"緊急度", 1.1}, {"受理番号", 1.5}, {"受理", 1.4}, {"種別", 1.9}, {"件名", 3.0}, {"担当", 1.8}},
            {}};
        for (auto const& row : list.taken_in) {
            table.rows.push_back({urgency_text(row.urgency), documents::plain(row.number),
                                  documents::plain(row.when), documents::plain(row.kind),
                                  documents::plain(row.subject), documents::plain(row.owner)});
        }
        document.blocks.push_back({std::move(table)});
    }
    add_dues(document, "期限超過", "期限", list.overdue, list.overdue_total);
    add_dues(document, "本日期限", "期限", list.due_today, list.due_today_total);
    add_dues(document, "受領待ち", "送付", list.to_receive, list.to_receive_total);
    if (list.restricted > 0) {
        document.blocks.push_back({documents::Paragraph{documents::plain(
            fmt::format("このほか、閲覧制限のある受理票 {}件は記載していません。", list.restricted))}});
    }
    return document;
}

}  // namespace modules::intake
