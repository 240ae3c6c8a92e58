#include "platform/store/temporary_store.h"

#include "base/id.h"
#include "platform/store/migrations.h"

namespace platform::store {

TemporaryStore::TemporaryStore(std::function<void(std::string_view)> before_step)
    : folder_(std::filesystem::temp_directory_path() / ("renkei-test-" + base::to_string(base::new_ulid()))),
      before_step_(std::move(before_step)) {
    std::filesystem::create_directories(folder_);
    reopen();
}

TemporaryStore::~TemporaryStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
}

void TemporaryStore::reopen() {
    store_.reset();
    Settings settings;
    settings.path = (folder_ / "renkei.sqlite").string();
    settings.before_step = before_step_;
    store_ = open_sqlite(std::move(settings));
    migrate(*store_);
}

}  // namespace platform::store
