#include "base/hash.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/consultation.h"
#include "modules/intake/guidance_sheet.h"
#include "modules/intake/install.h"
#include "modules/intake/interview.h"
#include "modules/intake/present.h"
#include "modules/intake/printing.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;
using platform::documents::Press;

namespace {

constexpr std::int64_t most_sheets_of_record = 200;

template <typename E>  // an enumeration described by enum_labels
E choice_of(http::Members& members, std::string_view name, E usual) {
    auto const text = members.text(name, 40);
    if (text.empty()) {
        return usual;
    }
    auto const value = record::parse_enum<E>(text);
    if (!value) {
        members.refuse(name, "選べる値ではありません", "is not one of the values");
    }
    return value.value_or(usual);
}

SheetChoice read_choice(http::Members& members, platform::tables::Active const& tables) {
    SheetChoice choice;
    choice.codes = members.texts("codes", most_sheet_texts);
    for (auto const& code : choice.codes) {
        if (tables.guidance(code) == nullptr) {
            members.refuse("codes", "「" + code + "」という教示はありません", "no such guidance: " + code);
        } else if (std::ranges::count(choice.codes, code) > 1) {
            members.refuse("codes", "「" + code + "」が二度あります", code + " is named twice");
        }
    }
    choice.language = choice_of(members, "language", SheetLanguage::ja);
    choice.furigana = members.flag("furigana");
    choice.own_lines = members.text("own_lines", longest_own_lines * 4);
    if (base::count_code_points(choice.own_lines).value_or(0) > longest_own_lines) {
        members.refuse("own_lines", "1000字以内にしてください", "at most 1000 characters");
    }
    if (choice.codes.empty() && choice.own_lines.empty()) {
        members.refuse("codes", "教示した項目を選んでください", "choose what was told");
    }
    return choice;
}

// The telephone that rings at the section, or at its station.
std::string phone_of(store::Reader& reader, base::Ulid const& unit) {
    auto const section = platform::registry::unit_by_id(reader, unit);
    if (!section || section->value.phone) {
        return section ? *section->value.phone : std::string();
    }
    auto const station = platform::registry::unit_by_id(reader, section->value.station);
    return station ? station->value.phone.value_or("") : std::string();
}

// Who hands it over, when, and how the caller reaches them.
void sign(SheetContent& content, store::Reader& reader, Call const& call,
          platform::tables::Active const& tables, base::Instant now) {
    content.at = now;
    bool const is_english = content.language == SheetLanguage::en;
    if (auto const unit = platform::registry::unit_ref(reader, call.actor.unit)) {
        content.unit = is_english && !unit->name.en.empty() ? unit->name.en : unit->name.ja;
    }
    if (auto const staff =
            platform::registry::staff_ref(reader, call.actor.staff, base::date_in_japan(now))) {
        auto rank = staff->rank;
        if (is_english && !rank.empty()) {
            auto const titles = platform::registry::titles_in_english(reader);
            auto const found = titles.find(rank);
            rank = found == titles.end() ? rank : found->second;
        }
        content.officer = rank.empty() ? staff->name : rank + " " + staff->name;
        reach(content, tables, {phone_of(reader, call.actor.unit), staff->extension.value_or("")});
    }
}

// The record that a sheet is for.
void address(SheetContent& content, record::StoredRecord const& stored) {
    auto const& consultation = stored.record.as<Consultation>();
    content.number = consultation.number;
    content.caller = consultation.caller_name;
}

http::Response preview_route(Parts const& parts, Press const& press, Call const& call) {
    auto const tables = parts.platform.rules.current();
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const choice = read_choice(members, *tables);
    auto const record = members.id("consultation");
    auto const caller = members.text("caller_name", 120);
    auto const shape = paper_shape(members);
    members.finish();
    auto content = sheet_content(*tables, choice);
    content.caller = caller;
    parts.platform.store.read([&](store::Reader& reader) {
        sign(content, reader, call, *tables, parts.platform.time.now());
        if (record) {
            platform::access::require(reader, call.actor, Action::guidance_tell,
                                      {consultation_schema, *record});
            address(content, registry::get(reader, consultation_schema, *record));
        }
    });
    if (record) {
        note_reading(parts.platform, call.actor, {shown_record(call.request, "guidance_sheet", *record)});
    }
    return paper_response(press, sheet_document(content), shape, "guidance-sheet.pdf");
}

json::object sheet_row(Presenter& present, store::Row const& row) {
    auto const content = sheet_content_from(json::parse(row.text(5)).as_object());
    json::array told;
    for (auto const& item : content.items) {
        told.push_back(json::object{{"code", item.code}, {"title", registry::to_json(item.plain_title)}});
    }
    return {{"id", base::to_string(row.id(0))},
            {"handed_at", base::to_iso(base::Instant{row.integer(1)})},
            {"handed_by", present.staff(row.id(2))},
            {"unit", present.unit(row.id(3))},
            {"means", row.text(4)},
            {"language", record::enum_text(content.language)},
            {"furigana", content.furigana},
            {"told", std::move(told)},
            {"own_lines", content.own_lines},
            {"tables_version", content.tables_version}};
}

json::array handed_sheets(store::Reader& reader, Presenter& present, base::Ulid const& record) {
    json::array sheets;
    for (auto const& row :
         reader.query("SELECT id, handed_at, handed_by, unit, means, content FROM guidance_sheet "
                      "WHERE record_id = ? ORDER BY seq DESC LIMIT ?",
                      {store::id_value(record), most_sheets_of_record})) {
        sheets.push_back(sheet_row(present, row));
    }
    return sheets;
}

SheetCase case_of(Consultation const& consultation) {
    SheetCase known;
    known.internal_type = consultation.internal_type;
    known.organization = consultation.victim_type == VictimType::organization;
    for (auto const wish : consultation.wishes) {
        known.wishes.emplace_back(record::enum_text(wish));
    }
    return known;
}

// Of a record, or of what is being typed and would be one.
json::array proposals_for(Parts const& parts, Consultation const& consultation) {
    auto const cut = std::string_view(consultation.narrative).substr(0, longest_assessed_text);
    auto const text = base::first_code_points(cut, longest_assessed_text);
    auto const found = parts.platform.recogniser.recognise(text);
    auto const triaged =
        triage(parts.platform.rules,
               {text, consultation.kind, consultation.channel, answers_for_rules(consultation)}, found);
    return sheet_proposals(triaged, case_of(consultation));
}

// What was handed over so far, and what is proposed for the next sheet.
http::Response record_sheets_route(Parts const& parts, Call const& call) {
    auto const id = path_id(call.request);
    json::object answer;
    Consultation consultation;
    parts.platform.store.read([&](store::Reader& reader) {
        platform::access::require(reader, call.actor, Action::consultation_read, {consultation_schema, id});
        Presenter present(reader, call.actor, parts.platform.time.now());
        consultation = registry::get(reader, consultation_schema, id).record.as<Consultation>();
        answer["items"] = handed_sheets(reader, present, id);
    });
    answer["proposed"] = proposals_for(parts, consultation);
    note_reading(parts.platform, call.actor, {shown_record(call.request, "guidance_sheet", id)});
    return http::json_response(200, answer);
}

// The same before 受理: what is being typed decides; nothing is kept.
http::Response proposals_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto told = read_told(members);
    told.narrative = members.text("text", longest_assessed_text);
    told.internal_type = members.text("internal_type", 60);
    members.finish();
    return http::json_response(200, json::object{{"items", proposals_for(parts, told)}});
}

