#include "modules/organization/staff_import.h"

#include "modules/organization/staff_changes.h"
#include "platform/registry/posting.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace modules::organization {

namespace {

using formats::staff_list::Row;
using registry::Posting;
using registry::Staff;
using registry::StoredStaff;

std::string const& or_empty(std::optional<std::string> const& text) {
    static std::string const empty;
    return text ? *text : empty;
}

std::optional<std::string> or_nothing(std::optional<std::string> const& text) {
    return text && !text->empty() ? text : std::nullopt;
}

class Importer {
  public:
    Importer(store::Transaction& transaction, registry::OpenWorkKeeper const& work, StaffImport const& how)
        : transaction_(transaction), work_(work), how_(how) {
        for (auto const& unit : registry::units(transaction)) {
            auto const id = unit.envelope.id;
            codes_.emplace(unit.value.code, id);
            if (auto const ref = registry::unit_ref(transaction, id)) {
                names_.emplace(ref->name.ja, id);
            }
            names_.emplace(unit.value.name, id);
        }
    }

    LineReport take(Row const& row) {
        LineReport report;
        report.line = row.line;
        report.name = row.name;
        // A line that is refused half-way leaves nothing behind.
        transaction_.execute("SAVEPOINT import_line", {});
        try {
            take(row, report);
            transaction_.execute("RELEASE SAVEPOINT import_line", {});
        } catch (base::Problem const& problem) {
            refuse(report,
                   problem.violations().empty() ? Violations{{"", problem.title()}} : problem.violations());
            transaction_.execute("ROLLBACK TO SAVEPOINT import_line", {});
            transaction_.execute("RELEASE SAVEPOINT import_line", {});
        }
        return report;
    }

  private:
    static void refuse(LineReport& report, Violations reasons) {
        report.fate = LineFate::refused;
        report.changes.clear();
        report.reasons = std::move(reasons);
    }

    std::optional<base::Ulid> unit_of(Row const& row, LineReport& report) {
        if (!row.unit || row.unit->empty()) {
            return base::Ulid{};
        }
        if (auto const code = codes_.find(*row.unit); code != codes_.end()) {
            return code->second;
        }
        auto const day = row.valid_from.value_or(how_.day);
        std::vector<base::Ulid> named;
        auto const [first, last] = names_.equal_range(*row.unit);
        for (auto it = first; it != last; ++it) {
            auto const unit = registry::unit_by_id(transaction_, it->second);
            if (unit && unit->value.is_valid_on(day) && std::ranges::find(named, it->second) == named.end()) {
                named.push_back(it->second);
            }
        }
        if (named.size() == 1) {
            return named.front();
        }
        if (named.empty()) {
            refuse(report, {violation("unit", "「" + *row.unit + "」という所属はその日にありません",
                                      "no unit \"" + *row.unit + "\" exists on that day")});
        } else {
            refuse(report,
                   {violation("unit", "「" + *row.unit + "」は複数あります。所属コードで書いてください",
                              "several units are called \"" + *row.unit + "\"; write the code")});
        }
        return std::nullopt;
    }

    std::vector<StoredStaff> named(Row const& row, base::Ulid const& unit) {
        std::vector<StoredStaff> same;
        auto const day = row.valid_from.value_or(how_.day);
        for (auto const& found : transaction_.query("SELECT id FROM staff WHERE name = ? ORDER BY seq",
                                                    {store::text_value(row.name)})) {
            auto const staff = registry::staff_by_id(transaction_, found.id(0));
            if (staff && (unit.is_nil() || registry::staff_on(transaction_, *staff, day).unit == unit)) {
                same.push_back(*staff);
            }
        }
        return same;
    }

    // Whose number nobody knew until now: the one of that name who serves in the unit and has none.
    std::optional<StoredStaff> without_number(Row const& row, base::Ulid const& unit, LineReport& report) {
        if (unit.is_nil()) {
            return std::nullopt;
        }
        auto same = named(row, unit);
        std::erase_if(same, [this](StoredStaff const& one) {
            return one.value.employee_number || (one.value.valid_to && *one.value.valid_to <= how_.day);
        });
        if (same.size() > 1) {
            refuse(report,
                   {violation("employee_number",
                              "この所属に職員番号のない同じ氏名の職員が" + std::to_string(same.size()) +
                                  "人います。画面で先に職員番号を登録してください",
                              std::to_string(same.size()) +
                                  " people of this name have no number in the unit; enter theirs "
                                  "first")});
            return std::nullopt;
        }
        return same.empty() ? std::nullopt : std::optional(same.front());
    }

