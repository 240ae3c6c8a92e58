#pragma once
// The words of a report that say what a string next to them is: services, kinds of number, whose it is.

#include "engine/observables/view.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine::observables {

enum class Cue : std::uint8_t {
    // services an account may belong to
    x,
    instagram,
    tiktok,
    facebook,
    youtube,
    threads,
    bluesky,
    paypay,
    kakao,
    signal,
    whatsapp,
    wechat,
    skype,
    snapchat,
    flea,
    gmap,
    rmt,
    router,
    dating,
    github,
    steam,
    twitch,
    line,
    telegram,
    discord,
    game,
    video,
    social,
    // what kind of thing comes next
    account_word,
    id_word,
    person_word,
    telephone,
    other_number,
    card,
    bank_number,
    tracking,
    parcel,
    gift,
    imei,
    tag,
    serial,
    ssid,
    wireless,
    transaction,
    file_hash,
    wallet,
    file_word,
    extension,
    site,
    version,
    player,
    masked,
    contact_mail,
    // whose it is
    own,
    legitimate,
};

struct Mention {
    std::size_t begin = 0;
    std::size_t end = 0;
    Cue cue{};
};

// Every word of the vocabulary in one view, in order. Built in one pass.
class Words {
  public:
    explicit Words(View const& view);

    // The nearest mention of one of `cues` that ends at or before `place` and no more than `reach` bytes
    // away.
    [[nodiscard]] std::optional<Mention> before(std::size_t place, std::size_t reach,
                                                std::span<Cue const> cues) const;
    // The nearest one that begins at or after `place`.
    [[nodiscard]] std::optional<Mention> after(std::size_t place, std::size_t reach,
                                               std::span<Cue const> cues) const;
    [[nodiscard]] bool near_before(std::size_t place, std::size_t reach, Cue cue) const;
    [[nodiscard]] std::vector<Mention> const& all() const noexcept { return mentions_; }

  private:
    std::vector<Mention> mentions_;
};

}  // namespace engine::observables
