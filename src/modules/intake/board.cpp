#include "modules/intake/board.h"

#include "modules/intake/consultation.h"
#include "modules/intake/open_work.h"
#include "modules/intake/waiting.h"
#include "platform/access/policy.h"
#include "platform/registry/unit.h"
#include "platform/store/by_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace modules::intake {

namespace store = platform::store;
using platform::access::Action;
using platform::access::Actor;
using registry::Condition;

namespace {

constexpr std::int64_t much_at_least = 10;
constexpr std::int64_t old_after_days = 30;
constexpr std::int64_t week = 7 * base::milliseconds_per_day;

struct Where {
    std::string sql;
    store::Values values;
};

Where where(std::vector<Condition> const& conditions) {
    Where all{" WHERE 1 = 1", {}};
    for (auto const& condition : conditions) {
        all.sql.append(" AND (").append(condition.sql).append(")");
        all.values.insert(all.values.end(), condition.values.begin(), condition.values.end());
    }
    return all;
}

store::Values joined(store::Values first, store::Values const& rest) {
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
}

base::Date monday_of(base::Instant at) {
    auto const date = base::date_in_japan(at);
    return base::add_days(date, -((base::day_of_week(date) + 6) % 7));
}

std::string day_ja(base::Instant at) {
    auto const date = base::date_in_japan(at);
    return fmt::format("{}月{}日", date.month, date.day);
}

class Gatherer {
  public:
    Gatherer(store::Reader& reader, Parts const& parts, Actor const& actor,
             std::optional<base::Ulid> const& unit, base::Instant now)
        : reader_(reader), parts_(parts), actor_(actor), now_(now) {
        board_.unit = unit;
        board_.made_at = now;
    }

    Board gather() {
        add_numbers();
        add_weeks();
        add_units();
        if (board_.unit) {
            add_officers();
        }
        add_sentences();
        return std::move(board_);
    }

  private:
    ListQuery with_unit(ListQuery query) const {
        if (board_.unit) {
            query.emplace("unit", base::to_string(*board_.unit));
        }
        return query;
    }

    // Those of the list that `query` opens.
    std::vector<Condition> conditions(ListQuery const& query) const {
        auto all = narrowed(parts_, actor_, query);
        auto filter = platform::access::filter(actor_, Action::consultation_read, "r");
        all.push_back({std::move(filter.sql), std::move(filter.values)});
        if (auto const urgency = query.find("urgency"); urgency != query.end()) {
            all.push_back({"r.urgency = ?", {urgency->second}});
        }
        return all;
    }

    // Counted from an index that holds all that is asked, not record by record: SQLite would take the one of
    // the units, and read every record that a station ever had.
    std::string consultations_by(std::string_view index) const {
        return store::by_index(reader_, "consultations r", index);
    }

    std::string consultations_of(ListQuery const& query) const {
        if (query.contains("open")) {
            return consultations_by("consultations_open_counted");
        }
        return query.contains("from") ? consultations_by("consultations_counted") : "consultations r";
    }

    std::int64_t count_of(std::string const& from, std::vector<Condition> const& all) const {
        auto const rows = where(all);
        auto const counted = reader_.first("SELECT count(*) FROM " + from + rows.sql, rows.values);
        return counted ? counted->integer(0) : 0;
    }

    std::int64_t count(ListQuery const& query) const {
        return count_of(consultations_of(query), conditions(query));
    }

    std::int64_t received_between(base::Instant from, base::Instant to) const {
        auto all = conditions(with_unit({}));
        all.push_back({"r.received_at >= ? AND r.received_at < ?", {from.milliseconds, to.milliseconds}});
        return count_of(consultations_by("consultations_counted"), all);
    }

    void add_number(std::string_view code, base::Words label, ListQuery query) {
        query = with_unit(std::move(query));
        auto const found = count(query);
        board_.numbers.push_back({code, std::move(label), found, std::move(query)});
    }

    void add_numbers() {
        auto const yesterday = base::to_iso(base::add_days(base::date_in_japan(now_), -1));
        add_number("taken_in", {"昨日からの受理", "Taken in since yesterday"}, {{"from", yesterday}});
        add_number("immediate", {"直ちに対応", "Immediate"}, {{"open", "true"}, {"urgency", "immediate"}});
        add_number("overdue", {"期限超過", "Overdue"}, {{"due", "overdue"}});
        add_number("today", {"本日期限", "Due today"}, {{"due", "today"}});
        add_number("approval", {"決裁待ち", "To approve"}, {{"waiting", "approval"}});
        add_number("receipt", {"受領待ち", "Not received"}, {{"waiting", "receipt"}});
        add_number("open", {"終結前", "Open"}, {{"open", "true"}});
    }

