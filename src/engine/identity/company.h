#pragma once
// A company's name without what stands around it: 株式会社, (株), ㈱, Co., Ltd. before or behind, a branch.

#include <string>
#include <string_view>

namespace engine::identity {

struct Company {
    std::string core;        // folded
    std::string legal_form;  // "株式会社" for all its writings; empty when none was told
    std::string branch;      // folded, with its word: 仙台支店
};
[[nodiscard]] Company read_company(std::string_view name);

}  // namespace engine::identity
