#include "query/plan/statistics.hpp"

#include <algorithm>

#include "storage/graph/statistics_cache.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

Statistics::Statistics(storage::Transaction& transaction, storage::StatisticsCache* samples)
    : transaction_(transaction), samples_(samples), indexes_(transaction.indexes()) {}

Statistics::~Statistics() = default;

const storage::ValueStatistics* Statistics::values(std::string_view label,
                                                   std::string_view property) {
  if (samples_ == nullptr) return nullptr;
  const auto [it, added] =
      values_.try_emplace({std::string(label), std::string(property)}, nullptr);
  if (added) {
    const auto label_id = transaction_.find_label(label);
    const auto key = transaction_.find_property_key(property);
    if (label_id && key) {
      if (auto sampled = samples_->values(transaction_, *label_id, *key)) {
        it->second = std::move(*sampled);
      }
    }
  }
  const bool empty = it->second == nullptr || it->second->looked_at() == 0;
  return empty ? nullptr : it->second.get();
}

double Statistics::skew(const std::vector<std::string>& labels,
                        const std::vector<std::string>& types, Direction direction) {
  if (samples_ == nullptr || labels.empty() || types.size() != 1) return 1;
  const auto label = transaction_.find_label(labels.front());
  const auto type = transaction_.find_relationship_type(types.front());
  if (!label || !type) return 1;
  const auto degrees = samples_->degrees(transaction_, *label, *type, direction);
  return degrees ? (*degrees)->skew() : 1.0;
}

void Statistics::note_value(Slot slot, const storage::IndexDefinition& index, const Value& value) {
  // Of a value that many nodes have, some tell enough.
  constexpr std::size_t nodes_max = 16;
  if (named_.contains(slot)) return;
  const auto cursor = transaction_.index_seek(index.id, {&value, 1});
  if (!cursor || *cursor == nullptr) return;
  std::vector<NodeId> nodes(nodes_max);
  const auto found = (*cursor)->next(nodes);
  if (!found) return;
  nodes.resize(*found);
  named_.emplace(slot, std::move(nodes));
}

void Statistics::note_id(Slot slot, NodeId id) { named_.try_emplace(slot, 1, id); }

double Statistics::start_factor(Slot slot, const std::vector<std::string>& types,
                                Direction direction) {
  const auto named = named_.find(slot);
  if (named == named_.end() || named->second.empty()) return 1;
  const auto [it, added] = start_factors_.try_emplace({slot, types, direction}, 1.0);
  if (added) {
    const double mean = degree(labels_of(slot), types, direction);
    // The plan may be kept until they have relationships.
    const double own = std::max(1.0, mean_degree(named->second, types, direction));
    if (mean > 0) it->second = own / mean;
  }
  return it->second;
}

double Statistics::mean_degree(const std::vector<NodeId>& nodes,
                               const std::vector<std::string>& types, Direction direction) {
  std::vector<RelationshipTypeId> ids;
  for (const auto& type : types) {
    if (const auto id = transaction_.find_relationship_type(type)) ids.push_back(*id);
  }
  if (ids.empty() && !types.empty()) return 0;
  double sum = 0;
  for (const NodeId node : nodes) {
    sum += static_cast<double>(transaction_.degree(node, direction, ids).value_or(0));
  }
  return sum / static_cast<double>(nodes.size());
}

bool Statistics::holds(const LabelImplication& implication) {
  return query::holds(implication, transaction_).value_or(false);
}

double Statistics::nodes() {
  if (!nodes_) {
    const auto count = transaction_.node_count();
    nodes_ = count ? std::max(1.0, static_cast<double>(*count)) : 1000.0;
  }
  return *nodes_;
}

double Statistics::nodes_with(std::string_view label) {
  if (const auto it = label_counts_.find(label); it != label_counts_.end()) return it->second;
  double result = 0;
  if (const auto id = transaction_.find_label(label)) {
    const auto count = transaction_.node_count(*id);
    result = count ? static_cast<double>(*count) : nodes() / 10;
  }
  return label_counts_[std::string(label)] = result;
}

double Statistics::relationships_of_type(std::string_view label, std::optional<std::string> type,
                                         Direction direction) {
  std::optional<LabelId> label_id;
  if (!label.empty()) {
    label_id = transaction_.find_label(label);
    if (!label_id) return 0;
  }
  std::optional<RelationshipTypeId> type_id;
  if (type) {
    type_id = transaction_.find_relationship_type(*type);
    if (!type_id) return 0;
  }
  const auto estimate = [&](Direction d) {
    const auto count = transaction_.estimate_relationships(label_id, type_id, d);
    return count ? *count : nodes();
  };
  if (direction != Direction::either) return estimate(direction);
  return estimate(Direction::outgoing) + estimate(Direction::incoming);
}

