#pragma once
// Port: what is already known about observables. Implemented by the intelligence module, asked by intake.
// Every answer holds only what the actor may read; of the rest, the unit to ask and nothing more.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/registry/sightings.h"
#include "platform/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace platform::registry {

// A record in one line.
struct RecordLine {
    std::string kind;
    base::Ulid id;
    std::string number;
    std::string title;
    std::string status;
    std::optional<base::Instant> at;
    base::Ulid unit;
};

struct FeedMatch {
    std::string source;
    std::string name;
    std::string date;
    std::int64_t count = 0;
};

// What is asked about: an observable of the text being typed, in its role.
struct Question {
    ObservableKey key;
    std::string role;
    bool derived = false;  // a host
    bool listed = false;   // a host that must not link
};

struct Hit {
    ObservableKey key;
    bool by_host = false;
    base::Words sentence;               // 「同じ送金先口座 … が他に2件」
    std::int64_t records_total = 0;     // readable ones
    std::vector<RecordLine> records;    // newest first, at most 5
    std::vector<base::Ulid> elsewhere;  // units that hold a match the actor may not read; each once
    std::vector<FeedMatch> feeds;
    std::int64_t observable = 0;
};

struct LinkReason {
    ObservableKey key;
    bool by_host = false;
    base::Words sentence;
};
struct Link {
    std::optional<RecordLine> record;  // empty: a blind hit
    base::Ulid blind_unit;             // then whom to ask
    std::optional<FeedMatch> feed;
    std::vector<LinkReason> reasons;
    double strength = 0;
    std::optional<base::Ulid> separation;  // a person said that it is not the same
};

class LinkQuery {
  public:
    virtual ~LinkQuery() = default;
    // In order of the questions; those without a match are left out.
    [[nodiscard]] virtual std::vector<Hit> hits(store::Reader& reader, access::Actor const& actor,
                                                std::vector<Question> const& questions,
                                                std::optional<base::Ulid> const& except) const = 0;
    // Strongest first. Separated ones come last and say so.
    [[nodiscard]] virtual std::vector<Link> links_of(store::Reader& reader, access::Actor const& actor,
                                                     base::Ulid const& record) const = 0;
    // The first of them, for a list of many records: of a value that many hold, only the newest are looked
    // at.
    [[nodiscard]] virtual std::optional<Link> strongest_link(store::Reader& reader,
                                                             access::Actor const& actor,
                                                             base::Ulid const& record) const = 0;
};

}  // namespace platform::registry
