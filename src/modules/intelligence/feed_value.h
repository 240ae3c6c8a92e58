#pragma once
// One value of a feed as the store knows it, or why it is none.

#include "base/instant.h"
#include "base/parsed.h"
#include "modules/intelligence/import_report.h"
#include "platform/recognition/recogniser.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intelligence {

constexpr std::size_t longest_feed_value = 8192;
constexpr std::size_t longest_feed_comment = 500;  // code points

struct FeedValue {
    platform::registry::ObservableKey key;
    std::vector<platform::registry::ObservableKey> hosts;  // derived
    std::vector<std::string> listed;                       // names of warning lists
    std::string comment;
    std::optional<base::Instant> at;
};

// A value that came with its type.
[[nodiscard]] base::Parsed<FeedValue> typed_value(platform::recognition::Recogniser const& recogniser,
                                                  std::string_view type, std::string_view value);
// A value that came alone; of any type.
[[nodiscard]] base::Parsed<FeedValue> untyped_value(platform::recognition::Recogniser const& recogniser,
                                                    std::string_view value);
// Everything in a text that is looked up: as in a report, and of the further types when it is one value
// alone.
[[nodiscard]] std::vector<platform::recognition::Recognised> look_up_values(
    platform::recognition::Recogniser const& recogniser, std::string_view text);

[[nodiscard]] std::string kept_comment(std::string_view comment);
void count_taken(ImportReport& report, FeedValue const& value);

}  // namespace modules::intelligence
