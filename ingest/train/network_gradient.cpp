#include "ingest/train/network_gradient.hpp"

#include <algorithm>
#include <cmath>

#include "ingest/model/name_finder.hpp"

namespace entente::ingest::train {

namespace {

using namespace model;  // NOLINT: everything here is about the network of that folder

/// Price of giving the right answer the probability p.
double surprise(float p) { return -std::log(std::max(static_cast<double>(p), 1e-12)); }

void rectify_gradient(const Matrix& values, Matrix& gradient) {
  for (std::size_t i = 0; i < values.values.size(); ++i) {
    if (values.values[i] < 0) gradient.values[i] *= rectifier_leak;
  }
}

Matrix columns_of(const Matrix& from, std::size_t first, std::size_t count) {
  Matrix out(from.rows, count);
  for (std::size_t r = 0; r < from.rows; ++r) std::copy_n(from.row(r) + first, count, out.row(r));
  return out;
}

void add_columns(const Matrix& from, std::size_t first, Matrix& to) {
  for (std::size_t r = 0; r < to.rows; ++r) {
    const float* row = from.row(r) + first;
    for (std::size_t i = 0; i < to.columns; ++i) to.row(r)[i] += row[i];
  }
}

void add_all(const Matrix& from, Matrix& to) {
  for (std::size_t i = 0; i < from.values.size(); ++i) to.values[i] += from.values[i];
}

void subtract(const Matrix& what, Matrix& from) {
  for (std::size_t i = 0; i < what.values.size(); ++i) from.values[i] -= what.values[i];
}

/// Goes back through one batch. Gradients of values are called d_….
class BackwardPass {
 public:
  BackwardPass(NetworkGradient& gradient, const Network& network,
               const TransposedWeights& transposed, const BatchLayout& layout,
               const std::vector<const NetworkExample*>& examples, const NetworkMasks* masks,
               NetworkPass& pass, const LossWeights& importance)
      : gradient_(gradient),
        network_(network),
        transposed_(transposed),
        layout_(layout),
        examples_(examples),
        masks_(masks),
        pass_(pass),
        importance_(importance),
        sizes_(network.weights().sizes) {}

  NetworkLoss run(Matrix& d_input) {
    Matrix d_views(layout_.rows(), sizes_.views());
    for (std::size_t s = 0; s < examples_.size(); ++s) {
      if (examples_[s]->heads.empty()) continue;
      arcs_back(s, d_views);
      relations_back(s, d_views);
    }
    drop(&NetworkMasks::views, d_views);
    rectify_gradient(pass_.views, d_views);
    Matrix d_second(layout_.rows(), 2UL * sizes_.second);
    linear_back(pass_.second_output, d_views, view_weights, d_second);
    Matrix d_first(layout_.rows(), 2UL * sizes_.first);
    d_input.reset(layout_.rows(), sizes_.input_width());
    names_back(d_input, d_first, d_second);
    drop(&NetworkMasks::second_output, d_second);
    Matrix d_second_input(layout_.rows(), pass_.second_input.columns);
    both_ways_back(second_forward, pass_.second_input, pass_.mirrored_second_input,
                   masks_ == nullptr ? nullptr : &masks_->second_state, pass_.second, d_second,
                   d_second_input);
    add_columns(d_second_input, 0, d_first);
    tags_back(columns_of(d_second_input, d_first.columns, sizes_.tag_vector), d_first);
    drop(&NetworkMasks::first_output, d_first);
    both_ways_back(first_forward, pass_.input, pass_.mirrored_input,
                   masks_ == nullptr ? nullptr : &masks_->first_state, pass_.first, d_first,
                   d_input);
    drop(&NetworkMasks::input, d_input);
    return loss_;
  }

 private:
  void drop(Matrix NetworkMasks::*mask, Matrix& matrix) const {
    if (masks_ != nullptr) apply_mask(layout_, masks_->*mask, matrix);
  }
  Matrix& of(std::size_t weight) { return gradient_.matrices[weight]; }

  /// Back through y = x · W + b, where the bias stands after W.
  void linear_back(const Matrix& x, const Matrix& d_y, std::size_t weight, Matrix& d_x) {
    add_rows(d_y, of(weight + 1));
    factor_back(x, d_y, weight, d_x);
  }
  void factor_back(const Matrix& x, const Matrix& d_y, std::size_t weight, Matrix& d_x) {
    multiply_transposed_add(x, PackedMatrix(d_y), of(weight));
    multiply_add(d_y, transposed_.of(weight), d_x);
  }

