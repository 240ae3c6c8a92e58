#pragma once
// MISP events into plain items: {"Event":…}, a bare event, {"response":[…]}, an array of events, and
// attribute searches. Values are handed on as written: normalising them is the extractor's. Streaming: chunks
// of any size, bounded memory.

#include "base/instant.h"
#include "base/parsed.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::misp {

constexpr std::uint64_t largest_file = std::uint64_t{512} << 20U;
constexpr std::size_t longest_value = std::size_t{16} << 20U;
constexpr std::size_t deepest_nesting = 64;
constexpr std::size_t most_items_in_event = 1'000'000;
constexpr std::size_t most_violations = 1'000;

struct Event {
    std::string uuid;
    std::string info;
    std::optional<base::Date> date;
    std::string orgc;  // name of the organisation that made it
    std::optional<base::Instant> timestamp;
    std::vector<std::string> tags;
};

// A value of an attribute; a composite attribute ("domain|ip") gives two with the same uuid.
struct FeedItem {
    std::string type;       // our name (engine/observables, type_name), "" where we have none
    std::string value;      // as written
    std::string misp_type;  // of the attribute, both parts: "domain|ip"
    std::string misp_category;
    bool to_ids = false;
    std::string comment;
    std::optional<base::Instant> timestamp;
    std::string uuid;
    std::vector<std::string> tags;
    int part = 0;                        // 1 and 2 in a composite, else 0
    std::string object;                  // name of the MISP object it is in, "" outside
    std::string object_uuid;             // links what one object says
    std::string relation;                // its role in that object
    std::string place;                   // "Event/Attribute/17"
    std::optional<base::Words> refused;  // why the value cannot be of its type
};

struct EventItems {
    Event event;
    std::vector<FeedItem> items;
    bool complete = true;  // false where the file ended or broke inside the event
};

struct Report {
    std::uint64_t bytes = 0;
    std::size_t events = 0;
    std::size_t attributes = 0;  // not deleted
    std::size_t deleted = 0;
    std::size_t items = 0;
    std::size_t refused_items = 0;  // those with a `refused` reason
    std::map<std::string, std::size_t, std::less<>> unknown_types;
    std::vector<base::Violation> violations;  // field "Event/Attribute/17/value" or "byte 1234"
    std::size_t violations_not_told = 0;      // beyond most_violations
};

class Reader {
  public:
    Reader();
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    // After a syntax error the rest of the file is passed over; what was read before it is kept.
    void feed(std::string_view chunk);
    void finish();
    // The events finished since the last call. An event is held until its end, since its name may come after
    // its attributes.
    [[nodiscard]] std::vector<EventItems> take();
    [[nodiscard]] Report const& report() const;

  private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

}  // namespace formats::misp
