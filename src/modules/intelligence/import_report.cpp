#include "modules/intelligence/import_report.h"

#include <utility>

namespace modules::intelligence {

void Refusals::add(Refusal refusal) {
    if (told.size() < most_refusals) {
        told.push_back(std::move(refusal));
    } else {
        ++not_told;
    }
}

}  // namespace modules::intelligence
