#include "modules/intelligence/warning_lists.h"

#include "base/hash.h"
#include "base/id.h"
#include "base/utf8.h"
#include "formats/yaml_lists/yaml_lists.h"
#include "modules/intelligence/import_files.h"

#include <boost/json/array.hpp>
#include <fmt/format.h>
#include <libpsl.h>

#include <algorithm>
#include <array>

namespace modules::intelligence {

namespace fs = std::filesystem;
namespace json = boost::json;
namespace store = platform::store;
using engine::warninglists::List;
using engine::warninglists::ListType;
using formats::warninglists::WarningList;

namespace {

constexpr std::size_t largest_batch_bytes = std::size_t{16} << 20U;

// Networks whose addresses are rented out one by one: the same address in two reports is the same tenant.
constexpr std::array<std::string_view, 9> rented_words = {
    "amazon aws",   "azure",        "oracle cloud infrastructure",
    "ovh cluster",  "gcp",          "google cloud platform",
    "vpn provider", "digitalocean", "hosting provider"};
// RFC 5737, 3849, 2606, 6761: flagged as documentation by the recogniser, never suppressed.
constexpr std::array<std::string_view, 11> documentation = {
    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "example", "example.",
    "example.com",  "example.net",     "example.org",    "test",          "invalid"};

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool is_rented(WarningList const& list) {
    auto const name = lowered(list.name);
    return list.type == "cidr" &&
           std::any_of(rented_words.begin(), rented_words.end(),
                       [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

// Below a public suffix (github.io, pages.dev, blogspot.com) everybody has a name of his own: the suffix is
// not the host.
bool is_public_suffix(std::string const& entry, int sections) {
    auto const first = entry.find_first_not_of('.');
    return first != std::string::npos &&
           psl_is_public_suffix2(psl_builtin(), entry.c_str() + first, sections) != 0;
}

bool hides_links(ListType type, std::string const& entry) {
    auto const lower = lowered(entry);
    bool const is_documentation =
        std::find(documentation.begin(), documentation.end(), lower) != documentation.end();
    return is_documentation || (type == ListType::hostname && is_public_suffix(lower, PSL_TYPE_ANY));
}

List as_list(WarningList const& list) {
    auto const type = engine::warninglists::list_type(list.type);
    BASE_ASSERT(type);  // the parser takes no other
    return {list.name, *type, list.matching_attributes, list.list};
}

// A list read from a file, ready to be stored.
struct Fresh {
    std::string name;
    std::string version;
    base::Sha256 digest{};
    std::string content;
};

class ListsImport {
  public:
    ListsImport(platform::Platform const& platform, ImportOptions const& options)
        : platform_(platform), options_(options) {}

    WarningListReport run(fs::path const& path);

  private:
    void read(ImportFile const& file);
    void refuse_entries(ImportFile const& file, WarningList const& list);
    [[nodiscard]] bool is_unchanged(Fresh const& fresh);
    void write();

    platform::Platform const& platform_;
    ImportOptions const& options_;
    WarningListReport report_;
    std::vector<Fresh> waiting_;
    std::size_t waiting_bytes_ = 0;
};

WarningListReport ListsImport::run(fs::path const& path) {
    auto files = files_of(path, {"list.json"});
    std::erase_if(files,
                  [&](auto const& file) { return file.path != path && file.path.filename() != "list.json"; });
    for (auto const& file : files) {
        read(file);
        ++report_.files;
        if (options_.progress) {
            options_.progress({file.shown, report_.files, files.size(), report_.entries});
        }
    }
    write();
    return std::move(report_);
}

void ListsImport::read(ImportFile const& file) {
    auto bytes = read_whole(file.path, formats::warninglists::largest_file);
    auto const list =
        bytes ? formats::warninglists::parse(*bytes) : base::Parsed<WarningList>(bytes.violations());
    if (!list) {
        ++report_.refused;
        for (auto const& wrong : list.violations()) {
            report_.refusals.add({file.shown, wrong.field, wrong.reason});
        }
        return;
    }
    Fresh fresh{base::repaired_text(list->name), base::repaired_text(list->version), base::sha256(*bytes),
                std::move(*bytes)};
    if (is_unchanged(fresh)) {
        ++report_.unchanged;
        return;
    }
    refuse_entries(file, *list);
    report_.entries += list->list.size();
    waiting_bytes_ += fresh.content.size();
    waiting_.push_back(std::move(fresh));
    if (waiting_bytes_ >= largest_batch_bytes) {
        write();
    }
}

void ListsImport::refuse_entries(ImportFile const& file, WarningList const& list) {
    for (auto const& wrong : list.violations) {
        report_.refusals.add({file.shown, wrong.field, wrong.reason});
    }
    engine::warninglists::Matcher const matcher({as_list(list)});
    for (auto const& wrong : matcher.refusals()) {
        report_.refusals.add({file.shown, wrong.field, wrong.reason});
    }
}

// Two files of one name in one import: the later one stands, as if they had come one after the other.
bool ListsImport::is_unchanged(Fresh const& fresh) {
    auto const same = [&](Fresh const& other) { return other.name == fresh.name; };
    if (std::any_of(waiting_.begin(), waiting_.end(), same)) {
        write();
    }
    bool unchanged = false;
    bool known = false;
    platform_.store.read([&](store::Reader& reader) {
        auto const row = reader.first("SELECT digest FROM warning_list WHERE name = ?", {fresh.name});
        known = row.has_value();
        unchanged = row && row->blob(0) == base::as_bytes(fresh.digest);
    });
    report_.changed += known && !unchanged ? 1U : 0U;
    report_.added += known ? 0U : 1U;
    return unchanged;
}

void ListsImport::write() {
    if (waiting_.empty()) {
        return;
    }
    platform_.store.write([&](store::Transaction& transaction) {
        platform::journal::Entry entry{
            platform_.time.now(), options_.author, "import", "warning_list", {}, 0, {}};
        json::array lists;
        for (auto const& list : waiting_) {
            transaction.execute(
                "INSERT INTO warning_list (id, name, version, digest, content, imported_at) VALUES (?, ?, ?, "
                "?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET version = excluded.version, digest = excluded.digest, "
                "content = excluded.content, imported_at = excluded.imported_at",
                {store::id_value(base::new_ulid()), list.name, list.version,
                 base::Blob{std::string(base::as_bytes(list.digest))}, list.content, entry.at.milliseconds});
            lists.push_back(json::object{{"name", list.name},
                                         {"version", list.version},
                                         {"digest", base::to_hex(base::as_bytes(list.digest))}});
        }
        entry.content["lists"] = std::move(lists);
        platform::journal::append(transaction, entry);
    });
    waiting_.clear();
    waiting_bytes_ = 0;
}

// Our own lists may cover a registry's suffix on purpose (go.jp); a company's (pages.dev) is many customers'
// here too.
std::vector<std::string> asked_hosts(std::vector<std::string> hosts) {
    std::erase_if(hosts,
                  [](std::string const& host) { return is_public_suffix(lowered(host), PSL_TYPE_PRIVATE); });
    return hosts;
}

void add_ours(WarningLists& loaded, std::vector<List>& lists, fs::path const& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        return;
    }
    for (auto const& file : files_of(folder, {".yaml"})) {
        auto const bytes = read_whole(file.path, formats::yaml_lists::largest_file);
        auto const list = bytes ? formats::yaml_lists::parse(*bytes)
                                : base::Parsed<formats::yaml_lists::HostList>(bytes.violations());
        for (auto const& wrong : list ? list->violations : list.violations()) {
            loaded.refusals.add({file.shown, wrong.field, wrong.reason});
        }
        if (list) {
            lists.push_back({file.path.stem().string(),
                             ListType::hostname,
                             {"domain", "hostname", "url", "uri", "link"},
                             asked_hosts(list->hosts)});
        }
    }
}

}  // namespace

std::optional<List> asked_list(WarningList const& list) {
    if (is_rented(list)) {
        return std::nullopt;
    }
    auto asked = as_list(list);
    std::erase_if(asked.entries, [&](std::string const& entry) { return hides_links(asked.type, entry); });
    return asked;
}

WarningListReport import_warninglists(platform::Platform const& platform, fs::path const& path,
                                      ImportOptions const& options) {
    return ListsImport(platform, options).run(path);
}

WarningLists load_warning_lists(store::Reader& reader, fs::path const& our_lists) {
    WarningLists loaded;
    std::vector<List> lists;
    reader.each("SELECT name, content FROM warning_list ORDER BY name", {}, [&](store::Row const& row) {
        auto const list = formats::warninglists::parse(row.text(1));
        if (!list) {
            loaded.refusals.add(
                {row.text(0), list.violations().front().field, list.violations().front().reason});
        } else if (auto asked = asked_list(*list)) {
            lists.push_back(std::move(*asked));
        } else {
            ++loaded.set_aside;
        }
    });
    add_ours(loaded, lists, our_lists);
    loaded.lists = lists.size();
    loaded.matcher = std::make_shared<engine::warninglists::Matcher const>(lists);
    for (auto const& wrong : loaded.matcher->refusals()) {
        loaded.refusals.add({wrong.field, "", wrong.reason});
    }
    return loaded;
}

std::string warning_lists_mark(store::Reader& reader) {
    auto const row = reader.first("SELECT count(*), coalesce(max(imported_at), 0) FROM warning_list");
    return fmt::format("{} {}", row->integer(0), row->integer(1));
}

}  // namespace modules::intelligence
