#pragma once
// Consultations from another system: one JSON object a line, into plain values. Whether a station exists or a
// time lies in the future is the importer's to say.

#include "base/instant.h"
#include "base/parsed.h"
#include "formats/json_lines/json_lines.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::consultations {

struct ConsultationItem {
    std::string id;  // the source's own
    std::string channel;
    std::string kind;
    std::string text;
    std::optional<std::string> station;
    std::optional<base::Instant> received_at;
    std::optional<std::string> officer;
    bool operator==(ConsultationItem const&) const = default;
};

constexpr std::array<std::string_view, 11> channels = {"来署", "電話",   "メール", "窓口フォーム",
                                                       "交番", "110",    "#9110",  "ボランティア",
                                                       "IHC",  "事業者", "他機関"};
constexpr std::array<std::string_view, 3> kinds = {"通報", "相談", "情報提供"};

// Violations are named "line 7312/text". `labels`, `based_on` and `based_on_fit` are accepted and dropped.
[[nodiscard]] base::Parsed<ConsultationItem> parse(json_lines::Line const& line);

struct NumberedItem {
    std::size_t line = 0;
    std::uint64_t offset = 0;
    base::Parsed<ConsultationItem> item;
};

// The same, straight from chunks of a file.
class Reader {
  public:
    [[nodiscard]] std::vector<NumberedItem> feed(std::string_view chunk);
    [[nodiscard]] std::vector<NumberedItem> finish();

  private:
    json_lines::Reader lines_;
};

}  // namespace formats::consultations
