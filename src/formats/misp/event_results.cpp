#include "formats/misp/attribute_types.h"
#include "formats/misp/event_handler.h"
#include "formats/text/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

// The second half of EventHandler: what is made of the members once an attribute, object or event has been
// read.
namespace formats::misp {

namespace {

constexpr std::size_t most_tags = 200;
constexpr std::size_t most_unknown_types = 1'000;
constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

std::optional<base::Instant> instant_of(std::string_view text) {
    std::int64_t seconds = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size()) {
        bool const plausible = seconds > 0 && seconds <= last_second;
        return plausible ? std::optional(base::Instant{seconds * 1000}) : std::nullopt;
    }
    return base::parse_instant(text);
}

bool is_true(std::string_view text) {
    return text == "true" || text == "1";
}

base::Words no_text_words() {
    return {"文字列ではありません", "not a string"};
}

}  // namespace

void EventHandler::violate(std::string field, base::Words reason) {
    if (report_.violations.size() < most_violations) {
        report_.violations.push_back({std::move(field), std::move(reason)});
    } else {
        ++report_.violations_not_told;
    }
}

// The text of a slot, or "" with a violation where it is no text that can be kept.
std::string EventHandler::settled(Slot& slot, std::string_view member) {
    auto const field = [&] { return place().append("/").append(member); };
    if (slot.wrong_kind) {
        violate(field(), no_text_words());
        return {};
    }
    if (!slot.given) {
        return {};  // absent, null, or cut in the middle of it
    }
    if (slot.too_long) {
        violate(field(), {fmt::format("長すぎます（上限は {} バイト）", longest_value),
                          fmt::format("too long (the limit is {} bytes)", longest_value)});
        return {};
    }
    if (text::first_invalid_utf8(slot.text)) {
        violate(field(), {"UTF-8 として読めません", "not valid UTF-8"});
        return {};
    }
    return std::move(slot.text);
}

void EventHandler::begin_event() {
    if (event_.seen && (!items_.empty() || event_.uuid.given)) {
        end_event(true);
    }
    event_ = {};
    items_.clear();
    items_not_kept_ = 0;
}

void EventHandler::end_event(bool complete) {
    auto event = std::exchange(event_, {});
    auto items = std::exchange(items_, {});
    bool const listed = event.uuid.given && event.info.given;  // an index of events has no attributes
    if (!event.seen && !listed) {
        return;
    }
    if (items_not_kept_ > 0) {
        violate(place(), {fmt::format("1 件のイベントの値が {} を超えました（{} 件を読み飛ばしました）",
                                      most_items_in_event, items_not_kept_),
                          fmt::format("more than {} values in one event ({} passed over)",
                                      most_items_in_event, items_not_kept_)});
    }
    EventItems whole;
    whole.complete = complete;
    whole.items = std::move(items);
    whole.event.uuid = settled(event.uuid, "uuid");
    whole.event.info = settled(event.info, "info");
    whole.event.orgc = settled(event.orgc, "Orgc/name");
    whole.event.date = base::parse_date(settled(event.date, "date"));
    whole.event.timestamp = instant_of(settled(event.timestamp, "timestamp"));
    whole.event.tags = std::move(event.tags);
    ++report_.events;
    report_.items += whole.items.size();
    done_.push_back(std::move(whole));
}

void EventHandler::end_tag() {
    auto name = settled(tag_, "name");
    auto const context = frames_.back().context;
    auto& tags = context == Context::attribute_tags ? attribute_.tags : event_.tags;
    if (!name.empty() && tags.size() < most_tags) {
        tags.push_back(std::move(name));
    }
}

void EventHandler::add_item(FeedItem item) {
    if (items_.size() >= most_items_in_event) {
        ++items_not_kept_;
        return;
    }
    report_.refused_items += item.refused ? std::size_t{1} : std::size_t{0};
    items_.push_back(std::move(item));
}

void EventHandler::add_items(FeedItem item) {
    auto const* const type = find_attribute_type(item.misp_type);
    if (type == nullptr) {
        if (report_.unknown_types.size() < most_unknown_types ||
            report_.unknown_types.contains(item.misp_type)) {
            ++report_.unknown_types[item.misp_type];
        }
        add_item(std::move(item));
        return;
    }
    auto const bar = type->split_at_last ? item.value.rfind('|') : item.value.find('|');
    auto const judged = [](FeedItem part, Meaning meaning) {
        auto judgement = judge(meaning, part.value);
        part.type = judgement.type;
        part.refused = std::move(judgement.refused);
        return part;
    };
    if (!type->second) {
        add_item(judged(std::move(item), type->first));
        return;
    }
    if (bar == std::string::npos) {
        item.refused =
            base::Words{"複合型の区切り「|」がありません", "the '|' of a composite type is missing"};
        add_item(std::move(item));
        return;
    }
    auto second = item;
    second.value = item.value.substr(bar + 1);
    second.part = 2;
    item.value.resize(bar);
    item.part = 1;
    add_item(judged(std::move(item), type->first));
    add_item(judged(std::move(second), *type->second));
}

void EventHandler::end_attribute() {
    if (is_true(attribute_.deleted.text)) {
        ++report_.deleted;
        return;
    }
    ++report_.attributes;
    auto const violations = report_.violations.size() + report_.violations_not_told;
    FeedItem item;
    item.misp_type = settled(attribute_.type, "type");
    item.value = settled(attribute_.value, "value");
    bool const told = report_.violations.size() + report_.violations_not_told > violations;
    if (item.misp_type.empty() || item.value.empty()) {
        if (!told) {
            violate(place().append(item.misp_type.empty() ? "/type" : "/value"),
                    {"必須の項目がありません", "this member is required"});
        }
        return;
    }
    item.misp_category = settled(attribute_.category, "category");
    item.comment = settled(attribute_.comment, "comment");
    item.uuid = settled(attribute_.uuid, "uuid");
    item.timestamp = instant_of(attribute_.timestamp.text);
    item.to_ids = is_true(attribute_.to_ids.text);
    item.relation = settled(attribute_.relation, "object_relation");
    item.tags = std::move(attribute_.tags);
    item.place = place();
    add_items(std::move(item));
}

void EventHandler::end_object() {
    auto const first =
        items_.begin() + static_cast<std::ptrdiff_t>(std::min(object_.first_item, items_.size()));
    if (is_true(object_.deleted.text)) {
        report_.deleted += report_.attributes - object_.first_attribute_count;
        report_.attributes = object_.first_attribute_count;
        report_.refused_items -= static_cast<std::size_t>(
            std::count_if(first, items_.end(), [](auto const& item) { return bool(item.refused); }));
        items_.erase(first, items_.end());
        return;
    }
    auto const name = settled(object_.name, "name");
    auto const uuid = settled(object_.uuid, "uuid");
    std::for_each(first, items_.end(), [&](FeedItem& item) {
        item.object = name;
        item.object_uuid = uuid;
    });
}

void EventHandler::end() {
    if (frames_.empty()) {
        return;
    }
    end_event(false);
    frames_.clear();
}

std::vector<EventItems> EventHandler::take() {
    return std::exchange(done_, {});
}

}  // namespace formats::misp
