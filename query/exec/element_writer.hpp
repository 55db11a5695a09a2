#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/builder.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Creates the nodes and relationships of a CREATE or MERGE pattern, row by row. Names are entered
/// into the dictionary at their first use, so a statement without rows leaves no names behind.
class PatternCreator {
 public:
  static Result<PatternCreator> make(const std::vector<CreateNode>& nodes,
                                     const std::vector<CreateRelationship>& relationships,
                                     Builder& builder);

  /// Gives the columns of new elements their types.
  void begin(Batch& batch) const;
  /// Creates everything for row `row` of the batch and appends to the new elements' columns, which
  /// have exactly `row` rows before. `merge`: properties may not be null.
  Status create(EvalContext& context, Batch& batch, std::size_t row, bool merge);
  /// Creates the only relationship of a pattern that gives it no properties, between nodes that the
  /// row has.
  Result<RelationshipRef> create_relationship(EvalContext& context, const Batch& batch,
                                              std::size_t row);

 private:
  struct Node {
    const CreateNode* spec;
    CompiledExpressionPtr properties;
    std::vector<CompiledExpressionPtr> dynamic_labels;
    std::vector<LabelId> labels;
    bool resolved = false;
  };
  struct Relationship {
    const CreateRelationship* spec;
    CompiledExpressionPtr properties;
    CompiledExpressionPtr dynamic_type;
    RelationshipTypeId type;
    bool resolved = false;
  };
  static Result<std::vector<std::pair<PropertyKeyId, Value>>> properties(
      EvalContext& context, const CompiledExpression* expression, const Batch& batch,
      std::size_t row, bool merge);

  static Result<RelationshipRef> connect(EvalContext& context, const Batch& batch, std::size_t row,
                                         Relationship& relationship,
                                         std::vector<std::pair<PropertyKeyId, Value>> properties);
  /// The node's labels, with those that only this row gives.
  static Result<std::vector<LabelId>> labels(EvalContext& context, const Batch& batch,
                                             std::size_t row, Node& node);
  static Result<RelationshipTypeId> type(EvalContext& context, const Batch& batch, std::size_t row,
                                         Relationship& relationship);

  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
};

/// SET operations, in order; used by SET and by ON CREATE / ON MATCH.
class PropertyWriter {
 public:
  static Result<PropertyWriter> make(const std::vector<SetOperation>& operations, Builder& builder);
  [[nodiscard]] bool empty() const { return operations_.empty(); }
  /// True if the operations look at nothing but the columns of their row and the elements there; no
  /// subquery looks at the rest of the graph.
  [[nodiscard]] bool reads_its_row() const;
  /// Reads the elements of a whole batch that are about to be changed at once.
  Status read_ahead(EvalContext& context, const Batch& batch) const;
  /// Runs all operations for one row. An operation on null does nothing.
  Status apply(EvalContext& context, const Batch& batch, std::size_t row);

 private:
  struct Operation {
    const SetOperation* spec;
    CompiledExpressionPtr subject;
    CompiledExpressionPtr dynamic_key;
    CompiledExpressionPtr value;
    std::vector<CompiledExpressionPtr> dynamic_labels;
    /// Number of operations from this one on that set different properties of one variable and may
    /// be done at once in rows where value_slots have no elements.
    std::size_t group = 1;
    std::vector<Slot> value_slots;
    /// The property's number, once it is known: names keep theirs.
    std::optional<PropertyKeyId> key;
  };
  void find_groups();
  static bool can_join(const std::vector<Operation>& operations, std::size_t first,
                       std::size_t next);
  Status apply_group(EvalContext& context, std::size_t first, const Batch& batch, std::size_t row);
  static Status apply_one(EvalContext& context, const Operation& operation, const Batch& batch,
                          std::size_t row);

  std::vector<Operation> operations_;
};

/// Sets (or with null removes) one property of a node or relationship; TypeError for other kinds.
Status write_property(EvalContext& context, const Value& element, std::string_view key,
                      const Value& value);
/// Replaces all properties of an element by a map's (or element's), or adds them.
Status write_properties(EvalContext& context, const Value& element, const Value& source,
                        bool replace);
/// Appends the names that `$(…)` expressions give for a row.
Status add_label_names(EvalContext& context, const std::vector<CompiledExpressionPtr>& expressions,
                       const Batch& batch, std::size_t row, std::vector<std::string>& names);
/// The string a dynamic property key `n[key]` must be.
Result<std::string> dynamic_property_key(const Value& key);

}  // namespace entente::query
