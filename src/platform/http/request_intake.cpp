#include "platform/http/request_intake.h"

#include "base/id.h"
#include "platform/http/header_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace platform::http {

Request make_request(RequestHead head, std::string const& peer, std::optional<AddressRange> const& proxies) {
    Request request;
    request.method = head.method;
    request.target = std::move(head.target);
    request.path = std::move(head.path);
    request.query = std::move(head.query);
    request.headers = std::move(head.headers);
    request.request_id = base::to_string(base::new_ulid());
    request.language = preferred_language(request.header("accept-language").value_or(""));
    request.remote_address = peer;
    if (proxies && proxies->contains(peer)) {
        std::string forwarded;  // a client may have sent one too: joined in order, the proxy's is last
        for (auto const& [name, value] : request.headers) {
            if (name == "x-forwarded-for") {
                forwarded.append(value).append(",");
            }
        }
        request.remote_address = client_address(forwarded, peer, *proxies);
        request.over_tls = request.header("x-forwarded-proto") == "https";
    }
    return request;
}

bool is_allowed_host(RequestHead const& head, std::vector<std::string> const& allowed) {
    if (allowed.empty()) {
        return true;
    }
    auto const host = std::ranges::find(head.headers, "host", &Pairs::value_type::first);
    if (host == head.headers.end()) {
        return false;
    }
    auto const colon = host->second.ends_with(']') ? std::string::npos : host->second.rfind(':');
    auto const name = std::string_view(host->second).substr(0, colon);
    return std::ranges::any_of(allowed, [name](auto const& one) { return equals_ignoring_case(one, name); });
}

}  // namespace platform::http
