#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/view_rows.hpp"
#include "query/plan/path_automaton.hpp"

namespace entente::query {

/// The relationships by which a step of a pattern can have led to a node: from rows in memory if
/// they are there, else from the store. Nothing is read before the first question. One thread.
class BackwardRows {
 public:
  BackwardRows(Direction forward, const std::vector<std::string>& types)
      : direction_(opposite(forward)), cache_(direction_, types), types_(types) {}

  /// Calls visit(node before, relationship, true if the step follows it from source to target).
  template <class Visit>
  Status each(EvalContext& context, NodeId node, const Visit& visit) {
    if (!asked_) {
      asked_ = true;
      types_.resolve(context.transaction);
      ENTENTE_ASSIGN(rows_, ViewRows::open(context.transaction, direction_, types_));
    }
    if (!rows_) {
      ENTENTE_ASSIGN(const Neighbours list, cache_.get(context, node));
      for (const Neighbour& n : *list) visit(n.node, n.relationship, !n.outgoing);
      return {};
    }
    for (const ViewRows::Part& part : rows_->parts()) {
      const auto neighbours = part.view->neighbours(node.value);
      const auto relationships = part.view->relationships(node.value);
      for (std::size_t i = 0; i < neighbours.size(); ++i) {
        if (part.skip_loops && neighbours[i] == node.value) continue;
        visit(NodeId{neighbours[i]}, RelationshipId{relationships[i]}, !part.outgoing);
      }
    }
    return {};
  }
  /// Must be called after the transaction wrote something.
  void forget() {
    asked_ = false;
    rows_.reset();
    cache_.forget();
  }

 private:
  Direction direction_;
  AdjacencyCache cache_;
  RelationshipTypes types_;
  std::optional<ViewRows> rows_;
  bool asked_ = false;
};

}  // namespace entente::query
