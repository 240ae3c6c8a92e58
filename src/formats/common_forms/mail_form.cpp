#include "formats/common_forms/common_forms.h"
#include "formats/common_forms/filled_form.h"
#include "formats/common_forms/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace formats::common_forms {

namespace {

constexpr std::size_t longest_label = 120;  // bytes
constexpr std::size_t most_lines = 20'000;
constexpr std::size_t most_unrecognised = 300;

struct LabelLine {
    std::string_view label;
    std::string_view value;
};

std::optional<LabelLine> split(std::string_view line, std::string_view open, std::string_view close) {
    auto const text = trimmed(line);
    if (!text.starts_with(open)) {
        return std::nullopt;
    }
    auto const end = text.find(close);
    if (end == std::string_view::npos || end > longest_label) {
        return std::nullopt;
    }
    auto rest = trimmed(text.substr(end + close.size()));
    for (std::string_view const colon : {"：", ":"}) {
        rest = rest.starts_with(colon) ? trimmed(rest.substr(colon.size())) : rest;
    }
    return LabelLine{text.substr(open.size(), end - open.size()), rest};
}

// 「項目：値」, 「【項目】値」, 「[項目] 値」.
std::optional<LabelLine> label_line(std::string_view line) {
    if (auto const found = split(line, "【", "】")) {
        return found;
    }
    if (auto const found = split(line, "[", "]")) {
        return found;
    }
    auto const wide = line.find("：");
    auto const narrow = line.find(':');
    auto const at = std::min(wide, narrow);
    bool const address = at == narrow && line.substr(std::min(at, line.size())).starts_with("://");
    if (at == std::string_view::npos || at == 0 || at > longest_label || address) {
        return std::nullopt;
    }
    return LabelLine{line.substr(0, at),
                     trimmed(line.substr(at + (at == wide ? std::string_view("：").size() : 1)))};
}

class TextReader {
  public:
    TextReader(FormRule const& rule, bool titled)
        : rule_(rule), index_(rule), form_(new_form(rule, titled)) {}

    FilledForm read(std::string_view text) {
        std::size_t number = 0;
        for (std::size_t at = 0; at < text.size() && number < most_lines;) {
            auto const end = std::min(text.find('\n', at), text.size());
            line(text.substr(at, end - at), ++number);
            at = end + 1;
        }
        close();
        return std::move(form_);
    }

  private:
    void line(std::string_view text, std::size_t number) {
        auto const found = label_line(text);
        auto const field = index_.find(found ? found->label : text);
        bool const known = field && !seen_.contains(*field);
        if (known) {
            open(*field, found ? found->label : trimmed(text), number);
            append(found ? found->value : std::string_view());
        } else if (open_ && is_free_text()) {
            append(text);
        } else if (found && trimmed(found->label).find(' ') == std::string_view::npos) {
            close();
            if (form_.unrecognised.size() < most_unrecognised) {
                form_.unrecognised.push_back({std::string(trimmed(found->label)), std::string(found->value),
                                              fmt::format("line {}", number)});
            }
        } else if (open_ && !trimmed(text).empty()) {
            append(text);
        } else if (trimmed(text).empty() && !value_.value.empty()) {
            close();
        }
    }

    // Lines with colons in what the caller tells are part of it.
    [[nodiscard]] bool is_free_text() const {
        auto const& rule = rule_.fields[*open_];
        return rule.kind == ValueKind::text && rule.target == "narrative";
    }

    void open(std::size_t field, std::string_view label, std::size_t number) {
        close();
        open_ = field;
        seen_.insert(field);
        value_ = {};
        value_.code = rule_.fields[field].code;
        value_.label = std::string(trimmed(label));
        value_.place = fmt::format("line {}", number);
        value_.label_place = value_.place;
    }

    void append(std::string_view text) {
        value_.value += value_.value.empty() ? "" : "\n";
        value_.value += trimmed(text);
    }

    void close() {
        if (!open_) {
            return;
        }
        auto const& rule = rule_.fields[*open_];
        value_.value = std::string(trimmed(value_.value));
        if (rule.kind == ValueKind::choice) {
            value_.choices = read_choices(value_.value);
            if (!value_.choices.empty()) {
                value_.value.clear();
                for (auto const& choice : value_.choices) {
                    value_.value += choice.chosen ? (value_.value.empty() ? "" : "、") + choice.label : "";
                }
            }
        }
        add_value(form_, rule, std::exchange(value_, {}));
        open_.reset();
    }

    FormRule const& rule_;
    LabelIndex index_;
    FilledForm form_;
    std::optional<std::size_t> open_;
    std::set<std::size_t> seen_;
    FieldValue value_;
};

}  // namespace

std::optional<FilledForm> read_mail_text(std::string_view subject, std::string_view text,
                                         std::span<FormRule const> rules) {
    std::optional<FilledForm> best;
    for (auto const& rule : rules) {
        if (rule.medium != Medium::mail) {
            continue;
        }
        bool const titled = holds_title(rule, subject) || holds_title(rule, text);
        auto form = TextReader(rule, titled).read(text);
        bool const likely = !form.fields.empty() &&
                            (titled || form.fields.size() >= static_cast<std::size_t>(rule.least_fields));
        auto const score = [](FilledForm const& each) {
            return each.fields.size() + (each.titled ? 1'000U : 0U);
        };
        if (likely && (!best || score(form) > score(*best))) {
            best = std::move(form);
        }
    }
    return best;
}

}  // namespace formats::common_forms
