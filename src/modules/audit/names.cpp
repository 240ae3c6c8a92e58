#include "modules/audit/names.h"

#include "base/text_fold.h"

#include <algorithm>

namespace modules::audit {

namespace json = boost::json;

namespace {

constexpr std::size_t asked_at_once = 400;

std::string short_of(base::Ulid const& id) {
    auto const text = base::to_string(id);
    return text.substr(text.size() - 6);
}

}  // namespace

std::string placeholders(std::size_t count) {
    std::string sql = "(";
    for (std::size_t i = 0; i < count; ++i) {
        sql.append(i == 0 ? "?" : ", ?");
    }
    return sql.append(")");
}

void Names::look_up(std::string const& sql_before, std::span<base::Ulid const> ids) {
    for (std::size_t at = 0; at < ids.size(); at += asked_at_once) {
        auto const some = ids.subspan(at, std::min(asked_at_once, ids.size() - at));
        store::Values values;
        for (auto const& id : some) {
            values.push_back(store::id_value(id));
        }
        reader_.each(sql_before + placeholders(some.size()), values, [&](store::Row const& row) {
            names_[row.id(0)] = {row.text(1), row.text(2)};
        });
    }
}

void Names::load(std::span<base::Ulid const> ids) {
    std::vector<base::Ulid> unknown;
    for (auto const& id : ids) {
        if (names_.try_emplace(id).second) {
            unknown.push_back(id);
        }
    }
    if (unknown.empty()) {
        return;
    }
    // A record that is gone is still known by its number.
    look_up("SELECT record_id, record_kind, number FROM disposals WHERE state = 'done' AND record_id IN ",
            unknown);
    for (auto const& kind : kinds_.all()) {
        std::string sql = "SELECT id, '";
        sql.append(kind.schema->name).append("', ").append(kind.number).append(" FROM ");
        look_up(sql.append(kind.schema->plural).append(" WHERE id IN "), unknown);
    }
    look_up("SELECT id, 'account', name FROM account WHERE id IN ", unknown);
    look_up("SELECT id, 'staff', name FROM staff WHERE id IN ", unknown);
    look_up("SELECT id, 'unit', name FROM units WHERE id IN ", unknown);
}

json::object Names::of(base::Ulid const& id, std::string_view kind) {
    load(std::span(&id, 1));
    auto const& name = names_[id];
    return {{"id", base::to_string(id)},
            {"kind", name.kind.empty() ? std::string(kind) : name.kind},
            {"number", name.number.empty() ? json::value() : json::value(name.number)},
            {"short", short_of(id)}};
}

std::string Names::word(base::Ulid const& id) {
    load(std::span(&id, 1));
    auto const& name = names_[id];
    return name.number.empty() ? short_of(id) : name.number;
}

json::value Names::staff(std::optional<base::Ulid> const& id) {
    return id ? refs_.staff(*id) : json::value();
}

json::value Names::unit(std::optional<base::Ulid> const& id) {
    return id ? refs_.unit(*id) : json::value();
}

std::vector<base::Ulid> records_numbered(store::Reader& reader, registry::RecordKinds const& kinds,
                                         std::string_view number) {
    std::vector<base::Ulid> found;
    auto const folded = base::width_fold(number).text;
    std::string compact;
    std::ranges::copy_if(folded, std::back_inserter(compact), [](char letter) { return letter != ' '; });
    auto const take = [&found](store::Row const& row) { found.push_back(row.id(0)); };
    for (auto const& kind : kinds.all()) {
        std::string sql = "SELECT id FROM ";
        sql.append(kind.schema->plural).append(" WHERE ").append(kind.number).append(" = ? OR replace(");
        sql.append(kind.number).append(", ' ', '') = ?");
        reader.each(sql, {store::text_value(number), compact}, take);
    }
    reader.each(
        "SELECT record_id FROM disposals WHERE state = 'done' AND (number = ? OR replace(number, ' ', '') = "
        "?)",
        {store::text_value(number), compact}, take);
    return found;
}

}  // namespace modules::audit
