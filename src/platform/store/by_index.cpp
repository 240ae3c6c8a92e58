#include "platform/store/by_index.h"

namespace platform::store {

std::string by_index(Reader const& reader, std::string_view table, std::string_view index) {
    std::string from(table);
    return reader.dialect() == "sqlite" ? from.append(" INDEXED BY ").append(index) : from;
}

}  // namespace platform::store
