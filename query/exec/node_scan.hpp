#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/builder.hpp"
#include "query/exec/column_predicate.hpp"
#include "query/exec/operator.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// Base of everything that finds nodes: the product of the input rows with the nodes found for
/// each of them. Results of several input rows share one output batch.
class NodeScan : public InputOperator {
 public:
  NodeScan(const LogicalOperator& logical, Builder& builder, OperatorPtr input, Slot node);

  /// Conditions on the node alone that a Filter above tests otherwise.
  void push_down(std::vector<ColumnPredicatePtr> predicates) {
    predicates_ = std::move(predicates);
  }
  /// True if all nodes given since the start meet the conditions of push_down().
  [[nodiscard]] bool filtered() const { return tested_; }
  /// The nodes of every row, if they are the same ones and in memory; else nullptr.
  virtual Result<std::shared_ptr<const storage::IdSet>> members(EvalContext& /*context*/) {
    return std::shared_ptr<const storage::IdSet>();
  }
  /// From the next start on gives the nodes of words `begin` to `end` of a set that members() gave,
  /// instead of all.
  void restrict_to(std::shared_ptr<const storage::IdSet> members, std::uint64_t begin,
                   std::uint64_t end) {
    part_ = Part{std::move(members), begin, end};
  }
  [[nodiscard]] Slot node() const { return node_; }

 protected:
  Status restart(EvalContext& context) override;
  Result<bool> do_next(EvalContext& context, Batch& out) override;

  /// Lets go of the cursor and the rows: the base's part of do_release().
  void release_scan();
  /// Called once per input batch, before the rows are visited: evaluates what depends on them.
  virtual Status begin_batch(EvalContext& /*context*/, const Batch& /*batch*/) { return {}; }
  /// The nodes for one input row; nullptr if there are none.
  virtual Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context,
                                                            const Batch& batch,
                                                            std::size_t row) = 0;

 private:
  struct Part {
    std::shared_ptr<const storage::IdSet> members;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };

  Result<bool> advance(EvalContext& context);
  Status prepare_filter(EvalContext& context);

  Slot node_;
  bool node_needed_;
  std::vector<Slot> input_slots_;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::unique_ptr<storage::NodeCursor> cursor_;
  /// Buffers of one output batch, kept from batch to batch.
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;
  std::vector<ColumnPredicatePtr> predicates_;
  /// Set while the nodes are taken from memory.
  std::shared_ptr<const storage::IdSet> members_;
  std::optional<Part> part_;
  /// The scan tests the conditions itself.
  bool tested_ = false;
  bool started_ = false;
  Ticker ticker_;
};

/// A cursor over nodes that are already known, each given once, ascending.
std::unique_ptr<storage::NodeCursor> make_node_list_cursor(std::vector<NodeId> nodes);

}  // namespace entente::query
