#include "base/utf8.h"
#include "formats/misp/feed.h"
#include "formats/misp/misp.h"
#include "modules/intelligence/feed_writer.h"
#include "modules/intelligence/import_files.h"
#include "modules/intelligence/imports.h"

#include <fmt/format.h>

namespace modules::intelligence {

namespace fs = std::filesystem;
namespace misp = formats::misp;

namespace {

constexpr std::size_t most_types_counted = 1'000;
constexpr std::size_t longest_name = 400;  // code points

std::string shortened(std::string_view text) {
    return base::repaired_text(base::first_code_points(text, longest_name));
}

void append_field(std::string& bytes, std::string_view field) {
    bytes.append(fmt::format("{}:", field.size())).append(field);
}

// Of what we keep of an event, so that a new time stamp or tag alone brings nothing new. Chained in pieces:
// no second copy.
base::Sha256 digest_of(misp::EventItems const& event) {
    std::string bytes;
    append_field(bytes, event.event.uuid);
    append_field(bytes, event.event.info);
    append_field(bytes, event.event.date ? base::to_iso(*event.event.date) : "");
    append_field(bytes, event.event.orgc);
    auto digest = base::sha256(bytes);
    for (std::size_t at = 0; at < event.items.size(); at += batch_size) {
        bytes = base::as_bytes(digest);
        for (std::size_t i = at; i < std::min(event.items.size(), at + batch_size); ++i) {
            auto const& item = event.items[i];
            append_field(bytes, item.misp_type);
            append_field(bytes, item.value);
            append_field(bytes, item.comment);
            append_field(bytes, item.timestamp ? base::to_iso(*item.timestamp) : "");
        }
        digest = base::sha256(bytes);
    }
    return digest;
}

class MispImport {
  public:
    MispImport(platform::Platform const& platform, ImportOptions const& options)
        : platform_(platform), options_(options) {}

    ImportReport run(fs::path const& path);

  private:
    [[nodiscard]] std::vector<ImportFile> files_to_read(fs::path const& path);
    [[nodiscard]] std::vector<ImportFile> files_of_feed(fs::path const& folder,
                                                        misp::Manifest const& manifest);
    [[nodiscard]] static bool is_manifest(ImportFile const& file);
    void read(ImportFile const& file);
    void take(ImportFile const& file, std::size_t number, misp::EventItems const& event);
    void take_items(ImportFile const& file, FeedWriter& writer, std::vector<misp::FeedItem> const& items);
    void count_without_type(misp::FeedItem const& item);
    void tell(ImportFile const& file);

