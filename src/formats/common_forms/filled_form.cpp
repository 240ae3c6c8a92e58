#include "formats/common_forms/filled_form.h"

#include "base/text_fold.h"
#include "formats/office_values/office_values.h"

#include <algorithm>
#include <utility>

namespace formats::common_forms {

namespace {

constexpr std::size_t longest_title_text = 1'000;

std::string one_line(std::string_view text) {
    std::string out;
    for (char const c : text) {
        out += c == '\r' || c == '\n' ? ' ' : c;
    }
    return out;
}

void add_narrative(FilledForm& form, std::string_view label, std::string_view value) {
    form.narrative += form.narrative.empty() ? "" : "\n";
    form.narrative += label;
    form.narrative += "：";
    form.narrative += value;
}

}  // namespace

FilledForm new_form(FormRule const& rule, bool titled) {
    FilledForm form;
    form.form = rule.code;
    form.name = rule.name;
    form.titled = titled;
    form.kind = rule.kind;
    form.internal_type = rule.internal_type;
    if (!rule.confirmed) {
        form.warnings.push_back({"",
                                 {"この様式の読み取り規則は、公表された様式の実物で確かめたものではありません"
                                  "。読み取り結果を原本と照らしてください",
                                  "the rules for this form were not checked against the published form: "
                                  "compare with the original"}});
    }
    return form;
}

void add_value(FilledForm& form, FieldRule const& rule, FieldValue value) {
    if (rule.kind == ValueKind::date && !value.value.empty()) {
        value.time = office_values::read_told_time(value.value);
        if (!value.time) {
            form.warnings.push_back({value.place,
                                     {"日時として読めないため、書かれたとおりに残します",
                                      "it cannot be read as a time and is kept as written"}});
        }
    }
    if (!value.value.empty()) {
        if (rule.indicators) {
            form.indicators += value.value + "\n";
        }
        bool const taken =
            std::ranges::find(form.targets, rule.target, &Target::target) != form.targets.end();
        bool const unread = rule.kind == ValueKind::date && !value.time;
        if (rule.target == "narrative" || taken || unread) {
            add_narrative(form, rule.label.ja,
                          rule.kind == ValueKind::text ? value.value : one_line(value.value));
        } else {
            form.targets.push_back({rule.target, value.value, rule.code, value.time});
        }
    }
    form.fields.push_back(std::move(value));
}

bool holds_title(FormRule const& rule, std::string_view text) {
    auto const folded = base::match_fold(text.substr(0, longest_title_text)).text;
    return std::ranges::any_of(rule.titles, [&](std::string const& title) {
        return folded.find(base::match_fold(title).text) != std::string::npos;
    });
}

}  // namespace formats::common_forms
