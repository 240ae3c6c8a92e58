// Full text: any query is a valid one for the index, finds a text by any run of its letters, and marks it
// within the text. The first line is the query, the rest the text.

#include "base/problem.h"
#include "base/text_fold.h"
#include "base/utf8.h"
#include "platform/search/search.h"
#include "platform/store/temporary_store.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace search = platform::search;
namespace store = platform::store;

namespace {

std::size_t hits(store::Store& store, std::string_view query) {
    std::size_t found = 0;
    if (auto const match = search::match(query, store.dialect())) {
        store.read([&](store::Reader& reader) {
            std::string const sql = "SELECT r.id FROM (SELECT record_id AS id FROM search_document) r WHERE ";
            found = reader.query(sql + match->sql, match->values).size();
        });
    }
    return found;
}

void check_snippet(std::string_view text, std::string_view query, std::size_t length) {
    auto const snippet = search::snippet(text, query, length);
    BASE_ASSERT(base::is_storable_text(snippet.text));
    BASE_ASSERT(snippet.text.size() <= length + 2 * std::string_view("…").size());
    std::size_t last = 0;
    for (auto const& span : snippet.highlights) {
        BASE_ASSERT(last <= span.start && span.start < span.end && span.end <= snippet.text.size());
        BASE_ASSERT(base::is_character_boundary(snippet.text, span.start));
        BASE_ASSERT(base::is_character_boundary(snippet.text, span.end));
        last = span.end;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static store::TemporaryStore folder;
    std::string const input = base::repaired_text({reinterpret_cast<char const*>(data), size});
    auto const line = std::min(input.find('\n'), input.size());
    auto const query = std::string_view(input).substr(0, line);
    auto const text = std::string_view(input).substr(std::min(line + 1, input.size()));
    auto const record = base::new_ulid();
    folder.store().write(
        [&](store::Transaction& transaction) { search::put(transaction, "consultation", record, text); });
    (void)hits(folder.store(), query);
    // The beginning of a text finds it, as long as it holds a letter and no mark was cut off from its own.
    auto const beginning = base::first_code_points(text, 12);
    bool const whole = base::search_fold(text).text.starts_with(base::search_fold(beginning).text);
    BASE_ASSERT(!whole || !search::match(beginning, folder.store().dialect()) ||
                hits(folder.store(), beginning) == 1);
    for (std::size_t const length : {std::size_t{16}, std::size_t{160}}) {
        check_snippet(text, query, length);
        check_snippet(text, beginning, length);
    }
    folder.store().write([&](store::Transaction& transaction) { search::remove(transaction, record); });
    return 0;
}
