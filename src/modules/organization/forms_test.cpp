#include "modules/organization/forms.h"

#include "modules/organization/changes.h"
#include "platform/registry/posting.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "record/without_help_test.h"

#include <doctest/doctest.h>

namespace modules::organization {

TEST_CASE(
    "everything that is filled in about units, staff and accounts says in both languages what to write") {
    for (auto const* schema :
         {&registry::unit_schema, &registry::staff_schema, &registry::posting_schema, &post_schema,
          &merger_schema, &staff_hand_over_schema, &account_form, &merged_section_form, &staff_import_form}) {
        CHECK(record::without_help(*schema) == "");
    }
}

}  // namespace modules::organization
