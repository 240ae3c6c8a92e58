#pragma once
// From a request's head to the Request that handlers see: id, language, and whose address it is behind a
// proxy.

#include "platform/http/address_range.h"
#include "platform/http/message.h"
#include "platform/http/request_head.h"

#include <optional>
#include <string>
#include <vector>

namespace platform::http {

// `peer`: who opened the connection. The body is still to come.
[[nodiscard]] Request make_request(RequestHead head, std::string const& peer,
                                   std::optional<AddressRange> const& proxies);
// `allowed`: names without port; empty allows all.
[[nodiscard]] bool is_allowed_host(RequestHead const& head, std::vector<std::string> const& allowed);

}  // namespace platform::http
