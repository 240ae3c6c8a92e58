// Many statements on their way at once: libpq's pipeline mode.
#include "platform/store/postgresql_connection.h"
#include "platform/store/postgresql_values.h"
#include "platform/store/statements.h"

#include <algorithm>

namespace platform::store {

namespace {

// Bounds what waits in memory on both sides.
constexpr std::size_t most_on_the_way = 256;
constexpr int in_binary = 1;

bool has_worked(PGresult const* result) {
    auto const status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE;
}

}  // namespace

std::vector<std::optional<Row>> PostgresqlConnection::run_each(std::string_view sql,
                                                               std::vector<Values> const& each) {
    std::vector<std::optional<Row>> firsts;
    firsts.reserve(each.size());
    std::span const all(each);
    for (std::size_t at = 0; at < all.size(); at += most_on_the_way) {
        run_piece(sql, all.subspan(at, std::min(most_on_the_way, all.size() - at)), firsts);
    }
    return firsts;
}

void PostgresqlConnection::run_piece(std::string_view sql, std::span<Values const> each,
                                     std::vector<std::optional<Row>>& firsts) {
    struct Step {
        PostgresqlParameters parameters;
        std::string name;
    };
    std::vector<Step> steps;
    steps.reserve(each.size());
    make_ready();
    for (auto const& values : each) {  // prepared before the pipeline begins: each is waited for
        if (before_step_) {
            before_step_(sql);
        }
        count_statements(1);
        PostgresqlParameters parameters(values, sql);
        steps.push_back(
            {std::move(parameters), prepared(sql, values, type_letters(sql, values), Keep::always)});
    }
    bool sent = PQenterPipelineMode(connection_.get()) == 1;
    for (auto const& step : steps) {
        sent = sent && PQsendQueryPrepared(connection_.get(), step.name.c_str(), step.parameters.count(),
                                           step.parameters.data(), step.parameters.lengths(),
                                           step.parameters.formats(), in_binary) == 1;
    }
    sent = sent && PQpipelineSync(connection_.get()) == 1;
    auto const answers = answers_to(steps.size(), sent);
    stale_ = PQexitPipelineMode(connection_.get()) == 0 || stale_;
    // The first failure; those after it only say that they were not run.
    auto const broken =
        std::ranges::find_if(answers, [](Result const& result) { return !has_worked(result.get()); });
    if (broken != answers.end() || answers.size() != steps.size()) {
        fail(broken == answers.end() ? nullptr : broken->get(), sql);
    }
    for (auto const& result : answers) {
        if (PQntuples(result.get()) == 0) {
            firsts.emplace_back();
            continue;
        }
        Values row;
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            row.push_back(cell(result.get(), 0, column));
        }
        firsts.emplace_back(Row(std::move(row)));
    }
}

std::vector<PostgresqlConnection::Result> PostgresqlConnection::answers_to(std::size_t statements,
                                                                           bool sent) {
    std::vector<Result> answers;
    answers.reserve(statements);
    // The first statement may answer row by row (libpq 15 keeps the mode of the query before): its first
    // answer counts, unless a failure follows. A connection that is lost ends without its synchronisation.
    for (std::size_t ends = 0; sent && ends <= statements;) {
        Result result{PQgetResult(connection_.get())};
        if (!result) {
            ++ends;
        } else if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
            return answers;
        } else if (answers.size() == ends) {
            answers.push_back(std::move(result));
        } else if (!has_worked(result.get())) {
            answers.back() = std::move(result);
        }
    }
    stale_ = true;
    return answers;
}

}  // namespace platform::store
