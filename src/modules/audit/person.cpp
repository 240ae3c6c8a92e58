#include "modules/audit/person.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "platform/access/policy.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/records.h"
#include "platform/search/search.h"
#include "record/search_text.h"

#include <algorithm>
#include <set>

namespace modules::audit {

namespace {

constexpr std::size_t longest_split_name = 8;  // characters; a family and a given name
constexpr std::size_t candidates_at_once = 200;
constexpr std::size_t most_candidates = 2000;

// 「田中太郎」 is kept as 「田中 太郎」 by some: every place where the space may stand.
std::vector<std::string> spellings(std::string_view value) {
    std::vector<std::string> all{std::string(value)};
    auto const length = base::count_code_points(value).value_or(0);
    if (length < 3 || length > longest_split_name || value.find(' ') != std::string_view::npos) {
        return all;
    }
    for (std::size_t i = 1; i < length; ++i) {
        auto const front = base::first_code_points(value, i);
        all.push_back(std::string(front).append(" ").append(value.substr(front.size())));
    }
    return all;
}

class PersonSearch {
  public:
    PersonSearch(store::Reader& reader, platform::access::Actor const& actor)
        : reader_(reader), actor_(actor) {}

    // Records of that kind in which one of the observables stands.
    void by_observable(registry::RecordKind const& kind, registry::ObservableKey const& key) {
        std::string sql = "SELECT DISTINCT r.id FROM ";
        sql.append(kind.schema->plural)
            .append(
                " r JOIN sighting s ON s.record_id = r.id JOIN observable o ON o.seq = s.observable "
                "WHERE o.type = ? AND o.value = ? AND (");
        auto const visible = platform::access::hint_filter(actor_, kind.read, "r");
        store::Values values{key.type, key.value};
        values.insert(values.end(), visible.values.begin(), visible.values.end());
        values.emplace_back(static_cast<std::int64_t>(most_person_records + 1));
        reader_.each(sql.append(visible.sql).append(") ORDER BY r.id DESC LIMIT ?"), values,
                     [this](store::Row const& row) { found_.insert(row.id(0)); });
    }

    // Records of that kind whose text holds the words one after the other, whatever spaces stand between.
    void by_words(registry::RecordKind const& kind, std::string_view words, std::string_view value) {
        auto const match = platform::search::match(words, reader_.dialect());
        if (!match) {
            return;
        }
        auto const visible = platform::access::hint_filter(actor_, kind.read, "r");
        auto const wanted = base::match_fold(value).text;
        registry::PageRequest page;
        page.conditions = {{match->sql, match->values}, {visible.sql, visible.values}};
        page.limit = candidates_at_once;
        std::size_t looked_at = 0;
        do {
            auto const some = registry::list(reader_, *kind.schema, page);
            for (auto const& stored : some.items) {
                auto const text = base::match_fold(record::searchable_text(record::View(stored.record))).text;
                if (text.find(wanted) != std::string::npos) {
                    found_.insert(stored.envelope.id);
                }
            }
            looked_at += some.items.size();
            page.cursor = some.next_cursor;
            is_cut_ = is_cut_ || (page.cursor && looked_at >= most_candidates);
        } while (page.cursor && looked_at < most_candidates && found_.size() <= most_person_records);
    }

    [[nodiscard]] PersonFound result() const {
        PersonFound person;
        person.more = is_cut_ || found_.size() > most_person_records;
        for (auto one = found_.rbegin(); one != found_.rend() && person.records.size() < most_person_records;
             ++one) {
            person.records.push_back(*one);
        }
        return person;
    }

  private:
    store::Reader& reader_;
    platform::access::Actor const& actor_;
    std::set<base::Ulid> found_;
    bool is_cut_ = false;
};

}  // namespace

PersonFound find_person(store::Reader& reader, platform::Platform const& platform,
                        platform::access::Actor const& actor, std::string_view value) {
    auto const recognised = platform.recogniser.recognise(value);
    PersonSearch search(reader, actor);
    std::set<std::string> types;
    for (auto const& kind : platform.record_kinds.all()) {
        for (auto const& one : recognised) {
            search.by_observable(kind, one.key);
            types.insert(one.key.type);
        }
        for (auto const& spelling : spellings(value)) {
            search.by_words(kind, spelling, value);
        }
    }
    auto person = search.result();
    person.types.assign(types.begin(), types.end());
    return person;
}

}  // namespace modules::audit
