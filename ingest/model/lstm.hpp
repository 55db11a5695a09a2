#pragma once

#include "ingest/model/batch.hpp"
#include "ingest/model/matrix.hpp"

namespace entente::ingest::model {

/// The weights of a long short-term memory (Hochreiter and Schmidhuber 1997) that reads in one
/// direction, ready for products. Gates stand in the order input, forget, new value, output.
struct PackedLstm {
  PackedMatrix input;
  PackedMatrix state;
  const Matrix* bias = nullptr;
};

/// What one direction computed; training needs all of it again.
struct LstmPass {
  /// Values of the gates.
  Matrix gates;
  Matrix cells;
  Matrix cells_tanh;
  Matrix outputs;
  /// What each step saw of the step before: its output, with dropout in training.
  Matrix states;
};

/// Reads all sentences of a batch from their first word to their last. `state_mask` has a row for
/// each sentence that multiplies its states (Gal and Ghahramani 2016); null in use.
void run_lstm(const PackedLstm& weights, const Matrix& input, const BatchLayout& layout,
              const Matrix* state_mask, LstmPass& pass);

}  // namespace entente::ingest::model
