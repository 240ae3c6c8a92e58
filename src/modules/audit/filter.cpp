#include "base/problem.h"
#include "base/utf8.h"
#include "modules/audit/entries.h"
#include "platform/access/accounts.h"
#include "platform/access/purpose.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <algorithm>
#include <array>

namespace modules::audit {

namespace {

constexpr std::size_t longest_value = 400;  // code points

[[noreturn]] void refuse(std::string_view field, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "絞り込みの指定に誤りがあります", "a filter has a fault",
                        {{std::string(field), {std::string(ja), std::string(en)}}});
}

constexpr std::array<std::string_view, 8> of_both = {"record", "account", "staff", "unit",
                                                     "action", "kind",    "from",  "to"};

// Reads one filter after the other into the Filter that it makes.
class FilterReading {
  public:
    FilterReading(store::Reader& reader, registry::RecordKinds const& kinds)
        : reader_(reader), kinds_(kinds) {}

    void read(std::string_view name, std::string_view field, std::string_view value);
    [[nodiscard]] Filter const& filter() const { return filter_; }

  private:
    [[nodiscard]] std::vector<base::Ulid> records(std::string_view field, std::string_view value) const {
        if (auto const id = base::parse_ulid(value)) {
            return {*id};
        }
        auto found = records_numbered(reader_, kinds_, value);
        if (found.empty()) {
            refuse(field, "その番号の受理票はありません", "there is no record of that number");
        }
        return found;
    }

    [[nodiscard]] base::Ulid staff_of_account(std::string_view field, std::string_view value) const {
        auto const account = platform::access::account_by_name(reader_, value);
        if (!account) {
            refuse(field, "そのアカウントはありません", "there is no such account");
        }
        return account->staff;
    }

    [[nodiscard]] base::Ulid staff(std::string_view field, std::string_view value) const {
        auto const id = base::parse_ulid(value);
        if (!id || !registry::staff_by_id(reader_, *id)) {
            refuse(field, "その職員はいません", "there is no such officer");
        }
        return *id;
    }

    // The unit and what belongs to it: of a station, its sections.
    [[nodiscard]] std::vector<base::Ulid> units(std::string_view field, std::string_view value) const {
        auto const id = base::parse_ulid(value);
        auto const found = id ? registry::unit_by_id(reader_, *id) : registry::unit_by_code(reader_, value);
        if (!found) {
            refuse(field, "その所属はありません", "there is no such unit");
        }
        std::vector<base::Ulid> all;
        auto const whole = store::id_value(found->envelope.id);
        reader_.each("SELECT id FROM units WHERE id = ? OR station = ? OR parent = ?", {whole, whole, whole},
                     [&all](store::Row const& row) { all.push_back(row.id(0)); });
        return all;
    }

    store::Reader& reader_;
    registry::RecordKinds const& kinds_;
    Filter filter_;
};

void FilterReading::read(std::string_view name, std::string_view field, std::string_view value) {
    if (name == "record") {
        filter_.records = records(field, value);
    } else if (name == "account") {
        filter_.staff = staff_of_account(field, value);
    } else if (name == "staff") {
        filter_.staff = staff(field, value);
    } else if (name == "unit") {
        filter_.units = units(field, value);
    } else if (name == "action") {
        filter_.action = value;
    } else if (name == "kind") {
        filter_.kind = value;
    } else if (name == "purpose") {
        filter_.purpose = value;
    } else if (name == "from") {
        filter_.from = base::start_of_day_in_japan(read_day(value, field));
    } else if (name == "to") {
        filter_.until = base::start_of_day_in_japan(base::add_days(read_day(value, field), 1));
    }
}

}  // namespace

base::Date read_day(std::string_view text, std::string_view field) {
    auto const date = base::parse_date(text);
    if (!date || date->year < 1970 || date->year > 9000) {
        refuse(field, "日付ではありません (例: 2026-11-22)", "is not a date such as 2026-11-22");
    }
    return *date;
}

Filter read_filter(store::Reader& reader, registry::RecordKinds const& kinds,
                   platform::http::Request const& request, Log log) {
    FilterReading reading(reader, kinds);
    for (auto const& [field, value] : request.query) {
        if (!field.starts_with("filter[") || !field.ends_with("]")) {
            continue;
        }
        auto const name = std::string_view(field).substr(7, field.size() - 8);
        bool const is_known =
            std::ranges::find(of_both, name) != of_both.end() || (name == "purpose" && log == Log::access);
        if (!is_known) {
            refuse(
                field,
                log == Log::access
                    ? "この項目では絞り込めません。record, account, staff, unit, action, kind, "
                      "purpose, from, to のいずれかです"
                    : "この項目では絞り込めません。record, account, staff, unit, action, kind, "
                      "from, to のいずれかです",
                "cannot be filtered by; the filters are record, account, staff, unit, action, kind, purpose "
                "(of reads), from and to");
        }
        auto const length = base::count_code_points(value);
        if (!length || *length > longest_value || !base::is_storable_text(value)) {
            refuse(field, "400文字までの文字列です", "is a text of at most 400 characters");
        }
        if (!value.empty()) {
            reading.read(name, field, value);
        }
    }
    auto filter = reading.filter();
    if (filter.from && filter.until && *filter.from >= *filter.until) {
        refuse("filter[to]", "終わりの日が始めの日より前です", "the period ends before it begins");
    }
    return filter;
}

}  // namespace modules::audit