void journal_sheet(store::Transaction& transaction, SheetContent const& content, SheetMeans means,
                   base::Ulid const& sheet, platform::journal::Entry entry) {
    json::array told;
    for (auto const& item : content.items) {
        told.push_back(json::object{{"code", item.code}, {"title", registry::to_json(item.plain_title)}});
    }
    entry.content["after"] = json::object{{"told", std::move(told)},
                                          {"version", content.tables_version},
                                          {"sheet", base::to_string(sheet)},
                                          {"means", record::enum_text(means)},
                                          {"language", record::enum_text(content.language)},
                                          {"furigana", content.furigana},
                                          {"own_lines", content.own_lines}};
    platform::journal::append(transaction, entry);
}

// 交付: what was told to the caller, on paper or read out, kept as it was.
http::Response hand_over_route(Parts const& parts, Press const& press, Call const& call) {
    auto const tables = parts.platform.rules.current();
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const choice = read_choice(members, *tables);
    auto const means = choice_of(members, "means", SheetMeans::paper);
    members.finish();
    auto const record = path_id(call.request);
    auto const now = parts.platform.time.now();
    auto content = sheet_content(*tables, choice);
    parts.platform.store.read([&](store::Reader& reader) {
        platform::access::require(reader, call.actor, Action::guidance_tell, {consultation_schema, record});
        sign(content, reader, call, *tables, now);
        address(content, registry::get(reader, consultation_schema, record));
    });
    auto const digest =
        base::sha256(press.pdf(sheet_document(content)).bytes);  // before the one writer is asked
    auto const sheet = base::new_ulid();
    json::object answer;
    parts.platform.store.write([&](store::Transaction& transaction) {
        platform::access::require(transaction, call.actor, Action::guidance_tell,
                                  {consultation_schema, record});
        transaction.execute(
            "INSERT INTO guidance_sheet (id, record_id, handed_at, handed_by, unit, means, content, digest) "
            "VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?)",
            {store::id_value(sheet), store::id_value(record), now.milliseconds,
             store::id_value(call.actor.staff), store::id_value(call.actor.unit),
             store::text_value(record::enum_text(means)), json::serialize(to_json(content)),
             base::Blob{std::string(base::as_bytes(digest))}});
        journal_sheet(transaction, content, means, sheet,
                      {now, author(call.actor), "tell_guidance", "guidance", record, 0, {}});
        Presenter present(transaction, call.actor, now);
        answer = sheet_row(present,
                           *transaction.first("SELECT id, handed_at, handed_by, unit, means, content FROM "
                                              "guidance_sheet WHERE id = ?",
                                              {store::id_value(sheet)}));
    });
    auto response = http::json_response(201, answer);
    response.headers.emplace_back("Location", "/api/v1/guidance-sheets/" + base::to_string(sheet));
    return response;
}

