#include "modules/intake/file_proposal.h"

#include "base/utf8.h"
#include "formats/text/directions.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace modules::intake {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_subject = 200;
constexpr std::size_t longest_narrative = 19'000;  // leaves room for what says that it was cut

json::object const* object_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found == nullptr ? nullptr : found->if_object();
}

json::array const* array_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found == nullptr ? nullptr : found->if_array();
}

std::string text_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string()
               ? formats::text::directions_shown(base::repaired_text(found->as_string()))
               : std::string();
}

std::string one_line(std::string_view text, std::size_t longest) {
    std::string line(base::first_code_points(text, longest));
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return line;
}

std::string narrative_of(std::string_view text) {
    auto const start = text.find_first_not_of(" \n\r\t");
    std::string narrative(start == std::string_view::npos ? std::string_view() : text.substr(start));
    while (!narrative.empty() &&
           std::string_view(" \n\r\t").find(narrative.back()) != std::string_view::npos) {
        narrative.pop_back();
    }
    auto const front = base::first_code_points(narrative, longest_narrative);
    if (front.size() < narrative.size()) {
        narrative.resize(front.size());
        narrative.append("\n（以下は添付のとおり）");
    }
    return narrative;
}

std::string text_at(json::object const& reading, std::string_view place) {
    auto const* const texts = array_in(reading, "texts");
    for (auto const& one : texts != nullptr ? *texts : json::array{}) {
        if (one.is_object() && text_in(one.as_object(), "place") == place) {
            return text_in(one.as_object(), "text");
        }
    }
    return {};
}

class Proposing {
  public:
    FileProposal finish() { return std::move(made_); }

    void use_mail(json::object const& reading, json::object const& mail) {
        auto& into = made_.consultation;
        into.channel = Channel::mail;
        say("channel");
        if (auto const subject = one_line(text_in(mail, "subject"), longest_subject); !subject.empty()) {
            into.subject = subject;
            say("subject");
        }
        if (auto narrative = narrative_of(text_at(reading, "body")); !narrative.empty()) {
            into.narrative = std::move(narrative);
            say("narrative");
        }
        auto const* const from = array_in(mail, "from");
        if (from != nullptr && !from->empty() && from->front().is_object()) {
            auto const& sender = from->front().as_object();
            set_text("caller_name", into.caller_name, text_in(sender, "name"), 120);
            auto const address = text_in(sender, "address");
            if (address.size() <= 254) {
                set_text("caller_email", into.caller_email, address, 254);
            }
        }
        into.kind = kind_by_words(into.subject, into.narrative);
        say("kind");
    }

    void use_form(json::object const& form) {
        auto& into = made_.consultation;
        if (auto const kind = record::parse_enum<Kind>(text_in(form, "kind"))) {
            into.kind = *kind;
            say("kind");
        }
        auto const* const targets = array_in(form, "targets");
        for (auto const& one : targets != nullptr ? *targets : json::array{}) {
            if (one.is_object()) {
                use_target(one.as_object());
            }
        }
        if (auto narrative = narrative_of(text_in(form, "narrative")); !narrative.empty()) {
            into.narrative = std::move(narrative);
            say("narrative");
        }
        if (into.subject.empty()) {
            auto const* const name = object_in(form, "name");
            set_text("subject", into.subject, name != nullptr ? text_in(*name, "ja") : std::string(),
                     longest_subject);
        }
    }

  private:
    void say(std::string_view field) {
        if (std::ranges::find(made_.fields, field) == made_.fields.end()) {
            made_.fields.emplace_back(field);
        }
    }

    void set_text(std::string_view field, std::string& into, std::string_view text, std::size_t longest) {
        if (auto line = one_line(text, longest); !line.empty()) {
            into = std::move(line);
            say(field);
        }
    }

    void use_target(json::object const& target) {
        struct Text {
            std::string_view field;
            std::string Consultation::*member;
            std::size_t longest;
        };
        static constexpr std::array<Text, 13> texts = {{
            {"caller_name", &Consultation::caller_name, 120},
            {"caller_kana", &Consultation::caller_kana, 120},
            {"caller_address", &Consultation::caller_address, 300},
            {"caller_phone", &Consultation::caller_phone, 60},
            {"caller_email", &Consultation::caller_email, 254},
            {"caller_occupation", &Consultation::caller_occupation, 120},
            {"caller_relation", &Consultation::caller_relation, 120},
            {"subject", &Consultation::subject, longest_subject},
            {"victim_name", &Consultation::victim_name, 200},
            {"victim_industry", &Consultation::victim_industry, 120},
            {"victim_size", &Consultation::victim_size, 120},
            {"victim_contact", &Consultation::victim_contact, 200},
            {"place", &Consultation::place, 300},
        }};
        auto const field = text_in(target, "target");
        auto const value = text_in(target, "value");
        auto const* const known = std::ranges::find(texts, field, &Text::field);
        if (known != texts.end()) {
            set_text(field, made_.consultation.*known->member, value, known->longest);
        } else if (field == "evidence_state") {
            made_.consultation.evidence_state = base::first_code_points(value, 4000);
            say(field);
        } else if (auto const* const time = object_in(target, "time")) {
            use_time(field, *time);
        }
        if (field == "victim_name") {
            made_.consultation.victim_type = VictimType::organization;
            say("victim_type");
        }
    }

    void use_time(std::string_view field, json::object const& time) {
        auto const earliest = base::parse_instant(text_in(time, "earliest"));
        auto const latest = base::parse_instant(text_in(time, "latest"));
        if (!earliest || !latest || (field != "occurred" && field != "noticed")) {
            return;
        }
        base::ToldTime const told{*earliest, *latest, text_in(time, "wording")};
        (field == "occurred" ? made_.consultation.occurred : made_.consultation.noticed) = told;
        say(field);
    }

    FileProposal made_;
};

}  // namespace

Kind kind_by_words(std::string_view subject, std::string_view text) {
    constexpr std::array<std::string_view, 3> asking = {"相談", "教えてください", "どうすれば"};
    constexpr std::array<std::string_view, 6> reporting = {"被害に", "被害届", "通報",
                                                           "盗まれ", "脅迫",   "騙され"};
    auto const has = [&](auto const& words) {
        return std::ranges::any_of(words, [&](std::string_view word) {
            return subject.find(word) != std::string_view::npos || text.find(word) != std::string_view::npos;
        });
    };
    if (has(asking)) {
        return Kind::consultation;
    }
    return has(reporting) ? Kind::report : Kind::information;
}

std::optional<FileProposal> propose(json::object const& reading) {
    auto const* const mail = object_in(reading, "mail");
    auto const* const form = object_in(reading, "form");
    if (mail == nullptr && form == nullptr) {
        return std::nullopt;
    }
    Proposing proposing;
    if (mail != nullptr) {
        proposing.use_mail(reading, *mail);
    }
    if (form != nullptr) {
        proposing.use_form(*form);
    }
    return proposing.finish();
}

}  // namespace modules::intake
