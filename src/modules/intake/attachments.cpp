#include "modules/intake/attachments.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "platform/files/kept_files.h"
#include "platform/recognition/recogniser.h"
#include "record/sql.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules::intake {

namespace files = platform::files;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::int64_t most_attachments = 1000;  // of one record
constexpr std::size_t longest_name = 255;
constexpr std::string_view field_prefix = "attachment/";

std::string text_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::int64_t number_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_number() ? found->to_number<std::int64_t>() : 0;
}

bool flag_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_bool() && found->as_bool();
}

// Every string below is searched for the digits of a card that was found in it.
void mask_texts(json::value& value, platform::recognition::Recogniser const& recogniser) {
    if (auto* const text = value.if_string()) {
        if (text->size() >= 12) {
            auto const masked =
                platform::recognition::Recogniser::mask_cards(*text, recogniser.recognise(*text));
            *text = masked;
        }
    } else if (auto* const list = value.if_array()) {
        for (auto& one : *list) {
            mask_texts(one, recogniser);
        }
    } else if (auto* const object = value.if_object()) {
        for (auto& member : *object) {
            mask_texts(member.value(), recogniser);
        }
    }
}

std::string_view role_of(std::string_view said, std::string_view text, std::string_view known_sender) {
    if (said == "sender") {
        return !known_sender.empty() && text == known_sender ? "victim" : "subject";
    }
    return said == "subject" || said == "third_party" ? said : std::string_view();
}

// What the child said of one file, into values of the house.
ReadFile understood(Parts const& parts, NewFile file, json::object reading, std::string_view known_sender) {
    ReadFile read{std::move(file), {}, {}, {}};
    auto const& recogniser = parts.platform.recogniser;
    auto* const texts = reading.if_contains("texts");
    for (auto& one : texts != nullptr && texts->is_array() ? texts->as_array() : json::array{}) {
        if (!one.is_object()) {
            continue;
        }
        auto const place = text_in(one.as_object(), "place");
        auto const text = base::repaired_text(text_in(one.as_object(), "text"));
        auto const said = text_in(one.as_object(), "role");
        auto const role = role_of(said, text, known_sender);
        auto found = recogniser.recognise(text);
        for (auto& observable : found) {
            observable.role = role.empty() ? observable.role : std::string(role);
        }
        auto const masked = platform::recognition::Recogniser::mask_cards(text, found);
        for (auto& seen : platform::recognition::Recogniser::seen(found, masked, place)) {
            read.seen.push_back(std::move(seen));
        }
        one.as_object()["text"] = masked;
    }
    for (auto& member : reading) {
        if (member.key() != "texts" && member.key() != "parts") {
            mask_texts(member.value(), recogniser);
        }
    }
    read.reading = std::move(reading);
    return read;
}

json::array seen_json(std::vector<registry::Seen> const& seen) {
    json::array list;
    for (auto const& one : seen) {
        list.push_back(json::object{{"type", one.key.type},
                                    {"value", one.key.value},
                                    {"field", one.field},
                                    {"as_written", one.as_written},
                                    {"start", one.start},
                                    {"end", one.end},
                                    {"role", one.role},
                                    {"derived", one.derived},
                                    {"unverified", one.unverified}});
    }
    return list;
}

std::vector<registry::Seen> seen_in(json::object const& kept) {
    std::vector<registry::Seen> seen;
    auto const* const list = kept.if_contains("seen");
    for (auto const& one : list != nullptr && list->is_array() ? list->as_array() : json::array{}) {
        auto const& object = one.as_object();
        seen.push_back({{text_in(object, "type"), text_in(object, "value")},
                        text_in(object, "field"),
                        text_in(object, "as_written"),
                        static_cast<std::size_t>(number_in(object, "start")),
                        static_cast<std::size_t>(number_in(object, "end")),
                        text_in(object, "role"),
                        flag_in(object, "derived"),
                        flag_in(object, "unverified")});
    }
    return seen;
}

std::string field_of(std::int64_t ordinal, std::string_view place) {
    return fmt::format("{}{}/{}", field_prefix, ordinal, place);
}

void write_sightings(store::Transaction& transaction, base::Ulid const& record,
                     std::vector<registry::Seen> const& more, base::Instant at) {
    if (more.empty()) {
        return;
    }
    std::vector<registry::Seen> all;
    for (auto& sighting : registry::sightings_of(transaction, record)) {
        all.push_back(std::move(sighting.seen));
    }
    all.insert(all.end(), more.begin(), more.end());
    registry::write_sightings(transaction, "consultation", record, all, at);
}

std::int64_t next_ordinal(store::Reader& reader, base::Ulid const& record, std::int64_t more) {
    auto const last = reader.first(
        "SELECT CAST(coalesce(max(ordinal), 0) AS BIGINT), count(*) FROM attachments WHERE record_id = ?",
        {store::id_value(record)});
    if (last->integer(1) + more > most_attachments) {
        throw base::Problem(base::Problem::conflict, "添付は1件につき1000個までです",
                            "a record has at most 1,000 attachments");
    }
    return last->integer(0) + 1;
}

