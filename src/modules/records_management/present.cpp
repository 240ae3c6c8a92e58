#include "modules/records_management/present.h"

#include "platform/registry/json.h"
#include "platform/registry/records.h"
#include "record/csv.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace modules::records_management {

namespace http = platform::http;
namespace json = boost::json;
using registry::to_json;
using retention::Disposal;

namespace {

json::value date_or_null(std::optional<base::Date> const& date) {
    return date ? json::value(base::to_iso(*date)) : json::value();
}

json::value rule_json(retention::Class const* rule) {
    return rule == nullptr ? json::value()
                           : json::value{{"label", to_json(rule->label)},
                                         {"years", rule->years},
                                         {"basis", rule->basis},
                                         {"confirmed", rule->confirmed}};
}

// {code, label} of the record's own kind, in the words of its Schema.
json::object sort_json(Standing const& standing) {
    json::object sort{{"code", standing.sort}};
    auto const& fields = standing.kind->schema->fields;
    auto const field = std::ranges::find(fields, "kind", &record::Field::name);
    if (field != fields.end()) {
        auto const value = std::ranges::find(field->values, standing.sort, &record::EnumValue::value);
        if (value != field->values.end()) {
            sort["label"] = json::object{{"ja", value->ja}, {"en", value->en}};
        }
    }
    return sort;
}

std::string text_of(json::value const& object, std::string_view name) {
    auto const* const found = object.is_object() ? object.as_object().if_contains(name) : nullptr;
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

// "警部補 佐藤 一郎"
std::string person(json::value const& staff) {
    auto text = text_of(staff, "rank");
    return text.append(text.empty() ? "" : " ").append(text_of(staff, "name"));
}

}  // namespace

json::object Presenter::standing(Standing const& standing) {
    json::object answer{{"record", base::to_string(standing.id)},
                        {"number", standing.number},
                        {"kind", sort_json(standing)},
                        {"received_at", to_json(standing.received_at)},
                        {"closed_at", to_json(standing.closed_at)},
                        {"kept_until", date_or_null(standing.kept_until())},
                        {"is_due", standing.is_due(now_)},
                        {"rule", rule_json(standing.rule)},
                        {"owner_unit", refs_.unit(standing.ownership.owner_unit)},
                        {"restriction", record::enum_text(standing.ownership.restriction)},
                        {"hold", nullptr},
                        {"proposal", nullptr}};
    if (auto const& hold = standing.hold) {
        answer["hold"] = {{"reason", hold->reason},
                          {"placed_by", refs_.staff(hold->placed_by)},
                          {"placed_at", base::to_iso(hold->placed_at)}};
    }
    if (auto const& proposal = standing.proposal) {
        answer["proposal"] = {{"id", base::to_string(proposal->id)},
                              {"proposed_by", refs_.staff(proposal->proposed_by)},
                              {"proposed_at", to_json(proposal->proposed_at)}};
    }
    json::array may;
    for (auto const name : standing.may(actor_, now_)) {
        may.emplace_back(name);
    }
    answer["may"] = std::move(may);
    return answer;
}

json::object Presenter::standing_in_full(Standing const& standing) {
    auto answer = this->standing(standing);
    answer["returned"] = nullptr;
    auto const returned =
        registry::all(reader_, retention::disposal_schema,
                      {"r.record_id = ? AND r.state = 'returned'", {store::id_value(standing.id)}});
    if (!standing.proposal && !returned.empty()) {
        auto const& last = returned.back().record.as<Disposal>();
        answer["returned"] = {{"reason", last.reason},
                              {"decided_by", refs_.staff(last.decided_by)},
                              {"decided_at", to_json(last.decided_at)}};
    }
    return answer;
}

json::object Presenter::disposal(record::StoredRecord const& stored) {
    auto const& of = stored.record.as<Disposal>();
    return {{"id", base::to_string(stored.envelope.id)},
            {"record", base::to_string(of.record_id)},
            {"record_kind", of.record_kind},
            {"number", of.number},
            {"kept_until", date_or_null(of.kept_until)},
            {"basis", of.basis},
            {"proposed_by", refs_.staff(of.proposed_by)},
            {"proposed_at", to_json(of.proposed_at)},
            {"decided_by", refs_.staff(of.decided_by)},
            {"decided_at", to_json(of.decided_at)},
            {"journal_entry", of.journal_entry},
            {"owner_unit", refs_.unit(stored.envelope.owner_unit)},
            {"restriction", record::enum_text(stored.envelope.restriction)},
            {"finished", retention::is_finished(reader_, stored.envelope.id)}};
}

json::object Presenter::proved(record::StoredRecord const& stored) {
    auto answer = disposal(stored);
    auto proof = retention::proof(reader_, stored.record.as<Disposal>());
    answer["proof"] = proof ? json::value(std::move(*proof)) : json::value();
    return answer;
}

std::string Presenter::csv_row(record::StoredRecord const& stored, http::Language language) {
    auto const& of = stored.record.as<Disposal>();
    auto const& unit = refs_.unit(stored.envelope.owner_unit);
    auto const time = [](std::optional<base::Instant> const& at) {
        return at ? record::csv_time(*at) : std::string();
    };
    std::array const cells{of.number,
                           unit.is_object()
                               ? text_of(unit.at("name"), language == http::Language::ja ? "ja" : "en")
                               : std::string(),
                           of.kept_until ? base::to_iso(*of.kept_until) : std::string(),
                           of.basis,
                           person(refs_.staff(of.proposed_by)),
                           time(of.proposed_at),
                           person(refs_.staff(of.decided_by)),
                           time(of.decided_at),
                           std::to_string(of.journal_entry)};
    std::string row;
    for (auto const& cell : cells) {
        row.append(row.empty() ? "" : ",").append(record::csv_cell(cell));
    }
    return row.append("\r\n");
}

std::string csv_header(http::Language language) {
    std::string header(record::byte_order_mark);
    return header.append(
        language == http::Language::ja
            ? "受理番号,所管,保存期間満了日,根拠,起案者,起案日時,承認者,廃棄日時,記録番号\r\n"
            : "Number,Unit,Kept until,Basis,Proposed by,Proposed at,Approved by,Disposed at,Journal "
              "entry\r\n");
}

}  // namespace modules::records_management
