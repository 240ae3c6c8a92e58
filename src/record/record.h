#pragma once
// A record whose C++ type is known only by its Schema (Record owns one, View borrows one).

#include "base/problem.h"
#include "record/field.h"
#include "record/schema.h"

#include <string_view>
#include <utility>

namespace record {

class Record {
  public:
    explicit Record(Schema const& schema) : schema_(&schema), held_(schema.make()) {}
    template <typename T>
        requires(std::is_aggregate_v<std::remove_cvref_t<T>>)
    Record(Schema const& schema, T&& value) : Record(schema) {
        as<std::remove_cvref_t<T>>() = std::forward<T>(value);
    }
    Record(Record const& other) : schema_(other.schema_), held_(other.schema_->copy(other.held_.get())) {}
    Record(Record&&) noexcept = default;
    Record& operator=(Record const& other) {
        Record copy(other);
        *this = std::move(copy);
        return *this;
    }
    Record& operator=(Record&&) noexcept = default;
    ~Record() = default;

    [[nodiscard]] Schema const& schema() const noexcept { return *schema_; }
    [[nodiscard]] void const* data() const noexcept { return held_.get(); }
    [[nodiscard]] void* data() noexcept { return held_.get(); }
    [[nodiscard]] Value get(Field const& field) const { return field.get(field, held_.get()); }
    void set(Field const& field, Value value) { field.set(field, held_.get(), std::move(value)); }

    template <typename T>
    [[nodiscard]] T const& as() const {
        BASE_ASSERT(schema_->type == &detail::type_tag<T>);
        return *static_cast<T const*>(held_.get());
    }
    template <typename T>
    [[nodiscard]] T& as() {
        BASE_ASSERT(schema_->type == &detail::type_tag<T>);
        return *static_cast<T*>(held_.get());
    }

  private:
    friend class View;
    Record(Schema const& schema, Holder held) : schema_(&schema), held_(std::move(held)) {}

    Schema const* schema_;
    Holder held_;
};

// A borrowed record: to_json({wifi_site_schema, site}) or to_json(record). Never stored.
class View {
  public:
    // NOLINTNEXTLINE(google-explicit-constructor): a record is a view of itself
    View(Record const& record) : schema_(&record.schema()), data_(record.data()) {}
    View(Schema const& schema, Record const& record) : View(record) {
        BASE_ASSERT(&record.schema() == &schema);
    }
    template <typename T>
        requires(!std::is_pointer_v<T>)
    View(Schema const& schema, T const& value) : schema_(&schema), data_(&value) {
        BASE_ASSERT(schema.type == &detail::type_tag<T>);
    }

    [[nodiscard]] Schema const& schema() const noexcept { return *schema_; }
    [[nodiscard]] void const* data() const noexcept { return data_; }
    [[nodiscard]] Value get(Field const& field) const { return field.get(field, data_); }
    [[nodiscard]] Record copy() const { return Record(*schema_, schema_->copy(data_)); }

  private:
    Schema const* schema_;
    void const* data_;
};

}  // namespace record