// Exactly as it was handed over.
http::Response sheet_route(Parts const& parts, Press const& press, Call const& call) {
    auto const id = path_id(call.request);
    auto const shape = paper_shape(call.request);
    SheetContent content;
    base::Ulid record;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const row =
            reader.first("SELECT record_id, content FROM guidance_sheet WHERE id = ?", {store::id_value(id)});
        // No sheet and one that may not be read are the same answer in the same time.
        record = row ? row->id(0) : id;
        platform::access::require(reader, call.actor, Action::consultation_read,
                                  {consultation_schema, record});
        BASE_ASSERT(row);
        content = sheet_content_from(json::parse(row->text(1)).as_object());
    });
    note_reading(parts.platform, call.actor, {shown_record(call.request, "guidance_sheet", record)});
    return paper_response(press, sheet_document(content), shape, "guidance-sheet.pdf");
}

}  // namespace

void add_guidance_sheet_routes(Parts const& parts, std::shared_ptr<Press const> const& press) {
    auto const printing = [&parts,
                           press](http::Response (*handler)(Parts const&, Press const&, Call const&)) {
        return [&parts, press, handler](Call const& call) { return handler(parts, *press, call); };
    };
    auto const plain = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::post,
         "/guidance-sheets",
         "previewGuidanceSheet",
         {"御案内を下見する", "Preview a guidance sheet"}},
        Action::draft_write, printing(&preview_route));
    add(parts,
        {Method::post,
         "/guidance-proposals",
         "proposeGuidance",
         {"入力中の内容に合う教示", "Guidance for what is being typed"},
         256 * 1024},
        Action::draft_write, plain(&proposals_route));
    add(parts,
        {Method::get,
         "/consultations/{id}/guidance-sheets",
         "listGuidanceSheets",
         {"交付した御案内と候補", "Guidance sheets handed over and proposed"}},
        Action::consultation_read, plain(&record_sheets_route));
    add(parts,
        {Method::post,
         "/consultations/{id}/guidance-sheets",
         "handOverGuidanceSheet",
         {"御案内を交付する", "Hand over a guidance sheet"}},
        Action::guidance_tell, printing(&hand_over_route));
    add(parts,
        {Method::get,
         "/guidance-sheets/{id}",
         "getGuidanceSheet",
         {"交付した御案内", "A guidance sheet as handed over"}},
        Action::consultation_read, printing(&sheet_route));
}

}  // namespace modules::intake
