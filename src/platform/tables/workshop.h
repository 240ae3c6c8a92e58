#pragma once
// Compiles tables, one at a time and the last few remembered: a proposal is looked at many times, by people
// who wait. Thread rule: from any thread; what it gave is immutable.

#include "base/parsed.h"
#include "platform/tables/rules.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace platform::tables {

class Workshop {
  public:
    // How long one answer about a text takes.
    using Trial = std::function<std::chrono::milliseconds(Active const&, std::string const& text)>;

    Workshop();
    explicit Workshop(Trial trial) : trial_(std::move(trial)) {}

    // As read(), and refused also when an answer would take too long: beside the tables in force a text of
    // some pages is tried. Null: nothing is tried, for what people have decided on is not judged by a slow
    // moment. A refusal of that kind is a measurement, so the next who asks has it measured again.
    [[nodiscard]] base::Parsed<std::shared_ptr<Active const>> compiled(
        Files const& files, std::shared_ptr<Active const> const& current);

  private:
    struct Known {
        std::string digest;
        base::Parsed<std::shared_ptr<Active const>> result;
        bool is_tried = false;  // and was not too slow
    };

    [[nodiscard]] Known& known(Files const& files);
    [[nodiscard]] std::optional<base::Violation> refuse_slow(Active const& made, Active const& current) const;

    std::mutex mutex_;  // held while compiling, so that many requests cost no more than one
    std::vector<Known> known_;
    Trial trial_;
};

}  // namespace platform::tables
