#include "modules/intake/restriction.h"

#include "base/problem.h"
#include "modules/intake/consultation.h"
#include "platform/registry/staff.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace modules::intake {

namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using record::Restriction;

namespace {

[[noreturn]] void refuse(std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::invalid, "閲覧制限を変更できません",
                        "the restriction cannot be changed", {{"staff", {std::string(ja), std::string(en)}}});
}

void check_in_service(store::Reader& reader, base::Ulid const& id, base::Date today) {
    auto const found = registry::staff_by_id(reader, id);
    if (!found || found->value.valid_from > today ||
        (found->value.valid_to && *found->value.valid_to <= today)) {
        refuse("在職していない職員が含まれています", "names somebody who is not in service");
    }
}

// Who is named must be able to open it: 警備情報 is read by related sections of headquarters only.
bool is_of_related_section(store::Reader& reader, base::Ulid const& staff) {
    auto const role = platform::access::role_id(platform::access::Role::hq_related_section);
    auto const rows = reader.query("SELECT roles FROM account WHERE staff = ?", {store::id_value(staff)});
    return std::any_of(rows.begin(), rows.end(), [&](store::Row const& row) {
        auto const& roles = row.text(0);
        return (" " + roles + " ").find(" " + std::string(role) + " ") != std::string::npos;
    });
}

std::vector<base::Ulid> named(Restricting const& restricting, platform::access::Actor const& actor) {
    std::vector<base::Ulid> staff{actor.staff};
    for (auto const& id : restricting.staff) {
        if (std::find(staff.begin(), staff.end(), id) == staff.end()) {
            staff.push_back(id);
        }
    }
    return staff;
}

void check(store::Reader& reader, Restricting const& restricting, std::vector<base::Ulid> const& staff,
           base::Date today) {
    if (restricting.restriction == Restriction::none && !restricting.staff.empty()) {
        refuse("制限なしでは、閲覧できる職員を指定しません", "names people although nothing is restricted");
    }
    for (auto const& id : staff) {
        check_in_service(reader, id, today);
    }
    auto const can_read = [&](base::Ulid const& id) { return is_of_related_section(reader, id); };
    if (restricting.restriction == Restriction::security &&
        std::none_of(staff.begin(), staff.end(), can_read)) {
        refuse("警備情報を閲覧できる本部関係課の職員を1名以上指定してください",
               "names nobody of a related section of headquarters, who alone could read it");
    }
}

void replace_names(store::Transaction& transaction, base::Ulid const& record,
                   std::vector<base::Ulid> const& staff, registry::Change const& change) {
    transaction.execute("DELETE FROM need_to_know WHERE record_id = ?", {store::id_value(record)});
    for (auto const& id : staff) {
        transaction.execute(
            "INSERT INTO need_to_know (id, record_id, staff, granted_by, granted_at) VALUES (?, ?, ?, ?, ?)",
            {store::id_value(base::new_ulid()), store::id_value(record), store::id_value(id),
             store::id_value(change.author.staff.value_or(base::Ulid{})), change.at.milliseconds});
    }
}

}  // namespace

std::vector<base::Ulid> who_may_know(store::Reader& reader, base::Ulid const& record) {
    std::vector<base::Ulid> staff;
    for (auto const& row : reader.query("SELECT staff FROM need_to_know WHERE record_id = ? ORDER BY seq",
                                        {store::id_value(record)})) {
        staff.push_back(row.id(0));
    }
    return staff;
}

void restrict_record(store::Transaction& transaction, record::StoredRecord const& consultation,
                     Restricting const& restricting, platform::access::Actor const& actor,
                     registry::Change change) {
    auto const is_open = restricting.restriction == Restriction::none;
    auto const staff = is_open ? std::vector<base::Ulid>{} : named(restricting, actor);
    check(transaction, restricting, is_open ? restricting.staff : staff, base::date_in_japan(change.at));
    change.action = "restrict";
    auto after = consultation;
    after.envelope.restriction = restricting.restriction;
    auto const& id = consultation.envelope.id;
    auto const envelope = registry::update(transaction, consultation, after, change);
    replace_names(transaction, id, staff, change);
    platform::journal::Entry entry{
        change.at, change.author, change.action, "restriction", id, envelope.version, {}};
    json::array names;
    for (auto const& each : staff) {
        names.emplace_back(base::to_string(each));
    }
    entry.content["after"] = json::object{{"restriction", record::enum_text(restricting.restriction)},
                                          {"staff", std::move(names)},
                                          {"reason", restricting.reason}};
    platform::journal::append(transaction, entry);
}

}  // namespace modules::intake
