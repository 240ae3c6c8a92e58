#include "record/violations.h"

#include <fmt/format.h>

namespace record {

namespace {

// 「件名」を… / "Subject …": the label opens each sentence, so that a list of reasons can be read without the
// form.
base::Words about(Field const& field, std::string_view ja, std::string_view en) {
    return {fmt::format("「{}」{}", field.ja, ja), fmt::format("{} {}", field.en, en)};
}

struct Expected {
    std::string_view ja;
    std::string_view en;
};

Expected expected(Kind kind) {
    switch (kind) {
        case Kind::text:
            return {"文字列", "a string"};
        case Kind::enumeration:
            return {"選択肢の値(文字列)", "one of the choices (a string)"};
        case Kind::boolean:
            return {"true か false", "true or false"};
        case Kind::integer:
            return {"整数", "a whole number"};
        case Kind::money:
            return {"金額({\"minor_units\": 整数, \"currency\": \"JPY\"})",
                    "{\"minor_units\": integer, \"currency\": \"JPY\"}"};
        case Kind::instant:
            return {"日時(例 2026-11-22T14:02:00+09:00)", "a time such as 2026-11-22T14:02:00+09:00"};
        case Kind::told_time:
            return {"聞いた日時({\"earliest\", \"latest\", \"wording\"})",
                    "{\"earliest\", \"latest\", \"wording\"}"};
        case Kind::date:
            return {"実在する日付(例 2026-11-22)", "a date that exists, such as 2026-11-22"};
        case Kind::id:
            return {"26文字のID", "an id of 26 characters"};
        case Kind::list:
            return {"配列", "an array"};
        case Kind::structure:
            return {"オブジェクト", "an object"};
    }
    BASE_ASSERT(false);
}

}  // namespace

std::string join_path(std::string_view parent, std::string_view member) {
    std::string path(parent);
    if (!path.empty()) {
        path.push_back('/');
    }
    for (char const c : member) {
        if (c == '~') {
            path.append("~0");
        } else if (c == '/') {
            path.append("~1");
        } else {
            path.push_back(c);
        }
    }
    return path;
}

std::string join_path(std::string_view parent, std::size_t index) {
    return join_path(parent, std::to_string(index));
}

base::Words required_reason(Field const& field) {
    return about(field, "は必須です。", "is required.");
}

base::Words wrong_type_reason(Field const& field) {
    auto const wanted = expected(field.kind);
    return about(field, fmt::format("は{}で指定してください。", wanted.ja),
                 fmt::format("must be {}.", wanted.en));
}

base::Words unknown_member_reason() {
    return {"この名前の項目はありません。", "There is no field of this name."};
}

base::Words read_only_reason(Field const& field) {
    return about(field, "はシステムが記録する項目のため、指定できません。",
                 "is set by the program and cannot be given.");
}

base::Words not_a_choice_reason(Field const& field) {
    return about(field, "の値が選択肢にありません。", "is not one of the choices.");
}

base::Words too_long_reason(Field const& field, std::size_t length) {
    return about(field,
                 fmt::format("は{}文字以内で入力してください(現在{}文字)。", field.rules.max_length, length),
                 fmt::format("may have at most {} characters (it has {}).", field.rules.max_length, length));
}

base::Words too_many_reason(Field const& field, std::size_t count) {
    return about(field, fmt::format("は{}件以内にしてください(現在{}件)。", field.rules.max_items, count),
                 fmt::format("may have at most {} items (it has {}).", field.rules.max_items, count));
}

base::Words out_of_range_reason(Field const& field, std::int64_t smallest, std::int64_t largest) {
    return about(field, fmt::format("は{}以上{}以下で指定してください。", smallest, largest),
                 fmt::format("must be between {} and {}.", smallest, largest));
}

base::Words bad_text_reason(Field const& field) {
    return about(field, "に正しいUTF-8でない文字またはNUL文字があります。",
                 "is not valid UTF-8 or holds a NUL character.");
}

base::Words line_break_reason(Field const& field) {
    return about(field, "に改行は使えません。", "may not hold a line break.");
}

base::Words implausible_date_reason(Field const& field) {
    return about(field, "の日付が1868年から2200年までの範囲にありません。",
                 "is not a date between the years 1868 and 2200.");
}

base::Words reversed_time_reason(Field const& field) {
    return about(field, "の始まりが終わりより後になっています。", "begins after it ends.");
}

base::Words currency_reason(Field const& field) {
    return about(field, "の通貨はISO 4217の3文字コードで指定してください(例 JPY)。",
                 "needs a currency code of ISO 4217, such as JPY.");
}

}  // namespace record
