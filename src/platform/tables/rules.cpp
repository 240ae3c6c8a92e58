#include "platform/tables/rules.h"

#include "base/hash.h"
#include "base/problem.h"
#include "formats/rule_tables/parse.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace platform::tables {

namespace {

struct TableLabel {
    std::string_view table;
    std::string_view ja;
    std::string_view en;
};
constexpr std::array<TableLabel, 13> labels = {{
    {"stat_category", "統計種別", "Statistics category"},
    {"internal_type", "相談種別", "Type"},
    {"is_cyber_crime", "サイバー犯罪", "Cyber crime"},
    {"is_cyber_event", "サイバー事案", "Cyber event"},
    {"serious_suspected", "重大サイバー事案のおそれ", "Serious cyber event suspected"},
    {"class", "犯罪区分", "Offence class"},
    {"offences", "該当法令見込み", "Offences considered"},
    {"urgency", "緊急度", "Urgency"},
    {"needs_specialist", "サイバー課ほか本部関係課への報告", "Report to the cyber division"},
    {"recipients", "報告先", "Recipients"},
    {"responsible_section", "担当課", "Responsible section"},
    {"guidance", "教示・助言", "Guidance"},
    {"questions", "聴取事項", "Questions still to ask"},
}};

std::string serialize(Files const& files) {
    boost::json::object object;
    for (auto const& [name, bytes] : files) {
        object[name] = bytes;
    }
    return boost::json::serialize(object);
}

Files deserialize(std::string const& text) {
    Files files;
    auto const parsed = boost::json::parse(text);  // named: the loop only borrows it
    for (auto const& member : parsed.as_object()) {
        files.emplace_back(std::string(member.key()), std::string(member.value().as_string()));
    }
    return files;
}

}  // namespace

base::TableRule const* Active::table(std::string_view name) const {
    auto const& all = tables().tables;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const& table) { return table.name == name; });
    return found == all.end() ? nullptr : &*found;
}

base::Words Active::label(std::string_view name, std::string_view code) const {
    if (auto const* found = table(name)) {
        for (auto const& rule : found->codes) {
            if (rule.code == code) {
                auto words = rule.label;
                words.ja = words.ja.empty() ? rule.code : words.ja;
                return complete(std::move(words));
            }
        }
    }
    return {std::string(code), std::string(code)};
}

base::GuidanceText const* Active::guidance(std::string_view code) const {
    auto const& all = tables().guidance;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const& text) { return text.code == code; });
    return found == all.end() ? nullptr : &*found;
}

std::shared_ptr<Active const> Rules::current() const {
    std::scoped_lock const lock(mutex_);
    BASE_ASSERT(active_);
    return active_;
}

void Rules::use(std::shared_ptr<Active const> active) {
    std::scoped_lock const lock(mutex_);
    active_ = std::move(active);
}

std::shared_ptr<Active const> compile(Files const& files, std::string version) {
    auto const refuse = [](std::vector<base::Violation> violations) {
        throw base::Problem(base::Problem::invalid, "判断表に誤りがあります。読み込みませんでした",
                            "the rule tables are wrong and were not loaded", std::move(violations));
    };
    std::vector<formats::rule_tables::File> named;
    for (auto const& [name, bytes] : files) {
        named.push_back({name, bytes});
    }
    auto parsed = formats::rule_tables::parse(named);
    if (!parsed) {
        refuse(parsed.violations());
    }
    auto compiled = engine::matching::compile(*parsed);
    if (!compiled) {
        refuse(compiled.violations());
    }
    return std::make_shared<Active const>(Active{std::move(version), *compiled});
}

std::shared_ptr<Active const> load(store::Store& store, Files const& files, journal::Author author,
                                   base::Instant now) {
    auto sorted = files;
    std::sort(sorted.begin(), sorted.end());
    auto const text = serialize(sorted);
    auto const digest = base::sha256(text);
    store::Value const digest_value = base::Blob{std::string(base::as_bytes(digest))};
    auto const checked = compile(sorted, "");
    std::int64_t number = 0;
    store.write([&](store::Transaction& transaction) {
        auto const last = transaction.first(
            "SELECT seq, digest FROM rule_version WHERE area = 'triage' ORDER BY seq DESC LIMIT 1");
        if (last && (*last)[1] == digest_value) {
            number = last->integer(0);
            return;
        }
        auto const id = base::new_ulid();
        auto const staff = author.staff ? store::id_value(*author.staff) : store::Value{};
        number =
            transaction
                .first(
                    "INSERT INTO rule_version (id, area, digest, files, loaded_at, loaded_by) VALUES (?, "
                    "'triage', ?, ?, ?, ?) RETURNING seq",
                    {store::id_value(id), digest_value, text, now.milliseconds, staff})
                ->integer(0);
        journal::Entry entry{now, author, "load_tables", "rule_version", id, number, {}};
        entry.content["digest"] = base::to_hex(base::as_bytes(digest));
        journal::append(transaction, entry);
    });
    return std::make_shared<Active const>(Active{std::to_string(number), checked->rules});
}

std::shared_ptr<Active const> newest(store::Store& store) {
    std::optional<store::Row> row;
    store.read([&](store::Reader& reader) {
        row = reader.first(
            "SELECT seq, files FROM rule_version WHERE area = 'triage' ORDER BY seq DESC LIMIT 1");
    });
    return row ? compile(deserialize(row->text(1)), std::to_string(row->integer(0))) : nullptr;
}

std::vector<Version> versions(store::Reader& reader) {
    std::vector<Version> found;
    reader.each(
        "SELECT seq, digest, loaded_at, files FROM rule_version WHERE area = 'triage' ORDER BY seq DESC", {},
        [&](store::Row const& row) {
            Version version{row.integer(0), base::to_hex(row.blob(1)), {row.integer(2)}, {}};
            for (auto const& [name, bytes] : deserialize(row.text(3))) {
                version.files.push_back(name);
            }
            found.push_back(std::move(version));
        });
    return found;
}

base::Words complete(base::Words words) {
    if (words.en.empty()) {
        words.en = words.ja;
    }
    return words;
}

base::Words table_label(std::string_view table) {
    auto const* const found = std::find_if(labels.begin(), labels.end(),
                                           [table](TableLabel const& label) { return label.table == table; });
    if (found == labels.end()) {
        return {std::string(table), std::string(table)};
    }
    return {std::string(found->ja), std::string(found->en)};
}

}  // namespace platform::tables
