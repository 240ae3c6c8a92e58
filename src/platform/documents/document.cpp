#include "platform/documents/document.h"

namespace platform::documents {

Text plain(std::string_view text) {
    return {Run{std::string(text)}};
}

Text bold(std::string_view text) {
    return {Run{std::string(text), {}, true}};
}

std::string both_dates(base::Date date) {
    std::string dates = base::wareki(date);
    return dates.append(" (").append(base::to_iso(date)).append(")");
}

}  // namespace platform::documents