    // By number; without one by name among those who serve in the unit.
    std::optional<StoredStaff> known(Row const& row, base::Ulid const& unit, LineReport& report) {
        if (auto const number = or_nothing(row.employee_number)) {
            auto const found = transaction_.first("SELECT id FROM staff WHERE employee_number = ?",
                                                  {store::text_value(*number)});
            return found ? registry::staff_by_id(transaction_, found->id(0))
                         : without_number(row, unit, report);
        }
        auto const same = named(row, unit);
        if (same.size() > 1) {
            refuse(report,
                   {violation("employee_number",
                              "同じ氏名の職員が" + std::to_string(same.size()) +
                                  "人います。職員番号を書いてください",
                              std::to_string(same.size()) + " people have this name; write the number")});
            return std::nullopt;
        }
        return same.empty() ? std::nullopt : std::optional(same.front());
    }

    void take(Row const& row, LineReport& report) {
        auto const unit = unit_of(row, report);
        if (!unit) {
            return;
        }
        auto const staff = known(row, *unit, report);
        if (report.fate == LineFate::refused) {
            return;
        }
        auto const key =
            staff ? base::to_string(staff->envelope.id)
                  : or_nothing(row.employee_number).value_or(row.name + "\n" + base::to_string(*unit));
        if (!met_.insert(key).second) {
            refuse(report, {violation("employee_number", "この職員は前の行にもあります",
                                      "this person stands in an earlier line too")});
            return;
        }
        if (staff) {
            change(row, *unit, *staff, report);
        } else {
            add(row, *unit, report);
        }
    }

    [[nodiscard]] registry::Change change_now() const { return {how_.author, how_.at, "import", {}}; }

    void add(Row const& row, base::Ulid const& unit, LineReport& report) {
        Staff staff;
        staff.name = row.name;
        staff.kana = or_nothing(row.kana);
        staff.rank = or_empty(row.rank);
        staff.post = or_empty(row.post);
        staff.extension = or_nothing(row.extension);
        staff.employee_number = or_nothing(row.employee_number);
        staff.unit = unit;
        staff.valid_from = row.valid_from.value_or(how_.day);
        staff.valid_to = row.valid_to;
        met_.insert(base::to_string(add_staff(transaction_, staff, change_now())));
        report.fate = LineFate::added;
    }

    static void note(LineReport& report, base::Words const& field, std::string const& before,
                     std::string const& after) {
        if (before != after) {
            report.changes.push_back({field, {before, before}, {after, after}});
        }
    }

    base::Words name_of(base::Ulid const& unit) {
        auto const ref = registry::unit_ref(transaction_, unit);
        return ref ? ref->name : base::Words{};
    }

    // A rank or post is kept by its name; the list says how it is called in English.
    base::Words post_words(PostKind kind, std::string const& name) const {
        auto const listed = std::ranges::find_if(posts_, [&](StoredPost const& post) {
            return post.value.kind == kind && post.value.name == name;
        });
        bool const translated = listed != posts_.end() && !listed->value.name_en.empty();
        return {name, translated ? listed->value.name_en : name};
    }

    void note_post(LineReport& report, PostKind kind, std::string const& before, std::string const& after) {
        if (before != after) {
            auto const field =
                kind == PostKind::rank ? base::Words{"階級", "Rank"} : base::Words{"職", "Post"};
            report.changes.push_back({field, post_words(kind, before), post_words(kind, after)});
        }
    }

    // The person's own facts, which hold at any time.
    void correct(Row const& row, StoredStaff const& staff, LineReport& report) {
        boost::json::object changes;
        note(report, {"氏名", "Name"}, staff.value.name, row.name);
        if (staff.value.name != row.name) {
            changes["name"] = row.name;
        }
        if (auto const kana = or_nothing(row.kana); kana && kana != staff.value.kana) {
            note(report, {"ふりがな", "Reading"}, or_empty(staff.value.kana), *kana);
            changes["kana"] = *kana;
        }
        if (row.employee_number && !row.employee_number->empty() &&
            row.employee_number != staff.value.employee_number) {
            note(report, {"職員番号", "Employee number"}, or_empty(staff.value.employee_number),
                 *row.employee_number);
            changes["employee_number"] = *row.employee_number;
        }
        if (!changes.empty()) {
            correct_staff(transaction_, stored(staff), changes, change_now());
        }
    }

    record::StoredRecord stored(StoredStaff const& staff) {
        return registry::get(transaction_, registry::staff_schema, staff.envelope.id);
    }

