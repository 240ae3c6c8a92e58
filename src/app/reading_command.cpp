// The child that reads strangers' bytes: its rules first, then its limits, and only then the bytes.

#include "app/commands.h"
#include "app/files.h"
#include "base/problem.h"
#include "platform/files/child.h"

#include <spdlog/spdlog.h>

namespace app {

namespace files = platform::files;

namespace {

// RENKEI_OWN_NETWORKS: the receiver's own domains and networks, separated by commas.
std::vector<std::string> own_networks() {
    std::vector<std::string> networks;
    auto const text = environment("RENKEI_OWN_NETWORKS");
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(',', at), text.size());
        if (end > at) {
            networks.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return networks;
}

files::ReadingRules reading_rules() {
    files::ReadingRules rules;
    rules.own_networks = own_networks();
    auto const folder = seed_folder() / "forms-in";
    if (!std::filesystem::is_directory(folder)) {
        return rules;
    }
    for (auto const& [name, bytes] : read_files(folder, ".yaml")) {
        if (name == "tables.yaml") {
            if (auto tables = formats::table_mapping::read_rules(bytes)) {
                rules.tables = std::move(*tables);
            }
        } else if (auto forms = formats::common_forms::read_rules(bytes)) {
            rules.forms.insert(rules.forms.end(), forms->begin(), forms->end());
        }
    }
    return rules;
}

}  // namespace

int read_untrusted_input(std::string const& wish) {
    auto const wanted = files::parse_wish(wish);
    if (!wanted) {
        throw base::Problem(base::Problem::invalid, "指定が正しくありません", "no such wish");
    }
    auto const rules = reading_rules();
    files::limit_this_process();
    auto const bytes = files::read_input(files::largest_read);
    files::write_output(files::spell(files::read_untrusted(bytes, *wanted, rules)));
    return 0;
}

}  // namespace app
