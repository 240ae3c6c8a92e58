#pragma once
// Reads one mapping of a YAML file strictly: every wrong or unknown member is named with file, line and
// reason, the rest goes on.

#include "base/instant.h"
#include "base/problem.h"
#include "formats/yaml/tree.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace formats::organization_data {

// One file on its way in.
struct File {
    std::string name;  // as violations call it
    std::string bytes;
};

constexpr std::size_t largest_file = 4UL * 1024 * 1024;

// The file's root, when it is a mapping; otherwise the reason is added to `violations`.
[[nodiscard]] std::optional<yaml::Node> read_root(File const& file, std::vector<base::Violation>& violations);

class YamlEntry {
  public:
    // `node`, `file` and `violations` outlive the entry.
    YamlEntry(yaml::Node const& node, std::string_view file, std::vector<base::Violation>& violations);

    [[nodiscard]] std::string required_text(std::string const& key);
    [[nodiscard]] std::optional<std::string> text(std::string const& key);  // null and absent are the same
    [[nodiscard]] std::optional<base::Date> date(std::string const& key);
    [[nodiscard]] base::Date required_date(std::string const& key);
    [[nodiscard]] bool flag(std::string const& key);  // absent: false
    [[nodiscard]] std::vector<std::string> texts(std::string const& key);
    // The elements of a list of mappings.
    [[nodiscard]] std::vector<YamlEntry> entries(std::string const& key);
    // The members of a mapping of lists, by name.
    [[nodiscard]] std::optional<YamlEntry> entry(std::string const& key);
    [[nodiscard]] std::vector<std::string> const& keys() const { return node_->keys; }

    // Says which members nobody asked for. To be called once everything was read.
    void refuse_unknown();
    void refuse(std::string const& key, std::string_view ja, std::string_view en);
    // False once something of this entry was refused.
    [[nodiscard]] bool is_good() const { return good_; }
    [[nodiscard]] int line() const { return node_->line; }
    [[nodiscard]] std::string where(int line) const;

  private:
    // Null when it is absent or null.
    [[nodiscard]] yaml::Node const* find(std::string const& key);

    yaml::Node const* node_;
    std::string_view file_;
    std::vector<base::Violation>* violations_;
    std::set<std::string> asked_;
    bool good_ = true;
};

}  // namespace formats::organization_data