    void add_weeks() {
        auto const first = base::add_days(monday_of(now_), -7 * (board_weeks - 1));
        auto const start = base::start_of_day_in_japan(first).milliseconds;
        for (int at = 0; at < board_weeks; ++at) {
            board_.weeks.push_back({base::add_days(first, 7 * at), 0});
        }
        auto all = conditions(with_unit({}));
        all.push_back({"r.received_at >= ? AND r.received_at < ?", {start, start + board_weeks * week}});
        auto const rows = where(all);
        reader_.each(fmt::format("SELECT (r.received_at - {}) / {} AS week, count(*) FROM {}{} GROUP BY 1",
                                 start, week, consultations_by("consultations_counted"), rows.sql),
                     rows.values, [this](store::Row const& row) {
                         board_.weeks.at(static_cast<std::size_t>(row.integer(0))).received = row.integer(1);
                     });
    }

    // What is open, by a term over the record: (whose, open, overdue).
    void each_share(std::string_view whose, std::int64_t most, auto const& take) {
        auto const rows = where(conditions(with_unit({{"open", "true"}})));
        auto const sql = fmt::format(
            "SELECT whose, count(*), sum(late) FROM (SELECT {} AS whose, CASE WHEN r.id IN (SELECT "
            "k.record_id FROM clocks k WHERE k.state = 'open' AND k.due_at < ?) THEN 1 ELSE 0 END AS late "
            "FROM "
            "{}{}) shares WHERE whose IS NOT NULL GROUP BY whose ORDER BY 2 DESC, 1 LIMIT {}",
            whose, consultations_by("consultations_open_counted"), rows.sql, most);
        reader_.each(sql, joined({now_.milliseconds}, rows.values),
                     [&take](store::Row const& row) { take(row.id(0), row.integer(1), row.integer(2)); });
    }

    // Each unit, or the station or division that it belongs to, and whoever took over from that by now.
    std::map<base::Ulid, base::Ulid> in_force_today() const {
        std::map<base::Ulid, registry::Unit> known;
        for (auto& unit : registry::units(reader_)) {
            known.emplace(unit.envelope.id, std::move(unit.value));
        }
        auto const today = base::date_in_japan(now_);
        std::map<base::Ulid, base::Ulid> whole;
        for (auto const& each : known) {
            auto const& station = each.second.station;
            auto at = board_.unit || station.is_nil() ? each.first : station;
            for (std::size_t step = 0; step < known.size(); ++step) {  // successors never run in a circle
                auto const found = known.find(at);
                if (found == known.end() || found->second.successor.is_nil() ||
                    found->second.valid_to.value_or(base::add_days(today, 1)) > today) {
                    break;
                }
                at = found->second.successor;
            }
            whole[each.first] = at;
        }
        return whole;
    }

    // Sections of the one station; of all: each station or division, with those that it took over from.
    void add_units() {
        std::map<base::Ulid, Board::Share> by_unit;
        auto const whole = in_force_today();
        each_share("r.owner_unit", static_cast<std::int64_t>(whole.size()),
                   [&](base::Ulid const& id, std::int64_t open, std::int64_t overdue) {
                       auto const at = whole.find(id);
                       auto const unit = at == whole.end() ? id : at->second;
                       auto& share = by_unit[unit];
                       share.whose = unit;
                       share.open += open;
                       share.overdue += overdue;
                   });
        for (auto& entry : by_unit) {
            entry.second.query = {{"open", "true"}, {"unit", base::to_string(entry.first)}};
            board_.units.push_back(std::move(entry.second));
        }
        std::ranges::stable_sort(board_.units, std::ranges::greater{}, &Board::Share::open);
    }

    void add_officers() {
        each_share(
            holder, most_officers_on_board,
            [&](base::Ulid const& id, std::int64_t open, std::int64_t overdue) {
                board_.officers.push_back({id, open, overdue, false,
                                           with_unit({{"open", "true"}, {"officer", base::to_string(id)}})});
            });
        mark_much(board_.officers);
    }

    std::int64_t number(std::string_view code) const {
        return std::ranges::find(board_.numbers, code, &Board::Line::code)->count;
    }

    void say(std::string_view code, base::Words text, std::int64_t count, ListQuery query) {
        board_.sentences.push_back({code, std::move(text), count, with_unit(std::move(query))});
    }

    void add_sentences() {
        auto const taken_in = number("taken_in");
        auto const yesterday = base::to_iso(base::add_days(base::date_in_japan(now_), -1));
        auto const urgent = count(with_unit({{"from", yesterday}, {"urgency", "immediate"}}));
        say("taken_in",
            {fmt::format("昨日から{}件を受理し、うち{}件は直ちに対応するものです。", taken_in, urgent),
             fmt::format("{} taken in since yesterday, {} of them to be acted on at once.", taken_in,
                         urgent)},
            taken_in, {{"from", yesterday}});
        say_overdue();
        auto const approvals = number("approval");
        auto const receipts = number("receipt");
        say("reports",
            {fmt::format("決裁を待つ報告は{}件、相手の受領を待つものは{}件です。", approvals, receipts),
             fmt::format("{} reports wait for approval, {} for the other side's receipt.", approvals,
                         receipts)},
            approvals, {{"waiting", "approval"}});
        say_old();
        say_trend();
    }

