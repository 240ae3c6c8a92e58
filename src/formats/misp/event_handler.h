#pragma once
// What the streaming JSON parser of misp.cpp calls: follows where it is in an event and fills the structs of
// misp.h.

#include "formats/misp/misp.h"

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace formats::misp {

class EventHandler {
  public:
    // The names that boost::json::basic_parser asks for. Sizes are bounded by what is kept, not by what is
    // read.
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();
    using Error = boost::json::error_code;
    using Text = boost::json::string_view;

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&);
    bool on_object_end(std::size_t, Error&);
    bool on_array_begin(Error&);
    bool on_array_end(std::size_t, Error&);
    bool on_key_part(Text part, std::size_t, Error&);
    bool on_key(Text part, std::size_t, Error&);
    bool on_string_part(Text part, std::size_t, Error&);
    bool on_string(Text part, std::size_t, Error&);
    bool on_number_part(Text part, Error&);
    bool on_int64(std::int64_t, Text part, Error&);
    bool on_uint64(std::uint64_t, Text part, Error&);
    bool on_double(double, Text part, Error&);
    bool on_bool(bool value, Error&);
    bool on_null(Error&);
    bool on_comment_part(Text, Error&) { return true; }
    bool on_comment(Text, Error&) { return true; }

    // The input ended: an event that is still open is handed over as incomplete.
    void end();
    void violate(std::string field, base::Words reason);
    [[nodiscard]] std::vector<EventItems> take();
    [[nodiscard]] Report& report() noexcept { return report_; }
    [[nodiscard]] Report const& report() const noexcept { return report_; }

  private:
    enum class Context {
        nothing,
        root,
        root_list,
        event,
        attributes,
        attribute,
        objects,
        object,
        event_tags,
        attribute_tags,
        tag,
        orgc,
    };
    struct Frame {
        Context context = Context::nothing;
        bool is_array = false;
        std::size_t index = 0;  // of the element being read
        std::string key;        // of the member being read
    };
    // One scalar member that is kept. A longer one is cut and its owner refused.
    struct Slot {
        std::string text;
        bool given = false;
        bool too_long = false;
        bool wrong_kind = false;
    };
    struct RawEvent {
        Slot uuid, info, date, timestamp, orgc;
        std::vector<std::string> tags;
        bool seen = false;  // something that only an event has
    };
    struct RawAttribute {
        Slot uuid, type, category, value, comment, timestamp, to_ids, deleted, relation;
        std::vector<std::string> tags;
    };
    struct RawObject {
        Slot uuid, name, deleted;
        std::size_t first_item = 0;
        std::size_t first_attribute_count = 0;
    };

    [[nodiscard]] Context entered_object() const;
    [[nodiscard]] Context entered_array() const;
    [[nodiscard]] Context member_of(Context owner, std::string_view key, bool is_array) const;
    [[nodiscard]] Slot* slot_for(Context owner, std::string_view key);
    [[nodiscard]] Slot* event_slot(std::string_view key);
    [[nodiscard]] Slot* attribute_slot(std::string_view key);
    [[nodiscard]] Slot* object_slot(std::string_view key);
    void enter(Context context, bool is_array);
    void leave();
    void begin_value();
    void append(Text part);
    void end_scalar();

    void begin_event();
    void end_event(bool complete);
    void end_attribute();
    void end_object();
    void end_tag();
    void add_items(FeedItem item);
    void add_item(FeedItem item);
    [[nodiscard]] std::string settled(Slot& slot, std::string_view member);
    [[nodiscard]] std::string place() const;

    std::vector<Frame> frames_;
    std::size_t ignored_ = 0;  // depth inside something that is passed over
    std::string key_;
    Slot* slot_ = nullptr;
    RawEvent event_;
    RawAttribute attribute_;
    RawObject object_;
    Slot tag_;
    std::vector<FeedItem> items_;
    std::size_t items_not_kept_ = 0;
    std::vector<EventItems> done_;
    Report report_;
};

}  // namespace formats::misp
