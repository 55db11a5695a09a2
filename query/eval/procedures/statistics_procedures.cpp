#include "query/eval/eval_error.hpp"
#include "query/eval/procedures/builtin_procedures.hpp"
#include "storage/graph/degree_statistics.hpp"
#include "storage/graph/transaction.hpp"
#include "storage/graph/value_statistics.hpp"

namespace entente::query {
namespace {

using storage::DegreeStatistics;
using storage::ValueStatistics;

constexpr std::size_t common_values_max = 10;
constexpr std::size_t histogram_parts = 10;

Value number(std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); }

/// What the planner counts exactly: nodes by label; relationships by type, alone and with the label
/// of each end.
Status counts(EvalContext& context, std::span<const Value> /*arguments*/,
              std::vector<ValueList>& rows) {
  storage::Transaction& tx = context.transaction;
  ENTENTE_ASSIGN(const std::uint64_t nodes, tx.node_count());
  ENTENTE_ASSIGN(const std::uint64_t relationships, tx.relationship_count());
  rows.push_back({Value(), Value(), Value(), number(nodes)});
  ENTENTE_ASSIGN(const auto labels, tx.labels_in_use());
  ENTENTE_ASSIGN(const auto types, tx.relationship_types_in_use());
  for (const auto& label : labels) {
    ENTENTE_ASSIGN(const std::uint64_t count, tx.node_count(*tx.find_label(label)));
    rows.push_back({Value(label), Value(), Value(), number(count)});
  }
  rows.push_back({Value(), Value("*"), Value(), number(relationships)});
  for (const auto& type : types) {
    const RelationshipTypeId id = *tx.find_relationship_type(type);
    ENTENTE_ASSIGN(const std::uint64_t count, tx.relationship_count(id));
    rows.push_back({Value(), Value(type), Value(), number(count)});
    for (const auto& label : labels) {
      for (const bool out : {true, false}) {
        const Direction direction = out ? Direction::outgoing : Direction::incoming;
        ENTENTE_ASSIGN(const double ends,
                       tx.estimate_relationships(*tx.find_label(label), id, direction));
        if (ends <= 0) continue;
        rows.push_back({Value(label), Value(type), Value(out ? "OUTGOING" : "INCOMING"),
                        number(static_cast<std::uint64_t>(ends))});
      }
    }
  }
  return {};
}

/// One row, or none if nobody has the label or the property was never used.
Status values(EvalContext& context, std::span<const Value> arguments,
              std::vector<ValueList>& rows) {
  storage::Transaction& tx = context.transaction;
  const auto label = tx.find_label(arguments[0].as_string());
  const auto property = tx.find_property_key(arguments[1].as_string());
  if (!label || !property) return {};
  ENTENTE_ASSIGN(const ValueStatistics sampled, ValueStatistics::sample(tx, *label, *property));
  if (sampled.looked_at() == 0) return {};
  ValueList common;
  for (const auto& value : sampled.most_common(common_values_max)) {
    common.push_back(Value(ValueList{value.value, Value(value.share)}));
  }
  rows.push_back({number(sampled.nodes()), number(sampled.looked_at()), Value(sampled.present()),
                  Value(sampled.distinct()), Value(std::move(common)),
                  Value(sampled.bounds(histogram_parts))});
  return {};
}

/// A row for each range of degrees some sampled node has.
Status degrees(EvalContext& context, std::span<const Value> arguments,
               std::vector<ValueList>& rows) {
  storage::Transaction& tx = context.transaction;
  const auto label = tx.find_label(arguments[0].as_string());
  const auto type = tx.find_relationship_type(arguments[1].as_string());
  if (!label || !type) return {};
  for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
    ENTENTE_ASSIGN(const DegreeStatistics sampled,
                   DegreeStatistics::sample(tx, *label, *type, direction));
    for (std::size_t bucket = 0; bucket < sampled.buckets().size(); ++bucket) {
      const std::uint64_t nodes = sampled.buckets()[bucket];
      if (nodes == 0) continue;
      const std::uint64_t least = bucket == 0 ? 0 : std::uint64_t{1} << (bucket - 1);
      const std::uint64_t greatest = bucket == 0 ? 0 : 2 * least - 1;
      const double share = static_cast<double>(nodes) / static_cast<double>(sampled.looked_at());
      rows.push_back({Value(direction == Direction::outgoing ? "OUTGOING" : "INCOMING"),
                      number(least), number(greatest), Value(share)});
    }
  }
  return {};
}

}  // namespace

void add_statistics_procedures(ProcedureList& list) {
  list.push_back(make_procedure(
      "db.stats.counts() :: (label :: STRING, relationshipType :: STRING, direction :: STRING, "
      "count :: INTEGER)",
      counts, "Lists the exact counts that plans are made from."));
  list.push_back(make_procedure(
      "db.stats.values(label :: STRING, propertyKey :: STRING) :: (nodes :: INTEGER, sampled :: "
      "INTEGER, present :: FLOAT, distinctValues :: FLOAT, mostCommon :: LIST OF ANY, bounds :: "
      "LIST OF ANY)",
      values, "Samples the values of a property as the planner does."));
  list.push_back(make_procedure(
      "db.stats.degrees(label :: STRING, relationshipType :: STRING) :: (direction :: STRING, "
      "least :: INTEGER, greatest :: INTEGER, share :: FLOAT)",
      degrees, "Samples how relationships of a type are spread over the nodes with a label."));
}

}  // namespace entente::query
