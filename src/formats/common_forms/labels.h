#pragma once
// Labels of forms: which field a written label names, and what filled-in choices say.

#include "formats/common_forms/common_forms.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::common_forms {

// Folded, without numbers and marks in front and without colons, 「必須」 and notes in brackets behind.
[[nodiscard]] std::string label_key(std::string_view written);

// The fields of one form by the keys of their spellings.
class LabelIndex {
  public:
    explicit LabelIndex(FormRule const& form);
    // Index in FormRule::fields.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view written) const;

  private:
    std::map<std::string, std::size_t, std::less<>> by_key_;
};

// 「☑有　□無」, 「● はい ○ いいえ」; nothing where no mark stands in it. A lone ○ chooses; beside ● it does
// not.
[[nodiscard]] std::vector<Choice> read_choices(std::string_view written);

// 「■」 「☑」 「○」 「レ」 alone in a cell: chosen; 「□」: not; else nothing.
[[nodiscard]] std::optional<bool> lone_mark(std::string_view written);

[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace formats::common_forms
