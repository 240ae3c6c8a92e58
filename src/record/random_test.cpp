#include "record/random_test.h"

#include <array>

namespace record::sample {

namespace {

std::int64_t between(std::mt19937_64& generator, std::int64_t first, std::int64_t last) {
    return std::uniform_int_distribution<std::int64_t>(first, last)(generator);
}

std::string random_text(std::mt19937_64& generator, std::size_t max_length) {
    static constexpr std::array<std::string_view, 12> pieces = {"a",  "Z",  "0", "あ", "漢", "𠮷",
                                                                "\"", "\\", "'", ",",  "é",  "="};
    std::string text;
    auto const length =
        between(generator, 0, static_cast<std::int64_t>(std::min<std::size_t>(max_length, 30)));
    for (std::int64_t i = 0; i < length; ++i) {
        text.append(pieces[static_cast<std::size_t>(between(generator, 0, pieces.size() - 1))]);
    }
    return text;
}

base::Instant random_instant(std::mt19937_64& generator) {
    return {between(generator, -2'000'000'000'000, 4'000'000'000'000)};
}

base::Ulid random_ulid(std::mt19937_64& generator) {
    base::Ulid id;
    for (auto& byte : id.bytes) {
        byte = static_cast<std::uint8_t>(between(generator, 1, 255));
    }
    return id;
}

Value random_value(Field const& field, std::mt19937_64& generator) {
    if (field.optional && between(generator, 0, 2) == 0) {
        return {};
    }
    switch (field.kind) {
        case Kind::text:
            return Value(random_text(generator, field.rules.max_length));
        case Kind::enumeration: {
            auto const last = static_cast<std::int64_t>(field.values.size()) - 1;
            return Value(
                std::string(field.values[static_cast<std::size_t>(between(generator, 0, last))].value));
        }
        case Kind::boolean:
            return Value(between(generator, 0, 1) == 1);
        case Kind::integer:
            return Value(between(generator, std::max(field.smallest, field.rules.minimum),
                                 std::min(field.largest, field.rules.maximum)));
        case Kind::money:
            return Value(base::Money{between(generator, 0, std::numeric_limits<std::int64_t>::max()),
                                     between(generator, 0, 1) == 0 ? "JPY" : "KWD"});
        case Kind::instant:
            return Value(random_instant(generator));
        case Kind::told_time: {
            auto const earliest = random_instant(generator);
            return Value(base::ToldTime{earliest,
                                        {earliest.milliseconds + between(generator, 0, 1'000'000)},
                                        random_text(generator, field.rules.max_length)});
        }
        case Kind::date:
            return Value(base::Date{static_cast<int>(between(generator, 1900, 2100)),
                                    static_cast<int>(between(generator, 1, 12)),
                                    static_cast<int>(between(generator, 1, 28))});
        case Kind::id:
            return Value(random_ulid(generator));
        case Kind::list: {
            auto const element = element_of(field);
            Values values(static_cast<std::size_t>(between(
                generator, 0, static_cast<std::int64_t>(std::min<std::size_t>(field.rules.max_items, 5)))));
            for (auto& value : values) {
                value = random_value(element, generator);
            }
            return Value(std::move(values));
        }
        case Kind::structure: {
            auto const record = random_record(*field.element_schema, generator);
            return value_of(record.schema(), record.data());
        }
    }
    BASE_ASSERT(false);
}

}  // namespace

Record random_record(Schema const& schema, std::mt19937_64& generator) {
    Record record(schema);
    for (auto const& field : schema.fields) {
        record.set(field, random_value(field, generator));
    }
    return record;
}

}  // namespace record::sample
