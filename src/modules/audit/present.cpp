#include "modules/audit/present.h"

#include "modules/audit/words.h"
#include "platform/access/purpose.h"
#include "platform/registry/json.h"
#include "record/csv.h"

#include <algorithm>
#include <array>

namespace modules::audit {

namespace json = boost::json;
using platform::http::Language;

namespace {

constexpr std::size_t shown_in_a_list = 5;

base::Words action_words(Entry const& entry) {
    return entry.log == Log::access ? access_action(entry.action) : journal_action(entry.kind, entry.action);
}

json::value purpose_json(std::string const& purpose) {
    if (purpose.empty()) {
        return {};
    }
    auto const screen = platform::access::stored_screen(purpose);
    return screen
               ? json::object{{"code", screen->code},
                              {"label", json::object{{"ja", screen->ja}, {"en", screen->en}}}}
               : json::object{{"code", nullptr}, {"label", json::object{{"ja", purpose}, {"en", purpose}}}};
}

json::object mark_json(Mark mark) {
    auto const& label = record::enum_label(mark);
    return {{"code", record::enum_text(mark)}, {"label", json::object{{"ja", label.ja}, {"en", label.en}}}};
}

std::string const& in(Language language, base::Words const& words) {
    return language == Language::ja ? words.ja : words.en;
}

std::string text_of(json::value const& object, std::string_view member) {
    auto const* const value = object.is_object() ? object.as_object().if_contains(member) : nullptr;
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The name of a unit in the language of the file.
std::string unit_name(json::value const& unit, Language language) {
    auto const* const name = unit.is_object() ? unit.as_object().if_contains("name") : nullptr;
    return name == nullptr ? std::string() : text_of(*name, language == Language::ja ? "ja" : "en");
}

}  // namespace

void Presenter::load(std::span<Entry const> entries) {
    std::vector<base::Ulid> ids;
    for (auto const& entry : entries) {
        ids.insert(ids.end(), entry.records.begin(), entry.records.end());
    }
    names_.load(ids);
}

json::object Presenter::entry(Entry const& entry, std::size_t most_records) {
    json::array records;
    for (auto const& record : entry.records) {
        if (records.size() < most_records) {
            records.push_back(names_.of(record, entry.record == record ? entry.kind : ""));
        }
    }
    return {{"log", entry.log == Log::access ? "access" : "journal"},
            {"node", entry.node.empty() ? json::value() : json::value(entry.node)},
            {"seq", entry.seq},
            {"at", base::to_iso(entry.at)},
            {"by", names_.staff(entry.staff)},
            {"unit", names_.unit(entry.unit)},
            {"action", entry.action},
            {"action_label", registry::to_json(action_words(entry))},
            {"kind", entry.kind},
            {"kind_label", registry::to_json(kind_words(kinds_, entry.kind))},
            {"purpose", purpose_json(entry.purpose)},
            {"record", entry.record ? json::value(names_.of(*entry.record, entry.kind)) : json::value()},
            {"records", std::move(records)},
            {"records_total", entry.records.size()},
            {"observables_total", entry.observables},
            {"version", entry.version == 0 ? json::value() : json::value(entry.version)}};
}

json::object Presenter::entry(Entry const& one) {
    load(std::span(&one, 1));
    return entry(one, one.records.size());
}

json::array Presenter::entries(std::span<Entry const> entries) {
    std::vector<base::Ulid> ids;
    for (auto const& one : entries) {
        auto const shown = std::min(one.records.size(), shown_in_a_list);
        ids.insert(ids.end(), one.records.begin(), one.records.begin() + static_cast<std::ptrdiff_t>(shown));
    }
    names_.load(ids);
    json::array items;
    for (auto const& one : entries) {
        items.push_back(entry(one, shown_in_a_list));
    }
    return items;
}

json::array Presenter::counts(std::span<Count const> counts, Log log) {
    json::array items;
    for (auto const& count : counts) {
        auto const words =
            log == Log::access ? access_action(count.action) : journal_action(count.kind, count.action);
        json::object item{
            {"action", count.action}, {"label", registry::to_json(words)}, {"count", count.count}};
        if (log == Log::journal) {
            item["kind"] = count.kind;
            item["kind_label"] = registry::to_json(kind_words(kinds_, count.kind));
        }
        items.push_back(std::move(item));
    }
    return items;
}

json::array Presenter::records(std::span<base::Ulid const> ids) {
    names_.load(ids);
    json::array items;
    for (auto const& id : ids) {
        items.push_back(names_.of(id, ""));
    }
    return items;
}

json::object Presenter::activity(Activity const& activity) {
    json::array days;
    for (auto const& day : activity.days) {
        json::array marks;
        for (auto const& [mark, count] : day.marks) {
            auto object = mark_json(mark);
            object["count"] = count;
            marks.push_back(std::move(object));
        }
        days.push_back(json::object{{"date", base::to_iso(day.date)},
                                    {"reads", day.reads},
                                    {"changes", day.changes},
                                    {"records", day.records.size()},
                                    {"marks", std::move(marks)}});
    }
    json::array marks;
    for (auto const& value : record::enum_values<Mark>) {
        auto const mark = static_cast<Mark>(value.number);
        auto const found = activity.marks.find(mark);
        auto object = mark_json(mark);
        object["why"] = registry::to_json(explanation(mark));
        object["count"] = found == activity.marks.end() ? 0 : found->second;
        marks.push_back(std::move(object));
    }
    return {{"days", std::move(days)}, {"marks", std::move(marks)}};
}

std::string Presenter::csv_row(Entry const& entry, Language language) {
    auto const by = names_.staff(entry.staff);
    auto const purpose = purpose_json(entry.purpose);
    std::string records;
    for (auto const& record : entry.records) {
        records.append(records.empty() ? "" : " / ").append(names_.word(record));
    }
    std::string const purpose_text =
        purpose.is_object() ? text_of(purpose.at("label"), language == Language::ja ? "ja" : "en") : "";
    std::array const cells{record::csv_time(entry.at),
                           unit_name(names_.unit(entry.unit), language),
                           text_of(by, "rank"),
                           text_of(by, "name"),
                           in(language, action_words(entry)),
                           in(language, kind_words(kinds_, entry.kind)),
                           records,
                           std::to_string(entry.records.size()),
                           purpose_text};
    std::string row;
    for (auto const& cell : cells) {
        row.append(row.empty() ? "" : ",").append(record::csv_cell(cell));
    }
    return row.append("\r\n");
}

std::string csv_header(Language language) {
    std::string header(record::byte_order_mark);
    return header.append(language == Language::ja
                             ? "日時,所属,階級,氏名,操作,対象の種類,受理番号等,対象の件数,目的\r\n"
                             : "Time,Unit,Rank,Name,Action,Kind,Numbers,Count,Purpose\r\n");
}

json::array marks_json(std::set<Mark> const& marks) {
    json::array items;
    for (auto const mark : marks) {
        items.push_back(mark_json(mark));
    }
    return items;
}

}  // namespace modules::audit
