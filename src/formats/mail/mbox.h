#pragma once
// Cuts a mailbox file ("From " lines) into its messages.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

struct MboxMessage {
    std::size_t offset = 0;      // of its "From " line in the file
    std::string_view from_line;  // without line end
    std::string_view bytes;      // what follows, as it stands in the file
};

// The file begins with a "From " line and a header follows it.
[[nodiscard]] bool is_mbox(std::string_view bytes);

// In file order; what stands before the first "From " line is a message of its own where it is not blank.
// `bytes` must outlive the result. At most `most` messages: the last one then holds the rest of the file.
[[nodiscard]] std::vector<MboxMessage> split_mbox(std::string_view bytes, std::size_t most = 1'000'000);

// ">From " at the start of a line loses one ">" (mboxrd): the mail as it was sent.
[[nodiscard]] std::string without_from_quotes(std::string_view message);

}  // namespace formats::mail
