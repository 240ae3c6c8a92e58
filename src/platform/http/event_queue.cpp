#include "platform/http/event_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace platform::http {

namespace {

void append_field(std::string& text, std::string_view name, std::string_view value) {
    text.append(name);
    std::ranges::copy_if(value, std::back_inserter(text),
                         [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
    text.push_back('\n');
}

}  // namespace

std::string format_event(std::string_view event, std::string_view data, std::string_view id) {
    std::string text;
    text.reserve(event.size() + data.size() + id.size() + 32);
    if (!id.empty()) {
        append_field(text, "id: ", id);
    }
    if (!event.empty()) {
        append_field(text, "event: ", event);
    }
    std::size_t at = 0;
    while (at <= data.size()) {
        auto const end = std::min(data.find_first_of("\r\n", at), data.size());
        append_field(text, "data: ", data.substr(at, end - at));
        bool const is_pair = data.substr(end).starts_with("\r\n");
        at = end + (is_pair ? 2 : 1);
    }
    text.push_back('\n');
    return text;
}

bool EventQueue::send(std::string_view event, std::string_view data, std::string_view id) {
    auto const text = format_event(event, data, id);
    std::scoped_lock const lock(mutex_);
    if (!is_open_) {
        return false;
    }
    if (events_ >= limits_.max_events || queued_.size() + text.size() > limits_.max_bytes) {
        is_open_ = false;
        has_overflowed_ = true;
        queued_.clear();  // a stream with a gap must not go on: the client reconnects with Last-Event-ID
        events_ = 0;
        wake_once();
        return false;
    }
    queued_.append(text);
    ++events_;
    wake_once();
    return true;
}

void EventQueue::close() {
    std::scoped_lock const lock(mutex_);
    if (std::exchange(is_open_, false)) {
        wake_once();
    }
}

bool EventQueue::is_open() const {
    std::scoped_lock const lock(mutex_);
    return is_open_;
}

bool EventQueue::has_overflowed() const {
    std::scoped_lock const lock(mutex_);
    return has_overflowed_;
}

std::string EventQueue::take() {
    std::scoped_lock const lock(mutex_);
    woken_ = false;
    events_ = 0;
    return std::exchange(queued_, {});
}

void EventQueue::detach() {
    std::scoped_lock const lock(mutex_);
    is_open_ = false;
    wake_ = nullptr;
}

void EventQueue::wake_once() {
    if (wake_ && !std::exchange(woken_, true)) {
        wake_();
    }
}

}  // namespace platform::http
