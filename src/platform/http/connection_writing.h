#pragma once
// Answers on their way out; long bodies are sent while they are read. Part of server.cpp, which alone may
// include this file: Asio is in here.

#include "platform/http/connection.h"
#include "platform/http/problem_response.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace platform::http {

// On a worker, since disks may be slow; empty when nothing more comes.
inline Task<std::string> Connection::next_piece(std::shared_ptr<Pieces const> pieces, std::size_t most,
                                                std::string const& request_id) {
    auto initiate = [this, pieces, most, &request_id](auto completion) {
        auto const waiting = std::make_shared<decltype(completion)>(std::move(completion));
        auto const reply = [this, waiting](std::string bytes) {
            asio::post(core_.io, [waiting = std::move(*waiting), bytes = std::move(bytes)]() mutable {
                std::move(waiting)(std::move(bytes));
            });
        };
        bool const is_queued = core_.pool.submit([reply, pieces, most, request_id] {
            auto read = answer_or_problem({request_id, Language::ja},
                                          [&] { return Response{.body = pieces->next(most)}; });
            reply(read.status == 200 ? std::move(read.body) : std::string());
        });
        if (!is_queued) {
            reply(std::string());
        }
    };
    co_return co_await asio::async_initiate<decltype(awaited), void(std::string)>(std::move(initiate),
                                                                                  awaited);
}

inline Task<bool> Connection::write_pieces(std::shared_ptr<Pieces const> pieces,
                                           std::string const& request_id) {
    std::uint64_t left = pieces->length;
    while (left > 0) {
        deadline_->clear();
        auto const most = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_size));
        auto const bytes = co_await next_piece(pieces, most, request_id);
        if (bytes.empty() || bytes.size() > left) {
            co_return false;  // the length was promised: only breaking off says that it was not kept
        }
        deadline_->set_after(core_.settings.transfer_time(bytes.size()));
        auto const [error, count] = co_await asio::async_write(socket_, asio::buffer(bytes), with_error);
        if (error) {
            co_return false;
        }
        left -= bytes.size();
    }
    co_return true;
}

inline Task<bool> Connection::write(Response const& response, HeadContext const& context, Method method) {
    auto const head = serialize_head(response, context);
    bool const has_content = method != Method::head && may_have_content(response.status);
    auto const content = has_content ? response.content() : std::string_view();
    deadline_->set_after(core_.settings.transfer_time(content.size()));
    std::array<asio::const_buffer, 2> const buffers = {asio::buffer(head), asio::buffer(content)};
    auto const [error, count] = co_await asio::async_write(socket_, buffers, with_error);
    if (error || !has_content || !response.pieces) {
        co_return !error;
    }
    co_return co_await write_pieces(response.pieces, std::string(context.request_id));
}

}  // namespace platform::http
