#include "modules/intake/guidance_sheet.h"

#include "base/problem.h"
#include "base/ruby.h"
#include "modules/intake/consultation.h"
#include "modules/intake/guidance.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules::intake {

namespace documents = platform::documents;
namespace json = boost::json;
namespace registry = platform::registry;
using documents::Block;
using documents::Text;

namespace {

// The few words that stand on every sheet: {Japanese, easy Japanese, English}.
struct Words {
    std::string_view ja;
    std::string_view easy;
    std::string_view en;
};
constexpr Words title_words{"{御案内|ごあんない}", "あなたへの お{知|し}らせ", "Information for you"};
constexpr Words intro_words{
    "ご{相談|そうだん}いただいた{件|けん}について、お{願|ねが}いしたいこと、{相談|そうだん}できる{窓口|"
    "まどぐち}をまとめました。{分|わ}からないことは{遠慮|えんりょ}なく{担当者|たんとうしゃ}にお{尋|たず}"
    "ねください。",
    "これから してほしいことを {書|か}きました。わからないことは、{警察|けいさつ}の {人|ひと}に "
    "{聞|き}いてください。",
    "This is what we ask you to do, and who can help. Please ask the officer named above about anything that "
    "is not clear."};
constexpr Words number_words{"{受理|じゅり}{番号|ばんごう}", "{番号|ばんごう}", "Number"};
constexpr Words before_number{"{受理|じゅり}{前|まえ}", "{番号|ばんごう}は まだ ありません", "not yet given"};
constexpr Words unit_words{"{担当|たんとう}", "{話|はなし}を {聞|き}いた ところ", "Section"};
constexpr Words officer_words{"{担当者|たんとうしゃ}", "{話|はなし}を {聞|き}いた {人|ひと}", "Officer"};
constexpr Words extension_words{"{内線|ないせん}",
                                "{内線|ないせん} ({電話|でんわ}で {言|い}う {番号|ばんごう})", "Extension"};
constexpr Words phone_words{"{電話|でんわ}", "{電話|でんわ}", "Telephone"};
constexpr Words desk_words{"お{問|と}い{合|あ}わせ", "{聞|き}きたいときの {電話|でんわ}", "To reach us"};
constexpr Words own_words{"{担当者|たんとうしゃ}から", "{警察|けいさつ}の {人|ひと}から", "From the officer"};
constexpr Words memo_words{"メモ", "メモ", "Notes"};
constexpr Words uncertain_words{
    "※の{連絡先|れんらくさき}は、{警察|けいさつ}での{確認|かくにん}が{済|す}んでいません。{公式|こうしき}の{"
    "案内|あんない}で{確|たし}かめてからご{利用|りよう}ください。",
    "※の {電話|でんわ}や サイトは、まだ {確|たし}かめていません。{使|つか}う{前|まえ}に、{正|ただ}しいか "
    "{見|み}てください。",
    "Contacts marked ※ have not yet been checked by the police. Please make sure of them before you use "
    "them."};
constexpr Words danger_words{
    "{危険|きけん}を{感|かん}じたときは、すぐに{110番|ひゃくとおばん}をしてください。",
    "{危|あぶ}ないときは、すぐ {110番|ひゃくとおばん}に {電話|でんわ}してください。",
    "If you are in danger call 110 at once."};

std::string_view in(SheetLanguage language, Words const& words) {
    switch (language) {
        case SheetLanguage::ja:
            return words.ja;
        case SheetLanguage::easy:
            return words.easy;
        case SheetLanguage::en:
            return words.en;
    }
    return {};
}

SheetContact contact_of(base::GuidanceContact const& contact, SheetLanguage language) {
    bool const is_english = language == SheetLanguage::en;
    return {is_english && !contact.name.en.empty() ? contact.name.en : contact.marked_name, contact.contact,
            is_english && !contact.hours_en.empty() ? contact.hours_en : contact.marked_hours,
            contact.verified};
}

// A text's words in the language of the sheet; what has no easy version stands in Japanese with its readings.
SheetItem item_of(base::GuidanceText const& text, SheetLanguage language) {
    SheetItem item{text.code, text.title, text.marked_title, text.marked_text, {}};
    if (language == SheetLanguage::easy && !text.easy_text.empty()) {
        item.title = text.easy_title.empty() ? text.marked_title : text.easy_title;
        item.text = text.easy_text;
    } else if (language == SheetLanguage::en) {
        item.title = text.title.en;
        item.text = text.text.en;
    }
    for (auto const& contact : text.contacts) {
        if (contact.contact.find("要確認") != std::string::npos) {
            continue;  // the force has yet to enter it: nothing that a caller could use
        }
        item.contacts.push_back(contact_of(contact, language));
    }
    return item;
}

// Marked words as runs; without their readings where these are not wanted.
class Speller {
  public:
    explicit Speller(SheetContent const& content)
        : with_readings_(content.language == SheetLanguage::easy ||
                         (content.language == SheetLanguage::ja && content.furigana)),
          words_apart_(content.language == SheetLanguage::easy) {}