    void change(Row const& row, base::Ulid const& unit, StoredStaff const& staff, LineReport& report) {
        correct(row, staff, report);
        auto const day = std::max(row.valid_from.value_or(how_.day), staff.value.valid_from);
        auto const serving = registry::staff_on(transaction_, staff, day);
        Posting posting;
        posting.staff = staff.envelope.id;
        posting.unit = unit.is_nil() ? serving.unit : unit;
        posting.rank = or_nothing(row.rank).value_or(serving.rank);
        posting.post = or_nothing(row.post).value_or(serving.post);
        posting.extension = or_nothing(row.extension) ? row.extension : serving.extension;
        posting.valid_from = day;
        if (posting.unit != serving.unit) {
            report.changes.push_back({{"所属", "Unit"}, name_of(serving.unit), name_of(posting.unit)});
        }
        note_post(report, PostKind::rank, serving.rank, posting.rank);
        note_post(report, PostKind::post, serving.post, posting.post);
        note(report, {"内線", "Extension"}, or_empty(serving.extension), or_empty(posting.extension));
        bool const moves = posting.unit != serving.unit || posting.rank != serving.rank ||
                           posting.post != serving.post || posting.extension != serving.extension;
        auto const holds = registry::posting_on(transaction_, staff.envelope.id, day);
        bool const begins_then = (holds ? holds->value.valid_from : staff.value.valid_from) == day;
        if (moves && begins_then && posting.unit == serving.unit && day <= base::date_in_japan(how_.at)) {
            // Of the same day: a correction, not one more posting.
            correct_staff(transaction_, stored(staff),
                          boost::json::object{{"rank", posting.rank},
                                              {"post", posting.post},
                                              {"extension", or_empty(posting.extension)}},
                          change_now());
        } else if (moves) {
            transfer(transaction_, stored(staff), {posting, {}}, work_, change_now());
        }
        if (row.valid_to && row.valid_to != staff.value.valid_to) {
            note(report, {"離任日", "To"}, staff.value.valid_to ? base::to_iso(*staff.value.valid_to) : "",
                 base::to_iso(*row.valid_to));
            Posting leaving;
            leaving.valid_from = *row.valid_to;
            transfer(transaction_, stored(staff), {leaving, {}}, work_, change_now());
        }
        report.fate = report.changes.empty() ? LineFate::unchanged : LineFate::changed;
    }

    store::Transaction& transaction_;
    registry::OpenWorkKeeper const& work_;
    StaffImport const& how_;
    std::vector<StoredPost> posts_ = posts(transaction_);
    std::map<std::string, base::Ulid, std::less<>> codes_;
    std::multimap<std::string, base::Ulid, std::less<>> names_;
    std::set<std::string> met_;
};

// "line 17/valid_from" → 17.
std::size_t line_of(std::string_view field) {
    constexpr std::string_view prefix = "line ";
    std::size_t line = 0;
    if (field.starts_with(prefix)) {
        std::from_chars(field.data() + prefix.size(), field.data() + field.size(), line);
    }
    return line;
}

void add_left_out(ImportReport& report, Violations const& violations) {
    for (auto const& violation : violations) {
        auto const line = line_of(violation.field);
        auto named = violation;
        auto const slash = named.field.find('/');
        named.field = slash == std::string::npos ? std::string() : named.field.substr(slash + 1);
        if (!report.lines.empty() && report.lines.back().line == line &&
            report.lines.back().fate == LineFate::refused) {
            report.lines.back().reasons.push_back(std::move(named));
        } else {
            report.lines.push_back({line, LineFate::refused, {}, {}, {std::move(named)}});
        }
    }
}

void count(ImportReport& report, std::size_t left_out) {
    std::size_t const named = report.refused;  // of those left out
    report.refused = left_out - std::min(named, left_out);
    for (auto const& line : report.lines) {
        report.added += line.fate == LineFate::added ? 1U : 0U;
        report.changed += line.fate == LineFate::changed ? 1U : 0U;
        report.unchanged += line.fate == LineFate::unchanged ? 1U : 0U;
        report.refused += line.fate == LineFate::refused ? 1U : 0U;
    }
}

}  // namespace

std::string_view fate_text(LineFate fate) {
    switch (fate) {
        case LineFate::added:
            return "new";
        case LineFate::changed:
            return "changed";
        case LineFate::unchanged:
            return "unchanged";
        case LineFate::refused:
            break;
    }
    return "refused";
}

ImportReport import_staff(store::Store& store, std::string_view bytes, registry::OpenWorkKeeper const& work,
                          StaffImport const& how) {
    auto const list = formats::staff_list::parse(bytes);
    if (!list) {
        refuse("職員名簿を読み取れません", "the list of staff cannot be read", list.violations());
    }
    ImportReport report;
    try {
        store.write([&](store::Transaction& transaction) {
            report = {};
            report.columns = list->columns;
            add_left_out(report, list->violations);
            report.refused = report.lines.size();
            Importer importer(transaction, work, how);
            for (auto const& row : list->rows) {
                report.lines.push_back(importer.take(row));
            }
            if (how.mode == ImportMode::trying) {
                throw OnlyTried{};
            }
        });
    } catch (OnlyTried const&) {
        // Nothing of it was kept.
    }
    std::ranges::stable_sort(report.lines, {}, &LineReport::line);
    count(report, list->left_out);
    return report;
}

}  // namespace modules::organization
