#pragma once
// Mails from a file, a folder (eml, Maildir) or an mbox into the house: one consultation each, with the mail
// and its parts attached, and a line for each file of what became of it.

#include "app/house.h"
#include "base/problem.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace app {

enum class MailFate : std::uint8_t { taken, unchanged, refused };

struct MailCount {
    std::size_t taken = 0;
    std::size_t unchanged = 0;  // the same Message-ID and content was taken before
    std::size_t refused = 0;
};

// One mail: the file, and in an mbox "#3" behind it.
struct MailLine {
    std::string where;
    MailFate fate = MailFate::taken;
    std::string number;                    // of the consultation, where there is one
    std::vector<base::Violation> reasons;  // why it was refused, or what was left out
};

// `unit`: code of the unit that takes them in. Problem::invalid when it is not in force. What was taken when
// the program ends is not taken again by the next call.
MailCount import_mail(House& house, std::filesystem::path const& path, std::string const& unit,
                      std::function<void(MailLine const&)> const& told);

}  // namespace app
