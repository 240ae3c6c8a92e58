#pragma once
// Where PostgreSQL is: judged before anything is sent there. And what its client says when it cannot get
// there, without the password.

#include "base/problem.h"

#include <string>
#include <string_view>

namespace platform::store {

// Problem::invalid when the address cannot be read, or when records would cross a network in the clear: a
// host that is neither a socket nor this machine needs sslmode=require or better.
void check_address(std::string const& where);

// The cause, and what to check, by what libpq said; for the browser too, so without hosts and paths where the
// cause is known.
[[nodiscard]] base::Words why_not_connected(std::string const& where, std::string_view said);

// `said` in one line, without the password of the address.
[[nodiscard]] std::string without_password(std::string const& where, std::string_view said);

}  // namespace platform::store
