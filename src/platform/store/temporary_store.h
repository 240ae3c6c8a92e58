#pragma once
// For tests: a migrated store of its own that is deleted afterwards. On SQLite, or, where
// RENKEI_TEST_POSTGRESQL says an address ("postgresql://…"), a new database on that server.

#include "platform/store/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace platform::store {

class TemporaryStore {
  public:
    explicit TemporaryStore(std::function<void(std::string_view)> before_step = nullptr);
    ~TemporaryStore();
    TemporaryStore(TemporaryStore const&) = delete;
    TemporaryStore& operator=(TemporaryStore const&) = delete;

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }
    void reopen();
    // Where it is: Settings::path.
    [[nodiscard]] std::string address() const;
    // The same records through connections of its own, as another process or node has them.
    [[nodiscard]] std::unique_ptr<Store> another() const;

  private:
    std::filesystem::path folder_;
    std::string server_;    // empty: SQLite
    std::string database_;  // its name on the server
    std::function<void(std::string_view)> before_step_;
    std::unique_ptr<Store> store_;
};

}  // namespace platform::store
