#include <algorithm>

#include "query/eval/label_names.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/element_writer.hpp"
#include "query/exec/located.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

Span span_of(const Expression* properties) {
  return properties == nullptr ? Span() : properties->span;
}

}  // namespace

Result<PatternCreator> PatternCreator::make(const std::vector<CreateNode>& nodes,
                                            const std::vector<CreateRelationship>& relationships,
                                            Builder& builder) {
  PatternCreator creator;
  for (const CreateNode& node : nodes) {
    ENTENTE_ASSIGN(auto properties, builder.compile_optional(node.properties));
    ENTENTE_ASSIGN(auto labels, builder.compile_all(node.dynamic_labels));
    creator.nodes_.push_back({&node, std::move(properties), std::move(labels), {}, false});
  }
  for (const CreateRelationship& relationship : relationships) {
    ENTENTE_ASSIGN(auto properties, builder.compile_optional(relationship.properties));
    ENTENTE_ASSIGN(auto type, builder.compile_optional(relationship.dynamic_type));
    creator.relationships_.push_back(
        {&relationship, std::move(properties), std::move(type), {}, false});
  }
  return creator;
}

void PatternCreator::begin(Batch& batch) const {
  for (const Node& node : nodes_) batch.column(node.spec->node).reset(ColumnType::node);
  for (const Relationship& relationship : relationships_) {
    batch.column(relationship.spec->relationship).reset(ColumnType::relationship);
  }
}

Status PatternCreator::create(EvalContext& context, Batch& batch, std::size_t row, bool merge) {
  storage::Transaction& transaction = context.transaction;
  // MERGE must not find out half-way that it cannot go on.
  std::vector<std::vector<std::pair<PropertyKeyId, Value>>> values;
  values.reserve(nodes_.size() + relationships_.size());
  for (const Node& node : nodes_) {
    ENTENTE_ASSIGN(values.emplace_back(),
                   located(properties(context, node.properties.get(), batch, row, merge),
                           span_of(node.spec->properties)));
  }
  for (const Relationship& relationship : relationships_) {
    ENTENTE_ASSIGN(values.emplace_back(),
                   located(properties(context, relationship.properties.get(), batch, row, merge),
                           span_of(relationship.spec->properties)));
  }
  auto next = values.begin();
  for (Node& node : nodes_) {
    ENTENTE_ASSIGN(const std::vector<LabelId> labels, this->labels(context, batch, row, node));
    ENTENTE_ASSIGN(const NodeId id, located(transaction.create_node(labels, std::move(*next++)),
                                            span_of(node.spec->properties)));
    batch.column(node.spec->node).nodes().push_back(id);
  }
  for (Relationship& relationship : relationships_) {
    ENTENTE_ASSIGN(const RelationshipRef ref,
                   connect(context, batch, row, relationship, std::move(*next++)));
    batch.column(relationship.spec->relationship).relationships().push_back(ref);
  }
  return {};
}

Result<RelationshipRef> PatternCreator::create_relationship(EvalContext& context,
                                                            const Batch& batch, std::size_t row) {
  return connect(context, batch, row, relationships_.front(), {});
}

Result<RelationshipRef> PatternCreator::connect(
    EvalContext& context, const Batch& batch, std::size_t row, Relationship& relationship,
    std::vector<std::pair<PropertyKeyId, Value>> properties) {
  const CreateRelationship& spec = *relationship.spec;
  ENTENTE_ASSIGN(const RelationshipTypeId type,
                 PatternCreator::type(context, batch, row, relationship));
  ENTENTE_ASSIGN(const auto source, node_at(batch.column(spec.source), row));
  ENTENTE_ASSIGN(const auto target, node_at(batch.column(spec.target), row));
  if (!source || !target) {
    return Error::runtime(ErrorClass::semantic_error, "",
                          "a relationship cannot be created: one of its nodes is null");
  }
  ENTENTE_ASSIGN(const RelationshipId id,
                 located(context.transaction.create_relationship(*source, type, *target,
                                                                 std::move(properties)),
                         span_of(spec.properties)));
  return RelationshipRef{id, type, *source, *target};
}

Result<std::vector<LabelId>> PatternCreator::labels(EvalContext& context, const Batch& batch,
                                                    std::size_t row, Node& node) {
  if (!node.resolved) {
    for (const std::string& label : node.spec->labels) {
      ENTENTE_ASSIGN(node.labels.emplace_back(), context.transaction.get_or_create_label(label));
    }
    node.resolved = true;
  }
  std::vector<LabelId> labels = node.labels;
  std::vector<std::string> names;
  ENTENTE_TRY(add_label_names(context, node.dynamic_labels, batch, row, names));
  for (const std::string& name : names) {
    ENTENTE_ASSIGN(const LabelId label, context.transaction.get_or_create_label(name));
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  return labels;
}

Result<RelationshipTypeId> PatternCreator::type(EvalContext& context, const Batch& batch,
                                                std::size_t row, Relationship& relationship) {
  if (relationship.dynamic_type == nullptr) {
    if (!relationship.resolved) {
      ENTENTE_ASSIGN(relationship.type,
                     context.transaction.get_or_create_relationship_type(relationship.spec->type));
      relationship.resolved = true;
    }
    return relationship.type;
  }
  ENTENTE_ASSIGN(const Value value, evaluate_at(context, *relationship.dynamic_type, batch, row));
  const Span span = relationship.spec->dynamic_type->span;
  ENTENTE_ASSIGN(const auto names, located(label_names(value), span));
  if (names.size() != 1) {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "a relationship has exactly one type, not " + value.to_text(), span);
  }
  return context.transaction.get_or_create_relationship_type(names.front());
}

Result<std::vector<std::pair<PropertyKeyId, Value>>> PatternCreator::properties(
    EvalContext& context, const CompiledExpression* expression, const Batch& batch, std::size_t row,
    bool merge) {
  std::vector<std::pair<PropertyKeyId, Value>> result;
  if (expression == nullptr) return result;
  ENTENTE_ASSIGN(const Value map, evaluate_at(context, *expression, batch, row));
  if (map.is_null()) return result;
  if (!map.is_map()) {
    return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                          "the properties of a pattern must be a map but are " + map.to_text());
  }
  for (const auto& [name, value] : map.as_map()) {
    if (value.is_null()) {
      if (!merge) continue;
      return Error::runtime(ErrorClass::semantic_error, "MergeReadOwnWrites",
                            "MERGE cannot use null as the value of property " + name, {},
                            "null equals nothing, so the pattern could never be found again");
    }
    ENTENTE_ASSIGN(const PropertyKeyId key, context.transaction.get_or_create_property_key(name));
    result.emplace_back(key, value);
  }
  return result;
}

}  // namespace entente::query
