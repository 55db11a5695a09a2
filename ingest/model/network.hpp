#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/model/batch.hpp"
#include "ingest/model/embedding.hpp"
#include "ingest/model/lstm.hpp"
#include "ingest/model/matrix.hpp"
#include "ingest/model/word_features.hpp"

namespace entente::ingest::model {

/// Widths of the network's layers. Those of layers that are read word by word (`first`, `second`)
/// are multiples of 16.
struct NetworkSizes {
  std::array<std::uint32_t, input_table_count> input{96, 64, 48};
  std::uint32_t first = 128;
  std::uint32_t second = 128;
  std::uint32_t tag_vector = 32;
  std::uint32_t arc = 128;
  std::uint32_t relation = 96;
  std::uint32_t name = 96;
  std::uint32_t tags = 0;
  std::uint32_t relations = 0;
  std::uint32_t name_labels = 0;

  [[nodiscard]] std::uint32_t input_width() const { return input[0] + input[1] + input[2]; }
  /// The four views that a word's head and dependants have of it, side by side: as a dependant and
  /// as a head, for arcs; the same for relations.
  [[nodiscard]] std::uint32_t views() const { return 2 * (arc + relation); }

  friend bool operator==(const NetworkSizes&, const NetworkSizes&) = default;
};

/// The matrices of weights. Each direction of a layer has three in a row: of the input, of the
/// state, and the bias.
enum WeightName : std::size_t {
  first_forward,
  first_backward = first_forward + 3,
  second_forward = first_backward + 3,
  second_backward = second_forward + 3,
  tag_weights = second_backward + 3,
  tag_bias,
  tag_vectors,
  view_weights,
  view_bias,
  root_views,
  arc_weights,
  arc_bias,
  relation_weights,
  relation_bias,
  name_hidden_weights,
  name_hidden_bias,
  name_weights,
  name_bias,
  name_moves,
  weight_count,
};

/// Rows and columns of a matrix of weights.
struct Shape {
  std::size_t rows = 0;
  std::size_t columns = 0;
};
Shape weight_shape(const NetworkSizes& sizes, std::size_t weight);
/// True for the matrices that are the right side of products, false for biases and the like.
bool is_factor(std::size_t weight);

/// What a rectified unit passes on of a negative sum.
inline constexpr float rectifier_leak = 0.1F;

/// Everything the network has learnt.
struct NetworkWeights {
  NetworkSizes sizes;
  std::array<EmbeddingTable, input_table_count> tables;
  std::array<Matrix, weight_count> matrices;
};

/// Masks of dropout, for training: a row for each sentence of the batch.
struct NetworkMasks {
  Matrix input;
  std::array<Matrix, 2> first_state;
  Matrix first_output;
  std::array<Matrix, 2> second_state;
  Matrix second_output;
  Matrix views;
  Matrix name_hidden;
};

/// What the network computed of a batch, layer by layer. Rows are words in the order of the layout.
struct NetworkPass {
  Matrix input;
  Matrix mirrored_input;
  std::array<LstmPass, 2> first;
  /// Outputs of both directions side by side, and so below.
  Matrix first_output;
  Matrix tag_probabilities;
  /// The output of the first layer and the mean vector of the word's tags.
  Matrix second_input;
  Matrix mirrored_second_input;
  std::array<LstmPass, 2> second;
  Matrix second_output;
  Matrix views;
  /// The input and the outputs of both layers.
  Matrix name_input;
  Matrix name_hidden;
  /// Scores of name labels.
  Matrix name_scores;
};

/// Scores of the heads of one sentence, and what they were computed from. Row n of `heads` and
/// column n of `scores` are the root, for a sentence of n words.
struct ArcScores {
  Matrix dependants;
  Matrix heads;
  Matrix queries;
  PackedMatrix packed_heads;
  Matrix scores;
};

/// A network that reads sentences: two layers of bidirectional LSTMs over vectors of words, tags
/// from the first, and from the second biaffine scores of heads (Dozat and Manning 2017), labels of
/// arcs and labels of names. The second layer sees the tags that the first gives (as in Hashimoto
/// et al. 2017). Immutable; any thread may use it.
class Network {
 public:
  /// Takes a copy of the weights in the form that products need; `weights` must outlive it.
  explicit Network(const NetworkWeights& weights);
  /// Takes the weights anew, after training moved them.
  void update();

  [[nodiscard]] const NetworkWeights& weights() const { return *weights_; }
  [[nodiscard]] const PackedMatrix& packed(std::size_t weight) const { return packed_[weight]; }

  /// Reads the batch whose sentence s has the rows of features `features[s]`. Results do not depend
  /// on what else is in the batch. Without masks nothing is left out.
  void read(const BatchLayout& layout, std::span<const WordFeatures* const> features,
            const NetworkMasks* masks, NetworkPass& pass) const;

  /// Scores every head of every word of a sentence.
  void score_arcs(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                  ArcScores& out) const;

  /// Scores every relation of the given arcs of a sentence: heads[i] is the head of word i, n for
  /// the root. `inputs` gets what the scores are computed from.
  void score_relations(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                       std::span<const std::uint32_t> heads, Matrix& inputs, Matrix& scores) const;

  /// Scores of the name labels of a sentence's words.
  void score_names(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                   Matrix& scores) const;

 private:
  void look_up(const BatchLayout& layout, std::span<const WordFeatures* const> features,
               Matrix& input) const;
  void read_both_ways(const BatchLayout& layout, std::size_t first_weight, const Matrix& input,
                      Matrix& mirrored, const std::array<Matrix, 2>* state_masks,
                      std::array<LstmPass, 2>& passes, Matrix& output) const;
  [[nodiscard]] const Matrix& matrix(std::size_t weight) const {
    return weights_->matrices[weight];
  }

  const NetworkWeights* weights_;
  std::array<PackedMatrix, weight_count> packed_;
  std::array<PackedLstm, 4> lstms_;
};

/// Multiplies each row with its sentence's row of a mask.
void apply_mask(const BatchLayout& layout, const Matrix& mask, Matrix& matrix);

}  // namespace entente::ingest::model
