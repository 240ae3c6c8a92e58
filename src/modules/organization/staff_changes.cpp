#include "modules/organization/staff_changes.h"

#include "modules/organization/accounts.h"
#include "platform/access/accounts.h"
#include "record/json.h"
#include "record/validate.h"

#include <algorithm>
#include <array>

namespace modules::organization {

namespace {

using registry::Posting;
using registry::Staff;

constexpr std::string_view refused_ja = "職員を登録できません";
constexpr std::string_view refused_en = "the member of staff is refused";

void append(Violations& all, Violations const& more) {
    all.insert(all.end(), more.begin(), more.end());
}

bool is_listed(std::vector<StoredPost> const& listed, PostKind kind, std::string const& name,
               base::Date day) {
    return name.empty() || std::ranges::any_of(listed, [&](StoredPost const& post) {
               return post.value.kind == kind && post.value.name == name &&
                      (!post.value.valid_to || day < *post.value.valid_to);
           });
}

Posting first_posting(Staff const& staff) {
    Posting posting;
    posting.unit = staff.unit;
    posting.rank = staff.rank;
    posting.post = staff.post;
    posting.extension = staff.extension;
    posting.valid_from = staff.valid_from;
    return posting;
}

void check_number(store::Reader& reader, Staff const& staff, base::Ulid const& self, Violations& violations) {
    if (!staff.employee_number) {
        return;
    }
    auto const row = reader.first("SELECT id, name FROM staff WHERE employee_number = ?",
                                  {store::text_value(*staff.employee_number)});
    if (row && row->id(0) != self) {
        violations.push_back(violation("employee_number", row->text(1) + "の職員番号です",
                                       "is the number of " + row->text(1)));
    }
}

// "" would be a number that two people cannot both have.
void clear_empty(Staff& staff) {
    for (auto* text : {&staff.kana, &staff.extension, &staff.employee_number}) {
        if (text->has_value() && (*text)->empty()) {
            text->reset();
        }
    }
}

Posting in_force(store::Reader& reader, registry::StoredStaff const& staff, base::Date day) {
    auto const serving = registry::staff_on(reader, staff, day);
    auto posting = first_posting(serving);
    posting.staff = staff.envelope.id;
    posting.valid_from = day;
    return posting;
}

registry::StoredStaff staff_of(record::StoredRecord const& stored) {
    return {stored.envelope, stored.record.as<Staff>()};
}

std::optional<base::Date> later_change(store::Reader& reader, record::StoredRecord const& stored,
                                       base::Date day) {
    for (auto const& posting : registry::postings_of(reader, stored.envelope.id)) {
        if (posting.value.valid_from >= day) {
            return posting.value.valid_from;
        }
    }
    return stored.record.as<Staff>().valid_to;
}

// Serves on that day where the records are then.
bool serves_beside(store::Reader& reader, base::Ulid const& unit, registry::StoredStaff const& colleague,
                   base::Date day) {
    auto const station = [&](base::Ulid const& id) {
        auto const found = registry::unit_by_id(reader, registry::unit_in_force(reader, id, day));
        return found ? found->value.station : base::Ulid{};
    };
    auto const& serves = colleague.value;
    auto const theirs = station(registry::staff_on(reader, colleague, day).unit);
    return serves.valid_from <= day && (!serves.valid_to || day < *serves.valid_to) && !theirs.is_nil() &&
           theirs == station(unit);
}

void check_colleague(store::Reader& reader, registry::StoredStaff const& staff, Transfer const& asked,
                     Violations& violations) {
    if (asked.hand_over_to.is_nil()) {
        return;
    }
    auto const colleague = registry::staff_by_id(reader, asked.hand_over_to);
    auto const day = asked.to.valid_from;
    if (!colleague || asked.hand_over_to == staff.envelope.id) {
        violations.push_back(
            violation("hand_over_to", "引継先の職員がいません", "there is no such colleague"));
    } else if (!serves_beside(reader, registry::staff_on(reader, staff, day).unit, *colleague, day)) {
        violations.push_back(
            violation("hand_over_to", "異動日に元の警察署・課にいる職員を選んでください",
                      "choose somebody who serves in the same station or division on that day"));
    }
}

void write_posting(store::Transaction& transaction, Posting const& posting, registry::Change change,
                   base::Ulid const& staff) {
    change.about = staff;
    registry::insert(transaction, record::View(registry::posting_schema, posting),
                     {posting.unit, posting.unit}, change);
}

void write_hand_over(store::Transaction& transaction, base::Ulid const& staff, Transfer const& asked,
                     registry::OpenWorkKeeper const& work, registry::Change change) {
    if (asked.hand_over_to.is_nil()) {
        return;
    }
    StaffHandOver hand_over{staff, asked.hand_over_to, asked.to.valid_from, false, {}};
    if (asked.to.valid_from <= base::date_in_japan(change.at)) {
        work.pass_to_colleague(transaction, staff, asked.hand_over_to, change.author, change.at);
        hand_over.settled_at = change.at;
    }
    change.about = staff;
    registry::insert(transaction, record::View(staff_hand_over_schema, hand_over), {}, change);
}

// Asked after the end was written, in its transaction: what is refused is undone.
void check_administrator_left(store::Reader& reader, base::Ulid const& staff, base::Date today) {
    auto const accounts = platform::access::accounts_of(reader, staff);
    if (std::ranges::any_of(accounts, may_administer) && day_without_administrator(reader, today)) {
        refuse("離任を登録できません", "the end of service is refused",
               {violation("date", "最後のシステム管理者です。先に別の管理者を置いてください",
                          "is the last administrator; make another one first")});
    }
}

}  // namespace

bool may_still_take_over(store::Reader& reader, base::Ulid const& from, base::Ulid const& to,
                         base::Date day) {
    auto const leaving = registry::staff_by_id(reader, from);
    auto const colleague = registry::staff_by_id(reader, to);
    return leaving && colleague &&
           serves_beside(reader, registry::staff_on(reader, *leaving, base::add_days(day, -1)).unit,
                         *colleague, day);
}

Violations posting_problems(store::Reader& reader, Posting const& posting) {
    Violations violations;
    auto const unit = registry::unit_by_id(reader, posting.unit);
    if (!unit) {
        violations.push_back(violation("unit", "所属を指定してください", "say which unit"));
    } else if (!unit->value.is_valid_on(posting.valid_from)) {
        violations.push_back(
            violation("unit", unit->value.name + "は" + base::to_iso(posting.valid_from) + "には存在しません",
                      unit->value.name_en + " does not exist on " + base::to_iso(posting.valid_from)));
    }
    auto const listed = posts(reader);
    if (!is_listed(listed, PostKind::rank, posting.rank, posting.valid_from)) {
        violations.push_back(violation("rank", "「" + posting.rank + "」は階級の一覧にありません",
                                       "\"" + posting.rank + "\" is not in the list of ranks"));
    }
    if (!is_listed(listed, PostKind::post, posting.post, posting.valid_from)) {
        violations.push_back(
            violation("post", "「" + posting.post + "」は職の一覧にありません。先に職を追加してください",
                      "\"" + posting.post + "\" is not in the list of posts; add it first"));
    }
    return violations;
}

Staff read_staff(boost::json::value const& body) {
    auto parsed = record::from_json(registry::staff_schema, body, record::Source::client);
    if (!parsed) {
        refuse(refused_ja, refused_en, renamed_fields(parsed.violations()));
    }
    return parsed->as<Staff>();
}

base::Ulid add_staff(store::Transaction& transaction, Staff const& given, registry::Change const& change) {
    auto staff = given;
    clear_empty(staff);
    auto violations =
        renamed_fields(record::validate(record::View(registry::staff_schema, staff), record::Mode::full));
    append(violations, posting_problems(transaction, first_posting(staff)));
    check_number(transaction, staff, {}, violations);
    if (staff.valid_to && *staff.valid_to <= staff.valid_from) {
        violations.push_back(
            violation("valid_to", "着任日より後の日にしてください", "must be after the first day"));
    }
    refuse_any(refused_ja, refused_en, std::move(violations));
    return registry::insert(transaction, record::View(registry::staff_schema, staff),
                            {staff.unit, staff.unit}, change)
        .id;
}

void correct_staff(store::Transaction& transaction, record::StoredRecord const& before,
                   boost::json::value const& changes, registry::Change const& change) {
    Violations violations;
    if (auto const* const object = changes.if_object()) {
        for (std::string_view const field : {"unit", "valid_from", "valid_to"}) {
            if (object->contains(field)) {
                violations.push_back(violation(field, "異動又は離任の操作を使ってください",
                                               "use a transfer or the end of service"));
            }
        }
    }
    refuse_any(refused_ja, refused_en, std::move(violations));
    auto patched = record::patch_json(before.record, changes, record::Source::client);
    if (!patched) {
        refuse(refused_ja, refused_en, renamed_fields(patched.violations()));
    }
    auto after = before;
    after.record = std::move(*patched);
    auto& staff = after.record.as<Staff>();
    clear_empty(staff);
    violations = renamed_fields(record::validate(record::View(after.record), record::Mode::full));
    check_number(transaction, staff, before.envelope.id, violations);
    auto const today = base::date_in_japan(change.at);
    auto const posting = registry::posting_on(transaction, before.envelope.id, today);
    auto const* const object = changes.if_object();
    auto const names = [&](std::string_view field) { return object != nullptr && object->contains(field); };
    auto listed = posting ? posting->value : first_posting(staff);
    listed.rank = names("rank") ? staff.rank : listed.rank;
    listed.post = names("post") ? staff.post : listed.post;
    listed.extension = names("extension") ? staff.extension : listed.extension;
    for (auto const& problem : posting_problems(transaction, listed)) {
        if (names(problem.field)) {
            violations.push_back(problem);
        }
    }
    refuse_any(refused_ja, refused_en, std::move(violations));
    if (posting) {  // the first posting stays what it was
        auto const& was = before.record.as<Staff>();
        staff.rank = was.rank;
        staff.post = was.post;
        staff.extension = was.extension;
        auto const stored = registry::get(transaction, registry::posting_schema, posting->envelope.id);
        auto corrected = stored;
        corrected.record.as<Posting>() = listed;
        auto about = change;
        about.about = before.envelope.id;
        registry::update(transaction, stored, corrected, about);
    }
    registry::update(transaction, before, after, change);
}

void transfer(store::Transaction& transaction, record::StoredRecord const& before, Transfer const& asked,
              registry::OpenWorkKeeper const& work, registry::Change const& change) {
    auto const staff = staff_of(before);
    auto posting = asked.to;
    posting.staff = before.envelope.id;
    bool const leaves = posting.unit.is_nil();
    Violations violations = leaves ? Violations{} : posting_problems(transaction, posting);
    if (posting.valid_from <= staff.value.valid_from) {
        violations.push_back(violation(
            "date", "着任日 (" + base::to_iso(staff.value.valid_from) + ") より後の日にしてください",
            "must be after the first day, " + base::to_iso(staff.value.valid_from)));
    }
    if (auto const later = later_change(transaction, before, posting.valid_from)) {
        violations.push_back(violation(
            "date", base::to_iso(*later) + "の異動又は離任が登録されています。先に取り消してください",
            "a change on " + base::to_iso(*later) + " is entered; take it back first"));
    }
    if (!leaves && in_force(transaction, staff, posting.valid_from) == posting) {
        violations.push_back(violation("unit", "今と同じ所属・階級・職です", "is what holds already"));
    }
    check_colleague(transaction, staff, asked, violations);
    refuse_any("異動を登録できません", "the transfer is refused", std::move(violations));
    auto after = before;
    if (leaves) {
        after.record.as<Staff>().valid_to = posting.valid_from;
    } else {
        write_posting(transaction, posting, change, before.envelope.id);
    }
    registry::update(transaction, before, after, change);  // its version tells others that something changed
    if (leaves) {
        check_administrator_left(transaction, before.envelope.id, base::date_in_japan(change.at));
    }
    write_hand_over(transaction, before.envelope.id, asked, work, change);
}

void withdraw(store::Transaction& transaction, record::StoredRecord const& before, base::Date day,
              registry::Change const& change) {
    // An end of service is only a mark: nobody acted by it.
    bool const ends = before.record.as<Staff>().valid_to == day;
    if (!ends && day <= base::date_in_japan(change.at)) {
        throw base::Problem(base::Problem::conflict,
                            "既に行われた異動は取り消せません。新しい異動として登録してください",
                            "what has taken effect is not taken back; enter a new transfer");
    }
    auto after = before;
    auto about = change;
    about.about = before.envelope.id;
    bool found = ends;
    if (ends) {
        after.record.as<Staff>().valid_to.reset();
    }
    for (auto const& posting : registry::postings_of(transaction, before.envelope.id)) {
        if (posting.value.valid_from == day) {
            auto const stored = registry::get(transaction, registry::posting_schema, posting.envelope.id);
            auto withdrawn = stored;
            withdrawn.record.as<Posting>().withdrawn = true;
            registry::update(transaction, stored, withdrawn, about);
            found = true;
        }
    }
    if (!found) {
        throw base::Problem(base::Problem::not_found, "その日の異動はありません", "no change on that day");
    }
    for (auto const& stored : registry::all(transaction, staff_hand_over_schema,
                                            {"r.staff = ? AND r.valid_from = ? AND r.withdrawn = 0 "
                                             "AND r.settled_at IS NULL",
                                             {store::id_value(before.envelope.id), base::to_iso(day)}})) {
        auto withdrawn = stored;
        withdrawn.record.as<StaffHandOver>().withdrawn = true;
        registry::update(transaction, stored, withdrawn, about);
    }
    registry::update(transaction, before, after, change);
}

std::vector<Period> periods_of(store::Reader& reader, registry::StoredStaff const& staff) {
    std::vector<Posting> chain{first_posting(staff.value)};
    for (auto const& posting : registry::postings_of(reader, staff.envelope.id)) {
        chain.push_back(posting.value);
    }
    std::vector<Period> periods;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        auto const& posting = chain[i];
        auto const end = i + 1 < chain.size() ? std::optional(chain[i + 1].valid_from) : staff.value.valid_to;
        Period period{posting.unit,       posting.rank, posting.post, posting.extension,
                      posting.valid_from, end,          false};
        // Where the unit was merged meanwhile, its successor begins a new stretch.
        for (auto const& id : registry::with_successors(reader, posting.unit)) {
            auto const unit = registry::unit_by_id(reader, id);
            auto const ends = unit ? unit->value.valid_to : std::nullopt;
            period.unit = id;
            if (!ends || (end && *end <= *ends) || unit->value.successor.is_nil()) {
                break;
            }
            if (*ends > period.from) {
                auto before = period;
                before.to = ends;
                periods.push_back(before);
                period.from = *ends;
                period.by_merger = true;
            }
        }
        periods.push_back(period);
    }
    return periods;
}

}  // namespace modules::organization
