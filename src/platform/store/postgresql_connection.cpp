#include "platform/store/postgresql_connection.h"

#include "platform/store/postgresql_address.h"
#include "platform/store/postgresql_copy.h"
#include "platform/store/postgresql_values.h"
#include "platform/store/statements.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace platform::store {

namespace {

constexpr std::size_t most_cached_statements = 512;
constexpr int in_binary = 1;

// Statements that come again and are worth a plan on the server.
bool is_worth_preparing(std::string_view sql) {
    constexpr std::array<std::string_view, 5> words{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"};
    return std::ranges::any_of(words, [sql](std::string_view word) { return sql.starts_with(word); });
}

// Why a session ended, by the state that the server gave it.
struct Ending {
    std::string_view state;  // the beginning of an SQLSTATE
    std::string_view ja;
    std::string_view en;
};
constexpr std::array<Ending, 8> endings{{
    {"53100", "データベースのディスクに空き容量がありません", "the database's disk is full"},
    {"58", "データベースサーバーがディスクを読み書きできません",
     "the database server cannot read or write its disk"},
    {"XX", "データベースサーバーが異常を見つけました", "the database server found itself damaged"},
    {"57P01", "データベースサーバーが停止又は再起動しています",
     "the database server is being stopped or restarted"},
    {"57P02", "データベースサーバーが異常終了し、復旧しています",
     "the database server crashed and is recovering"},
    {"57P03", "データベースサーバーが起動中又は復旧中です",
     "the database server is starting up or recovering"},
    {"25P03", "処理が止まったため、データベースサーバーが接続を終えました",
     "the database server ended a session that had stopped in the middle"},
    {"", "データベースサーバーが接続を終えました", "the database server ended the connection"},
}};

[[noreturn]] void lose(std::string_view state, std::string_view reason) {
    auto const ending =
        std::ranges::find_if(endings, [state](Ending const& each) { return state.starts_with(each.state); });
    spdlog::error("store: connection lost: {} ({})", ending->en, reason);
    throw ConnectionLost(base::Problem::unavailable,
                         fmt::format("{}。保存されたか確認し、しばらくして再試行してください", ending->ja),
                         fmt::format("{}: look whether it was saved, then try again", ending->en));
}

// The first line of what libpq says; the rest is advice.
std::string first_line(char const* message) {
    std::string const text(message == nullptr ? "" : message);
    return text.substr(0, text.find('\n'));
}

// Conditions of the server rather than of the statement: class, and what to tell.
struct Refusal {
    std::string_view state;  // the beginning of an SQLSTATE
    base::Problem::Kind kind;
    std::string_view ja;
    std::string_view en;
    bool undoes = false;  // whoever wants to save is told that nothing was saved
};
constexpr std::array<Refusal, 10> refusals{{
    {"53100", base::Problem::unavailable, "ディスクの空き容量がありません", "the disk is full", true},
    {"53", base::Problem::unavailable, "データベースの資源が足りません", "the database is short of resources",
     true},
    {"55P03", base::Problem::unavailable, "データベースが使用中です。しばらくして再試行してください",
     "the database is busy; try again"},
    {"57014", base::Problem::unavailable, "検索に時間がかかりすぎたため中止しました。条件を絞ってください",
     "the statement took too long and was ended; narrow it down"},
    {"25006", base::Problem::unavailable, "データベースは読取り専用です", "the database is read-only", true},
    {"58", base::Problem::unavailable, "データベースの読み書きに失敗しました",
     "the database cannot be read or written", true},
    {"XX", base::Problem::unavailable, "データベースの読み書きに失敗しました",
     "the database cannot be read or written", true},
    {"54", base::Problem::too_large, "値が大きすぎます", "a value is too large for the store"},
    {"22021", base::Problem::invalid, "文字として保存できない値が含まれています",
     "a text holds bytes that cannot be stored"},
    {"28", base::Problem::unavailable, "データベースに接続できません (認証に失敗しました)",
     "the database refused the account"},
}};

std::string field_of(PGresult const* result, int code) {
    return first_line(PQresultErrorField(result, code));
}

// What may be logged: the primary message of some classes quotes values of the statement.
std::string reason_of(PGresult const* result, std::string const& state) {
    auto const constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
    bool const quotes_values = state.starts_with("22") || state.starts_with("23");
    auto const message = quotes_values ? std::string() : field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    return fmt::format("SQLSTATE {}{}{}{}{}", state, constraint.empty() ? "" : " ", constraint,
                       message.empty() ? "" : ": ", message);
}

[[noreturn]] void refuse(std::string_view state, std::string const& reason, bool reads_only) {
    auto const refusal = std::ranges::find_if(
        refusals, [state](Refusal const& each) { return state.starts_with(each.state); });
    if (refusal == refusals.end()) {
        throw base::Problem(base::Problem::internal, "データベースの処理に失敗しました",
                            "the store refused a statement: " + reason);
    }
    if (!refusal->undoes) {
        throw base::Problem(refusal->kind, refusal->ja, refusal->en);
    }
    // What the caller wrote before it looked may well be saved: a reader does not say that it is not.
    throw base::Problem(refusal->kind,
                        fmt::format("{}。{}", refusal->ja,
                                    reads_only ? "しばらくして再試行してください" : "保存されていません"),
                        fmt::format("{}; {}", refusal->en, reads_only ? "try again" : "nothing was saved"));
}

// The server ended the session, or is about to.
bool ends_session(PGresult const* result, std::string_view state) {
    // 08P01 is our own fault: as many values as places were not given.
    bool const gone = (state.starts_with("08") && state != "08P01") || state.starts_with("57P");
    // A server that panics at a COMMIT may find it saved after its recovery.
    auto const severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return gone || state.empty() || severity == "FATAL" || severity == "PANIC";
}

}  // namespace

std::string with_numbered_places(std::string_view sql) {
    std::string numbered;
    numbered.reserve(sql.size() + 16);
    int places = 0;
    char quote = '\0';
    for (char const c : sql) {
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;  // a doubled quote opens again at once
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            numbered.append("$").append(std::to_string(++places));
            continue;
        }
        numbered.push_back(c);
    }
    return numbered;
}