Attachment made_of(NewFile const& file, std::string_view kind, base::Ulid const& record,
                   std::int64_t ordinal) {
    Attachment made;
    made.record_kind = kind;
    made.record_id = record;
    made.ordinal = ordinal;
    made.name = base::first_code_points(base::repaired_text(file.name), longest_name);
    made.media_type = file.stored.media_type;
    made.size = file.stored.size;
    made.sha256 = file.stored.sha256;
    made.origin = file.origin;
    made.origin_detail = file.origin_detail;
    return made;
}

void keep_reading(store::Transaction& transaction, base::Ulid const& attachment, base::Ulid const& record,
                  ReadFile const& read) {
    auto kept = read.reading;
    kept.erase("parts");  // each is an attachment of its own
    kept["seen"] = seen_json(read.seen);
    transaction.execute("INSERT INTO attachment_reading (attachment_id, record_id, reading) VALUES (?, ?, ?)",
                        {store::id_value(attachment), store::id_value(record), json::serialize(kept)});
}

std::vector<ReadFile const*> flat(ReadFile const& read) {
    std::vector<ReadFile const*> all{&read};
    for (auto const& part : read.parts) {
        all.push_back(&part);
    }
    return all;
}

// A row without a journal entry: what is in a draft counts from its acceptance on.
base::Ulid insert_unjournaled(store::Transaction& transaction, Attachment const& made, Holder const& holder,
                              registry::Change const& change) {
    record::Envelope envelope;
    envelope.id = base::new_ulid();
    envelope.created_at = envelope.changed_at = change.at;
    envelope.created_by = envelope.changed_by = change.author.staff.value_or(base::Ulid{});
    envelope.owner_unit = holder.owner_unit;
    envelope.origin_unit = holder.origin_unit;
    transaction.execute(record::insert_statement(attachment_schema),
                        record::insert_values(envelope, record::View(attachment_schema, made)));
    return envelope.id;
}

}  // namespace

ReadFile read_file(Parts const& parts, NewFile file, std::string_view known_sender, files::Sync sync) {
    if (file.stored.size > static_cast<std::int64_t>(files::largest_read)) {
        json::object reading{{"kind", "none"}, {"media_type", file.stored.media_type}};
        reading["warnings"] =
            json::array{json::object{{"field", ""},
                                     {"ja", "大きいため中身は読み取っていません。ファイルは保管されています"},
                                     {"en", "too large to be looked into; the file itself is kept"}}};
        return {std::move(file), std::move(reading), {}, {}};
    }
    auto child = parts.reader.read(parts.vault, file.stored.sha256, files::Wish::parts);
    auto read = understood(parts, std::move(file), std::move(child.reading), known_sender);
    std::string_view bytes = child.bytes;
    auto const* const inner = read.reading.if_contains("parts");
    for (auto const& one : inner != nullptr && inner->is_array() ? inner->as_array() : json::array{}) {
        auto const& part = one.as_object();
        auto const length = static_cast<std::size_t>(std::max<std::int64_t>(number_in(part, "length"), 0));
        if (length > bytes.size()) {
            break;
        }
        auto stored = parts.vault.put(files::source_of(bytes.substr(0, length)), sync);
        bytes.remove_prefix(length);
        auto name = text_in(part, "name");
        if (name.empty()) {
            name = "部分 " + text_in(part, "section");
        }
        auto const* const reading = part.if_contains("reading");
        read.parts.push_back(understood(
            parts,
            {std::move(stored), std::move(name), FileOrigin::mail_part, "部分 " + text_in(part, "section")},
            reading != nullptr && reading->is_object() ? reading->as_object() : json::object{},
            known_sender));
    }
    return read;
}

std::vector<base::Ulid> attach(store::Transaction& transaction, Parts const& parts, Holder const& holder,
                               ReadFile const& read, registry::Change const& change) {
    auto about = change;
    about.action = "attach";
    about.about = holder.record;
    auto const all = flat(read);
    auto const first = next_ordinal(transaction, holder.record, static_cast<std::int64_t>(all.size()));
    auto ordinal = first;
    std::vector<base::Ulid> ids;
    std::vector<registry::Seen> seen;
    for (auto const* const one : all) {
        files::name_file(transaction, parts.vault, one->file.stored, holder.record, change.at);
        auto made = made_of(one->file, "consultation", holder.record, ordinal);
        if (made.origin == FileOrigin::mail_part) {
            made.origin_detail = fmt::format("添付 {} {}", first, made.origin_detail);
        }
        auto const envelope = registry::insert(transaction, record::View(attachment_schema, made),
                                               {holder.owner_unit, holder.origin_unit}, about);
        keep_reading(transaction, envelope.id, holder.record, *one);
        for (auto found : one->seen) {
            found.field = field_of(ordinal, found.field);
            seen.push_back(std::move(found));
        }
        ids.push_back(envelope.id);
        ++ordinal;
    }
    write_sightings(transaction, holder.record, seen, change.at);
    return ids;
}

