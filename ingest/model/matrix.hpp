#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

#include "ingest/model/kernels.hpp"

namespace entente::ingest::model {

/// Allocates at the beginning of a cache line, so that no vector lies across two.
template <class Value>
struct LineAllocator {
  using value_type = Value;
  static constexpr std::align_val_t line{64};

  LineAllocator() = default;
  template <class Other>
  explicit LineAllocator(const LineAllocator<Other>& /*unused*/) {}
  Value* allocate(std::size_t count) {
    return static_cast<Value*>(::operator new(count * sizeof(Value), line));
  }
  void deallocate(Value* values, std::size_t /*unused*/) { ::operator delete(values, line); }
  friend bool operator==(const LineAllocator&, const LineAllocator&) { return true; }
};

using Floats = std::vector<float, LineAllocator<float>>;

/// Numbers in rows, each after the other.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  Floats values;

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count, 0.0F) {}

  /// Makes it that large and all zero.
  void reset(std::size_t row_count, std::size_t column_count) {
    rows = row_count;
    columns = column_count;
    values.assign(row_count * column_count, 0.0F);
  }
  [[nodiscard]] float* row(std::size_t r) { return values.data() + r * columns; }
  [[nodiscard]] const float* row(std::size_t r) const { return values.data() + r * columns; }
};

/// A matrix as the right side of products wants it: panels of panel_columns columns, each with its
/// rows one after the other, filled up with zeros.
class PackedMatrix {
 public:
  PackedMatrix() = default;
  explicit PackedMatrix(const Matrix& matrix) { pack(matrix); }

  void pack(const Matrix& matrix) {
    pack(matrix.values.data(), matrix.columns, 1, matrix.rows, matrix.columns);
  }
  void pack_transposed(const Matrix& matrix) {
    pack(matrix.values.data(), 1, matrix.columns, matrix.columns, matrix.rows);
  }
  /// Element (r, c) is from[r * row_step + c * column_step].
  void pack(const float* from, std::size_t row_step, std::size_t column_step, std::size_t rows,
            std::size_t columns);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] const float* data() const { return values_.data(); }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  Floats values_;
};

/// c += a · b.
void multiply_add(const Matrix& a, const PackedMatrix& b, Matrix& c);
/// c += aᵀ · b: sums over the rows of both.
void multiply_transposed_add(const Matrix& a, const PackedMatrix& b, Matrix& c);
/// Every row of c becomes `bias`, which has one row.
void fill_rows(const Matrix& bias, std::size_t rows, Matrix& c);
/// Adds up the rows of `a` in the one row of `sum`.
void add_rows(const Matrix& a, Matrix& sum);
/// Row i of `to` becomes row order[i] of `from`.
void permute_rows(const Matrix& from, std::span<const std::uint32_t> order, Matrix& to);
/// scores become probabilities: e^score / sum.
void softmax(float* scores, std::size_t count);

}  // namespace entente::ingest::model