PostgresqlConnection::PostgresqlConnection(std::string const& where, std::string const& settings,
                                           std::function<void(std::string_view)> before_step, bool reads_only)
    : before_step_(std::move(before_step)), reads_only_(reads_only) {
    // What stands before dbname gives way to the address, what stands after it does not.
    constexpr std::array<char const*, 6> names{"connect_timeout", "application_name", "keepalives_idle",
                                               "dbname",          "client_encoding",  nullptr};
    std::array<char const*, 6> const values{"10", "renkei", "30", where.c_str(), "UTF8", nullptr};
    connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        auto const* said = PQerrorMessage(connection_.get());
        auto const why = why_not_connected(where, said);
        spdlog::error("store: {}", without_password(where, said));
        throw ConnectionLost(base::Problem::unavailable, why.ja, why.en);
    }
    PQsetNoticeReceiver(connection_.get(), &note_ending, &ending_);
    command(settings);
}

// Whoever is cut off because another session crashed, or by an immediate stop, is told so in a mere notice.
void PostgresqlConnection::note_ending(void* ending, PGresult const* notice) {
    auto const state = field_of(notice, PG_DIAG_SQLSTATE);
    if (state.starts_with("57P")) {
        *static_cast<std::string*>(ending) = state;
    }
}

// The answer to what was sent: the first failure, since what follows it only says that the connection is
// gone.
PostgresqlConnection::Result PostgresqlConnection::answer(bool sent) {
    Result found;
    while (Result next{sent ? PQgetResult(connection_.get()) : nullptr}) {
        if (!found || succeeded(found.get())) {
            found = std::move(next);
        }
    }
    return found;
}

bool PostgresqlConnection::is_usable() const noexcept {
    return !stale_ && PQstatus(connection_.get()) == CONNECTION_OK;
}

