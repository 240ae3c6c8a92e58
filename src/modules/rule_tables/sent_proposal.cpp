#include "modules/rule_tables/sent_proposal.h"

#include "base/problem.h"
#include "modules/rule_tables/routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace modules::rule_tables {

namespace http = platform::http;
namespace json = boost::json;

namespace {

constexpr std::size_t largest_text = std::size_t{1} << 20U;
constexpr std::size_t most_files_changed = 200;
constexpr std::int64_t longest_wait = 366 * base::milliseconds_per_day;

// JSON null takes the file away; no text at all is refused.
std::optional<std::string> sent_text(json::value const& item, http::Members& members) {
    auto const* const object = item.if_object();
    auto const* const value = object == nullptr ? nullptr : object->if_contains("text");
    if (value != nullptr && value->is_null()) {
        static_cast<void>(members.value("text"));  // known by name
        return std::nullopt;
    }
    return members.required_text("text", largest_text);
}

[[noreturn]] void refuse_base() {
    throw base::Problem(
        base::Problem::invalid, "元にした版が分かりません", "the version it began from is unknown",
        {{"base_version",
          {"開いた版の番号が要ります", "must be the number of the version that was opened"}}});
}

}  // namespace

std::vector<SentFile> sent_files(http::Members& members) {
    std::vector<SentFile> sent;
    auto const* const value = members.value("files");
    auto const* const list = value == nullptr ? nullptr : value->if_array();
    if (list == nullptr || list->empty() || list->size() > most_files_changed) {
        members.refuse("files", "1から200の表を含めてください", "must hold 1 to 200 tables");
        return sent;
    }
    for (auto const& item : *list) {
        http::Members each(item, "files");
        SentFile file;
        file.table = each.required_text("table", 200);
        file.text = sent_text(item, each);
        file.settled = each.flag("settled");
        each.finish();
        if (file.text && file.text->size() > largest_text) {
            members.refuse("files", "1つの表は1MiBまでです", "a table has at most 1 MiB");
        }
        bool const twice = std::ranges::find(sent, file.table, &SentFile::table) != sent.end();
        if (twice) {
            members.refuse("files", "同じ表が二度あります", "names a table twice");
        }
        sent.push_back(std::move(file));
    }
    return sent;
}

std::optional<std::int64_t> sent_base(http::Members& members, bool is_required) {
    auto const* const value = members.value("base_version");
    if (value != nullptr && value->is_int64()) {
        return value->as_int64();
    }
    if (value != nullptr || is_required) {
        members.refuse("base_version", "開いた版の番号が要ります",
                       "must be the number of the version that was opened");
    }
    return std::nullopt;
}

std::int64_t seen_version(http::Members& members) {
    auto const* const number = members.value("version");
    auto const seen = number != nullptr && number->is_int64() ? number->as_int64() : 0;
    if (seen == 0) {
        members.refuse("version", "見た版の番号が要ります", "must be the version that was looked at");
    }
    return seen;
}

std::optional<base::Instant> asked_time(http::Members& members, base::Instant at) {
    auto const text = members.text("in_force_from", 40);
    if (text.empty()) {
        return std::nullopt;
    }
    auto const time = base::parse_instant(text);
    if (!time || time->milliseconds > at.milliseconds + longest_wait) {
        members.refuse("in_force_from", "1年以内の日時です", "is a time within one year");
        return std::nullopt;
    }
    return time;
}

tables::Files files_opened(store::Reader& reader, std::int64_t number) {
    auto opened = tables::version(reader, number);
    if (!opened) {
        refuse_base();
    }
    return std::move(opened->files);
}

std::vector<tables::FileChange> changes_of(std::vector<SentFile> const& sent,
                                           std::vector<tables::FileChange> const& held,
                                           std::optional<tables::Files> const& opened) {
    std::vector<tables::FileChange> changes;
    for (auto const& file : sent) {
        auto const before = std::ranges::find_if(
            held, [&](tables::FileChange const& each) { return table_id(each.file) == file.table; });
        if (before != held.end()) {
            auto change = *before;
            change.text = file.text;
            if (file.settled) {
                change.shipped.reset();
                change.is_conflict = false;
            }
            changes.push_back(std::move(change));
            continue;
        }
        if (!opened) {
            refuse_base();
        }
        auto const name = file_of(*opened, file.table);
        changes.push_back({name, tables::text_of(*opened, name), file.text, std::nullopt});
    }
    return changes;
}

}  // namespace modules::rule_tables
