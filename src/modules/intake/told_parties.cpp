#include "modules/intake/told_parties.h"

#include "base/text_fold.h"
#include "engine/identity/names.h"

#include <algorithm>

namespace modules::intake {

namespace registry = platform::registry;
namespace store = platform::store;
using engine::identity::Told;
using Sort = engine::identity::Kind;
using platform::recognition::Recogniser;

namespace {

constexpr std::size_t filled_at_once = 500;

void add_reach(Recogniser const& recogniser, std::string_view text, Told& told) {
    for (auto const& found : recogniser.recognise(text)) {
        auto* const list = found.key.type == "phone"   ? &told.phones
                           : found.key.type == "email" ? &told.mails
                                                       : nullptr;
        if (list != nullptr && std::ranges::find(*list, found.key.value) == list->end()) {
            list->push_back(found.key.value);
        }
    }
}

bool is_anybody(Told const& told) {
    return !told.name.empty() || !told.kana.empty() || !told.phones.empty() || !told.mails.empty();
}

bool is_company(Consultation const& consultation) {
    return consultation.victim_type == VictimType::organization ||
           (consultation.victim_type == VictimType::none &&
            engine::identity::is_company_name(consultation.victim_name));
}

// A victim who is the caller is no second party.
bool is_the_caller(Consultation const& consultation) {
    return engine::identity::fold_name(consultation.victim_name) ==
               engine::identity::fold_name(consultation.caller_name) ||
           base::match_fold(consultation.victim_name).text == "本人";
}

Told victim_told(Recogniser const& recogniser, Consultation const& consultation) {
    Told told;
    told.kind = is_company(consultation) ? Sort::organization : Sort::person;
    told.name = consultation.victim_name;
    add_reach(recogniser, consultation.victim_contact, told);
    if (told.kind == Sort::organization) {
        for (auto const* text : {&consultation.victim_name, &consultation.victim_contact}) {
            if (auto const number = engine::identity::corporate_number_in(*text)) {
                told.corporate_number = *number;
            }
        }
    }
    return told;
}

// The next records whose keys are to be made, and in the same transaction up to which they are: ended at any
// point, or done by two programs at once, it goes on from there. How many there were; none: all are made.
std::size_t fill_next(store::Transaction& transaction, Recogniser const& recogniser) {
    auto const state =
        transaction.first("SELECT keys_version, filled_to FROM party_state WHERE \"only\" = 1");
    bool const begun = state && state->integer(0) == engine::identity::keys_version;
    if (begun && state->is_null(1)) {
        return 0;
    }
    registry::PageRequest page;
    page.conditions = {{"r.seq > ?", {begun ? state->integer(1) : std::int64_t{0}}}};
    page.order = {"seq", false};
    page.limit = filled_at_once;
    auto const items = registry::list(transaction, consultation_schema, page).items;
    store::Value filled_to;
    for (auto const& stored : items) {
        registry::write_parties(transaction, "consultation", stored.envelope.id,
                                told_parties(recogniser, stored.record.as<Consultation>()),
                                registry::PartyKeys::all);
        filled_to = stored.envelope.seq;
    }
    transaction.execute(
        "INSERT INTO party_state (\"only\", keys_version, filled_to) VALUES (1, ?, ?) ON CONFLICT (\"only\") "
        "DO UPDATE SET keys_version = excluded.keys_version, filled_to = excluded.filled_to",
        {engine::identity::keys_version, filled_to});
    return items.size();
}

}  // namespace

Told caller_told(Recogniser const& recogniser, Consultation const& consultation) {
    Told told;
    if (!consultation.caller_anonymous) {
        told.name = consultation.caller_name;
        told.kana = consultation.caller_kana;
        told.address = consultation.caller_address;
        told.birth_date = consultation.caller_birth_date;
    }
    add_reach(recogniser, consultation.caller_phone, told);
    add_reach(recogniser, consultation.caller_email, told);
    if (engine::identity::is_company_name(told.name)) {
        told.kind = Sort::organization;
    }
    return told;
}

std::vector<registry::ToldParty> told_parties(Recogniser const& recogniser,
                                              Consultation const& consultation) {
    std::vector<registry::ToldParty> parties;
    if (auto caller = caller_told(recogniser, consultation); is_anybody(caller)) {
        parties.push_back({"caller", std::move(caller)});
    }
    if (!consultation.victim_name.empty() && !is_the_caller(consultation)) {
        parties.push_back({"victim", victim_told(recogniser, consultation)});
    }
    return parties;
}

void fill_parties(store::Store& store, Recogniser const& recogniser,
                  std::function<void(std::size_t)> const& progress) {
    constexpr std::size_t told_every = 50'000;
    bool is_filled = false;
    store.read([&](store::Reader& reader) {
        auto const state = reader.first("SELECT keys_version, filled_to FROM party_state WHERE \"only\" = 1");
        is_filled = state && state->integer(0) == engine::identity::keys_version && state->is_null(1);
    });
    for (std::size_t filled = 0; !is_filled;) {
        std::size_t more = 0;
        store.write([&](store::Transaction& transaction) { more = fill_next(transaction, recogniser); });
        if (filled / told_every != (filled + more) / told_every) {
            progress(filled + more);
        }
        filled += more;
        is_filled = more == 0;
    }
}

registry::PersonAsked person_asked(Recogniser const& recogniser, std::string_view asked) {
    if (auto const party = base::parse_ulid(asked)) {
        return {party, {}};
    }
    Told told;
    add_reach(recogniser, asked, told);
    registry::PersonAsked found;
    for (auto const& phone : told.phones) {
        found.keys.push_back(engine::identity::phone_key(phone));
    }
    for (auto const& mail : told.mails) {
        found.keys.push_back(engine::identity::mail_key(mail));
    }
    if (found.keys.empty()) {
        found.keys = engine::identity::name_keys(asked);
    }
    return found;
}

}  // namespace modules::intake
