#include "record/validate.h"

#include "base/money.h"
#include "base/utf8.h"

namespace record {

namespace {

constexpr int first_plausible_year = 1868;
constexpr int last_plausible_year = 2200;

bool is_plausible(base::Date date) {
    return date.year >= first_plausible_year && date.year <= last_plausible_year;
}

bool is_plausible(base::Instant at) {
    static auto const first = base::start_of_day_in_japan({first_plausible_year, 1, 1});
    static auto const end = base::start_of_day_in_japan({last_plausible_year + 1, 1, 1});
    return at >= first && at < end;
}

struct Checker {
    Mode mode;
    Violations violations;

    void refuse(std::string const& path, base::Words reason) {
        violations.push_back({path, std::move(reason)});
    }
    void check(Field const& field, Value const& value, std::string const& path);
    void check_text(Field const& field, std::string const& text, std::string const& path);
    void check_money(Field const& field, base::Money const& amount, std::string const& path);
    void check_told_time(Field const& field, base::ToldTime const& told, std::string const& path);
    void check_values(Field const& field, Values const& values, std::string const& path);
};

void Checker::check(Field const& field, Value const& value, std::string const& path) {
    if (is_empty(value)) {
        if (field.rules.required && mode == Mode::full) {
            refuse(path, required_reason(field));
        }
        return;
    }
    if (auto const* const text = std::get_if<std::string>(&value.data)) {
        check_text(field, *text, path);
    } else if (auto const* const number = std::get_if<std::int64_t>(&value.data)) {
        if (*number < field.rules.minimum || *number > field.rules.maximum) {
            refuse(path, out_of_range_reason(field, field.rules.minimum, field.rules.maximum));
        }
    } else if (auto const* const amount = std::get_if<base::Money>(&value.data)) {
        check_money(field, *amount, path);
    } else if (auto const* const at = std::get_if<base::Instant>(&value.data)) {
        if (!is_plausible(*at)) {
            refuse(path, implausible_date_reason(field));
        }
    } else if (auto const* const date = std::get_if<base::Date>(&value.data)) {
        if (!is_plausible(*date)) {
            refuse(path, implausible_date_reason(field));
        }
    } else if (auto const* const told = std::get_if<base::ToldTime>(&value.data)) {
        check_told_time(field, *told, path);
    } else if (auto const* const values = std::get_if<Values>(&value.data)) {
        check_values(field, *values, path);
    }
}

void Checker::check_text(Field const& field, std::string const& text, std::string const& path) {
    if (field.kind == Kind::enumeration) {
        if (!has_value(field.values, text)) {
            refuse(path, not_a_choice_reason(field));
        }
        return;
    }
    auto const length = base::count_code_points(text);
    if (!length || text.find('\0') != std::string::npos) {
        refuse(path, bad_text_reason(field));
        return;
    }
    if (*length > field.rules.max_length) {
        refuse(path, too_long_reason(field, *length));
    }
    if (!field.rules.multiline && text.find_first_of("\r\n") != std::string::npos) {
        refuse(path, line_break_reason(field));
    }
}

void Checker::check_money(Field const& field, base::Money const& amount, std::string const& path) {
    if (amount.minor_units < field.rules.minimum || amount.minor_units > field.rules.maximum) {
        refuse(path, out_of_range_reason(field, field.rules.minimum, field.rules.maximum));
    }
    if (!base::minor_digits(amount.currency)) {
        refuse(join_path(path, "currency"), currency_reason(field));
    }
}

void Checker::check_told_time(Field const& field, base::ToldTime const& told, std::string const& path) {
    check_text(field, told.wording, join_path(path, "wording"));
    if (!is_plausible(told.earliest)) {
        refuse(join_path(path, "earliest"), implausible_date_reason(field));
    }
    if (!is_plausible(told.latest)) {
        refuse(join_path(path, "latest"), implausible_date_reason(field));
    }
    if (told.earliest > told.latest) {
        refuse(path, reversed_time_reason(field));
    }
}

void Checker::check_values(Field const& field, Values const& values, std::string const& path) {
    if (field.kind == Kind::structure) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const& inner = field.element_schema->fields[i];
            check(inner, values[i], join_path(path, inner.name));
        }
        return;
    }
    if (values.size() > field.rules.max_items) {
        refuse(path, too_many_reason(field, values.size()));
        return;
    }
    auto const element = element_of(field);
    for (std::size_t i = 0; i < values.size(); ++i) {
        check(element, values[i], join_path(path, i));
    }
}

}  // namespace

bool is_empty(Value const& value) noexcept {
    if (auto const* const text = std::get_if<std::string>(&value.data)) {
        return text->empty();
    }
    if (auto const* const at = std::get_if<base::Instant>(&value.data)) {
        return at->milliseconds == 0;
    }
    if (auto const* const told = std::get_if<base::ToldTime>(&value.data)) {
        return *told == base::ToldTime{};
    }
    if (auto const* const values = std::get_if<Values>(&value.data)) {
        return values->empty();
    }
    return value.is_absent();
}

Violations validate(View record, Mode mode) {
    Checker checker{mode, {}};
    for (auto const& field : record.schema().fields) {
        checker.check(field, record.get(field), std::string(field.name));
    }
    return std::move(checker.violations);
}

Violations validate(Field const& field, Value const& value, Mode mode, std::string_view path) {
    Checker checker{mode, {}};
    checker.check(field, value, std::string(path));
    return std::move(checker.violations);
}

std::vector<Field const*> still_to_ask(View record) {
    std::vector<Field const*> fields;
    for (auto const& field : record.schema().fields) {
        if ((field.rules.asked || field.rules.required) && is_empty(record.get(field))) {
            fields.push_back(&field);
        }
    }
    return fields;
}

}  // namespace record