    platform::Platform const& platform_;
    ImportOptions const& options_;
    ImportReport report_;
    std::size_t files_to_do_ = 0;
};

void MispImport::tell(ImportFile const& file) {
    if (options_.progress) {
        options_.progress({file.shown, report_.files, files_to_do_, report_.items});
    }
}

bool MispImport::is_manifest(ImportFile const& file) {
    if (file.path.filename() != "manifest.json") {
        return false;
    }
    auto const bytes = read_whole(file.path, misp::largest_manifest);
    auto const manifest =
        bytes ? misp::parse_manifest(*bytes) : base::Parsed<misp::Manifest>(bytes.violations());
    return manifest && !manifest->events.empty();
}

std::vector<ImportFile> MispImport::files_of_feed(fs::path const& folder, misp::Manifest const& manifest) {
    for (auto const& wrong : manifest.violations) {
        report_.refusals.add({"manifest.json", wrong.field, wrong.reason});
    }
    std::vector<ImportFile> files;
    for (auto const& event : manifest.events) {
        auto const name = event.uuid + ".json";
        std::error_code error;
        if (fs::is_regular_file(fs::symlink_status(folder / name, error))) {
            files.push_back({folder / name, name});
        } else {
            ++report_.files_refused;
            report_.refusals.add({name,
                                  "",
                                  {"目録（manifest.json）にありますが、ファイルがありません",
                                   "named by manifest.json, but there is no such file"}});
        }
    }
    return files;
}

// A feed folder says itself which files are its events; elsewhere every JSON file is looked at.
std::vector<ImportFile> MispImport::files_to_read(fs::path const& path) {
    auto const index = path / "manifest.json";
    std::error_code error;
    if (fs::is_regular_file(fs::status(index, error))) {
        auto const bytes = read_whole(index, misp::largest_manifest);
        auto const manifest =
            bytes ? misp::parse_manifest(*bytes) : base::Parsed<misp::Manifest>(bytes.violations());
        if (manifest && !manifest->events.empty()) {
            return files_of_feed(path, *manifest);
        }
    }
    auto files = files_of(path, {".json"});
    std::erase_if(files, [](ImportFile const& file) { return is_manifest(file); });
    return files;
}

ImportReport MispImport::run(fs::path const& path) {
    auto const files = files_to_read(path);
    files_to_do_ = files.size();
    for (auto const& file : files) {
        read(file);
        ++report_.files;
        tell(file);
    }
    return std::move(report_);
}

void MispImport::read(ImportFile const& file) {
    misp::Reader reader;
    std::size_t number = 0;
    auto const take_read = [&] {
        for (auto const& event : reader.take()) {
            take(file, ++number, event);
        }
    };
    bool const whole = read_pieces(file.path, [&](std::string_view piece) {
        reader.feed(piece);
        take_read();
    });
    reader.finish();
    take_read();
    if (!whole) {
        report_.refusals.add({file.shown, "", unreadable_words()});
    }
    auto const& read = reader.report();
    for (auto const& wrong : read.violations) {
        report_.refusals.add({file.shown, wrong.field, wrong.reason});
    }
    report_.refusals.not_told += read.violations_not_told;
    report_.files_refused += read.events == 0 ? 1U : 0U;
}

void MispImport::take(ImportFile const& file, std::size_t number, misp::EventItems const& event) {
    ++report_.events;
    report_.items += event.items.size();
    if (!event.complete) {
        // Half an event would stand there as the whole, and might replace what is whole already.
        ++report_.events_refused;
        report_.items_refused += event.items.size();
        report_.refusals.add(
            {file.shown,
             event.event.uuid,
             {fmt::format("イベントの途中で切れています（読めた {} 件は取り込みません）", event.items.size()),
              fmt::format("the event is cut off ({} values read, none taken)", event.items.size())}});
        return;
    }
    FeedHead head;
    head.organisation = shortened(event.event.orgc);
    head.source = !options_.source.empty()    ? options_.source
                  : head.organisation.empty() ? "MISP"
                                              : head.organisation;
    head.external_id =
        event.event.uuid.empty() ? fmt::format("{}#{}", file.shown, number) : shortened(event.event.uuid);
    head.name = event.event.info.empty() ? file.shown : shortened(event.event.info);
    head.date = event.event.date ? base::to_iso(*event.event.date) : "";
    auto const digest = digest_of(event);
    switch (event_state(platform_, head, digest)) {
        case EventState::unchanged:
            ++report_.events_unchanged;
            report_.items_unchanged += event.items.size();
            return;
        case EventState::added:
            ++report_.events_added;
            break;
        case EventState::changed:
            ++report_.events_changed;
            break;
    }
    FeedWriter writer(platform_, options_.author, std::move(head), digest);
    take_items(file, writer, event.items);
    writer.finish();
}

void MispImport::take_items(ImportFile const& file, FeedWriter& writer,
                            std::vector<misp::FeedItem> const& items) {
    std::size_t done = 0;
    for (auto const& item : items) {
        if (++done % batch_size == 0) {
            tell(file);
        }
        if (item.refused) {
            ++report_.items_refused;
            report_.refusals.add({file.shown, item.place, *item.refused});
            continue;
        }
        if (item.type.empty()) {
            count_without_type(item);
            continue;
        }
        auto value = typed_value(platform_.recogniser, item.type, item.value);
        if (!value) {
            ++report_.items_refused;
            report_.refusals.add({file.shown, item.place, value.violations().front().reason});
            continue;
        }
        value->comment = kept_comment(item.comment);
        value->at = item.timestamp;
        count_taken(report_, *value);
        writer.add(std::move(*value));
    }
}

void MispImport::count_without_type(misp::FeedItem const& item) {
    ++report_.items_without_type;
    if (report_.without_type.size() < most_types_counted || report_.without_type.contains(item.misp_type)) {
        ++report_.without_type[shortened(item.misp_type)];
    }
}

}  // namespace

ImportReport import_misp(platform::Platform const& platform, fs::path const& path,
                         ImportOptions const& options) {
    return MispImport(platform, options).run(path);
}

}  // namespace modules::intelligence
