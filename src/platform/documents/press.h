#pragma once
// Documents onto paper: PDF with its fonts inside, the same bytes for the same document, or pages as pictures
// for a screen that may show no PDF. Thread rule: any thread; each rendering borrows a Type, and fonts are
// opened once.

#include "platform/documents/document.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace platform::documents {

struct Pdf {
    std::string bytes;
    std::size_t pages = 0;
};

struct Pictures {
    std::vector<std::string> pictures;
    std::size_t pages = 0;  // of the document, which may be more than were asked for
};

class Press {
  public:
    explicit Press(Limits limits = {});
    ~Press();
    Press(Press const&) = delete;
    Press& operator=(Press const&) = delete;

    // Problem::too_large beyond the limits, Problem::unavailable without the fonts.
    [[nodiscard]] Pdf pdf(Document const& document) const;
    // One PNG in grey per page; at most `most` of them.
    [[nodiscard]] Pictures pictures(Document const& document, double dots_per_inch, std::size_t most) const;

  private:
    class Loan;
    struct Idle;

    Limits const limits_;
    mutable std::mutex mutex_;  // guards what idle_ points to
    std::unique_ptr<Idle> idle_;
};

}  // namespace platform::documents