  void arcs_back(std::size_t s, Matrix& d_views) {
    const std::size_t width = sizes_.arc;
    const std::vector<std::uint32_t>& gold = examples_[s]->heads;
    network_.score_arcs(layout_, s, pass_, arcs_);
    Matrix& d_scores = arcs_.scores;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      float* row = d_scores.row(i);
      softmax(row, gold.size() + 1);
      loss_.heads += surprise(row[gold[i]]);
      row[gold[i]] -= 1.0F;
      for (std::size_t h = 0; h <= gold.size(); ++h) row[h] *= importance_.heads;
    }
    Matrix d_queries(gold.size(), width);
    multiply_add(d_scores, PackedMatrix(arcs_.heads), d_queries);
    Matrix d_heads(gold.size() + 1, width);
    multiply_transposed_add(d_scores, PackedMatrix(arcs_.queries), d_heads);
    Matrix d_dependants(gold.size(), width);
    linear_back(arcs_.dependants, d_queries, arc_weights, d_dependants);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      float* to = d_views.row(layout_.row(s, i));
      for (std::size_t k = 0; k < width; ++k) {
        to[k] += d_dependants.row(i)[k];
        to[width + k] += d_heads.row(i)[k];
      }
    }
    for (std::size_t k = 0; k < width; ++k) {
      of(root_views).values[k] += d_heads.row(gold.size())[k];
    }
  }

  void relations_back(std::size_t s, Matrix& d_views) {
    const std::size_t width = sizes_.relation;
    const std::size_t skipped = 2UL * sizes_.arc;
    const NetworkExample& example = *examples_[s];
    const std::size_t words = example.heads.size();
    Matrix inputs;
    Matrix d_scores;
    network_.score_relations(layout_, s, pass_, example.heads, inputs, d_scores);
    for (std::size_t i = 0; i < words; ++i) {
      price(d_scores.row(i), d_scores.columns, example.relations[i], importance_.relations,
            loss_.relations);
    }
    Matrix d_inputs(words, 3 * width);
    linear_back(inputs, d_scores, relation_weights, d_inputs);
    for (std::size_t i = 0; i < words; ++i) {
      const float* own = inputs.row(i) + width;
      const float* head = own + width;
      const float* from = d_inputs.row(i);
      float* d_own = d_views.row(layout_.row(s, i)) + skipped;
      float* d_head = example.heads[i] == words
                          ? of(root_views).row(0) + sizes_.arc
                          : d_views.row(layout_.row(s, example.heads[i])) + skipped + width;
      for (std::size_t k = 0; k < width; ++k) {
        d_own[k] += from[k] * head[k] + from[width + k];
        d_head[k] += from[k] * own[k] + from[2 * width + k];
      }
    }
  }

  /// Scores become their gradient.
  static void price(float* scores, std::size_t count, std::size_t right, float importance,
                    double& loss) {
    softmax(scores, count);
    loss += surprise(scores[right]);
    scores[right] -= 1.0F;
    for (std::size_t i = 0; i < count; ++i) scores[i] *= importance;
  }

  void names_back(Matrix& d_input, Matrix& d_first, Matrix& d_second) {
    Matrix& d_scores = pass_.name_scores;
    for (std::size_t s = 0; s < examples_.size(); ++s) {
      const std::size_t words = layout_.length(s);
      Matrix scores(words, sizes_.name_labels);
      if (!examples_[s]->names.empty()) {
        network_.score_names(layout_, s, pass_, scores);
        chain_back(examples_[s]->names, scores);
      }
      for (std::size_t i = 0; i < words; ++i) {
        std::copy_n(scores.row(i), scores.columns, d_scores.row(layout_.row(s, i)));
      }
    }
    Matrix d_hidden(layout_.rows(), sizes_.name);
    linear_back(pass_.name_hidden, d_scores, name_weights, d_hidden);
    drop(&NetworkMasks::name_hidden, d_hidden);
    rectify_gradient(pass_.name_hidden, d_hidden);
    Matrix d_joined(layout_.rows(), pass_.name_input.columns);
    linear_back(pass_.name_input, d_hidden, name_hidden_weights, d_joined);
    add_columns(d_joined, 0, d_input);
    add_columns(d_joined, d_input.columns, d_first);
    add_columns(d_joined, d_input.columns + d_first.columns, d_second);
  }

