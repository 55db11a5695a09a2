#pragma once

#include <cstddef>

namespace entente::ingest::model {

/// Columns that lie together in a packed matrix (matrix.hpp).
inline constexpr std::size_t panel_columns = 32;
/// Widths of layers that the element-wise kernels take are multiples of this.
inline constexpr std::size_t widest_vector = 16;

/// What one step of Adam (Kingma and Ba 2015) needs besides the weights and their gradients.
struct AdamStep {
  float rate = 0;
  float keep_mean = 0;
  float keep_square = 0;
  float epsilon = 0;
  /// What gradients are multiplied with first.
  float scale = 1;
};

/// The inner loops of the network, compiled once for each kind of vector unit. All versions give
/// the same bits: lanes are independent outputs, each is summed in the order of the terms, products
/// are rounded before they are added, and exponentials are polynomials of our own.
struct Kernels {
  const char* name;

  /// c[rows × columns] += a[rows × depth] · b, where b is packed. Element (r, k) of a is
  /// a[r * a_row_step + k * a_step], so that a may be read transposed.
  void (*multiply_add)(const float* a, std::size_t a_row_step, std::size_t a_step, std::size_t rows,
                       std::size_t depth, const float* b, std::size_t columns, float* c,
                       std::size_t c_row_step);

  /// values[i] = e^values[i], clamped to what a float holds.
  void (*exponential)(float* values, std::size_t count);

  /// One step of an LSTM for one row. `gates` holds the sums for input, forget, new value and
  /// output gate (`width` each) and gets their values; `cell_before` may be null, for zeros.
  void (*lstm_step)(float* gates, const float* cell_before, float* cell, float* cell_tanh,
                    float* output, std::size_t width);

  /// The gradient of lstm_step: from that of the output and of the cell (`cell_gradient`, replaced
  /// by that of the cell before) to those of the sums.
  void (*lstm_step_gradient)(const float* gates, const float* cell_before, const float* cell_tanh,
                             const float* output_gradient, float* cell_gradient,
                             float* gate_gradients, std::size_t width);

  /// Moves weights against their gradients and updates the moments.
  void (*adam)(float* weights, const float* gradients, float* means, float* squares,
               std::size_t count, const AdamStep& step);
};

/// The fastest kernels that this processor runs.
const Kernels& kernels();
/// All that it runs, the plainest first: for tests that they agree.
struct KernelList {
  const Kernels* all[3];
  std::size_t count;
};
KernelList runnable_kernels();

}  // namespace entente::ingest::model
