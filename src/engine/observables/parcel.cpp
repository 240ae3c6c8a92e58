// Numbers of parcels: the postal union's own form anywhere, others where a word about parcels stands.

#include "engine/observables/labelled.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

void claim_token(Scan& scan, Token const& token) {
    scan.claim(
        {Type::tracking_no, std::string{scan.view.slice(token.begin, token.end)}, token.begin, token.end});
}

// 4821-7730-1195, 403-1234-5678: twelve digits, or eleven, as carriers print them.
bool is_in_fours(View const& view, Token const& token) {
    auto const at = token.begin;
    bool const eleven = token.end == at + 13 && view.at(at) != '0' && view.at(at + 3) == '-' &&
                        view.at(at + 8) == '-' && digits_only(compact(view.slice(at, token.end)));
    return eleven || (token.end == at + 14 && !is_alnum(view.at(at + 4)) && !is_alnum(view.at(at + 9)) &&
                      digits_only(compact(view.slice(at, token.end))));
}

// SF1388204477120, TBA304488127001: the letters of a carrier, then nothing but digits.
bool is_carriers_own(std::string_view text) {
    static constexpr std::array<std::string_view, 6> carriers{"SF", "TBA", "YT", "JT", "JD", "LP"};
    auto const* const carrier = std::find_if(carriers.begin(), carriers.end(), [&](std::string_view letters) {
        return text.starts_with(letters);
    });
    auto const digits = carrier == carriers.end() ? std::string_view{} : text.substr(carrier->size());
    return digits.size() >= 10 && digits.size() <= 14 && digits_only(digits);
}

// Near a word about parcels.
void claim_parcels(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const stop = std::min(view.size(), mention.end + 90);
    for (auto at = mention.end; at < stop; ++at) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '-') {
            continue;
        }
        auto const token = grouped(view, at, Ties::hyphens);
        bool const ordered = scan.cue_before(at, 40, {Cue::other_number});
        if (!ordered && (is_in_fours(view, token) || is_carriers_own(view.slice(token.begin, token.end)))) {
            claim_token(scan, token);
        }
        at = token.end;
    }
}

void claim_tracking(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const token = grouped(view, behind_label(view, mention.end), Ties::hyphens);
    auto const spaced = grouped(view, token.begin, Ties::hyphens_and_blanks);
    auto const fits = [&](Token const& each) {
        auto const text = compact(view.slice(each.begin, each.end));
        return text.size() >= 10 && text.size() <= 22 &&
               std::count_if(text.begin(), text.end(), is_digit) >= 8;
    };
    if (fits(token)) {
        claim_token(scan, token);
    } else if (fits(spaced)) {
        claim_token(scan, spaced);
    }
}

// S10 of the postal union: EE123456789JP, also EE 1234 5678 9JP and EE-123456789-JP, needs no label.
std::optional<Token> postal_item_at(View const& view, std::size_t begin) {
    auto const is_tie = [&](std::size_t at) { return view.at(at) == ' ' || view.at(at) == '-'; };
    auto at = begin + 2;
    std::size_t digits = 0;
    constexpr std::size_t all_digits = 9;
    while (digits < all_digits) {
        at += is_tie(at) ? 1U : 0U;
        if (!is_digit(view.at(at))) {
            return std::nullopt;
        }
        ++digits;
        ++at;
    }
    at += is_tie(at) ? 1U : 0U;
    bool const country = is_upper(view.at(at)) && is_upper(view.at(at + 1));
    bool const ends = !is_alnum(view.at(at + 2)) && view.at(at + 2) != '-';
    return country && ends ? std::optional{Token{begin, at + 2}} : std::nullopt;
}

void find_postal_items(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at + 13 <= view.size(); ++at) {
        bool const head = is_upper(view.at(at)) && is_upper(view.at(at + 1)) && !is_alpha(view.at(at + 2));
        if (!head || is_alnum(view.before(at)) || view.before(at) == '-') {
            continue;
        }
        if (auto const item = postal_item_at(view, at)) {
            claim_token(scan, *item);
        }
    }
}

}  // namespace

void find_parcels(Scan& scan) {
    find_postal_items(scan);
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::tracking) {
            claim_tracking(scan, mention);
        } else if (mention.cue == Cue::parcel) {
            claim_parcels(scan, mention);
        }
    }
}

}  // namespace engine::observables