  /// Labels and moves expected of all sequences minus those expected of the allowed ones. Scores
  /// become their gradient.
  void chain_back(const std::vector<NameLabelSet>& allowed, Matrix& scores) {
    const Matrix& moves = network_.weights().matrices[name_moves];
    const NameChain all(scores, moves);
    const NameChain right(scores, moves, allowed);
    loss_.names += all.log_sum() - right.log_sum();
    scores = all.label_probabilities();
    subtract(right.label_probabilities(), scores);
    Matrix d_moves(name_label_count, name_label_count);
    all.add_expected_moves(d_moves);
    Matrix right_moves(name_label_count, name_label_count);
    right.add_expected_moves(right_moves);
    subtract(right_moves, d_moves);
    for (float& value : scores.values) value *= importance_.names;
    for (std::size_t i = 0; i < d_moves.values.size(); ++i) {
      of(name_moves).values[i] += d_moves.values[i] * importance_.names;
    }
  }

  /// The tags' own loss, and what the second layer says of their vectors.
  void tags_back(const Matrix& d_vectors, Matrix& d_first) {
    Matrix d_scores(layout_.rows(), sizes_.tags);
    factor_back(pass_.tag_probabilities, d_vectors, tag_vectors, d_scores);
    for (std::size_t s = 0; s < examples_.size(); ++s) {
      for (std::size_t i = 0; i < layout_.length(s); ++i) {
        const float* p = pass_.tag_probabilities.row(layout_.row(s, i));
        float* d = d_scores.row(layout_.row(s, i));
        float mean = 0;
        for (std::size_t t = 0; t < sizes_.tags; ++t) mean += p[t] * d[t];
        const bool known = !examples_[s]->tags.empty();
        const float weight = known ? importance_.tags : 0.0F;
        for (std::size_t t = 0; t < sizes_.tags; ++t) d[t] = p[t] * (d[t] - mean + weight);
        if (!known) continue;
        d[examples_[s]->tags[i]] -= weight;
        loss_.tags += surprise(p[examples_[s]->tags[i]]);
      }
    }
    linear_back(pass_.first_output, d_scores, tag_weights, d_first);
  }

  void both_ways_back(std::size_t weight, const Matrix& input, const Matrix& mirrored,
                      const std::array<Matrix, 2>* masks, const std::array<LstmPass, 2>& passes,
                      const Matrix& d_output, Matrix& d_input) {
    const std::size_t width = d_output.columns / 2;
    Matrix d_way = columns_of(d_output, 0, width);
    lstm_back(weight, input, masks == nullptr ? nullptr : &(*masks)[0], passes[0], d_way, d_input);
    permute_rows(columns_of(d_output, width, width), layout_.mirror(), d_way);
    Matrix d_mirrored(d_input.rows, d_input.columns);
    lstm_back(weight + 3, mirrored, masks == nullptr ? nullptr : &(*masks)[1], passes[1], d_way,
              d_mirrored);
    Matrix turned;
    permute_rows(d_mirrored, layout_.mirror(), turned);
    add_all(turned, d_input);
  }

  void lstm_back(std::size_t weight, const Matrix& input, const Matrix* mask, const LstmPass& pass,
                 Matrix& d_outputs, Matrix& d_input) {
    const std::size_t width = d_outputs.columns;
    Matrix d_gates(layout_.rows(), 4 * width);
    Matrix d_cell(layout_.sentences(), width);
    Matrix d_state(layout_.sentences(), width);
    for (std::size_t step = layout_.steps(); step-- > 0;) {
      const std::uint32_t first = layout_.first(step);
      const std::size_t count = layout_.count(step);
      for (std::size_t s = 0; s < count; ++s) {
        const float* before = step == 0 ? nullptr : pass.cells.row(layout_.first(step - 1) + s);
        kernels().lstm_step_gradient(pass.gates.row(first + s), before,
                                     pass.cells_tanh.row(first + s), d_outputs.row(first + s),
                                     d_cell.row(s), d_gates.row(first + s), width);
      }
      if (step == 0) break;
      std::fill_n(d_state.row(0), count * width, 0.0F);
      kernels().multiply_add(d_gates.row(first), 4 * width, 1, count, 4 * width,
                             transposed_.of(weight + 1).data(), width, d_state.row(0), width);
      for (std::size_t s = 0; s < count; ++s) {
        float* to = d_outputs.row(layout_.first(step - 1) + s);
        for (std::size_t i = 0; i < width; ++i) {
          to[i] += mask == nullptr ? d_state.row(s)[i] : d_state.row(s)[i] * mask->row(s)[i];
        }
      }
    }
    const PackedMatrix packed(d_gates);
    multiply_transposed_add(input, packed, of(weight));
    multiply_transposed_add(pass.states, packed, of(weight + 1));
    add_rows(d_gates, of(weight + 2));
    multiply_add(d_gates, transposed_.of(weight), d_input);
  }

