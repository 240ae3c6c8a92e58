#pragma once
// Is this a host name somebody could register? Public suffix list, documentation names, file names that look
// alike.

#include <string_view>

namespace engine::observables {

// Lower-case host without a trailing dot. Known top-level name, at least one label of its own, every label
// well-formed. Letters outside ASCII are allowed (IDN).
[[nodiscard]] bool is_host(std::string_view host);
// True for a top-level name that is also a usual file extension (zip, sh, py ...).
[[nodiscard]] bool is_file_like_suffix(std::string_view top_level) noexcept;
[[nodiscard]] bool is_top_level(std::string_view label);
[[nodiscard]] bool is_ipv4_text(std::string_view host) noexcept;

}  // namespace engine::observables