bool PostgresqlConnection::succeeded(PGresult const* result) const {
    auto const status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

void PostgresqlConnection::fail(PGresult const* result, std::string_view doing) {
    auto const state = field_of(result, PG_DIAG_SQLSTATE);
    if (ends_session(result, state) || PQstatus(connection_.get()) != CONNECTION_OK) {
        stale_ = true;
        auto const said = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
        lose(state.empty() ? ending_ : state,
             said.empty() ? first_line(PQerrorMessage(connection_.get())) : said);
    }
    auto const reason = reason_of(result, state);
    if (state == "40001" || state == "40P01") {
        throw TryAgain(base::Problem::unavailable, "ほかの処理と競合しました。再試行してください",
                       "another session was in the way: " + reason);
    }
    if (state == "23505") {
        throw base::Problem(base::Problem::conflict, "同じものが既に登録されています",
                            "the same is registered already");
    }
    // Another program changed the tables, or a pooler gave us another session.
    stale_ = stale_ || state == "0A000" || state == "26000";
    spdlog::error("store: {} in {}", reason, doing);
    refuse(state, reason, reads_only_);
}

void PostgresqlConnection::make_ready() {
    while (stream_ != nullptr) {
        auto& stream = *stream_;
        if (auto row = receive(stream)) {
            stream.waiting.push_back(std::move(*row));
        }
    }
    if (!answer_due_) {
        return;
    }
    answer_due_ = false;
    auto const last = answer(true);
    if (!last || !succeeded(last.get())) {
        fail(last.get(), "COMMIT");
    }
}

std::string PostgresqlConnection::command(std::string const& statements) {
    make_ready();
    auto const result = answer(PQsendQuery(connection_.get(), statements.c_str()) == 1);
    if (!succeeded(result.get())) {
        fail(result.get(), statements);
    }
    return PQcmdStatus(result.get());
}

void PostgresqlConnection::begin_copy(std::string const& statement) {
    if (before_step_) {
        before_step_(statement);
    }
    make_ready();
    Result const result(PQexec(connection_.get(), statement.c_str()));
    if (PQresultStatus(result.get()) != PGRES_COPY_IN) {
        fail(result.get(), statement);
    }
}

void PostgresqlConnection::put_copy(std::string_view bytes) {
    if (PQputCopyData(connection_.get(), bytes.data(), static_cast<int>(bytes.size())) != 1) {
        end_copy();  // says why
    }
}

void PostgresqlConnection::end_copy() {
    PQputCopyEnd(connection_.get(), nullptr);
    Result broken;
    while (Result result{PQgetResult(connection_.get())}) {
        if (!broken && !succeeded(result.get())) {
            broken = std::move(result);
        }
    }
    if (broken) {
        fail(broken.get(), "COPY");
    }
}

void PostgresqlConnection::give_up_copy() noexcept {
    PQputCopyEnd(connection_.get(), "given up");
    while (Result const rest{PQgetResult(connection_.get())}) {
    }
}

std::unique_ptr<BulkInsert> PostgresqlConnection::insert_many(std::string_view table,
                                                              std::vector<std::string> const& columns) {
    return std::make_unique<PostgresqlCopy>(*this, table, columns);
}

void PostgresqlConnection::command_later(std::string const& statements) noexcept {
    answer_due_ = PQsendQuery(connection_.get(), statements.c_str()) == 1;
    stale_ = stale_ || !answer_due_;
}

void PostgresqlConnection::roll_back() noexcept {
    Result const result(PQexec(connection_.get(), "ROLLBACK"));
    stale_ = stale_ || PQresultStatus(result.get()) != PGRES_COMMAND_OK;
}

bool PostgresqlConnection::take_notices(int own) {
    if (PQconsumeInput(connection_.get()) == 0) {
        lose(ending_, first_line(PQerrorMessage(connection_.get())));
    }
    struct Free {
        void operator()(PGnotify* notice) const noexcept { PQfreemem(notice); }
    };
    bool other = false;
    for (std::unique_ptr<PGnotify, Free> notice(PQnotifies(connection_.get())); notice;
         notice.reset(PQnotifies(connection_.get()))) {
        other = other || notice->be_pid != own;
    }
    return other;
}

std::string const& PostgresqlConnection::prepared(std::string_view sql, Values const& values,
                                                  std::string const& types, Keep keep) {
    static std::string const unnamed;
    std::string key(sql);
    key.append("\n").append(types);
    auto const known = statements_.find(key);
    if (known != statements_.end()) {
        return known->second;
    }
    bool const kept =
        keep == Keep::always || (statements_.size() < most_cached_statements && is_worth_preparing(sql));
    auto const name = kept ? fmt::format("s{}", statements_.size()) : std::string();
    auto const numbers = type_numbers(types);
    auto const result =
        answer(PQsendPrepare(connection_.get(), name.c_str(), with_numbered_places(sql).c_str(),
                             static_cast<int>(values.size()), numbers.data()) == 1);
    if (!succeeded(result.get())) {
        fail(result.get(), sql);
    }
    return kept ? statements_.emplace(std::move(key), name).first->second : unnamed;
}

std::optional<Row> PostgresqlConnection::receive(Stream& stream) {
    Result broken;
    while (Result result{PQgetResult(connection_.get())}) {
        if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE) {
            int const columns = PQnfields(result.get());
            Values found;
            found.reserve(static_cast<std::size_t>(columns));
            for (int i = 0; i < columns; ++i) {
                found.push_back(cell(result.get(), 0, i));
            }
            return Row(std::move(found));
        }
        if (!broken && !succeeded(result.get())) {
            broken = std::move(result);
        }
    }
    stream.ended = true;
    stream_ = nullptr;
    if (broken) {
        fail(broken.get(), "a SELECT that had begun to answer");
    }
    return std::nullopt;
}

