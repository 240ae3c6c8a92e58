#include "base/problem.h"
#include "platform/http/server.h"

namespace platform::http {

std::chrono::milliseconds Settings::transfer_time(std::size_t bytes) const {
    return transfer_grace + std::chrono::milliseconds(bytes * 1000 / min_bytes_per_second);
}

void check_address(Settings const& settings) {
    if (!settings.behind_proxy && !is_loopback_address(settings.address)) {
        throw base::Problem(base::Problem::invalid, "このアドレスでは待ち受けられません",
                            "Cannot listen on this address",
                            {{"address",
                              {"ループバック以外は --behind-proxy を付けたときだけ使えます",
                               "other than loopback only with --behind-proxy"}}});
    }
}

}  // namespace platform::http