    [[nodiscard]] Text marked(std::string_view words) const {
        auto const runs = base::parse_ruby(words);
        if (!runs) {
            return documents::plain(words);
        }
        Text text;
        for (auto const& run : *runs) {
            text.push_back({run.text, with_readings_ ? run.reading : std::string()});
        }
        return text;
    }

    // やさしい日本語 has spaces between its words.
    [[nodiscard]] bool are_words_apart() const { return words_apart_; }

  private:
    bool const with_readings_;
    bool const words_apart_;
};

Text joined(Text first, Text const& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

documents::Box head_box(SheetContent const& content, Speller const& spell) {
    auto const line = [&](Words const& name, Text const& value) {
        return joined(joined(spell.marked(in(content.language, name)), documents::plain(": ")), value);
    };
    documents::Box box;
    box.paragraphs.push_back(line(number_words, content.number.empty()
                                                    ? spell.marked(in(content.language, before_number))
                                                    : documents::plain(content.number)));
    box.paragraphs.push_back(line(unit_words, documents::plain(content.unit)));
    auto officer = line(officer_words, documents::plain(content.officer));
    auto const append = [&officer, &line](Words const& name, std::string const& value) {
        if (!value.empty()) {
            officer = joined(joined(std::move(officer), documents::plain("　")),
                             line(name, documents::plain(value)));
        }
    };
    append(phone_words, content.phone);
    append(extension_words, content.extension);
    box.paragraphs.push_back(std::move(officer));
    if (content.desk) {
        auto desk = line(desk_words, spell.marked(content.desk->name));
        desk.push_back({"　"});
        desk.push_back({content.desk->contact, {}, true});
        if (!content.desk->hours.empty()) {
            desk =
                joined(joined(std::move(desk), documents::plain("　(")), spell.marked(content.desk->hours));
            desk.push_back({")"});
        }
        box.paragraphs.push_back(std::move(desk));
    }
    return box;
}

documents::Together item_blocks(SheetItem const& item, std::size_t number, Speller const& spell) {
    documents::Together together;
    together.blocks.push_back({documents::Heading{
        joined(documents::plain(fmt::format("{}. ", number)), spell.marked(item.title))}});
    together.blocks.push_back({documents::Paragraph{
        .text = spell.marked(item.text), .indent = 14.0, .words_apart = spell.are_words_apart()}});
    for (auto const& contact : item.contacts) {
        auto text = joined(documents::plain(contact.certain ? "→ " : "→ ※ "), spell.marked(contact.name));
        text.push_back({"　"});
        text.push_back({contact.contact, {}, true});
        if (!contact.hours.empty()) {
            text = joined(joined(std::move(text), documents::plain("　(")), spell.marked(contact.hours));
            text.push_back({")"});
        }
        together.blocks.push_back(
            {documents::Paragraph{.text = std::move(text), .size = 10.0, .indent = 14.0}});
    }
    return together;
}

json::object to_json(SheetContact const& contact) {
    return {{"name", contact.name},
            {"contact", contact.contact},
            {"hours", contact.hours},
            {"certain", contact.certain}};
}

json::object to_json(SheetItem const& item) {
    json::array contacts;
    for (auto const& contact : item.contacts) {
        contacts.push_back(to_json(contact));
    }
    return {{"code", item.code},
            {"plain_title", registry::to_json(item.plain_title)},
            {"title", item.title},
            {"text", item.text},
            {"contacts", std::move(contacts)}};
}

std::string text_in(json::object const& object, std::string_view name) {
    return json::value_to<std::string>(object.at(name));
}

SheetContact contact_from(json::object const& object) {
    return {text_in(object, "name"), text_in(object, "contact"), text_in(object, "hours"),
            object.at("certain").as_bool()};
}

SheetItem item_from(json::object const& object) {
    SheetItem item{text_in(object, "code"),
                   {text_in(object.at("plain_title").as_object(), "ja"),
                    text_in(object.at("plain_title").as_object(), "en")},
                   text_in(object, "title"),
                   text_in(object, "text"),
                   {}};
    for (auto const& one : object.at("contacts").as_array()) {
        item.contacts.push_back(contact_from(one.as_object()));
    }
    return item;
}

bool any_of(std::vector<std::string> const& wanted, std::vector<std::string> const& given) {
    return std::ranges::any_of(wanted,
                               [&](auto const& one) { return std::ranges::find(given, one) != given.end(); });
}

json::object reason(std::string_view ja, std::string_view en, base::Words const& what) {
    auto const after = [](std::string_view name, std::string const& value) {
        return value.empty() ? std::string(name) : fmt::format("{}: {}", name, value);
    };
    return {{"text", registry::to_json(base::Words{after(ja, what.ja), after(en, what.en)})},
            {"spans", json::array{}}};
}

// Why a text is on the sheet although no table proposes it; empty when it is not.
json::array reasons_of(base::GuidanceWhen const& when, platform::tables::Active const& tables,
                       SheetCase const& known) {
    json::array reasons;
    bool const of_type =
        when.types.empty() || std::ranges::find(when.types, known.internal_type) != when.types.end();
    bool const as_wished = when.wishes.empty() || any_of(when.wishes, known.wishes);
    if (!when.is_given() || !of_type || !as_wished || (when.organization && !known.organization)) {
        return reasons;
    }
    if (!when.types.empty()) {
        reasons.push_back(reason("種別", "Type", tables.label("internal_type", known.internal_type)));
    }
    for (auto const& wish : when.wishes) {
        auto const value = record::parse_enum<Wish>(wish);
        if (value && std::ranges::find(known.wishes, wish) != known.wishes.end()) {
            auto const& label = record::enum_label(*value);
            reasons.push_back(
                reason("相談者の意向", "The caller's wish", {std::string(label.ja), std::string(label.en)}));
        }
    }
    if (when.organization) {
        reasons.push_back(reason("被害者が法人・団体", "The victim is an organisation", {}));
    }
    if (when.always) {
        reasons.push_back(reason("どなたにもお渡しするもの", "Handed to everybody", {}));
    }
    return reasons;
}

}  // namespace

SheetContent sheet_content(platform::tables::Active const& tables, SheetChoice const& choice) {
    SheetContent content;
    content.language = choice.language;
    content.furigana = choice.furigana;
    content.own_lines = choice.own_lines;
    content.tables_version = tables.version;
    for (auto const& code : choice.codes) {
        auto const* const text = tables.guidance(code);
        BASE_ASSERT(text != nullptr);
        content.items.push_back(item_of(*text, choice.language));
    }
    return content;
}

void reach(SheetContent& content, platform::tables::Active const& tables, Reach const& reach) {
    if (!reach.phone.empty()) {
        content.phone = reach.phone;
        content.extension = reach.extension;
        return;
    }
    if (auto const* const advice = tables.guidance("police9110")) {
        auto const& contacts = advice->contacts;
        auto const line = std::ranges::find_if(contacts, &base::GuidanceContact::verified);
        if (line != contacts.end()) {
            content.desk = contact_of(*line, content.language);
        }
    }
}

json::object to_json(SheetContent const& content) {
    json::array items;
    for (auto const& item : content.items) {
        items.push_back(to_json(item));
    }
    return {{"language", record::enum_text(content.language)},
            {"furigana", content.furigana},
            {"at", content.at.milliseconds},
            {"number", content.number},
            {"caller", content.caller},
            {"unit", content.unit},
            {"officer", content.officer},
            {"phone", content.phone},
            {"extension", content.extension},
            {"desk", content.desk ? json::value(to_json(*content.desk)) : json::value(nullptr)},
            {"items", std::move(items)},
            {"own_lines", content.own_lines},
            {"tables_version", content.tables_version}};
}

SheetContent sheet_content_from(json::object const& object) {
    SheetContent content;
    auto const language = record::parse_enum<SheetLanguage>(text_in(object, "language"));
    BASE_ASSERT(language);
    content.language = *language;
    content.furigana = object.at("furigana").as_bool();
    content.at = {object.at("at").to_number<std::int64_t>()};
    content.number = text_in(object, "number");
    content.caller = text_in(object, "caller");
    content.unit = text_in(object, "unit");
    content.officer = text_in(object, "officer");
    content.extension = text_in(object, "extension");
    if (auto const* const phone = object.if_contains("phone")) {  // sheets before it was asked for have none
        content.phone = json::value_to<std::string>(*phone);
    }
    if (auto const* const desk = object.if_contains("desk"); desk != nullptr && desk->is_object()) {
        content.desk = contact_from(desk->get_object());
    }
    for (auto const& item : object.at("items").as_array()) {
        content.items.push_back(item_from(item.as_object()));
    }
    content.own_lines = text_in(object, "own_lines");
    content.tables_version = text_in(object, "tables_version");
    return content;
}

documents::Document sheet_document(SheetContent const& content) {
    Speller const spell(content);
    auto const words = [&](Words const& of) { return spell.marked(in(content.language, of)); };
    bool const is_english = content.language == SheetLanguage::en;
    documents::Document document;
    document.title = base::without_ruby(in(content.language, title_words));
    document.language = is_english ? documents::Language::en : documents::Language::ja;
    document.made_at = content.at;
    document.header_left = content.number;
    document.footer_left = content.unit;
    document.footer_right = documents::both_dates(base::date_in_japan(content.at));
    auto& blocks = document.blocks;
    blocks.push_back({documents::Heading{words(title_words), 1}});
    if (!content.caller.empty()) {
        auto const to =
            is_english ? fmt::format("To: {}", content.caller) : fmt::format("{} 様", content.caller);
        blocks.push_back({documents::Paragraph{.text = documents::plain(to), .size = 12.0}});
    }
    blocks.push_back({head_box(content, spell)});
    blocks.push_back({documents::Paragraph{words(intro_words)}});
    blocks.push_back({documents::Paragraph{words(danger_words)}});
    for (std::size_t i = 0; i < content.items.size(); ++i) {
        blocks.push_back({item_blocks(content.items[i], i + 1, spell)});
    }
    bool const is_uncertain = std::ranges::any_of(content.items, [](SheetItem const& item) {
        return std::ranges::any_of(item.contacts, [](auto const& contact) { return !contact.certain; });
    });
    if (is_uncertain) {
        blocks.push_back({documents::Gap{4.0}});
        blocks.push_back({documents::Paragraph{.text = words(uncertain_words), .size = 9.0}});
    }
    if (content.own_lines.empty()) {
        blocks.push_back({documents::Box{words(memo_words), {documents::plain("\n\n")}}});
    } else {
        blocks.push_back({documents::Box{words(own_words), {documents::plain(content.own_lines)}}});
    }
    return document;
}

json::array sheet_proposals(Triage const& triage, SheetCase const& known) {
    auto asked = known;
    if (asked.internal_type.empty()) {
        auto const* const type = triage.assessment.find("internal_type");
        auto const codes = type == nullptr ? std::vector<std::string>{} : proposed_codes(*type);
        asked.internal_type = codes.empty() ? std::string() : codes.front();
    }
    auto proposals = guidance_json(triage);
    for (auto const& text : triage.tables->tables().guidance) {
        auto reasons = reasons_of(text.when, *triage.tables, asked);
        bool const is_there = std::ranges::any_of(
            proposals, [&](auto const& one) { return one.at("code").as_string() == text.code; });
        if (reasons.empty() || is_there) {
            continue;
        }
        auto one = guidance_json(text);
        one["reasons"] = std::move(reasons);
        proposals.push_back(std::move(one));
    }
    return proposals;
}

}  // namespace modules::intake