    void say_overdue() {
        auto const late = number("overdue");
        if (late == 0) {
            say("overdue", {"期限を過ぎたものはありません。", "Nothing is overdue."}, 0,
                {{"due", "overdue"}});
            return;
        }
        auto const rows = where(conditions(with_unit({{"due", "overdue"}})));
        auto const first = reader_.first(
            "SELECT min(k.due_at) FROM clocks k WHERE k.state = 'open' AND k.record_id IN (SELECT r.id FROM "
            "consultations r" +
                rows.sql + ")",
            rows.values);
        base::Instant const oldest{first ? first->integer(0) : now_.milliseconds};
        say("overdue",
            {fmt::format("期限を過ぎたものは{}件、最も古い期限は{}です。", late, day_ja(oldest)),
             fmt::format("{} are overdue, the oldest since {}.", late,
                         base::to_iso(base::date_in_japan(oldest)))},
            late, {{"due", "overdue"}});
    }

    void say_old() {
        auto const before =
            base::to_iso(base::add_days(base::date_in_japan(now_), -static_cast<int>(old_after_days)));
        auto const old = count(with_unit({{"open", "true"}, {"to", before}}));
        say("old",
            {fmt::format("受理から{}日を超えて終結していないものは{}件です。", old_after_days, old),
             fmt::format("{} have been open for more than {} days.", old, old_after_days)},
            old, {{"open", "true"}, {"to", before}});
    }

    // This week so far beside the same part of the last one.
    void say_trend() {
        auto const monday = base::start_of_day_in_japan(monday_of(now_));
        base::Instant const last_monday{monday.milliseconds - week};
        base::Instant const then{now_.milliseconds - week};
        auto const now_count = received_between(monday, now_);
        auto const before = received_between(last_monday, then);
        base::Words text{fmt::format("今週の受理は{}件（先週の同じ時点は{}件）", now_count, before),
                         fmt::format("{} taken in this week ({} by this time last week)", now_count, before)};
        if (auto const grown = grown_most(monday, last_monday, then); grown.second > 0) {
            text.ja += fmt::format("、最も増えたのは「{}」(+{}件)", grown.first, grown.second);
            text.en += fmt::format("; what grew most is {} (+{})", grown.first, grown.second);
        }
        text.ja += "です。";
        text.en += ".";
        say("trend", std::move(text), now_count, {{"from", base::to_iso(monday_of(now_))}});
    }

    std::pair<std::string, std::int64_t> grown_most(base::Instant monday, base::Instant last_monday,
                                                    base::Instant then) {
        auto all = conditions(with_unit({}));
        all.push_back({"r.internal_type <> ''", {}});
        all.push_back({"r.received_at >= ? AND (r.received_at < ? OR r.received_at >= ?)",
                       {last_monday.milliseconds, then.milliseconds, monday.milliseconds}});
        all.push_back({"r.received_at <= ?", {now_.milliseconds}});
        auto const rows = where(all);
        auto const first = reader_.first(
            "SELECT r.internal_type, sum(CASE WHEN r.received_at >= ? THEN 1 ELSE -1 END) AS more FROM " +
                consultations_by("consultations_counted") + rows.sql +
                " GROUP BY r.internal_type ORDER BY more DESC, 1 LIMIT 1",
            joined({monday.milliseconds}, rows.values));
        if (!first) {
            return {"", 0};
        }
        return {std::string(first->text(0)), first->integer(1)};
    }

    store::Reader& reader_;
    Parts const& parts_;
    Actor const& actor_;
    base::Instant now_;
    Board board_;
};

}  // namespace

Board board(store::Reader& reader, Parts const& parts, Actor const& actor,
            std::optional<base::Ulid> const& unit, base::Instant now) {
    return Gatherer(reader, parts, actor, unit, now).gather();
}

void mark_much(std::vector<Board::Share>& shares) {
    if (shares.empty()) {
        return;
    }
    std::vector<std::int64_t> open;
    open.reserve(shares.size());
    for (auto const& share : shares) {
        open.push_back(share.open);
    }
    auto const middle = open.begin() + static_cast<std::ptrdiff_t>(open.size() / 2);
    std::ranges::nth_element(open, middle);
    for (auto& share : shares) {
        share.is_much = share.open >= much_at_least && share.open >= 2 * *middle;
    }
}

}  // namespace modules::intake
