#pragma once
// The path of a mail as its Received lines tell it, what the receiver found (SPF, DKIM, DMARC), and where the
// world outside begins. Lines below that boundary were in the sender's hands.

#include "base/instant.h"
#include "base/problem.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

// One Received line.
struct Hop {
    std::string from;     // what the sending host called itself (HELO)
    std::string host;     // its name as the receiver looked it up; empty where none is written
    std::string address;  // IPv4 or IPv6 that the receiver saw, without brackets; empty where none is written
    bool public_address = false;  // reachable on the internet: not private, loopback, link-local or reserved
    std::string by;
    std::string with;  // "ESMTPS"
    std::string id;
    std::string recipient;  // "for"
    std::optional<base::Instant> time;
    std::string written;  // the whole line, unfolded
    bool operator==(Hop const&) const = default;
};

// Another field that names where the mail was written: X-Originating-IP and the like.
struct Origin {
    std::string field;  // the header's name as written
    std::string value;  // the address in it, or the whole value where there is none
    bool operator==(Origin const&) const = default;
};

struct Path {
    std::vector<Hop> hops;  // in the order of travel: the sender's first
    // The hop by which the mail came in from outside: where the receiver's own networks are named, the
    // earliest of the unbroken row of own hosts that ends at the receiver; else the last one with a public
    // address. Its `address` is the one to ask a provider about.
    std::optional<std::size_t> first_outside;
    base::Words first_outside_reason;  // why it is that one, or why there is none
    std::vector<Origin> origins;
};

// One result of one method as some receiver stated it: worth as much as the host that stated it.
struct Authentication {
    std::string method;  // "spf", "dkim", "dmarc", "arc" …, lower case
    std::string result;  // "pass", "fail", "softfail", "none" …, lower case
    std::string domain;  // whose: smtp.mailfrom, header.d or header.from; may be empty
    std::string by;      // who stated it (authserv-id); empty for Received-SPF
    std::string field;   // the header's name as written
    std::string written;
    bool operator==(Authentication const&) const = default;
};

// One Received line, unfolded. A line of which nothing is understood gives a Hop that has only `written`.
[[nodiscard]] Hop read_hop(std::string_view line);

// Decides `first_outside` over the hops. `own_networks` as in Options.
void mark_first_outside(Path& path, std::vector<std::string> const& own_networks);

// The results in one Authentication-Results, ARC-Authentication-Results or Received-SPF line.
[[nodiscard]] std::vector<Authentication> read_authentication(std::string_view field, std::string_view value);

// RFC 5322 with its obsolete forms and the usual mistakes: no zone (then nothing), two-digit year, names of
// zones, ISO. Nothing where no instant can be told.
[[nodiscard]] std::optional<base::Instant> read_date(std::string_view written);

}  // namespace formats::mail
