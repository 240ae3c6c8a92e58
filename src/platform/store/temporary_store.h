#pragma once
// For tests: a migrated store in a folder of its own that is deleted afterwards.

#include "platform/store/store.h"

#include <filesystem>
#include <functional>
#include <memory>
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

  private:
    std::filesystem::path folder_;
    std::function<void(std::string_view)> before_step_;
    std::unique_ptr<Store> store_;
};

}  // namespace platform::store
