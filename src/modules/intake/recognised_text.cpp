#include "modules/intake/recognised_text.h"

#include <array>

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

RecognisedText read_texts(recognition::Recogniser const& recogniser, Consultation& consultation,
                          std::vector<RoleChoice> const& choices) {
    RecognisedText result;
    for (auto const& field : text_fields) {
        auto& text = consultation.*field.member;
        auto found = recogniser.recognise(text);
        if (!field.role.empty()) {
            for (auto& observable : found) {
                observable.role = field.role;
            }
        }
        apply_roles(found, choices);
        auto masked = recognition::Recogniser::mask_cards(text, found);
        if (masked != text) {
            result.originals.emplace(field.name, text);
            text = std::move(masked);
        }
        auto seen = recognition::Recogniser::seen(found, text, field.name);
        result.seen.insert(result.seen.end(), std::make_move_iterator(seen.begin()),
                           std::make_move_iterator(seen.end()));
        if (field.name == "narrative") {
            result.narrative = std::move(found);
        }
    }
    return result;
}

}  // namespace modules::intake
