#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"
#include "query/plan/logical_plan.hpp"
#include "storage/catalog/schema.hpp"

namespace entente::storage {
class StatisticsCache;
class Transaction;
class ValueStatistics;
}  // namespace entente::storage

namespace entente::query {

/// The numbers cost and cardinality are computed from: counts and indexes of one transaction,
/// remembered for the time of planning, and the labels each symbol is known to have. Errors of the
/// store while counting give guesses: a plan may get slower by them, never wrong.
class Statistics {
 public:
  /// `samples`: where histograms come from; nullptr if there are none.
  explicit Statistics(storage::Transaction& transaction,
                      storage::StatisticsCache* samples = nullptr);
  Statistics(const Statistics&) = delete;
  Statistics& operator=(const Statistics&) = delete;
  ~Statistics();

  /// Nodes in the graph, at least 1.
  double nodes();
  /// Nodes with the label; 0 for an unknown one.
  double nodes_with(std::string_view label);
  /// Relationships of the types (empty: all) in `direction` seen from nodes with `label`
  /// (empty: any).
  double relationships(std::string_view label, const std::vector<std::string>& types,
                       Direction direction);
  /// Mean number of relationships of one node that has the labels.
  double degree(const std::vector<std::string>& labels, const std::vector<std::string>& types,
                Direction direction);
  /// Share of the relationships' far ends that have the label.
  double far_end_share(std::string_view label, const std::vector<std::string>& types,
                       Direction direction);

  /// What a sample says of a property's values; nullptr without one.
  const storage::ValueStatistics* values(std::string_view label, std::string_view property);
  /// How many times more relationships of one type a node at the end of one has than the mean node
  /// with the labels: 1 where no sample says so.
  double skew(const std::vector<std::string>& labels, const std::vector<std::string>& types,
              Direction direction);

  /// A value of the index's first property, or an id, that the query names: the symbol stands for
  /// no other nodes. They are looked up, so that hubs are planned as hubs.
  void note_value(Slot slot, const storage::IndexDefinition& index, const Value& value);
  void note_id(Slot slot, NodeId id);
  [[nodiscard]] bool is_named(Slot slot) const { return named_.contains(slot); }
  /// How many times more relationships the nodes have that a symbol stands for than the mean node
  /// with its labels: 1 where no value names them.
  double start_factor(Slot slot, const std::vector<std::string>& types, Direction direction);

  /// Whether an implication holds now; unlike the numbers this is exact, an error means no.
  bool holds(const LabelImplication& implication);

  /// An index that holds values of every kind and whose first property is `property`, nullptr if
  /// there is none.
  const storage::IndexDefinition* index_on(std::string_view label, std::string_view property);
  /// All indexes with ordered values on a label / on a relationship type.
  std::vector<const storage::IndexDefinition*> indexes_on(std::string_view label);
  std::vector<const storage::IndexDefinition*> indexes_on_type(std::string_view type);
  /// Different values in an index, at least 1.
  double distinct_values(const storage::IndexDefinition& index) {
    return distinct_values(index.id);
  }
  double distinct_values(IndexId index);
  [[nodiscard]] std::string label_name(LabelId id) const;
  [[nodiscard]] std::string property_name(PropertyKeyId id) const;

  /// Labels a symbol's nodes are known to have, from the patterns read so far.
  void note_label(Slot slot, const std::string& label);
  /// `target` is a copy of `source`.
  void note_copy(Slot source, Slot target);
  const std::vector<std::string>& labels_of(Slot slot) const;

 private:
  double mean_degree(const std::vector<NodeId>& nodes, const std::vector<std::string>& types,
                     Direction direction);
  double relationships_of_type(std::string_view label, std::optional<std::string> type,
                               Direction direction);

  storage::Transaction& transaction_;
  storage::StatisticsCache* samples_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const storage::ValueStatistics>,
           std::less<>>
      values_;
  std::optional<double> nodes_;
  std::map<std::string, double, std::less<>> label_counts_;
  std::map<std::string, double> relationship_counts_;
  std::vector<storage::IndexDefinition> indexes_;
  std::unordered_map<std::uint32_t, double> distinct_values_;
  std::unordered_map<Slot, std::vector<std::string>> labels_;
  std::unordered_map<Slot, std::vector<NodeId>> named_;
  std::map<std::tuple<Slot, std::vector<std::string>, Direction>, double> start_factors_;
};

}  // namespace entente::query
