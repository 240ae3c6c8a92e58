#pragma once
// libarchive turns names into the locale's encoding: while one of these lives, that is UTF-8 in this thread
// only.

#include <locale.h>

#include <clocale>

namespace formats::archive {

class Utf8Locale {
  public:
    Utf8Locale() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (utf8_ != nullptr) {
            before_ = uselocale(utf8_);
        }
    }
    ~Utf8Locale() {
        if (utf8_ != nullptr) {
            uselocale(before_);
            freelocale(utf8_);
        }
    }
    Utf8Locale(Utf8Locale const&) = delete;
    Utf8Locale& operator=(Utf8Locale const&) = delete;

  private:
    locale_t utf8_;
    locale_t before_ = nullptr;
};

}  // namespace formats::archive