  NetworkGradient& gradient_;
  const Network& network_;
  const TransposedWeights& transposed_;
  const BatchLayout& layout_;
  const std::vector<const NetworkExample*>& examples_;
  const NetworkMasks* masks_;
  NetworkPass& pass_;
  const LossWeights& importance_;
  const NetworkSizes& sizes_;
  ArcScores arcs_;
  NetworkLoss loss_;
};

}  // namespace

void TransposedWeights::update(const model::NetworkWeights& weights) {
  for (std::size_t i = 0; i < model::weight_count; ++i) {
    if (model::is_factor(i)) packed_[i].pack_transposed(weights.matrices[i]);
  }
}

NetworkGradient::NetworkGradient(const model::NetworkWeights& weights) {
  for (std::size_t i = 0; i < model::weight_count; ++i) {
    const model::Shape shape = model::weight_shape(weights.sizes, i);
    matrices[i].reset(shape.rows, shape.columns);
  }
  for (std::size_t t = 0; t < model::input_table_count; ++t) {
    const model::Matrix& vectors = weights.tables[t].vectors;
    tables[t].reset(vectors.rows, vectors.columns);
    is_touched_[t].assign(vectors.rows, false);
  }
}

void NetworkGradient::touch(std::size_t table, std::uint32_t row) {
  if (is_touched_[table][row]) return;
  is_touched_[table][row] = true;
  touched_[table].push_back(row);
}

NetworkLoss NetworkGradient::add(const model::Network& network, const TransposedWeights& transposed,
                                 const model::BatchLayout& layout,
                                 const std::vector<const NetworkExample*>& examples,
                                 const std::vector<const model::WordFeatures*>& features,
                                 const model::NetworkMasks* masks, model::NetworkPass& pass,
                                 const LossWeights& importance) {
  model::Matrix d_input;
  const NetworkLoss loss =
      BackwardPass(*this, network, transposed, layout, examples, masks, pass, importance)
          .run(d_input);
  for (std::size_t s = 0; s < features.size(); ++s) {
    for (std::size_t i = 0; i < features[s]->words(); ++i) {
      const float* from = d_input.row(layout.row(s, i));
      for (std::size_t t = 0; t < model::input_table_count; ++t) {
        for (const std::uint32_t row : features[s]->of(i, t)) {
          touch(t, row);
          float* to = tables[t].row(row);
          for (std::size_t k = 0; k < tables[t].columns; ++k) to[k] += from[k];
        }
        from += tables[t].columns;
      }
    }
  }
  return loss;
}

void NetworkGradient::add(const NetworkGradient& other) {
  for (std::size_t i = 0; i < model::weight_count; ++i) add_all(other.matrices[i], matrices[i]);
  for (std::size_t t = 0; t < model::input_table_count; ++t) {
    for (const std::uint32_t row : other.touched_[t]) {
      touch(t, row);
      const float* from = other.tables[t].row(row);
      float* to = tables[t].row(row);
      for (std::size_t k = 0; k < tables[t].columns; ++k) to[k] += from[k];
    }
  }
}

void NetworkGradient::clear() {
  for (model::Matrix& matrix : matrices) matrix.reset(matrix.rows, matrix.columns);
  for (std::size_t t = 0; t < model::input_table_count; ++t) {
    for (const std::uint32_t row : touched_[t]) {
      std::fill_n(tables[t].row(row), tables[t].columns, 0.0F);
      is_touched_[t][row] = false;
    }
    touched_[t].clear();
  }
}

}  // namespace entente::ingest::train
