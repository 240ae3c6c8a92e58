#include "platform/access/policy.h"

#include "base/problem.h"

#include <algorithm>
#include <iterator>

namespace platform::access {

namespace {

using enum Role;
using enum Action;

// architecture.md, "Rights", default policy: own unit reads its own; chief and 署生安課 read all of their
// station; guidance and analysts read all intake and work the HQ inbox; HQ policy reads counts and 情報提供;
// offence and related sections read what was reported or handed to them; administrator and auditor read no
// content.
constexpr Rule rules[] = {
    {intake_officer, consultation_read, own_record},
    {intake_officer, consultation_read, own_unit},
    {intake_officer, consultation_read, referred_to_us},
    {station_coordinator, consultation_read, own_station},
    {station_coordinator, consultation_read, referred_to_us},
    {case_section, consultation_read, own_record},
    {case_section, consultation_read, own_unit},
    {case_section, consultation_read, referred_to_us},
    {station_chief, consultation_read, own_station},
    {station_chief, consultation_read, referred_to_us},
    {hq_policy, consultation_read, own_unit},
    {hq_policy, consultation_read, information},
    {hq_guidance, consultation_read, anything},
    {hq_analyst, consultation_read, anything},
    {hq_offence_section, consultation_read, own_record},
    {hq_offence_section, consultation_read, own_unit},
    {hq_offence_section, consultation_read, referred_to_us},
    {hq_related_section, consultation_read, own_record},
    {hq_related_section, consultation_read, own_unit},
    {hq_related_section, consultation_read, referred_to_us},

    {intake_officer, consultation_create, own_unit},
    {station_coordinator, consultation_create, own_unit},
    {case_section, consultation_create, own_unit},
    {station_chief, consultation_create, own_unit},
    {hq_policy, consultation_create, own_unit},
    {hq_guidance, consultation_create, own_unit},
    {hq_analyst, consultation_create, own_unit},
    {hq_offence_section, consultation_create, own_unit},
    {hq_related_section, consultation_create, own_unit},

    {intake_officer, consultation_edit, own_record},
    {intake_officer, consultation_edit, own_unit},
    {station_coordinator, consultation_edit, own_station},
    {case_section, consultation_edit, own_unit},
    {station_chief, consultation_edit, own_station},
    {hq_policy, consultation_edit, own_unit},
    {hq_guidance, consultation_edit, own_unit},
    {hq_analyst, consultation_edit, own_unit},
    {hq_offence_section, consultation_edit, own_unit},
    {hq_related_section, consultation_edit, own_unit},

    // Rulings on 該当性 are the guidance section's for every station.
    {intake_officer, consultation_decide, own_record},
    {intake_officer, consultation_decide, own_unit},
    {station_coordinator, consultation_decide, own_station},
    {case_section, consultation_decide, own_unit},
    {station_chief, consultation_decide, own_station},
    {hq_guidance, consultation_decide, anything},
    {hq_analyst, consultation_decide, own_unit},
    {hq_offence_section, consultation_decide, own_unit},
    {hq_related_section, consultation_decide, own_unit},

    {intake_officer, consultation_refer, own_record},
    {intake_officer, consultation_refer, own_unit},
    {station_coordinator, consultation_refer, own_station},
    {case_section, consultation_refer, own_unit},
    {station_chief, consultation_refer, own_station},
    {hq_policy, consultation_refer, own_unit},
    {hq_guidance, consultation_refer, anything},
    {hq_analyst, consultation_refer, own_unit},
    {hq_offence_section, consultation_refer, own_unit},
    {hq_related_section, consultation_refer, own_unit},

    {intake_officer, consultation_hand_over, own_unit},
    {station_coordinator, consultation_hand_over, own_station},
    {case_section, consultation_hand_over, own_unit},
    {station_chief, consultation_hand_over, own_station},
    {hq_guidance, consultation_hand_over, own_unit},
    {hq_analyst, consultation_hand_over, own_unit},
    {hq_offence_section, consultation_hand_over, own_unit},
    {hq_related_section, consultation_hand_over, own_unit},

    // 警備情報 is marked by the section that it was reported to as well.
    {station_coordinator, consultation_restrict, own_station},
    {station_chief, consultation_restrict, own_station},
    {hq_policy, consultation_restrict, own_unit},
    {hq_guidance, consultation_restrict, own_unit},
    {hq_analyst, consultation_restrict, own_unit},
    {hq_offence_section, consultation_restrict, own_unit},
    {hq_related_section, consultation_restrict, own_unit},
    {hq_related_section, consultation_restrict, referred_to_us},

    {intake_officer, consultation_count, own_unit},
    {station_coordinator, consultation_count, own_station},
    {case_section, consultation_count, own_unit},
    {station_chief, consultation_count, own_station},
    {hq_policy, consultation_count, anything},
    {hq_guidance, consultation_count, anything},
    {hq_analyst, consultation_count, anything},
    {hq_offence_section, consultation_count, referred_to_us},
    {hq_related_section, consultation_count, referred_to_us},

    // 決裁: 署長, 副署長 (代決) and the 課長 of 署生安課 who compiles the reports.
    {station_chief, referral_approve, own_station},
    {station_coordinator, referral_approve, own_station},

    {intake_officer, referral_receive, referred_to_us},
    {station_coordinator, referral_receive, referred_to_us},
    {case_section, referral_receive, referred_to_us},
    {station_chief, referral_receive, referred_to_us},
    {hq_guidance, referral_receive, referred_to_us},
    {hq_analyst, referral_receive, referred_to_us},
    {hq_offence_section, referral_receive, referred_to_us},
    {hq_related_section, referral_receive, referred_to_us},

    {intake_officer, inbox_work, referred_to_us},
    {station_coordinator, inbox_work, referred_to_us},
    {case_section, inbox_work, referred_to_us},
    {station_chief, inbox_work, referred_to_us},
    {hq_guidance, inbox_work, referred_to_us},
    {hq_analyst, inbox_work, referred_to_us},
    {hq_offence_section, inbox_work, referred_to_us},
    {hq_related_section, inbox_work, referred_to_us},

    // What is found is filtered by consultation.read; a look-up shows blind hits as unit and contact only.
    {intake_officer, search, anything},
    {station_coordinator, search, anything},
    {case_section, search, anything},
    {station_chief, search, anything},
    {hq_policy, search, anything},
    {hq_guidance, search, anything},
    {hq_analyst, search, anything},
    {hq_offence_section, search, anything},
    {hq_related_section, search, anything},
    {intake_officer, observable_look_up, anything},
    {station_coordinator, observable_look_up, anything},
    {case_section, observable_look_up, anything},
    {station_chief, observable_look_up, anything},
    {hq_policy, observable_look_up, anything},
    {hq_guidance, observable_look_up, anything},
    {hq_analyst, observable_look_up, anything},
    {hq_offence_section, observable_look_up, anything},
    {hq_related_section, observable_look_up, anything},

    {intake_officer, separation_create, own_record},
    {intake_officer, separation_create, own_unit},
    {station_coordinator, separation_create, own_station},
    {case_section, separation_create, own_unit},
    {station_chief, separation_create, own_station},
    {hq_guidance, separation_create, anything},
    {hq_analyst, separation_create, anything},

    // Both records must be readable; for one of them this right is needed.
    {intake_officer, person_decide, own_record},
    {intake_officer, person_decide, own_unit},
    {station_coordinator, person_decide, own_station},
    {case_section, person_decide, own_unit},
    {station_chief, person_decide, own_station},
    {hq_guidance, person_decide, anything},
    {hq_analyst, person_decide, anything},

    {intake_officer, clock_work, own_record},
    {intake_officer, clock_work, own_unit},
    {station_coordinator, clock_work, own_station},
    {case_section, clock_work, own_unit},
    {case_section, clock_work, referred_to_us},
    {station_chief, clock_work, own_station},
    {hq_guidance, clock_work, own_unit},
    {hq_guidance, clock_work, referred_to_us},
    {hq_analyst, clock_work, own_unit},
    {hq_analyst, clock_work, referred_to_us},
    {hq_offence_section, clock_work, own_unit},
    {hq_offence_section, clock_work, referred_to_us},
    {hq_related_section, clock_work, own_unit},
    {hq_related_section, clock_work, referred_to_us},

    // A draft is its writer's alone.
    {intake_officer, draft_write, own_record},
    {station_coordinator, draft_write, own_record},
    {case_section, draft_write, own_record},
    {station_chief, draft_write, own_record},
    {hq_policy, draft_write, own_record},
    {hq_guidance, draft_write, own_record},
    {hq_analyst, draft_write, own_record},
    {hq_offence_section, draft_write, own_record},
    {hq_related_section, draft_write, own_record},

    {intake_officer, guidance_tell, own_record},
    {intake_officer, guidance_tell, own_unit},
    {station_coordinator, guidance_tell, own_station},
    {case_section, guidance_tell, own_unit},
    {station_chief, guidance_tell, own_station},
    {hq_guidance, guidance_tell, own_unit},
    {hq_analyst, guidance_tell, own_unit},
    {hq_offence_section, guidance_tell, own_unit},
    {hq_related_section, guidance_tell, own_unit},

    {intake_officer, events_follow, anything},
    {station_coordinator, events_follow, anything},
    {case_section, events_follow, anything},
    {station_chief, events_follow, anything},
    {hq_policy, events_follow, anything},
    {hq_guidance, events_follow, anything},
    {hq_analyst, events_follow, anything},
    {hq_offence_section, events_follow, anything},
    {hq_related_section, events_follow, anything},

    // 廃棄: 署生安課 proposes, 署長 or 副署長 approves; in a section of headquarters two of its people.
    // Whoever works on a record may hold it back.
    {station_coordinator, disposal_read, own_station},
    {station_chief, disposal_read, own_station},
    {hq_policy, disposal_read, own_unit},
    {hq_guidance, disposal_read, own_unit},
    {hq_analyst, disposal_read, own_unit},
    {hq_offence_section, disposal_read, own_unit},
    {hq_related_section, disposal_read, own_unit},
    {station_coordinator, disposal_propose, own_station},
    {hq_policy, disposal_propose, own_unit},
    {hq_guidance, disposal_propose, own_unit},
    {hq_analyst, disposal_propose, own_unit},
    {hq_offence_section, disposal_propose, own_unit},
    {hq_related_section, disposal_propose, own_unit},
    {station_chief, disposal_approve, own_station},
    {hq_policy, disposal_approve, own_unit},
    {hq_guidance, disposal_approve, own_unit},
    {hq_analyst, disposal_approve, own_unit},
    {hq_offence_section, disposal_approve, own_unit},
    {hq_related_section, disposal_approve, own_unit},
    {intake_officer, retention_hold, own_unit},
    {station_coordinator, retention_hold, own_station},
    {case_section, retention_hold, own_unit},
    {station_chief, retention_hold, own_station},
    {hq_policy, retention_hold, own_unit},
    {hq_guidance, retention_hold, own_unit},
    {hq_analyst, retention_hold, own_unit},
    {hq_offence_section, retention_hold, own_unit},
    {hq_related_section, retention_hold, own_unit},

    // Tables are headquarters' to change: any of the three sections or the administrator proposes, 指導係 and
    // 推進係 approve, never one's own.
    {hq_policy, tables_propose, anything},
    {hq_guidance, tables_propose, anything},
    {hq_analyst, tables_propose, anything},
    {administrator, tables_propose, anything},
    {hq_policy, tables_approve, anything},
    {hq_guidance, tables_approve, anything},

    {auditor, journal_read, anything},
    {auditor, access_log_read, anything},
    {administrator, account_manage, anything},
    {administrator, organization_manage, anything},
    {administrator, import, anything},
    {hq_analyst, import, anything},
};

// What everybody with an account may do.
constexpr Action everybody[] = {organization_read, tables_read, schema_read, session_use};

bool is_for_everybody(Action action) {
    return std::ranges::find(everybody, action) != std::end(everybody);
}

constexpr std::string_view security_restriction = "security";

// 警備情報 stays in its own compartment: of those named, only the related sections of headquarters.
bool passes_restriction(Actor const& actor, RecordFacts const& facts) {
    if (facts.restriction == "none") {
        return true;
    }
    if (facts.restriction == security_restriction && !actor.has(hq_related_section)) {
        return false;
    }
    return facts.may_know.contains(actor.staff);
}

Filter restriction_filter(Actor const& actor, std::string_view alias) {
    std::string restriction(alias);
    restriction.append(".restriction");
    Filter filter;
    filter.sql.append(restriction).append(" = 'none' OR (");
    if (!actor.has(hq_related_section)) {
        filter.sql.append(restriction).append(" <> ? AND ");
        filter.values.push_back(store::text_value(security_restriction));
    }
    filter.sql.append("EXISTS (SELECT 1 FROM need_to_know k WHERE k.record_id = ").append(alias);
    filter.sql.append(".id AND k.staff = ?))");
    filter.values.push_back(store::id_value(actor.staff));
    return filter;
}

bool applies(Rule const& rule, Actor const& actor, Action action) {
    return rule.action == action && actor.has(rule.role);
}

[[noreturn]] void forbid() {
    throw base::Problem(base::Problem::forbidden, "この操作を行う権限がありません", "You may not do this");
}

}  // namespace

std::span<Rule const> policy() {
    return rules;
}

bool may(Actor const& actor, Action action) {
    return is_for_everybody(action) ||
           std::ranges::any_of(rules, [&](Rule const& rule) { return applies(rule, actor, action); });
}

bool decide(Actor const& actor, Action action, RecordFacts const& facts) {
    bool const related = is_for_everybody(action) || std::ranges::any_of(rules, [&](Rule const& rule) {
                             return applies(rule, actor, action) && rule.relation.holds(actor, facts);
                         });
    return related && passes_restriction(actor, facts);
}

Filter filter(Actor const& actor, Action action, std::string_view alias) {
    std::vector<Relation> relations;
    if (is_for_everybody(action)) {
        relations.push_back(anything);
    }
    for (auto const& rule : rules) {
        if (applies(rule, actor, action) && std::ranges::find(relations, rule.relation) == relations.end()) {
            relations.push_back(rule.relation);
        }
    }
    if (relations.empty()) {
        return {"1 = 0", {}};
    }
    if (std::ranges::find(relations, anything) != relations.end()) {
        relations = {anything};
    }
    Filter all;
    for (auto const& relation : relations) {
        auto const part = relation.filter(actor, alias);
        all.sql.append(all.sql.empty() ? "((" : " OR (").append(part.sql).append(")");
        all.values.insert(all.values.end(), part.values.begin(), part.values.end());
    }
    auto const restriction = restriction_filter(actor, alias);
    all.sql.append(") AND (").append(restriction.sql).append(")");
    all.values.insert(all.values.end(), restriction.values.begin(), restriction.values.end());
    return all;
}

Filter hint_filter(Actor const& actor, Action reading, std::string_view alias) {
    Filter hint = filter(actor, reading, alias);
    std::string sql(alias);
    hint.sql = sql.append(".restriction <> ? OR (").append(hint.sql).append(")");
    hint.values.insert(hint.values.begin(), store::text_value(security_restriction));
    return hint;
}

void require(Actor const& actor, Action action) {
    if (!may(actor, action)) {
        forbid();
    }
}

std::optional<RecordFacts> facts_for(store::Reader& reader, Actor const& actor, Action action,
                                     Named const& record) {
    auto condition = filter(actor, record.reading, "r");
    std::string sql("SELECT 1 FROM ");
    sql.append(record.schema.plural).append(" r WHERE r.id = ? AND ((").append(condition.sql).append(")");
    store::Values values{store::id_value(record.id)};
    values.insert(values.end(), condition.values.begin(), condition.values.end());
    if (action != record.reading) {
        condition = filter(actor, action, "r");
        sql.append(" OR (").append(condition.sql).append(")");
        values.insert(values.end(), condition.values.begin(), condition.values.end());
    }
    return reader.first(sql.append(")"), values) ? facts_of(reader, record.schema, record.id) : std::nullopt;
}

RecordFacts require(store::Reader& reader, Actor const& actor, Action action, Named const& record) {
    auto facts = facts_for(reader, actor, action, record);
    if (!facts) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    if (!decide(actor, action, *facts)) {
        forbid();
    }
    return std::move(*facts);
}

}  // namespace platform::access
