#pragma once
// Hears on a connection of its own when another node commits, and says so to a CommitSignal. When the
// connection is lost it is made again; until then followers find what is new by polling.

#include "platform/store/postgresql_connection.h"
#include "platform/store/write_queue.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace platform::store {

class CommitListener {
  public:
    // `own_process`: the server's process of this node's writer, whose notices are no news.
    CommitListener(std::string where, CommitSignal& signal, std::function<int()> own_process);
    ~CommitListener();
    CommitListener(CommitListener const&) = delete;
    CommitListener& operator=(CommitListener const&) = delete;

  private:
    void connect();
    void run(std::stop_token const& stop);
    // Sleeps until a notice, the stop or the timeout; false when the connection is lost.
    bool listen();

    std::string where_;
    CommitSignal& signal_;
    std::function<int()> own_process_;
    std::unique_ptr<PostgresqlConnection> connection_;
    int stop_event_;
    std::jthread thread_;  // last: starts when everything above exists
};

constexpr std::string_view commit_channel = "renkei_commit";

}  // namespace platform::store
