#pragma once
// 御案内: the sheet that a caller takes home. Chosen texts become content, which is kept as it was handed
// over; content becomes a document.

#include "base/instant.h"
#include "base/problem.h"
#include "modules/intake/triage.h"
#include "platform/documents/document.h"
#include "record/enum_values.h"

#include <boost/describe/enum.hpp>
#include <boost/json/fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

BOOST_DEFINE_ENUM_CLASS(SheetLanguage, ja, easy, en)
consteval auto enum_labels(SheetLanguage) {
    return record::labels<SheetLanguage>({{SheetLanguage::ja, "日本語", "Japanese"},
                                          {SheetLanguage::easy, "やさしい日本語", "Easy Japanese"},
                                          {SheetLanguage::en, "英語", "English"}});
}

BOOST_DEFINE_ENUM_CLASS(SheetMeans, paper, read_out)
consteval auto enum_labels(SheetMeans) {
    return record::labels<SheetMeans>(
        {{SheetMeans::paper, "用紙を交付", "On paper"}, {SheetMeans::read_out, "口頭で教示", "Read out"}});
}

constexpr std::size_t most_sheet_texts = 40;
constexpr std::size_t longest_own_lines = 1000;  // characters

// What the officer chooses.
struct SheetChoice {
    std::vector<std::string> codes;  // in the order in which they are printed
    SheetLanguage language = SheetLanguage::ja;
    bool furigana = false;
    std::string own_lines;
};

struct SheetContact {
    std::string name;  // marked with readings
    std::string contact;
    std::string hours;
    bool certain = false;  // checked by the force
    bool operator==(SheetContact const&) const = default;
};
struct SheetItem {
    std::string code;
    base::Words plain_title;  // for lists
    std::string title;        // marked with readings, in the language of the sheet
    std::string text;
    std::vector<SheetContact> contacts;
    bool operator==(SheetItem const&) const = default;
};

// Everything that stands on the sheet.
struct SheetContent {
    SheetLanguage language = SheetLanguage::ja;
    bool furigana = false;
    base::Instant at;
    std::string number;  // empty before 受理
    std::string caller;
    std::string unit;
    std::string officer;               // rank and name
    std::string phone;                 // of the station; empty where the force has not entered it
    std::string extension;             // never without the telephone that it belongs to
    std::optional<SheetContact> desk;  // whom to ring where no telephone of the station is known
    std::vector<SheetItem> items;
    std::string own_lines;
    std::string tables_version;
    bool operator==(SheetContent const&) const = default;
};

// The chosen texts as they are now. Every code must be one of the tables'.
[[nodiscard]] SheetContent sheet_content(platform::tables::Active const& tables, SheetChoice const& choice);

// How the caller reaches who handed it over. An extension alone cannot be rung from outside: without a
// telephone of the station the police advice line stands there, as the tables give it.
struct Reach {
    std::string phone;
    std::string extension;
};
void reach(SheetContent& content, platform::tables::Active const& tables, Reach const& reach);

[[nodiscard]] boost::json::object to_json(SheetContent const& content);
// Of what to_json wrote.
[[nodiscard]] SheetContent sheet_content_from(boost::json::object const& object);

[[nodiscard]] platform::documents::Document sheet_document(SheetContent const& content);

// What is known of a case beside its text.
struct SheetCase {
    std::string internal_type;  // empty: what the tables propose
    std::vector<std::string> wishes;
    bool organization = false;
};
// The texts proposed for this case with their reasons, the measures first, then what is handed to everybody.
[[nodiscard]] boost::json::array sheet_proposals(Triage const& triage, SheetCase const& known);

}  // namespace modules::intake