std::vector<base::Ulid> attach_to_draft(store::Transaction& transaction, Parts const& parts,
                                        Holder const& draft, ReadFile const& read,
                                        registry::Change const& change) {
    auto const all = flat(read);
    auto const first = next_ordinal(transaction, draft.record, static_cast<std::int64_t>(all.size()));
    auto ordinal = first;
    std::vector<base::Ulid> ids;
    for (auto const* const one : all) {
        files::name_file(transaction, parts.vault, one->file.stored, draft.record, change.at);
        auto made = made_of(one->file, "draft", draft.record, ordinal++);
        if (made.origin == FileOrigin::mail_part) {
            made.origin_detail = fmt::format("添付 {} {}", first, made.origin_detail);
        }
        ids.push_back(insert_unjournaled(transaction, made, draft, change));
        keep_reading(transaction, ids.back(), draft.record, *one);
    }
    return ids;
}

void take_over_draft_files(store::Transaction& transaction, Parts const& parts, base::Ulid const& draft,
                           Holder const& holder, registry::Change const& change) {
    auto const lying = attachments_of(transaction, draft);
    if (lying.empty() || lying.front().envelope.created_by != change.author.staff.value_or(base::Ulid{})) {
        return;  // another's draft is not taken
    }
    auto about = change;
    about.action = "attach";
    about.about = holder.record;
    std::vector<registry::Seen> seen;
    for (auto const& before : lying) {
        auto after = before;
        auto& attachment = after.record.as<Attachment>();
        attachment.record_kind = "consultation";
        attachment.record_id = holder.record;
        after.envelope.owner_unit = holder.owner_unit;
        after.envelope.origin_unit = holder.origin_unit;
        auto const file = files::find_file(transaction, attachment.sha256);
        BASE_ASSERT(file);  // a foreign key says so
        files::name_file(transaction, parts.vault, *file, holder.record, change.at);
        registry::update(transaction, before, after, about);
        auto const kept = reading_of(transaction, before.envelope.id);
        for (auto found : kept ? seen_in(*kept) : std::vector<registry::Seen>{}) {
            found.field = field_of(attachment.ordinal, found.field);
            seen.push_back(std::move(found));
        }
    }
    transaction.execute("UPDATE attachment_reading SET record_id = ? WHERE record_id = ?",
                        {store::id_value(holder.record), store::id_value(draft)});
    files::forget_files(transaction, draft);
    write_sightings(transaction, holder.record, seen, change.at);
}

void remove_draft_files(store::Transaction& transaction, base::Ulid const& draft) {
    for (auto const* table : {"attachment_reading", "attachments"}) {
        transaction.execute(fmt::format("DELETE FROM {} WHERE record_id = ?", table),
                            {store::id_value(draft)});
    }
    files::forget_files(transaction, draft);
}

void remove_draft_file(store::Transaction& transaction, base::Ulid const& draft,
                       base::Ulid const& attachment) {
    static_cast<void>(attachment_of(transaction, draft, attachment));
    transaction.execute("DELETE FROM attachment_reading WHERE attachment_id = ?",
                        {store::id_value(attachment)});
    transaction.execute("DELETE FROM attachments WHERE id = ?", {store::id_value(attachment)});
    std::set<std::string> named;
    for (auto const& one : attachments_of(transaction, draft)) {
        named.insert(one.record.as<Attachment>().sha256);
    }
    files::forget_files(transaction, draft, named);
}

std::vector<record::StoredRecord> attachments_of(store::Reader& reader, base::Ulid const& record) {
    auto found = registry::all(reader, attachment_schema, {"r.record_id = ?", {store::id_value(record)}});
    std::ranges::sort(found, {},
                      [](record::StoredRecord const& one) { return one.record.as<Attachment>().ordinal; });
    return found;
}

record::StoredRecord attachment_of(store::Reader& reader, base::Ulid const& record,
                                   base::Ulid const& attachment) {
    auto found = registry::get(reader, attachment_schema, attachment);
    if (found.record.as<Attachment>().record_id != record) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return found;
}

std::optional<json::object> reading_of(store::Reader& reader, base::Ulid const& attachment) {
    auto const row = reader.first("SELECT reading FROM attachment_reading WHERE attachment_id = ?",
                                  {store::id_value(attachment)});
    return row ? std::optional(json::parse(row->text(0)).as_object()) : std::nullopt;
}

void keep_attached(store::Reader& reader, base::Ulid const& record, std::vector<registry::Seen>& seen) {
    for (auto& sighting : registry::sightings_of(reader, record)) {
        if (sighting.seen.field.starts_with(field_prefix)) {
            seen.push_back(std::move(sighting.seen));
        }
    }
}

void forget_sightings(store::Transaction& transaction, base::Ulid const& record, std::int64_t ordinal,
                      base::Instant at) {
    std::vector<registry::Seen> stay;
    for (auto& sighting : registry::sightings_of(transaction, record)) {
        if (!sighting.seen.field.starts_with(field_of(ordinal, ""))) {
            stay.push_back(std::move(sighting.seen));
        }
    }
    registry::write_sightings(transaction, "consultation", record, stay, at);
}

}  // namespace modules::intake
