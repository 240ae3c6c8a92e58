#pragma once
// Says which warning lists a normalised value is on, for millions of values a second.
// Letters A–Z match whatever their case, except in regular expressions. Thread rule: immutable, may be
// shared.

#include "base/problem.h"
#include "engine/warninglists/list.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace engine::warninglists {

class Matcher {
  public:
    // Entries that are no network or no usable expression are refused by name ("<list>/<index>"), the rest
    // goes on.
    explicit Matcher(std::vector<List> const& lists);
    ~Matcher();
    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;

    // Which of the lists given, by position, ascending, each once.
    //   cidr: an address inside any of its networks; a network inside one of them
    //   hostname: the host (of a URL: its host) or a parent of it   string: the whole value
    //   substring: a part of the value                               regex: found anywhere in the value
    [[nodiscard]] std::vector<std::uint32_t> match(observables::Type type, std::string_view value) const;
    // The same as names, borrowed from the matcher.
    [[nodiscard]] std::vector<std::string_view> names(observables::Type type, std::string_view value) const;

    [[nodiscard]] std::string_view name(std::uint32_t list) const;
    [[nodiscard]] std::size_t list_count() const noexcept;
    [[nodiscard]] std::vector<base::Violation> const& refusals() const noexcept;

  private:
    struct Internal;
    std::unique_ptr<Internal const> internal_;
};

}  // namespace engine::warninglists
