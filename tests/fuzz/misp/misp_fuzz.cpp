// MISP events, manifests and hash lists: any bytes in any chunks give the same items within the counts they
// report.

#include "base/problem.h"
#include "formats/misp/feed.h"
#include "formats/misp/misp.h"
#include "formats/text/encoding.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace {

using formats::misp::EventItems;
using formats::misp::FeedItem;

struct Read {
    std::vector<EventItems> events;
    formats::misp::Report report;
};

Read read(std::string_view input, std::size_t chunk) {
    formats::misp::Reader reader;
    Read result;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        reader.feed(input.substr(at, chunk));
    }
    reader.finish();
    result.events = reader.take();
    result.report = reader.report();
    return result;
}

// All but where JSON broke: inside a word like "true" the parser says its beginning or its end, depending on
// the chunk.
std::vector<base::Violation> placed(std::vector<base::Violation> violations) {
    std::erase_if(violations, [](auto const& violation) { return violation.field.starts_with("byte "); });
    return violations;
}

void check(FeedItem const& item) {
    BASE_ASSERT(!item.misp_type.empty() && !item.place.empty());
    BASE_ASSERT(!formats::text::first_invalid_utf8(item.comment));
    BASE_ASSERT(!item.refused || (!item.refused->ja.empty() && !item.refused->en.empty()));
}

void check(Read const& result, std::string_view input) {
    std::size_t items = 0;
    for (auto const& event : result.events) {
        items += event.items.size();
        for (auto const& item : event.items) {
            check(item);
        }
    }
    BASE_ASSERT(items == result.report.items && result.report.refused_items <= items);
    BASE_ASSERT(result.events.size() == result.report.events);
    BASE_ASSERT(result.report.bytes <= input.size());
    BASE_ASSERT(!result.events.empty() || !result.report.violations.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const whole = read(input, size + 1);
    auto const pieces = read(input, 1 + size % 5);
    check(whole, input);
    check(pieces, input);
    BASE_ASSERT(whole.report.items == pieces.report.items &&
                whole.report.attributes == pieces.report.attributes);
    BASE_ASSERT(placed(whole.report.violations) == placed(pieces.report.violations));
    BASE_ASSERT(whole.report.violations.size() == pieces.report.violations.size());
    for (std::size_t i = 0; i < whole.events.size(); ++i) {
        BASE_ASSERT(whole.events[i].event.uuid == pieces.events[i].event.uuid);
        for (std::size_t k = 0; k < whole.events[i].items.size(); ++k) {
            BASE_ASSERT(whole.events[i].items[k].value == pieces.events[i].items[k].value);
        }
    }
    auto const manifest = formats::misp::parse_manifest(input);
    BASE_ASSERT(static_cast<bool>(manifest) != !manifest.violations().empty());
    for (auto const& hash : formats::misp::parse_hashes(input).hashes) {
        BASE_ASSERT(formats::misp::is_uuid(hash.event_uuid));
    }
    return 0;
}
