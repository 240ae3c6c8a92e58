#pragma once
// Which record an id is: its kind and number, never what it says. One Names per request; it remembers what it
// has looked up.

#include "base/id.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/refs.h"
#include "platform/store/store.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace modules::audit {

namespace registry = platform::registry;
namespace store = platform::store;

// "(?, ?, ?)" for that many values, which are added to `values` by the caller.
[[nodiscard]] std::string placeholders(std::size_t count);

class Names {
  public:
    Names(store::Reader& reader, registry::RecordKinds const& kinds, base::Date today)
        : reader_(reader), kinds_(kinds), refs_(reader, today) {}

    // Looks many up at once; ids that are no records are remembered as such.
    void load(std::span<base::Ulid const> ids);

    // {id, kind, number, short}: number is null where the thing has none, short its last six letters.
    [[nodiscard]] boost::json::object of(base::Ulid const& id, std::string_view kind);
    // In one word, for files: the number, else the short id.
    [[nodiscard]] std::string word(base::Ulid const& id);

    [[nodiscard]] boost::json::value staff(std::optional<base::Ulid> const& id);
    [[nodiscard]] boost::json::value unit(std::optional<base::Ulid> const& id);

  private:
    struct Name {
        std::string kind;
        std::string number;
    };
    // `sql_before` asks for id, kind and name, and ends before the ids.
    void look_up(std::string const& sql_before, std::span<base::Ulid const> ids);

    store::Reader& reader_;
    registry::RecordKinds const& kinds_;
    std::map<base::Ulid, Name> names_;
    registry::Refs refs_;
};

// The records of that number, of whatever kind; spaces and full-width figures make no difference.
[[nodiscard]] std::vector<base::Ulid> records_numbered(store::Reader& reader,
                                                       registry::RecordKinds const& kinds,
                                                       std::string_view number);

}  // namespace modules::audit
