#include "formats/indicator_list/indicator_list.h"
#include "modules/intelligence/feed_writer.h"
#include "modules/intelligence/import_files.h"
#include "modules/intelligence/imports.h"

#include <fmt/format.h>

namespace modules::intelligence {

namespace fs = std::filesystem;
namespace indicator_list = formats::indicator_list;

namespace {

class ListImport {
  public:
    ListImport(platform::Platform const& platform, ImportOptions const& options)
        : platform_(platform), options_(options) {}

    ImportReport run(fs::path const& path);

  private:
    void read(ImportFile const& file);
    void take_values(ImportFile const& file, FeedWriter& writer);
    void take(ImportFile const& file, FeedWriter& writer, indicator_list::NumberedIndicator const& numbered);
    void tell(ImportFile const& file);

    platform::Platform const& platform_;
    ImportOptions const& options_;
    ImportReport report_;
    std::size_t files_to_do_ = 0;
};

void ListImport::tell(ImportFile const& file) {
    if (options_.progress) {
        options_.progress({file.shown, report_.files, files_to_do_, report_.items});
    }
}

ImportReport ListImport::run(fs::path const& path) {
    auto const files = files_of(path, {".txt", ".csv"});
    files_to_do_ = files.size();
    for (auto const& file : files) {
        read(file);
        ++report_.files;
        tell(file);
    }
    return std::move(report_);
}

// Read twice: first whether anything changed, then the values, so that a list of any size needs no memory.
void ListImport::read(ImportFile const& file) {
    auto digest = base::sha256("");
    bool const whole = read_pieces(file.path, [&](std::string_view piece) {
        digest = base::sha256(std::string(base::as_bytes(digest)).append(piece));
    });
    if (!whole) {
        ++report_.files_refused;
        report_.refusals.add({file.shown, "", unreadable_words()});
        return;
    }
    FeedHead head;
    head.source = options_.source.empty() ? fs::path(file.shown).stem().string() : options_.source;
    head.external_id = head.name = file.shown;
    head.date = base::to_iso(base::date_in_japan(platform_.time.now()));
    ++report_.events;
    switch (event_state(platform_, head, digest)) {
        case EventState::unchanged: {
            auto const items = stored_items(platform_, head);
            ++report_.events_unchanged;
            report_.items += items;
            report_.items_unchanged += items;
            return;
        }
        case EventState::added:
            ++report_.events_added;
            break;
        case EventState::changed:
            ++report_.events_changed;
            break;
    }
    FeedWriter writer(platform_, options_.author, std::move(head), digest);
    take_values(file, writer);
    writer.finish();
}

void ListImport::take_values(ImportFile const& file, FeedWriter& writer) {
    indicator_list::Reader reader;
    bool const whole = read_pieces(file.path, [&](std::string_view piece) {
        for (auto const& numbered : reader.feed(piece)) {
            take(file, writer, numbered);
        }
    });
    for (auto const& numbered : reader.finish()) {
        take(file, writer, numbered);
    }
    if (!whole) {
        report_.refusals.add({file.shown, "", unreadable_words()});
    }
}

void ListImport::take(ImportFile const& file, FeedWriter& writer,
                      indicator_list::NumberedIndicator const& numbered) {
    if (++report_.items % batch_size == 0) {
        tell(file);
    }
    auto const refuse = [&](std::string place, base::Words const& reason) {
        ++report_.items_refused;
        report_.refusals.add({file.shown, std::move(place), reason});
    };
    if (!numbered.indicator) {
        auto const& wrong = numbered.indicator.violations().front();
        refuse(wrong.field, wrong.reason);
        return;
    }
    auto value = untyped_value(platform_.recogniser, numbered.indicator->value);
    if (!value) {
        refuse(fmt::format("line {}", numbered.line), value.violations().front().reason);
        return;
    }
    value->comment = kept_comment(numbered.indicator->comment);
    count_taken(report_, *value);
    writer.add(std::move(*value));
}

}  // namespace

ImportReport import_indicators(platform::Platform const& platform, fs::path const& path,
                               ImportOptions const& options) {
    return ListImport(platform, options).run(path);
}

}  // namespace modules::intelligence