std::optional<Row> PostgresqlConnection::next(Stream& stream) {
    if (stream.waiting.empty()) {
        return stream.ended ? std::nullopt : receive(stream);
    }
    auto row = std::move(stream.waiting.front());
    stream.waiting.pop_front();
    return row;
}

// The rest of an answer that nobody wants any more.
void PostgresqlConnection::abandon(Stream const& stream) noexcept {
    if (stream_ != &stream) {
        return;
    }
    while (Result const rest{PQgetResult(connection_.get())}) {
    }
    stream_ = nullptr;
}

void PostgresqlConnection::each(std::string_view sql, Values const& values,
                                std::function<void(Row const&)> const& row) {
    if (before_step_) {
        before_step_(sql);
    }
    count_statements(1);
    PostgresqlParameters const parameters(values, sql);
    make_ready();
    auto const& name = prepared(sql, values, type_letters(sql, values));
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), parameters.count(), parameters.data(),
                            parameters.lengths(), parameters.formats(), in_binary) == 0) {
        fail(nullptr, sql);
    }
    PQsetSingleRowMode(connection_.get());
    Stream stream;
    struct End {
        PostgresqlConnection* connection;
        Stream const* stream;
        ~End() { connection->abandon(*stream); }
    };
    End const end{this, &stream};
    stream_ = &stream;
    while (true) {
        auto const found = next(stream);
        if (!found) {
            return;
        }
        row(*found);
    }
}

std::int64_t PostgresqlConnection::execute(std::string_view sql, Values const& values) {
    if (before_step_) {
        before_step_(sql);
    }
    count_statements(1);
    PostgresqlParameters const parameters(values, sql);
    make_ready();
    auto const& name = prepared(sql, values, type_letters(sql, values));
    auto const result =
        answer(PQsendQueryPrepared(connection_.get(), name.c_str(), parameters.count(), parameters.data(),
                                   parameters.lengths(), parameters.formats(), in_binary) == 1);
    if (!succeeded(result.get())) {
        fail(result.get(), sql);
    }
    std::string_view const told(PQcmdTuples(result.get()));  // empty for a statement that changes no rows
    std::int64_t changed = 0;
    std::from_chars(told.data(), told.data() + told.size(), changed);
    return changed;
}

}  // namespace platform::store
