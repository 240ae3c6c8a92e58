#include "formats/misp/event_handler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace formats::misp {

namespace {

constexpr std::size_t longest_key = 64;

}  // namespace

EventHandler::Context EventHandler::member_of(Context owner, std::string_view key, bool is_array) const {
    bool const root = owner == Context::root;
    if (root && key == "Event" && !is_array) {
        return Context::event;
    }
    if (root && key == "response") {
        return is_array ? Context::root_list : Context::root;
    }
    if (root || owner == Context::event) {
        if (is_array) {
            return key == "Attribute" ? Context::attributes
                   : key == "Object"  ? Context::objects
                   : key == "Tag"     ? Context::event_tags
                                      : Context::nothing;
        }
        return key == "Orgc" ? Context::orgc : Context::nothing;
    }
    if (owner == Context::object && is_array && key == "Attribute") {
        return Context::attributes;
    }
    if (owner == Context::attribute && is_array && key == "Tag") {
        return Context::attribute_tags;
    }
    return Context::nothing;
}

EventHandler::Context EventHandler::entered_object() const {
    if (frames_.empty()) {
        return Context::root;
    }
    auto const& frame = frames_.back();
    if (!frame.is_array) {
        return member_of(frame.context, frame.key, false);
    }
    switch (frame.context) {
        case Context::root_list:
            return Context::root;
        case Context::attributes:
            return Context::attribute;
        case Context::objects:
            return Context::object;
        case Context::event_tags:
        case Context::attribute_tags:
            return Context::tag;
        case Context::nothing:
        case Context::root:
        case Context::event:
        case Context::attribute:
        case Context::object:
        case Context::tag:
        case Context::orgc:
            return Context::nothing;
    }
    return Context::nothing;
}

EventHandler::Context EventHandler::entered_array() const {
    if (frames_.empty()) {
        return Context::root_list;
    }
    auto const& frame = frames_.back();
    return frame.is_array ? Context::nothing : member_of(frame.context, frame.key, true);
}

std::string EventHandler::place() const {
    std::string path;
    for (auto const& frame : frames_) {
        auto const step = frame.is_array ? fmt::format("{}", frame.index) : frame.key;
        if (!step.empty()) {
            path.append(path.empty() ? "" : "/").append(step);
        }
    }
    return path;
}

void EventHandler::begin_value() {
    if (slot_ != nullptr) {
        slot_->wrong_kind = true;  // an object or array where a scalar belongs
        slot_ = nullptr;
    }
}

void EventHandler::enter(Context context, bool is_array) {
    frames_.push_back({context, is_array, 0, {}});
    if (is_array) {
        return;
    }
    if (context == Context::root || context == Context::event) {
        begin_event();
        event_.seen = context == Context::event;
    } else if (context == Context::attribute) {
        attribute_ = {};
    } else if (context == Context::object) {
        object_ = {};
        object_.first_item = items_.size();
        object_.first_attribute_count = report_.attributes;
    } else if (context == Context::tag) {
        tag_ = {};
    }
}

void EventHandler::leave() {
    auto const context = frames_.back().context;
    bool const is_array = frames_.back().is_array;
    frames_.pop_back();
    if (!is_array) {
        if (context == Context::root || context == Context::event) {
            end_event(true);
        } else if (context == Context::attribute) {
            end_attribute();
        } else if (context == Context::object) {
            end_object();
        } else if (context == Context::tag) {
            end_tag();
        }
    }
    if (!frames_.empty() && frames_.back().is_array) {
        ++frames_.back().index;
    }
}

bool EventHandler::on_object_begin(Error&) {
    begin_value();
    auto const context = ignored_ > 0 ? Context::nothing : entered_object();
    if (context == Context::nothing) {
        ++ignored_;
    } else {
        enter(context, false);
    }
    return true;
}

bool EventHandler::on_array_begin(Error&) {
    begin_value();
    auto const context = ignored_ > 0 ? Context::nothing : entered_array();
    if (context == Context::nothing) {
        ++ignored_;
    } else {
        enter(context, true);
    }
    return true;
}

bool EventHandler::on_object_end(std::size_t, Error&) {
    if (ignored_ > 0) {
        if (--ignored_ == 0 && !frames_.empty() && frames_.back().is_array) {
            ++frames_.back().index;
        }
    } else {
        leave();
    }
    return true;
}

