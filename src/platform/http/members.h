#pragma once
// Reads the members of a request's JSON object: every wrong, missing or unknown one is named at once.
//   Members members(json_body(request)); auto name = members.required_text("name"); members.finish();

#include "base/id.h"
#include "base/problem.h"

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace platform::http {

class Members {
  public:
    // Throws Problem::bad_request when the value is no object. `json` outlives the Members.
    explicit Members(boost::json::value const& json, std::string path = {});

    [[nodiscard]] std::string text(std::string_view name, std::size_t longest = 4000);
    [[nodiscard]] std::string required_text(std::string_view name, std::size_t longest = 4000);
    [[nodiscard]] bool flag(std::string_view name);
    [[nodiscard]] std::optional<base::Ulid> id(std::string_view name);
    [[nodiscard]] std::vector<base::Ulid> ids(std::string_view name, std::size_t most = 50);
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t most = 100);
    // The member as it is; null when absent.
    [[nodiscard]] boost::json::value const* value(std::string_view name);

    void refuse(std::string_view name, std::string_view ja, std::string_view en);
    // Throws Problem::invalid with everything refused so far and every member nobody asked for.
    void finish();

  private:
    [[nodiscard]] std::string path_of(std::string_view name) const;

    boost::json::object const& object_;
    std::string path_;
    std::set<std::string, std::less<>> asked_;
    std::vector<base::Violation> violations_;
};

}  // namespace platform::http
