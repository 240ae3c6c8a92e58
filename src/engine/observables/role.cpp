// Whose an observable is, proposed from the words around it; an officer may change it.

#include "engine/observables/scan.h"

#include <array>

namespace engine::observables {

Role proposed_role(Scan const& scan, Candidate const& candidate) {
    constexpr std::size_t same_phrase = 45;
    if (candidate.type == Type::card_number) {
        return Role::victim;  // people tell the card they typed in
    }
    if (scan.cue_before(candidate.begin, same_phrase, {Cue::legitimate})) {
        return Role::third_party;
    }
    return scan.cue_before(candidate.begin, same_phrase, {Cue::own}) ? Role::victim : Role::subject;
}

}  // namespace engine::observables
