#include "record/sql.h"

#include "record/random_test.h"
#include "record/sample_test.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace record {

namespace {

using sample::Report;
using sample::report_schema;

Envelope some_envelope() {
    Envelope envelope;
    envelope.seq = 7;
    envelope.id = base::new_ulid();
    envelope.created_at = {1'000};
    envelope.created_by = base::new_ulid();
    envelope.changed_at = {2'000};
    envelope.changed_by = base::new_ulid();
    envelope.owner_unit = base::new_ulid();
    envelope.origin_unit = base::new_ulid();
    envelope.restriction = Restriction::need_to_know;
    return envelope;
}

std::size_t count(std::string_view text, char c) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

TEST_CASE("every random record comes back from its row unchanged") {
    std::mt19937_64 generator(4);
    for (int i = 0; i < 500; ++i) {
        auto const record = sample::random_record(report_schema, generator);
        auto row = to_row(record);
        CHECK(row.size() == columns_of(report_schema).size());
        CHECK(record_from_row(report_schema, row).as<Report>() == record.as<Report>());
        auto const envelope = some_envelope();
        auto whole = insert_values(envelope, record);
        whole.insert(whole.begin(), std::int64_t{7});
        auto const stored = from_row(report_schema, whole);
        CHECK(stored.envelope == envelope);
        CHECK(stored.record.as<Report>() == record.as<Report>());
    }
}

TEST_CASE("money has two columns, a told time three, a list one") {
    auto const columns = columns_of(report_schema);
    auto const find = [&](std::string_view name) -> Column {
        auto const found = std::ranges::find(columns, name, &Column::name);
        REQUIRE(found != columns.end());
        return *found;
    };
    CHECK(find("subject") == Column{"subject", "{text}", " NOT NULL DEFAULT ''"});
    CHECK(find("caller") == Column{"caller", "{text}", ""});
    CHECK(find("channel") == Column{"channel", "{text}", " NOT NULL DEFAULT 'telephone'"});
    CHECK(find("urgent") == Column{"urgent", "{bool}", " NOT NULL DEFAULT '0'"});
    CHECK(find("loss_currency") == Column{"loss_currency", "{text}", " NOT NULL DEFAULT 'JPY'"});
    CHECK(find("happened_latest") == Column{"happened_latest", "{int}", ""});
    CHECK(find("steps") == Column{"steps", "{text}", " NOT NULL DEFAULT '[]'"});
    CHECK(find("unit") == Column{"unit", "{id}", " REFERENCES units(id)"});
}

TEST_CASE("the statements bind exactly the values that are given for them") {
    Record const record(report_schema);
    auto const envelope = some_envelope();
    CHECK(count(insert_statement(report_schema), '$') == insert_values(envelope, record).size());
    CHECK(count(update_statement(report_schema), '$') == update_values(envelope, record, 1).size());
    CHECK(count(select_columns(report_schema), ',') + 1 == table_columns(report_schema).size());
    CHECK(select_columns(report_schema, "r").starts_with("r.seq, r.id, r.version"));
    CHECK(create_table(report_schema)
              .starts_with("CREATE TABLE reports (\n    seq {seq},\n    id {id} NOT NULL UNIQUE,"));
}

TEST_CASE("clients sort and filter by described names only") {
    CHECK(sortable_column(report_schema, "happened") == "happened_earliest");
    CHECK(sortable_column(report_schema, "created_at") == "created_at");
    CHECK_FALSE(sortable_column(report_schema, "seq"));
    CHECK_FALSE(sortable_column(report_schema, "words"));
    CHECK_FALSE(sortable_column(report_schema, "subject; DROP TABLE reports"));
}

TEST_CASE("a filter is read by the kind of its field") {
    CHECK(filter_term(report_schema, "visits", "3")->value == base::SqlValue(std::int64_t{3}));
    CHECK(filter_term(report_schema, "urgent", "true")->value == base::SqlValue(std::int64_t{1}));
    CHECK(filter_term(report_schema, "channel", "visit")->value == base::SqlValue(std::string("visit")));
    CHECK(filter_term(report_schema, "received_at", "1970-01-01T00:00:01Z")->value ==
          base::SqlValue(std::int64_t{1000}));
    CHECK(filter_term(report_schema, "channel", "fax").violations().at(0).field == "filter[channel]");
    CHECK(filter_term(report_schema, "subject", "\xff").violations().size() == 1);
    CHECK(filter_term(report_schema, "visits", "3x").violations().size() == 1);
    CHECK(filter_term(report_schema, "nothing", "3").violations().size() == 1);
}

TEST_CASE("a row that does not fit its description is a broken store, not a crash") {
    auto row = to_row(Record(report_schema));
    CHECK_THROWS_AS(static_cast<void>(record_from_row(report_schema, std::span(row).first(5))),
                    base::Problem);
    row[3] = std::string("fax");
    CHECK_THROWS_AS(static_cast<void>(record_from_row(report_schema, row)), base::Problem);
}

}  // namespace

}  // namespace record
