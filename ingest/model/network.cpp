#include "ingest/model/network.hpp"

#include <algorithm>
#include <cassert>

namespace entente::ingest::model {

namespace {

void rectify(Matrix& matrix) {
  for (float& value : matrix.values) value = value < 0 ? value * rectifier_leak : value;
}

/// Puts matrices with the same rows side by side.
void join(std::initializer_list<const Matrix*> parts, Matrix& out) {
  std::size_t width = 0;
  for (const Matrix* part : parts) width += part->columns;
  out.rows = (*parts.begin())->rows;
  out.columns = width;
  out.values.resize(out.rows * width);
  for (std::size_t r = 0; r < out.rows; ++r) {
    float* to = out.row(r);
    for (const Matrix* part : parts) to = std::copy_n(part->row(r), part->columns, to);
  }
}

void linear(const Matrix& input, const Matrix& bias, const PackedMatrix& weights, Matrix& out) {
  fill_rows(bias, input.rows, out);
  multiply_add(input, weights, out);
}

}  // namespace

bool is_factor(std::size_t weight) {
  if (weight < tag_weights) return weight % 3 != 2;
  switch (weight) {
    case tag_weights:
    case tag_vectors:
    case view_weights:
    case arc_weights:
    case relation_weights:
    case name_hidden_weights:
    case name_weights: return true;
    default: return false;
  }
}

Shape weight_shape(const NetworkSizes& sizes, std::size_t weight) {
  const std::size_t first = 2UL * sizes.first;
  const std::size_t second = 2UL * sizes.second;
  const std::size_t second_input = first + sizes.tag_vector;
  if (weight < tag_weights) {
    const bool is_first = weight < second_forward;
    const std::size_t width = is_first ? sizes.first : sizes.second;
    switch (weight % 3) {
      case 0: return {is_first ? sizes.input_width() : second_input, 4 * width};
      case 1: return {width, 4 * width};
      default: return {1, 4 * width};
    }
  }
  switch (weight) {
    case tag_weights: return {first, sizes.tags};
    case tag_bias: return {1, sizes.tags};
    case tag_vectors: return {sizes.tags, sizes.tag_vector};
    case view_weights: return {second, sizes.views()};
    case view_bias: return {1, sizes.views()};
    case root_views: return {1, sizes.arc + sizes.relation};
    case arc_weights: return {sizes.arc, sizes.arc};
    case arc_bias: return {1, sizes.arc};
    case relation_weights: return {3UL * sizes.relation, sizes.relations};
    case relation_bias: return {1, sizes.relations};
    case name_hidden_weights: return {sizes.input_width() + first + second, sizes.name};
    case name_hidden_bias: return {1, sizes.name};
    case name_weights: return {sizes.name, sizes.name_labels};
    case name_bias: return {1, sizes.name_labels};
    default: return {sizes.name_labels, sizes.name_labels};
  }
}

Network::Network(const NetworkWeights& weights) : weights_(&weights) { update(); }

void Network::update() {
  for (std::size_t i = 0; i < weight_count; ++i) {
    if (i >= tag_weights && is_factor(i)) packed_[i].pack(matrix(i));
  }
  for (std::size_t i = 0; i < lstms_.size(); ++i) {
    lstms_[i].input.pack(matrix(3 * i));
    lstms_[i].state.pack(matrix(3 * i + 1));
    lstms_[i].bias = &matrix(3 * i + 2);
  }
}

void Network::look_up(const BatchLayout& layout, std::span<const WordFeatures* const> features,
                      Matrix& input) const {
  input.reset(layout.rows(), weights_->sizes.input_width());
  for (std::size_t s = 0; s < features.size(); ++s) {
    for (std::size_t i = 0; i < features[s]->words(); ++i) {
      float* to = input.row(layout.row(s, i));
      for (std::size_t t = 0; t < input_table_count; ++t) {
        const Matrix& vectors = weights_->tables[t].vectors;
        for (const std::uint32_t row : features[s]->of(i, t)) {
          const float* from = vectors.row(row);
          for (std::size_t k = 0; k < vectors.columns; ++k) to[k] += from[k];
        }
        to += vectors.columns;
      }
    }
  }
}

void Network::read_both_ways(const BatchLayout& layout, std::size_t first_weight,
                             const Matrix& input, Matrix& mirrored,
                             const std::array<Matrix, 2>* state_masks,
                             std::array<LstmPass, 2>& passes, Matrix& output) const {
  const auto mask = [&](std::size_t way) {
    return state_masks == nullptr ? nullptr : &(*state_masks)[way];
  };
  permute_rows(input, layout.mirror(), mirrored);
  run_lstm(lstms_[first_weight / 3], input, layout, mask(0), passes[0]);
  run_lstm(lstms_[first_weight / 3 + 1], mirrored, layout, mask(1), passes[1]);
  const std::size_t width = passes[0].outputs.columns;
  output.rows = layout.rows();
  output.columns = 2 * width;
  output.values.resize(output.rows * output.columns);
  for (std::size_t r = 0; r < layout.rows(); ++r) {
    float* to = std::copy_n(passes[0].outputs.row(r), width, output.row(r));
    std::copy_n(passes[1].outputs.row(layout.mirror()[r]), width, to);
  }
}

void Network::read(const BatchLayout& layout, std::span<const WordFeatures* const> features,
                   const NetworkMasks* masks, NetworkPass& pass) const {
  const auto drop = [&](Matrix NetworkMasks::*mask, Matrix& matrix) {
    if (masks != nullptr) apply_mask(layout, masks->*mask, matrix);
  };
  look_up(layout, features, pass.input);
  drop(&NetworkMasks::input, pass.input);
  read_both_ways(layout, first_forward, pass.input, pass.mirrored_input,
                 masks == nullptr ? nullptr : &masks->first_state, pass.first, pass.first_output);
  drop(&NetworkMasks::first_output, pass.first_output);

  linear(pass.first_output, matrix(tag_bias), packed_[tag_weights], pass.tag_probabilities);
  for (std::size_t r = 0; r < layout.rows(); ++r) {
    softmax(pass.tag_probabilities.row(r), pass.tag_probabilities.columns);
  }
  Matrix tags(layout.rows(), weights_->sizes.tag_vector);
  multiply_add(pass.tag_probabilities, packed_[tag_vectors], tags);
  join({&pass.first_output, &tags}, pass.second_input);
  read_both_ways(layout, second_forward, pass.second_input, pass.mirrored_second_input,
                 masks == nullptr ? nullptr : &masks->second_state, pass.second,
                 pass.second_output);
  drop(&NetworkMasks::second_output, pass.second_output);

  linear(pass.second_output, matrix(view_bias), packed_[view_weights], pass.views);
  rectify(pass.views);
  drop(&NetworkMasks::views, pass.views);
  join({&pass.input, &pass.first_output, &pass.second_output}, pass.name_input);
  linear(pass.name_input, matrix(name_hidden_bias), packed_[name_hidden_weights], pass.name_hidden);
  rectify(pass.name_hidden);
  drop(&NetworkMasks::name_hidden, pass.name_hidden);
  linear(pass.name_hidden, matrix(name_bias), packed_[name_weights], pass.name_scores);
}

void Network::score_arcs(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                         ArcScores& out) const {
  const std::size_t width = weights_->sizes.arc;
  const std::size_t words = layout.length(sentence);
  out.dependants.reset(words, width);
  out.heads.reset(words + 1, width);
  for (std::size_t i = 0; i < words; ++i) {
    const float* views = pass.views.row(layout.row(sentence, i));
    std::copy_n(views, width, out.dependants.row(i));
    std::copy_n(views + width, width, out.heads.row(i));
  }
  std::copy_n(matrix(root_views).row(0), width, out.heads.row(words));
  linear(out.dependants, matrix(arc_bias), packed_[arc_weights], out.queries);
  out.packed_heads.pack_transposed(out.heads);
  out.scores.reset(words, words + 1);
  multiply_add(out.queries, out.packed_heads, out.scores);
  // No word is its own head.
  for (std::size_t i = 0; i < words; ++i) out.scores.row(i)[i] = -1e9F;
}

void Network::score_relations(const BatchLayout& layout, std::size_t sentence,
                              const NetworkPass& pass, std::span<const std::uint32_t> heads,
                              Matrix& inputs, Matrix& scores) const {
  const std::size_t width = weights_->sizes.relation;
  const std::size_t skipped = 2UL * weights_->sizes.arc;
  const std::size_t words = layout.length(sentence);
  inputs.reset(words, 3 * width);
  for (std::size_t i = 0; i < words; ++i) {
    const float* own = pass.views.row(layout.row(sentence, i)) + skipped;
    const float* head = heads[i] == words
                            ? matrix(root_views).row(0) + weights_->sizes.arc
                            : pass.views.row(layout.row(sentence, heads[i])) + skipped + width;
    float* to = inputs.row(i);
    for (std::size_t k = 0; k < width; ++k) to[k] = own[k] * head[k];
    std::copy_n(head, width, std::copy_n(own, width, to + width));
  }
  linear(inputs, matrix(relation_bias), packed_[relation_weights], scores);
}

void Network::score_names(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                          Matrix& scores) const {
  const std::size_t words = layout.length(sentence);
  scores.reset(words, pass.name_scores.columns);
  for (std::size_t i = 0; i < words; ++i) {
    std::copy_n(pass.name_scores.row(layout.row(sentence, i)), scores.columns, scores.row(i));
  }
}

void apply_mask(const BatchLayout& layout, const Matrix& mask, Matrix& matrix) {
  assert(mask.columns == matrix.columns && mask.rows == layout.sentences());
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    const float* factors = mask.row(layout.sentence_of()[r]);
    float* row = matrix.row(r);
    for (std::size_t i = 0; i < matrix.columns; ++i) row[i] *= factors[i];
  }
}

}  // namespace entente::ingest::model