double Statistics::relationships(std::string_view label, const std::vector<std::string>& types,
                                 Direction direction) {
  std::string key(label);
  key += '\n';
  for (const auto& type : types) key += type + '\n';
  key += static_cast<char>('0' + static_cast<int>(direction));
  if (const auto it = relationship_counts_.find(key); it != relationship_counts_.end()) {
    return it->second;
  }
  double result = 0;
  if (types.empty()) {
    result = relationships_of_type(label, std::nullopt, direction);
  } else {
    for (const auto& type : types) result += relationships_of_type(label, type, direction);
  }
  return relationship_counts_[key] = result;
}

double Statistics::degree(const std::vector<std::string>& labels,
                          const std::vector<std::string>& types, Direction direction) {
  if (labels.empty()) return relationships({}, types, direction) / nodes();
  double result = -1;
  for (const auto& label : labels) {
    const double count = std::max(1.0, nodes_with(label));
    const double mean = relationships(label, types, direction) / count;
    result = result < 0 ? mean : std::min(result, mean);
  }
  return result;
}

double Statistics::far_end_share(std::string_view label, const std::vector<std::string>& types,
                                 Direction direction) {
  const Direction back = direction == Direction::outgoing   ? Direction::incoming
                         : direction == Direction::incoming ? Direction::outgoing
                                                            : Direction::either;
  const double all = relationships({}, types, back);
  if (all <= 0) return 0;
  return std::min(1.0, relationships(label, types, back) / all);
}

const storage::IndexDefinition* Statistics::index_on(std::string_view label,
                                                     std::string_view property) {
  const auto key = transaction_.find_property_key(property);
  if (!key) return nullptr;
  const storage::IndexDefinition* best = nullptr;
  for (const auto* index : indexes_on(label)) {
    if (index->properties.front() != *key || !holds_all_kinds(index->kind)) continue;
    if (best == nullptr || index->properties.size() < best->properties.size()) best = index;
  }
  return best;
}

std::vector<const storage::IndexDefinition*> Statistics::indexes_on(std::string_view label) {
  std::vector<const storage::IndexDefinition*> result;
  const auto id = transaction_.find_label(label);
  if (!id) return result;
  for (const auto& index : indexes_) {
    const bool on_label = index.entity == storage::EntityKind::node &&
                          storage::has_values(index.kind) && index.label() == *id;
    if (on_label) result.push_back(&index);
  }
  return result;
}

std::vector<const storage::IndexDefinition*> Statistics::indexes_on_type(std::string_view type) {
  std::vector<const storage::IndexDefinition*> result;
  const auto id = transaction_.find_relationship_type(type);
  if (!id) return result;
  for (const auto& index : indexes_) {
    const bool on_type = index.entity == storage::EntityKind::relationship &&
                         storage::has_values(index.kind) && index.relationship_type() == *id;
    if (on_type) result.push_back(&index);
  }
  return result;
}

double Statistics::distinct_values(IndexId index) {
  const auto it = distinct_values_.find(index.value);
  if (it != distinct_values_.end()) return it->second;
  const auto estimate = transaction_.estimate_distinct(index);
  const double result = std::max(1.0, estimate ? *estimate : 100.0);
  distinct_values_[index.value] = result;
  return result;
}

std::string Statistics::label_name(LabelId id) const {
  return std::string(transaction_.label_name(id));
}

std::string Statistics::property_name(PropertyKeyId id) const {
  return std::string(transaction_.property_key_name(id));
}

void Statistics::note_label(Slot slot, const std::string& label) {
  auto& labels = labels_[slot];
  if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
}

void Statistics::note_copy(Slot source, Slot target) {
  if (const auto it = named_.find(source); it != named_.end()) {
    named_.try_emplace(target, it->second);
  }
  if (const auto it = labels_.find(source); it != labels_.end()) {
    const auto labels = it->second;
    for (const auto& label : labels) note_label(target, label);
  }
}

const std::vector<std::string>& Statistics::labels_of(Slot slot) const {
  static const std::vector<std::string> none;
  const auto it = labels_.find(slot);
  return it == labels_.end() ? none : it->second;
}

}  // namespace entente::query
