#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/eval/compiled_expression.hpp"

namespace entente::query {

/// The values of an argument for all rows of a batch: one value for all rows, or a column (borrowed
/// from the batch where the expression is just a column). Move-only.
class Operand {
 public:
  Operand() = default;
  Operand(const Operand&) = delete;
  Operand& operator=(const Operand&) = delete;
  Operand(Operand&& o) noexcept
      : constant_(std::move(o.constant_)), owned_(std::move(o.owned_)), borrowed_(o.borrowed_) {}
  Operand& operator=(Operand&&) = delete;

  /// Evaluates `expression` over the batch. The batch must outlive the operand.
  static Result<Operand> evaluate(const CompiledExpression& expression, EvalContext& context,
                                  const Batch& batch);

  [[nodiscard]] bool is_constant() const {
    return !borrowed_ && owned_.type() == ColumnType::empty;
  }
  [[nodiscard]] const Value& constant() const { return constant_; }
  [[nodiscard]] const Column& column() const { return borrowed_ ? *borrowed_ : owned_; }
  [[nodiscard]] Value get(std::size_t row) const {
    return is_constant() ? constant_ : column().get(row);
  }
  [[nodiscard]] bool is_null(std::size_t row) const {
    return is_constant() ? constant_.is_null() : column().is_null(row);
  }
  /// True for a column, or constant, of this representation; then lane() may be used.
  [[nodiscard]] bool is(ColumnType type) const {
    return is_constant() ? Column::natural_type(constant_) == type : column().type() == type;
  }

 private:
  Value constant_;
  Column owned_;
  const Column* borrowed_ = nullptr;
};

/// Typed rows of an operand for loops: `data[row * stride]`, so that a constant costs no branch.
template <class T>
struct Lane {
  const T* data = nullptr;
  std::size_t stride = 1;
  T constant{};
  T operator[](std::size_t row) const { return stride == 0 ? constant : data[row]; }
};
Lane<std::int64_t> integer_lane(const Operand& operand);
Lane<double> float_lane(const Operand& operand);
Lane<std::uint8_t> boolean_lane(const Operand& operand);
/// Days since 1970-01-01.
Lane<std::int64_t> date_lane(const Operand& operand);

/// Validity of rows in which all operands are valid; empty if that is all of them.
std::vector<std::uint8_t> common_validity(std::span<const Operand* const> operands,
                                          std::size_t rows);

/// Evaluates `expression` for some rows of the batch only: row i of `out` belongs to rows[i]. What
/// would fail in the other rows does not.
Status evaluate_selected(const CompiledExpression& expression, EvalContext& context,
                         const Batch& batch, std::span<const std::uint32_t> rows, Column& out);

}  // namespace entente::query
