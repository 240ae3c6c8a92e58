#include "modules/intake/authorship.h"

#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "record/merge.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <map>
#include <optional>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using platform::access::Action;
using platform::access::Call;

namespace {

// The text of an after-image; nothing where the content was lawfully deleted or says nothing of it.
std::optional<std::string> narrative_after(std::string const& content) {
    auto const parsed = json::parse(content);
    auto const* const after = parsed.as_object().if_contains("after");
    auto const* const object = after != nullptr ? after->if_object() : nullptr;
    auto const* const text = object != nullptr ? object->if_contains("narrative") : nullptr;
    return text != nullptr && text->is_string() ? std::optional(std::string(text->as_string()))
                                                : std::nullopt;
}

// Lines that are not there any more, by their words: a merge may have marked them.
std::multimap<std::string, LineAuthor> gone_lines(std::string_view before,
                                                  std::vector<LineAuthor> const& authors,
                                                  std::vector<std::optional<std::size_t>> const& kept) {
    std::vector<bool> stays(authors.size(), false);
    for (auto const& line : kept) {
        if (line) {
            stays[*line] = true;
        }
    }
    std::multimap<std::string, LineAuthor> gone;
    auto const lines = record::lines_of(before);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!stays[i]) {
            gone.emplace(lines[i], authors[i]);
        }
    }
    return gone;
}

http::Response authorship_route(Parts const& parts, Call const& call) {
    http::Response response;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const authorship = narrative_authorship(reader, stored.envelope.id);
        json::array lines;
        for (auto const& line : authorship.lines()) {
            lines.push_back(json::object{
                {"by", present.staff(line.staff)}, {"at", base::to_iso(line.at)}, {"version", line.version}});
        }
        response = http::json_response(
            200, json::object{{"version", stored.envelope.version}, {"lines", std::move(lines)}});
    });
    return response;
}

}  // namespace

void Authorship::take(std::string_view text, LineAuthor const& author) {
    if (has_begun_ && text == text_) {
        return;
    }
    auto const lines = record::lines_of(text);
    std::vector<LineAuthor> authors(lines.size(), author);
    if (has_begun_) {
        auto const kept = record::kept_lines(text_, text);
        auto gone = gone_lines(text_, authors_, kept);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (auto const before = kept[i]) {
                authors[i] = authors_[*before];
                continue;
            }
            auto const words = record::marked_words(lines[i]);
            auto const found = words ? gone.find(std::string(*words)) : gone.end();
            if (found != gone.end()) {
                authors[i] = found->second;
                gone.erase(found);
            }
        }
    }
    text_ = text;
    authors_ = std::move(authors);
    has_begun_ = true;
}

Authorship narrative_authorship(store::Reader& reader, base::Ulid const& record) {
    Authorship authorship;
    reader.each(
        "SELECT j.actor, j.at, j.record_version, c.content FROM journal j JOIN journal_content c ON "
        "c.entry = j.seq WHERE j.record_id = ? AND j.record_kind = 'consultation' ORDER BY j.seq",
        {store::id_value(record)}, [&](store::Row const& row) {
            if (auto const text = narrative_after(row.text(3))) {
                authorship.take(
                    *text, {row.optional_id(0).value_or(base::Ulid{}), {row.integer(1)}, row.integer(2)});
            }
        });
    return authorship;
}

void add_authorship_routes(Parts const& parts) {
    add(parts,
        {http::Method::get,
         "/consultations/{id}/authorship",
         "authorship",
         {"本文の行ごとの記載者", "Who wrote which line"}},
        Action::consultation_read, [&parts](Call const& call) { return authorship_route(parts, call); });
}

}  // namespace modules::intake
