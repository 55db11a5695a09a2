#pragma once

#include <span>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/operator.hpp"

namespace entente::query {

/// Conditions that see one node only, for searches that meet nodes outside of rows: tested by whole
/// batches. One thread.
class NodePredicates {
 public:
  /// The conditions see the node as `node`, and nothing else. `runtime` must outlive this.
  NodePredicates(const Runtime& runtime, Slot node, std::vector<CompiledExpressionPtr> predicates)
      : runtime_(runtime), node_(node), predicates_(std::move(predicates)) {}

  [[nodiscard]] bool empty() const { return predicates_.empty(); }
  /// Clears keep[i] where a condition is not true for nodes[i].
  Status test(EvalContext& context, std::span<const NodeId> nodes, std::vector<bool>& keep);

 private:
  Status test_batch(EvalContext& context, std::span<const NodeId> nodes, std::size_t begin,
                    std::vector<bool>& keep);

  const Runtime& runtime_;
  Slot node_;
  std::vector<CompiledExpressionPtr> predicates_;
  Batch batch_;
  Column result_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace entente::query
