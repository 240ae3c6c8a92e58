#pragma once
// One PostgreSQL connection with its prepared statements. Thread rule: one thread at a time.

#include "base/problem.h"
#include "platform/store/store.h"

#include <libpq-fe.h>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platform::store {

// The whole transaction may be tried again: a deadlock or a serialisation failure ended it.
class TryAgain : public base::Problem {
  public:
    using base::Problem::Problem;
};
// The server is gone or going; nothing more can be said on this connection.
class ConnectionLost : public base::Problem {
  public:
    using base::Problem::Problem;
};

class PostgresqlConnection final : public Transaction {
  public:
    // `settings`: statements that prepare the session. `reads_only`: its failures say nothing of what was
    // saved. ConnectionLost when it cannot be made.
    PostgresqlConnection(std::string const& where, std::string const& settings,
                         std::function<void(std::string_view)> before_step, bool reads_only = false);

    void each(std::string_view sql, Values const& values,
              std::function<void(Row const&)> const& row) override;
    std::int64_t execute(std::string_view sql, Values const& values = {}) override;
    std::vector<std::optional<Row>> run_each(std::string_view sql, std::vector<Values> const& each) override;
    [[nodiscard]] std::unique_ptr<BulkInsert> insert_many(std::string_view table,
                                                          std::vector<std::string> const& columns) override;
    [[nodiscard]] std::string_view dialect() const override { return "postgresql"; }

    // Statements without values in one round trip (BEGIN, settings …). What the last one answered ("COMMIT").
    std::string command(std::string const& statements);
    // COPY … FROM STDIN: begun, its bytes, its end.
    void begin_copy(std::string const& statement);
    void put_copy(std::string_view bytes);
    void end_copy();
    void give_up_copy() noexcept;
    // Sends them without waiting for the answer, which is taken before whatever comes next.
    void command_later(std::string const& statements) noexcept;
    // Undoes a transaction that may be open or broken; never throws.
    void roll_back() noexcept;
    // False when the connection is lost or its prepared statements no longer fit: make a new one.
    [[nodiscard]] bool is_usable() const noexcept;
    [[nodiscard]] int process() const noexcept { return PQbackendPID(connection_.get()); }
    [[nodiscard]] int socket() const noexcept { return PQsocket(connection_.get()); }
    // Takes what has arrived; whether another session than `own` said that it committed.
    [[nodiscard]] bool take_notices(int own);

  private:
    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };
    struct Clear {
        void operator()(PGresult* result) const noexcept { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    // An answer on its way. Its rows come one by one; when another statement is to be sent meanwhile, the
    // rest is taken in first.
    struct Stream {
        std::deque<Row> waiting;
        bool ended = false;
    };

    std::optional<Row> next(Stream& stream);
    std::optional<Row> receive(Stream& stream);
    void abandon(Stream const& stream) noexcept;
    // Nothing is on its way any more.
    void make_ready();
    [[nodiscard]] Result answer(bool sent);
    // In pipeline mode: every answer up to the synchronisation that was asked for.
    [[nodiscard]] std::vector<Result> answers_to(std::size_t statements, bool sent);
    void run_piece(std::string_view sql, std::span<Values const> each,
                   std::vector<std::optional<Row>>& firsts);
    static void note_ending(void* ending, PGresult const* notice);
    // In a pipeline several statements are prepared at once: none may take the name of another.
    enum class Keep : std::uint8_t { if_room, always };
    std::string const& prepared(std::string_view sql, Values const& values, std::string const& types,
                                Keep keep = Keep::if_room);
    [[nodiscard]] bool succeeded(PGresult const* result) const;
    [[noreturn]] void fail(PGresult const* result, std::string_view doing);

    std::unique_ptr<PGconn, Finish> connection_;
    std::map<std::string, std::string, std::less<>> statements_;  // SQL and types → name on the server
    std::function<void(std::string_view)> before_step_;
    bool reads_only_ = false;
    Stream* stream_ = nullptr;  // the one that is on its way
    bool answer_due_ = false;
    bool stale_ = false;
    std::string ending_;  // the state that the server gave in a notice before it cut the session off
};

// `?` outside quotes becomes $1, $2 …; SQL that says $1 itself stays as it is.
[[nodiscard]] std::string with_numbered_places(std::string_view sql);

}  // namespace platform::store
