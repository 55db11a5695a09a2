#include "ingest/model/lstm.hpp"

#include <algorithm>
#include <cassert>

namespace entente::ingest::model {

namespace {

/// Sizes a matrix whose every element will be written.
void shape(Matrix& matrix, std::size_t rows, std::size_t columns) {
  matrix.rows = rows;
  matrix.columns = columns;
  matrix.values.resize(rows * columns);
}

}  // namespace

void run_lstm(const PackedLstm& weights, const Matrix& input, const BatchLayout& layout,
              const Matrix* state_mask, LstmPass& pass) {
  const Kernels& kernel = kernels();
  const std::size_t width = weights.state.rows();
  assert(width % widest_vector == 0);
  fill_rows(*weights.bias, layout.rows(), pass.gates);
  multiply_add(input, weights.input, pass.gates);
  for (Matrix* matrix : {&pass.cells, &pass.cells_tanh, &pass.outputs, &pass.states}) {
    shape(*matrix, layout.rows(), width);
  }
  for (std::size_t step = 0; step < layout.steps(); ++step) {
    const std::uint32_t first = layout.first(step);
    const std::size_t count = layout.count(step);
    const std::uint32_t before = step == 0 ? 0 : layout.first(step - 1);
    for (std::size_t s = 0; s < count; ++s) {
      float* state = pass.states.row(first + s);
      if (step == 0) {
        std::fill_n(state, width, 0.0F);
        continue;
      }
      std::copy_n(pass.outputs.row(before + s), width, state);
      if (state_mask == nullptr) continue;
      for (std::size_t i = 0; i < width; ++i) state[i] *= state_mask->row(s)[i];
    }
    if (step > 0) {
      kernel.multiply_add(pass.states.row(first), width, 1, count, width, weights.state.data(),
                          4 * width, pass.gates.row(first), 4 * width);
    }
    for (std::size_t s = 0; s < count; ++s) {
      kernel.lstm_step(pass.gates.row(first + s), step == 0 ? nullptr : pass.cells.row(before + s),
                       pass.cells.row(first + s), pass.cells_tanh.row(first + s),
                       pass.outputs.row(first + s), width);
    }
  }
}

}  // namespace entente::ingest::model
