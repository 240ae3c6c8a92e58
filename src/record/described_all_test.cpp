#include "record/described_all.h"

#include "record/envelope.h"
#include "record/sample_test.h"

#include <doctest/doctest.h>

namespace record {

static_assert(described_all<sample::Step>(sample::step_fields));
static_assert(described_all<sample::Report>(sample::report_fields));
static_assert(!described_all<sample::Step>(std::span(sample::step_fields).first(2)));

TEST_CASE("the envelope describes every member it has") {
    CHECK(described_all<Envelope>(std::span<Field const>()) == false);
    CHECK(envelope_schema().fields.size() == boost::pfr::tuple_size_v<Envelope>);
}

}  // namespace record
