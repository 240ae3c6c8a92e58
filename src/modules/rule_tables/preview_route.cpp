#include "base/problem.h"
#include "modules/rule_tables/proposals.h"
#include "modules/rule_tables/routes.h"
#include "platform/access/purpose.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"
#include "platform/registry/json.h"
#include "platform/registry/refs.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>
#include <map>

namespace modules::rule_tables {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
using access::Call;

namespace {

// One answer looks at a few records for a few seconds; whoever asks goes on from `next`, or stops.
constexpr std::size_t most_at_once = 25;
constexpr std::chrono::milliseconds longest{2000};

struct Counts {
    std::int64_t before = 0;
    std::int64_t after = 0;
};
struct TableCounts {
    std::map<std::string, Counts> codes;
    std::int64_t changed = 0;
    std::int64_t decided = 0;  // by a person
    std::int64_t gained = 0;   // agrees now with what the person decided, did not before
    std::int64_t lost = 0;
    std::int64_t agreed_before = 0;
    std::int64_t agreed_after = 0;
};

void count(TableCounts& counts, registry::PastOutcome const& outcome) {
    for (auto const& code : outcome.before) {
        ++counts.codes[code].before;
    }
    for (auto const& code : outcome.after) {
        ++counts.codes[code].after;
    }
    counts.changed += outcome.is_changed() ? 1 : 0;
    if (!outcome.decided) {
        return;
    }
    bool const agreed = outcome.agreed();
    bool const agrees = outcome.agrees();
    ++counts.decided;
    counts.agreed_before += agreed ? 1 : 0;
    counts.agreed_after += agrees ? 1 : 0;
    counts.gained += !agreed && agrees ? 1 : 0;
    counts.lost += agreed && !agrees ? 1 : 0;
}

// The label that either version knows.
struct Names {
    tables::Active const& before;
    tables::Active const& after;

    [[nodiscard]] json::object code(std::string_view table, std::string_view code) const {
        auto words = after.label(table, code);
        if (words.ja == code) {
            words = before.label(table, code);
        }
        return {{"code", code}, {"label", registry::to_json(words)}};
    }
    [[nodiscard]] json::array codes(std::string_view table, std::vector<std::string> const& all) const {
        json::array made;
        for (auto const& each : all) {
            made.push_back(code(table, each));
        }
        return made;
    }
};

json::array reasons_json(std::vector<registry::PastReason> const& reasons) {
    json::array made;
    for (auto const& reason : reasons) {
        made.push_back(json::object{
            {"code", reason.code}, {"text", registry::to_json(reason.words)}, {"weight", reason.weight}});
    }
    return made;
}

json::object change_json(Names const& names, registry::PastOutcome const& outcome) {
    return {{"table", outcome.table},
            {"label", registry::to_json(tables::table_label(outcome.table))},
            {"before", names.codes(outcome.table, outcome.before)},
            {"after", names.codes(outcome.table, outcome.after)},
            {"decided",
             outcome.decided ? json::value(names.codes(outcome.table, *outcome.decided)) : json::value()},
            {"reasons_before", reasons_json(outcome.reasons_before)},
            {"reasons_after", reasons_json(outcome.reasons_after)}};
}

json::array counts_json(Names const& names, std::map<std::string, TableCounts> const& all) {
    json::array made;
    for (auto const& [table, counts] : all) {
        json::array codes;
        for (auto const& [code, count] : counts.codes) {
            auto item = names.code(table, code);
            item["before"] = count.before;
            item["after"] = count.after;
            codes.push_back(std::move(item));
        }
        made.push_back(json::object{{"table", table},
                                    {"label", registry::to_json(tables::table_label(table))},
                                    {"codes", std::move(codes)},
                                    {"changed", counts.changed},
                                    {"decided", counts.decided},
                                    {"agreed_before", counts.agreed_before},
                                    {"agreed_after", counts.agreed_after},
                                    {"gained", counts.gained},
                                    {"lost", counts.lost}});
    }
    return made;
}

json::object record_json(registry::RecordLine const& line, registry::Refs& refs, json::array changes) {
    return {{"id", base::to_string(line.id)},
            {"number", line.number},
            {"subject", line.title},
            {"received_at", registry::to_json(line.at)},
            {"owner_unit", refs.unit(line.unit)},
            {"changes", std::move(changes)}};
}

struct Asked {
    std::size_t most = most_at_once;
    std::optional<base::Ulid> older_than;
};

Asked asked(http::Request const& request) {
    Asked found;
    auto const limit = request.query_value("limit").value_or("");
    auto const [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), found.most);
    bool const wrong = !limit.empty() && (error != std::errc{} || end != limit.data() + limit.size());
    auto const cursor = request.query_value("cursor").value_or("");
    found.older_than = base::parse_ulid(cursor);
    if (wrong || found.most == 0 || (!cursor.empty() && !found.older_than)) {
        throw base::Problem(
            base::Problem::bad_request, "試算の指定に誤りがあります",
            "the parameters of the preview have a fault",
            {{wrong ? "limit" : "cursor", {"この試算のものではありません", "is not one of this preview"}}});
    }
    found.most = std::min(found.most, most_at_once);
    return found;
}

http::Response preview(Parts const& parts, Call const& call) {
    auto const question = asked(call.request);
    Outlook found;
    parts.platform.store.read([&](store::Reader& reader) { found = outlook(reader, path_id(call.request)); });
    auto const current = parts.platform.rules.current();
    auto const compiled = parts.keeper.workshop().compiled(found.result(), current);
    if (!compiled) {
        require_valid(compiled.violations());
    }
    Names const names{*current, **compiled};
    json::array records;
    std::vector<base::Ulid> looked_at;
    std::map<std::string, TableCounts> counts;
    bool is_last = false;
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        auto const piece = parts.past.evaluate(reader, call.actor,
                                               {*current, **compiled, question.older_than, question.most,
                                                std::chrono::steady_clock::now() + longest});
        is_last = piece.is_last;
        for (auto const& record : piece.records) {
            looked_at.push_back(record.record.id);
            json::array changes;
            for (auto const& outcome : record.tables) {
                count(counts[outcome.table], outcome);
                if (outcome.is_changed()) {
                    changes.push_back(change_json(names, outcome));
                }
            }
            if (!changes.empty()) {
                records.push_back(record_json(record.record, refs, std::move(changes)));
            }
        }
    });
    json::object answer{
        {"looked_at", looked_at.size()},
        {"next",
         is_last || looked_at.empty() ? json::value() : json::value(base::to_string(looked_at.back()))},
        {"version", found.proposal.version},
        {"tables", counts_json(names, counts)},
        {"records", std::move(records)}};
    if (!looked_at.empty()) {
        access::note_reading(parts.platform, call.actor,
                             {{"preview_tables", access::purpose_of(call.request, "tables"), "consultation",
                               std::nullopt, std::move(looked_at)}});
    }
    return http::json_response(200, answer);
}

}  // namespace

void add_preview_route(Parts const& parts) {
    add_route(parts,
              {http::Method::get,
               "/table-proposals/{id}/preview",
               "previewTableChange",
               {"過去の記録での試算", "What it would change in past records"},
               access::Action::tables_propose},
              &preview);
}

}  // namespace modules::rule_tables
