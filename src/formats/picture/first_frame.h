#pragma once
// A GIF cut behind its first picture: what an animation holds beyond it is never decoded.

#include <string>
#include <string_view>

namespace formats::picture {

// The bytes as they are where their blocks are damaged or no second picture follows.
[[nodiscard]] std::string first_frame_of_gif(std::string_view bytes);

}  // namespace formats::picture
