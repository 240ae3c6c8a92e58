#include "base/problem.h"
#include "modules/audit/entries.h"
#include "modules/audit/present.h"
#include "modules/audit/questions.h"
#include "modules/audit/routes.h"
#include "platform/http/json_message.h"
#include "platform/http/paging.h"
#include "platform/journal/access_index.h"
#include "record/csv.h"

#include <charconv>
#include <limits>

namespace modules::audit {

namespace http = platform::http;
namespace json = boost::json;

namespace {

constexpr std::size_t most_exported = 10'000;
constexpr std::size_t exported_at_once = 500;

// One page, newest first; with ?count=true how many pass, by action.
http::Response list(Platform const& platform, Call const& call, Log log) {
    auto const limit = http::page_size(call.request);
    auto const before = read_cursor(call.request.query_value("cursor").value_or(""));
    platform::journal::index_reads(platform.store);
    json::object answer;
    Filter filter;
    platform.store.read([&](store::Reader& reader) {
        filter = read_filter(reader, platform.record_kinds, call.request, log);
        Presenter present(reader, platform.record_kinds, base::date_in_japan(platform.time.now()));
        auto found = entries(reader, log, filter, before, limit + 1);
        bool const more = found.size() > limit;
        found.resize(std::min(found.size(), limit));
        answer["items"] = present.entries(found);
        answer["next_cursor"] = more ? json::value(to_cursor(position_of(found.back()))) : json::value();
        if (call.request.query_value("count") == "true") {
            auto const counted = counts(reader, log, filter);
            std::int64_t total = 0;
            for (auto const& one : counted) {
                total += one.count;
            }
            answer["count"] = total;
            answer["counts"] = present.counts(counted, log);
        }
    });
    note_question(platform, call, question_of(filter, log));
    return http::json_response(200, answer);
}

std::string bounded_line(http::Language language) {
    return language == http::Language::ja
               ? "上限の10000件まで出力しました。これより古い記録は、期間を区切って出力してください。\r\n"
               : "Ends at the limit of 10000 entries. Narrow the period to export older ones.\r\n";
}

http::Response export_list(Platform const& platform, Call const& call, Log log) {
    platform::journal::index_reads(platform.store);
    http::Response response;
    response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                        {"Content-Disposition", log == Log::access ? "attachment; filename=\"access-log.csv\""
                                                                   : "attachment; filename=\"journal.csv\""}};
    response.body = csv_header(call.request.language);
    Filter filter;
    platform.store.read([&](store::Reader& reader) {
        filter = read_filter(reader, platform.record_kinds, call.request, log);
        std::optional<Position> before;
        std::size_t rows = 0;
        bool more = true;
        while (more && rows < most_exported) {
            Presenter present(reader, platform.record_kinds, base::date_in_japan(platform.time.now()));
            auto found = entries(reader, log, filter, before, exported_at_once + 1);
            more = found.size() > exported_at_once;
            found.resize(std::min(found.size(), exported_at_once));
            present.load(found);
            for (auto const& entry : found) {
                response.body += present.csv_row(entry, call.request.language);
            }
            rows += found.size();
            before = found.empty() ? before : std::optional(position_of(found.back()));
        }
        if (more) {
            response.body += bounded_line(call.request.language);
        }
    });
    auto question = question_of(filter, log);
    question.action = "audit_export";
    note_question(platform, call, question);
    return response;
}

}  // namespace

http::Response list_access_route(Platform const& platform, Call const& call) {
    return list(platform, call, Log::access);
}

http::Response list_journal_route(Platform const& platform, Call const& call) {
    return list(platform, call, Log::journal);
}

http::Response export_access_route(Platform const& platform, Call const& call) {
    return export_list(platform, call, Log::access);
}

http::Response export_journal_route(Platform const& platform, Call const& call) {
    return export_list(platform, call, Log::journal);
}

// One entry with every record that it names.
http::Response access_entry_route(Platform const& platform, Call const& call) {
    auto const text = call.request.path_parameter("seq");
    std::int64_t seq = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    std::optional<Entry> entry;
    json::object answer;
    if (error == std::errc{} && end == text.data() + text.size()) {
        platform.store.read([&](store::Reader& reader) {
            entry = entry_of(reader, call.request.path_parameter("node"), seq);
            if (entry) {
                answer = Presenter(reader, platform.record_kinds, base::date_in_japan(platform.time.now()))
                             .entry(*entry);
            }
        });
    }
    if (!entry) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    note_question(platform, call, {});
    return http::json_response(200, answer);
}

}  // namespace modules::audit