bool EventHandler::on_array_end(std::size_t count, Error& error) {
    return on_object_end(count, error);
}

EventHandler::Slot* EventHandler::event_slot(std::string_view key) {
    return key == "uuid"        ? &event_.uuid
           : key == "info"      ? &event_.info
           : key == "date"      ? &event_.date
           : key == "timestamp" ? &event_.timestamp
                                : nullptr;
}

EventHandler::Slot* EventHandler::attribute_slot(std::string_view key) {
    return key == "value"             ? &attribute_.value
           : key == "type"            ? &attribute_.type
           : key == "category"        ? &attribute_.category
           : key == "comment"         ? &attribute_.comment
           : key == "uuid"            ? &attribute_.uuid
           : key == "timestamp"       ? &attribute_.timestamp
           : key == "to_ids"          ? &attribute_.to_ids
           : key == "deleted"         ? &attribute_.deleted
           : key == "object_relation" ? &attribute_.relation
                                      : nullptr;
}

EventHandler::Slot* EventHandler::object_slot(std::string_view key) {
    return key == "uuid"      ? &object_.uuid
           : key == "name"    ? &object_.name
           : key == "deleted" ? &object_.deleted
                              : nullptr;
}

EventHandler::Slot* EventHandler::slot_for(Context owner, std::string_view key) {
    switch (owner) {
        case Context::root:
        case Context::event:
            return event_slot(key);
        case Context::attribute:
            return attribute_slot(key);
        case Context::object:
            return object_slot(key);
        case Context::tag:
            return key == "name" ? &tag_ : nullptr;
        case Context::orgc:
            return key == "name" ? &event_.orgc : nullptr;
        case Context::nothing:
        case Context::root_list:
        case Context::attributes:
        case Context::objects:
        case Context::event_tags:
        case Context::attribute_tags:
            return nullptr;
    }
    return nullptr;
}

bool EventHandler::on_key_part(Text part, std::size_t, Error&) {
    if (ignored_ == 0 && key_.size() <= longest_key) {
        key_.append(part.data(), std::min(part.size(), longest_key + 1 - key_.size()));
    }
    return true;
}

bool EventHandler::on_key(Text part, std::size_t size, Error& error) {
    on_key_part(part, size, error);
    if (ignored_ > 0) {
        return true;
    }
    auto& frame = frames_.back();
    std::swap(frame.key, key_);
    key_.clear();
    slot_ = slot_for(frame.context, frame.key);
    if (slot_ != nullptr) {
        slot_->text.clear();
        slot_->given = false;
        slot_->wrong_kind = false;
        slot_->too_long = false;
    }
    bool const owns_attributes =
        frame.context == Context::root && (frame.key == "Attribute" || frame.key == "Object");
    event_.seen = event_.seen || owns_attributes;
    return true;
}

void EventHandler::append(Text part) {
    if (slot_ == nullptr) {
        return;
    }
    auto const room = longest_value - std::min(longest_value, slot_->text.size());
    slot_->too_long = slot_->too_long || part.size() > room;
    slot_->text.append(part.data(), std::min(part.size(), room));
}

void EventHandler::end_scalar() {
    if (slot_ != nullptr) {
        slot_->given = true;
        slot_ = nullptr;
    }
    if (ignored_ == 0 && !frames_.empty() && frames_.back().is_array) {
        ++frames_.back().index;
    }
}

bool EventHandler::on_string_part(Text part, std::size_t, Error&) {
    append(part);
    return true;
}

bool EventHandler::on_string(Text part, std::size_t, Error&) {
    append(part);
    end_scalar();
    return true;
}

bool EventHandler::on_number_part(Text part, Error&) {
    append(part);
    return true;
}

bool EventHandler::on_int64(std::int64_t, Text part, Error&) {
    append(part);
    end_scalar();
    return true;
}

bool EventHandler::on_uint64(std::uint64_t, Text part, Error& error) {
    return on_int64(0, part, error);
}

bool EventHandler::on_double(double, Text part, Error& error) {
    return on_int64(0, part, error);
}

bool EventHandler::on_bool(bool value, Error&) {
    append(value ? Text("true") : Text("false"));
    end_scalar();
    return true;
}

bool EventHandler::on_null(Error&) {
    slot_ = nullptr;  // as if it were not there
    end_scalar();
    return true;
}

}  // namespace formats::misp
