#include "ingest/model/matrix.hpp"

#include <algorithm>
#include <cassert>

namespace entente::ingest::model {

void PackedMatrix::pack(const float* from, std::size_t row_step, std::size_t column_step,
                        std::size_t rows, std::size_t columns) {
  rows_ = rows;
  columns_ = columns;
  const std::size_t panels = (columns + panel_columns - 1) / panel_columns;
  values_.resize(panels * panel_columns * rows);
  float* to = values_.data();
  for (std::size_t first = 0; first < columns; first += panel_columns) {
    const std::size_t width = std::min(panel_columns, columns - first);
    for (std::size_t r = 0; r < rows; ++r, to += panel_columns) {
      const float* row = from + r * row_step + first * column_step;
      for (std::size_t c = 0; c < width; ++c) to[c] = row[c * column_step];
      std::fill(to + width, to + panel_columns, 0.0F);
    }
  }
}

void multiply_add(const Matrix& a, const PackedMatrix& b, Matrix& c) {
  assert(a.columns == b.rows() && b.columns() == c.columns && a.rows == c.rows);
  kernels().multiply_add(a.values.data(), a.columns, 1, a.rows, a.columns, b.data(), b.columns(),
                         c.values.data(), c.columns);
}

void multiply_transposed_add(const Matrix& a, const PackedMatrix& b, Matrix& c) {
  assert(a.rows == b.rows() && b.columns() == c.columns && a.columns == c.rows);
  kernels().multiply_add(a.values.data(), 1, a.columns, a.columns, a.rows, b.data(), b.columns(),
                         c.values.data(), c.columns);
}

void fill_rows(const Matrix& bias, std::size_t rows, Matrix& c) {
  c.rows = rows;
  c.columns = bias.columns;
  c.values.resize(rows * bias.columns);
  for (std::size_t r = 0; r < rows; ++r) {
    std::copy(bias.values.begin(), bias.values.end(), c.row(r));
  }
}

void add_rows(const Matrix& a, Matrix& sum) {
  float* to = sum.row(0);
  for (std::size_t r = 0; r < a.rows; ++r) {
    const float* row = a.row(r);
    for (std::size_t i = 0; i < a.columns; ++i) to[i] += row[i];
  }
}

void permute_rows(const Matrix& from, std::span<const std::uint32_t> order, Matrix& to) {
  to.rows = order.size();
  to.columns = from.columns;
  to.values.resize(to.rows * to.columns);
  for (std::size_t i = 0; i < order.size(); ++i) {
    std::copy_n(from.row(order[i]), from.columns, to.row(i));
  }
}

void softmax(float* scores, std::size_t count) {
  const float highest = *std::max_element(scores, scores + count);
  for (std::size_t i = 0; i < count; ++i) scores[i] -= highest;
  kernels().exponential(scores, count);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += scores[i];
  const float scale = 1.0F / sum;
  for (std::size_t i = 0; i < count; ++i) scores[i] *= scale;
}

}  // namespace entente::ingest::model
