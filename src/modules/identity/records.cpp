#include "modules/identity/records.h"

#include "record/field.h"

namespace modules::identity {

namespace {

using record::field;

constexpr record::Field decision_fields[] = {
    field<&Decision::verdict>("判断", "Verdict", {.required = true}),
    field<&Decision::record_a>("記録1", "Record 1", {.read_only = true}),
    field<&Decision::party_a>("人物1", "Party 1", {.required = true}),
    field<&Decision::record_b>("記録2", "Record 2", {.read_only = true}),
    field<&Decision::party_b>("人物2", "Party 2", {.required = true}),
    field<&Decision::reason>("理由", "Reason",
                             {.personal_data = true, .multiline = true, .max_length = 1000}),
    field<&Decision::shown>("示された根拠", "Grounds shown",
                            {.personal_data = true, .read_only = true, .max_length = 20000}),
    field<&Decision::told_a>("人物1の照合値", "Party 1 as told then", {.read_only = true, .max_length = 20}),
    field<&Decision::told_b>("人物2の照合値", "Party 2 as told then", {.read_only = true, .max_length = 20}),
    field<&Decision::withdrawn>("取消し", "Withdrawn", {.read_only = true}),
    field<&Decision::withdrawn_reason>(
        "取消しの理由", "Reason for taking back",
        {.personal_data = true, .multiline = true, .read_only = true, .max_length = 1000}),
};

}  // namespace

constinit record::Schema const decision_schema = record::schema<Decision>(
    "identity_decision", "identity_decisions", "同一性の判断", "Judgement of identity", decision_fields);

}  // namespace modules::identity
