#include "platform/tables/rules.h"

#include "base/problem.h"
#include "formats/rule_tables/parse.h"
#include "platform/tables/interviews.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace platform::tables {

namespace {

struct TableLabel {
    std::string_view table;
    std::string_view ja;
    std::string_view en;
};
constexpr std::array<TableLabel, 12> labels = {{
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
}};

constexpr std::string_view calendar_folder = "calendar/";
constexpr std::string_view holidays_file = "calendar/holidays.yaml";
constexpr std::string_view hours_file = "calendar/office-hours.yaml";

// What all files together may hold: beyond it nothing is read at all.
constexpr std::size_t most_files = 200;
constexpr std::size_t most_bytes = std::size_t{8} << 20U;
constexpr std::size_t most_facts = 20'000;
constexpr std::size_t most_rows = 20'000;
constexpr std::size_t most_patterns = 100'000;
constexpr std::size_t most_violations = 200;

base::Violation too_much(std::string_view what_ja, std::string_view what_en, std::size_t most) {
    return {"files",
            {fmt::format("{}が多すぎます（上限 {}）", what_ja, most),
             fmt::format("too many {} (the limit is {})", what_en, most)}};
}

std::optional<base::Violation> refuse_size(Files const& files) {
    std::size_t bytes = 0;
    for (auto const& [name, text] : files) {
        bytes += text.size();
    }
    if (files.size() > most_files) {
        return too_much("ファイル", "files", most_files);
    }
    return bytes > most_bytes ? std::optional(too_much("バイト", "bytes", most_bytes)) : std::nullopt;
}

std::optional<base::Violation> refuse_number(base::RuleTables const& tables) {
    std::size_t patterns = 0;
    for (auto const& fact : tables.facts) {
        patterns += fact.patterns.size();
    }
    std::size_t rows = 0;
    for (auto const& table : tables.tables) {
        rows += table.rows.size();
    }
    if (tables.facts.size() > most_facts) {
        return too_much("事実", "facts", most_facts);
    }
    if (rows > most_rows) {
        return too_much("行", "rows", most_rows);
    }
    return patterns > most_patterns ? std::optional(too_much("言い回し", "patterns", most_patterns))
                                    : std::nullopt;
}

// Its parsers know the line, not the file.
void add_in_file(std::vector<base::Violation>& all, std::string_view file,
                 std::vector<base::Violation> const& found) {
    for (auto const& violation : found) {
        all.push_back({fmt::format("{} {}", file, violation.field), violation.reason});
    }
}

base::Parsed<std::shared_ptr<Calendar const>> read_calendar(Files const& files) {
    Calendar calendar;
    std::vector<base::Violation> violations;
    bool has_holidays = false;
    bool has_hours = false;
    for (auto const& [name, bytes] : files) {
        if (name == holidays_file) {
            has_holidays = true;
            if (auto parsed = formats::calendar::parse_holidays(bytes)) {
                calendar.holidays = std::move(*parsed);
            } else {
                add_in_file(violations, name, parsed.violations());
            }
        } else if (name == hours_file) {
            has_hours = true;
            if (auto parsed = formats::calendar::parse_office_hours(bytes)) {
                calendar.hours = std::move(*parsed);
            } else {
                add_in_file(violations, name, parsed.violations());
            }
        } else if (name.starts_with(calendar_folder)) {
            violations.push_back({name, {"このファイルは使われません", "nothing reads this file"}});
        }
    }
    if (has_holidays != has_hours) {
        violations.push_back({std::string(has_holidays ? hours_file : holidays_file),
                              {"休日と執務時間の両方が要ります", "holidays and office hours come together"}});
    }
    if (!violations.empty()) {
        return violations;
    }
    return has_hours ? std::make_shared<Calendar const>(std::move(calendar)) : nullptr;
}

std::vector<base::Violation> shortened(std::vector<base::Violation> violations) {
    violations.resize(std::min(violations.size(), most_violations));
    return violations;
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
    if (listener_) {
        listener_(*active);
    }
    std::scoped_lock const lock(mutex_);
    active_ = std::move(active);
}

base::Parsed<std::shared_ptr<Active const>> read(Files const& files) {
    if (auto refused = refuse_size(files)) {
        return std::move(*refused);
    }
    std::vector<formats::rule_tables::File> named;
    Files asked;
    for (auto const& [name, bytes] : files) {
        if (name.starts_with(interviews_folder)) {
            asked.emplace_back(name, bytes);
        } else if (!name.starts_with(calendar_folder)) {
            named.push_back({name, bytes});
        }
    }
    auto parsed = formats::rule_tables::parse(named);
    auto calendar = read_calendar(files);
    if (!parsed || !calendar) {
        auto violations = parsed ? std::vector<base::Violation>{} : parsed.violations();
        if (!calendar) {
            violations.insert(violations.end(), calendar.violations().begin(), calendar.violations().end());
        }
        return shortened(std::move(violations));
    }
    if (auto refused = refuse_number(*parsed)) {
        return std::move(*refused);
    }
    auto compiled = engine::matching::compile(*parsed);
    if (!compiled) {
        return shortened(compiled.violations());
    }
    auto interviews = read_interviews(asked, *parsed);
    if (!interviews) {
        return shortened(interviews.violations());
    }
    return std::make_shared<Active const>(
        Active{{}, *compiled, std::make_shared<base::Interviews const>(std::move(*interviews)), *calendar});
}

std::shared_ptr<Active const> compile(Files const& files, std::string version) {
    auto const parsed = read(files);
    if (!parsed) {
        throw base::Problem(base::Problem::invalid, "判断表に誤りがあります。読み込みませんでした",
                            "the rule tables are wrong and were not loaded", parsed.violations());
    }
    auto active = **parsed;
    active.version = std::move(version);
    return std::make_shared<Active const>(std::move(active));
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
