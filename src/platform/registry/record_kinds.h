#pragma once
// Which kinds of records take part in links, search and timelines, and how each is shown in one line. Filled
// at install time.

#include "base/problem.h"
#include "platform/access/action.h"
#include "record/schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

struct RecordKind {
    record::Schema const* schema = nullptr;
    access::Action read{};
    // Columns of the schema's table for the one-line form: number, title, time (integer), status.
    std::string number;
    std::string title;
    std::string time;
    std::string status;
    std::string text;  // the column that a search result quotes
    // For kinds that are disposed of when their 保存期間 is over: the time from which it runs, the columns
    // without personal data that are counted afterwards, and tables of the module's own with `record_id`.
    std::string closed = {};
    std::vector<std::string> statistics = {};
    std::vector<std::string> owned_tables = {};
};

class RecordKinds {
  public:
    void add(RecordKind kind) { kinds_.push_back(std::move(kind)); }
    [[nodiscard]] std::vector<RecordKind> const& all() const { return kinds_; }
    [[nodiscard]] RecordKind const* find(std::string_view name) const;

  private:
    std::vector<RecordKind> kinds_;
};

}  // namespace platform::registry
