#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ingest/model/name_finder.hpp"
#include "ingest/model/network.hpp"

namespace entente::ingest::train {

/// A sentence with what the network should find in it. What is not known of it is empty.
struct NetworkExample {
  /// Rows of the network's tables.
  model::WordFeatures features;
  std::vector<std::uint16_t> tags;
  /// Heads by number; the number of words stands for the root.
  std::vector<std::uint32_t> heads;
  std::vector<std::uint16_t> relations;
  /// The labels that each word may have; one for each where the names are known.
  std::vector<model::NameLabelSet> names;
};

/// Mistakes and their price, summed over words.
struct NetworkLoss {
  double tags = 0;
  double heads = 0;
  double relations = 0;
  double names = 0;

  void add(const NetworkLoss& other) {
    tags += other.tags;
    heads += other.heads;
    relations += other.relations;
    names += other.names;
  }
};

/// How much a mistake of each kind counts.
struct LossWeights {
  float tags = 1;
  float heads = 1;
  float relations = 1;
  float names = 1;
};

/// The weights of a network turned round, as gradients need them on their way back.
class TransposedWeights {
 public:
  explicit TransposedWeights(const model::NetworkWeights& weights) { update(weights); }
  void update(const model::NetworkWeights& weights);
  [[nodiscard]] const model::PackedMatrix& of(std::size_t weight) const { return packed_[weight]; }

 private:
  std::array<model::PackedMatrix, model::weight_count> packed_;
};

/// The gradient of the loss of some sentences.
class NetworkGradient {
 public:
  explicit NetworkGradient(const model::NetworkWeights& weights);

  /// Adds the gradient of a batch that was read as `pass` with `masks` (null without dropout).
  NetworkLoss add(const model::Network& network, const TransposedWeights& transposed,
                  const model::BatchLayout& layout,
                  const std::vector<const NetworkExample*>& examples,
                  const std::vector<const model::WordFeatures*>& features,
                  const model::NetworkMasks* masks, model::NetworkPass& pass,
                  const LossWeights& importance);
  /// Adds all of another gradient.
  void add(const NetworkGradient& other);
  void clear();

  /// Rows of a table with a gradient, in the order in which they were met.
  [[nodiscard]] const std::vector<std::uint32_t>& touched(std::size_t table) const {
    return touched_[table];
  }

  std::array<model::Matrix, model::weight_count> matrices;
  std::array<model::Matrix, model::input_table_count> tables;

 private:
  void touch(std::size_t table, std::uint32_t row);

  std::array<std::vector<std::uint32_t>, model::input_table_count> touched_;
  std::array<std::vector<bool>, model::input_table_count> is_touched_;
};

}  // namespace entente::ingest::train
