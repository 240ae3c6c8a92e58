#pragma once
// Follows the journal, and the notices beside it, and tells open browsers what changed: kind, id and version
// only, and only to those who may read it. Thread rule: any thread; one thread of its own.

#include "platform/access/action.h"
#include "platform/access/actor.h"
#include "platform/access/facts.h"
#include "platform/access/sessions.h"
#include "platform/http/message.h"
#include "platform/store/store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace platform::registry {
class RecordKinds;
}

namespace platform::live {

class Feed {
  public:
    Feed(store::Store& store, registry::RecordKinds const& kinds) : store_(store), kinds_(kinds) {}
    ~Feed() { stop(); }
    Feed(Feed const&) = delete;
    Feed& operator=(Feed const&) = delete;

    // Begins at the journal's present end.
    void start();
    void stop();
    void add(access::Actor actor, access::SessionId const& session,
             std::shared_ptr<http::EventStream> stream);
    // A session ended: its streams close.
    void close(access::SessionId const& session);
    [[nodiscard]] std::size_t open_streams() const;

  private:
    struct Listener {
        access::Actor actor;
        access::SessionId session;
        std::shared_ptr<http::EventStream> stream;
        std::uint64_t events = 0;  // ids are per stream
    };

    void run(std::stop_token const& stop);
    std::int64_t tell_after(std::int64_t seq);
    std::int64_t tell_notices_after(std::int64_t seq);
    void send_to_readers(access::RecordFacts const& facts, access::Action read, std::string const& data);

    store::Store& store_;
    registry::RecordKinds const& kinds_;
    mutable std::mutex mutex_;  // guards listeners_
    std::vector<Listener> listeners_;
    std::jthread thread_;
};

}  // namespace platform::live
