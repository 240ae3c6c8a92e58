#pragma once
// COPY … FROM STDIN in PostgreSQL's binary format: rows in great number. Thread rule: its connection's.

#include "platform/store/postgresql_connection.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::store {

class PostgresqlCopy final : public BulkInsert {
  public:
    PostgresqlCopy(PostgresqlConnection& connection, std::string_view table,
                   std::vector<std::string> const& columns);
    ~PostgresqlCopy() override;
    PostgresqlCopy(PostgresqlCopy const&) = delete;
    PostgresqlCopy& operator=(PostgresqlCopy const&) = delete;

    void add(Values const& row) override;
    void finish() override;

  private:
    // What COPY wants for a column. A tsvector is given as a text of its words, each once, with a space
    // between.
    enum class Type : std::uint8_t { int8, int4, int2, bytes, words };

    static Type type_named(std::string_view name, std::string_view column);
    void put(Type type, Value const& value);
    void put_words(std::string_view words);
    void flush();

    PostgresqlConnection& connection_;
    std::vector<Type> types_;
    std::string waiting_;
    bool open_ = false;
};

}  // namespace platform::store
