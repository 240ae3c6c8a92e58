#pragma once
// Which service a handle belongs to, told from the words around it, and how such a handle is written down.

#include "engine/observables/scan.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::observables {

enum class Sign : std::uint8_t { at_sign, bare };

// The service of the handle in [begin, end). `cue` is the word directly before it, when there is one.
[[nodiscard]] std::optional<Cue> service_of(Scan const& scan, std::size_t begin, std::size_t end, Sign sign,
                                            std::optional<Mention> cue);

struct Identity {
    Type type{};
    std::string value;
};
// instagram + kaori → account "instagram:kaori"; telegram + kuma → telegram_id "telegram:@kuma".
[[nodiscard]] Identity identity(Cue service, std::string_view handle, Sign sign);

}  // namespace engine::observables
