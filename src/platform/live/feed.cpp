#include "platform/live/feed.h"

#include "platform/access/facts.h"
#include "platform/access/policy.h"
#include "platform/journal/disposal.h"
#include "platform/journal/journal.h"
#include "platform/live/notice.h"
#include "platform/registry/record_kinds.h"
#include "platform/retention/disposal.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace platform::live {

namespace {

constexpr std::size_t most_at_once = 500;
constexpr std::chrono::milliseconds poll{250};  // another process may have written

}  // namespace

void Feed::start() {
    thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
}

void Feed::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        store_.wake();
        thread_.join();
    }
    std::scoped_lock const lock(mutex_);
    for (auto const& listener : listeners_) {
        listener.stream->close();
    }
    listeners_.clear();
}

void Feed::add(access::Actor actor, access::SessionId const& session,
               std::shared_ptr<http::EventStream> stream) {
    std::scoped_lock const lock(mutex_);
    stream->send("ready", "{}", "0");
    listeners_.push_back({std::move(actor), session, std::move(stream), 0});
}

void Feed::close(access::SessionId const& session) {
    std::scoped_lock const lock(mutex_);
    for (auto const& listener : listeners_) {
        if (listener.session == session) {
            listener.stream->close();
        }
    }
}

std::size_t Feed::open_streams() const {
    std::scoped_lock const lock(mutex_);
    return listeners_.size();
}

void Feed::run(std::stop_token const& stop) {
    std::int64_t position = 0;
    std::int64_t noticed = 0;
    store_.read([&](store::Reader& reader) {
        position = journal::head(reader);
        noticed = last_notice(reader);
    });
    while (!stop.stop_requested()) {
        auto const seen = store_.commits();
        try {
            position = tell_after(position);
            noticed = tell_notices_after(noticed);
        } catch (base::Problem const& problem) {
            spdlog::error("live: {}", problem.what());  // the store is down: browsers poll until it is back
        }
        store_.wait_for_commit(seen, poll);
    }
}

std::int64_t Feed::tell_after(std::int64_t seq) {
    store_.read([&](store::Reader& reader) {
        for (auto const& entry : journal::entries_after(reader, seq, most_at_once)) {
            seq = entry.seq;
            // Entries about a record carry its id whatever part of it changed; the right to read it decides.
            auto const* kind = entry.record_id ? kinds_.find("consultation") : nullptr;
            auto facts =
                kind != nullptr ? access::facts_of(reader, *kind->schema, *entry.record_id) : std::nullopt;
            if (!facts && entry.action == journal::dispose_action) {
                facts = retention::audience(reader, entry.seq);  // who watched it is told that it is gone
            }
            if (!facts) {
                continue;
            }
            auto const data =
                boost::json::serialize(boost::json::object{{"kind", entry.record_kind},
                                                           {"id", base::to_string(*entry.record_id)},
                                                           {"action", entry.action},
                                                           {"version", entry.record_version}});
            send_to_readers(*facts, kind->read, data);
        }
    });
    std::scoped_lock const lock(mutex_);
    std::erase_if(listeners_, [](Listener const& listener) { return !listener.stream->is_open(); });
    return seq;
}

std::int64_t Feed::tell_notices_after(std::int64_t seq) {
    store_.read([&](store::Reader& reader) {
        for (auto const& notice : notices_after(reader, seq, most_at_once)) {
            seq = notice.seq;
            auto const* kind = kinds_.find(notice.record_kind);
            auto const facts =
                kind != nullptr ? access::facts_of(reader, *kind->schema, notice.record) : std::nullopt;
            if (facts) {
                send_to_readers(
                    *facts, kind->read,
                    boost::json::serialize(boost::json::object{{"kind", notice.action},
                                                               {"id", base::to_string(notice.record)},
                                                               {"action", notice.action},
                                                               {"version", 0}}));
            }
        }
    });
    return seq;
}

void Feed::send_to_readers(access::RecordFacts const& facts, access::Action read, std::string const& data) {
    std::scoped_lock const lock(mutex_);
    for (auto& listener : listeners_) {
        if (access::decide(listener.actor, read, facts)) {
            listener.stream->send("change", data, std::to_string(++listener.events));
        }
    }
}

}  // namespace platform::live
