#include "modules/intake/recognised_text.h"

#include <array>
#include <iterator>

namespace modules::intake {

namespace recognition = platform::recognition;

namespace {

struct TextField {
    std::string_view name;
    std::string Consultation::*member;
    std::string_view role;  // the caller's own contact is the caller's, whatever the words say
};
constexpr std::array<TextField, 7> text_fields = {{
    {"narrative", &Consultation::narrative, ""},
    {"subject", &Consultation::subject, ""},
    {"evidence_state", &Consultation::evidence_state, ""},
    {"action_taken", &Consultation::action_taken, ""},
    {"caller_phone", &Consultation::caller_phone, "victim"},
    {"caller_email", &Consultation::caller_email, "victim"},
    {"victim_contact", &Consultation::victim_contact, "victim"},
}};

}  // namespace

void apply_roles(std::vector<recognition::Recognised>& found, std::vector<RoleChoice> const& choices) {
    for (auto& observable : found) {
        for (auto const& choice : choices) {
            bool const same = choice.value == observable.shown || choice.value == observable.key.value;
            if (choice.type == observable.key.type && same) {
                observable.role = choice.role;
            }
        }
    }
}

std::string answer_field(InterviewAnswer const& answer) {
    return "interview/" + answer.question;
}

RecognisedText read_texts(recognition::Recogniser const& recogniser, Consultation& consultation,
                          std::vector<RoleChoice> const& choices, platform::tables::Active const& tables) {
    RecognisedText result;
    auto const read = [&](std::string_view field, std::string_view role, std::string& text) {
        auto found = recogniser.recognise(text);
        if (!role.empty()) {
            for (auto& observable : found) {
                observable.role = role;
            }
        }
        apply_roles(found, choices);
        auto masked = recognition::Recogniser::mask_cards(text, found);
        if (masked != text) {
            result.originals.emplace(field, text);
            text = std::move(masked);
        }
        auto seen = recognition::Recogniser::seen(found, text, field);
        result.seen.insert(result.seen.end(), std::make_move_iterator(seen.begin()),
                           std::make_move_iterator(seen.end()));
        return found;
    };
    for (auto const& field : text_fields) {
        auto found = read(field.name, field.role, consultation.*field.member);
        if (field.name == "narrative") {
            result.narrative = std::move(found);
        }
    }
    for (auto& answer : consultation.interview) {
        auto const* question = tables.interviews->question(answer.question);
        static_cast<void>(
            read(answer_field(answer), question == nullptr ? "" : question->to_role, answer.text));
    }
    return result;
}

void keep_masked_cards(platform::store::Reader& reader, base::Ulid const& id,
                       Consultation const& consultation, std::vector<platform::registry::Seen>& seen) {
    std::map<std::string, std::string_view> texts{{"narrative", consultation.narrative}};
    for (auto const& answer : consultation.interview) {
        texts.emplace(answer_field(answer), answer.text);
    }
    for (auto const& sighting : platform::registry::sightings_of(reader, id)) {
        auto const text = texts.find(sighting.seen.field);
        if (sighting.seen.key.type != "card_number" || text == texts.end()) {
            continue;
        }
        auto const at = text->second.find(sighting.seen.as_written);
        if (at != std::string_view::npos) {
            auto kept = sighting.seen;
            kept.start = at;
            kept.end = at + kept.as_written.size();
            seen.push_back(std::move(kept));
        }
    }
}

}  // namespace modules::intake
