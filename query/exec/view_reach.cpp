#include "query/exec/view_reach.hpp"

#include "query/plan/path_automaton.hpp"

namespace entente::query {
namespace {

constexpr std::size_t prefetch_distance = 16;
constexpr std::size_t row_prefetch_distance = 8;
constexpr std::size_t nodes_between_checks = 1024;

/// A frontier so small is expanded before its relationships are counted.
constexpr std::size_t small_frontier = 1024;
/// Looking up ends at the first hit, but jumps about as much: it must save so many times.
constexpr std::uint64_t look_up_advantage = 4;

}  // namespace

Result<bool> ViewReach::open(EvalContext& context) {
  if (!asked_) {
    asked_ = true;
    ENTENTE_ASSIGN(rows_, ViewRows::open(context.transaction, direction_, types_));
  }
  return rows_.has_value();
}

void ViewReach::forget() {
  asked_ = false;
  backward_asked_ = false;
  rows_.reset();
  backward_.reset();
}

Status ViewReach::search(EvalContext& context, NodeId start, std::uint64_t length_max,
                         bool with_start, std::vector<NodeId>& reached) {
  reached.clear();
  visited_.prepare(std::max(rows_->node_end(), start.value + 1));
  if (with_start) {
    visited_.insert(start);
    reached.push_back(start);
  }
  Status status;
  std::vector<NodeId> frontier(1, start);
  for (std::uint64_t depth = 0; depth < length_max && !frontier.empty(); ++depth) {
    const std::size_t known = reached.size();
    status = step(context, frontier, reached);
    if (!status) break;
    frontier.assign(reached.begin() + static_cast<std::ptrdiff_t>(known), reached.end());
  }
  visited_.clear(reached.size(), [&](std::size_t i) { return reached[i]; });
  return status;
}

Status ViewReach::step(EvalContext& context, std::span<const NodeId> frontier,
                       std::vector<NodeId>& reached) {
  ENTENTE_ASSIGN(const bool look_up, worth_looking_up(context, frontier, reached.size()));
  return look_up ? step_up(context, frontier, reached) : step_down(context, frontier, reached);
}

Status ViewReach::step_down(EvalContext& context, std::span<const NodeId> frontier,
                            std::vector<NodeId>& reached) {
  for (const ViewRows::Part& part : rows_->parts()) {
    const storage::AdjacencyView& view = *part.view;
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      if (i + prefetch_distance < frontier.size()) {
        view.prefetch(frontier[i + prefetch_distance].value);
        view.prefetch_row(frontier[i + row_prefetch_distance].value);
      }
      if (i % nodes_between_checks == 0) {
        ENTENTE_TRY(context.interruption.check());
        ENTENTE_TRY(lease_.resize(context.memory, visited_.bytes() + frontier_set_.bytes() +
                                                      reached.capacity() * 2 * sizeof(NodeId)));
      }
      for (const std::uint32_t node : view.neighbours(frontier[i].value)) {
        if (visited_.insert(NodeId{node})) reached.push_back(NodeId{node});
      }
    }
  }
  return {};
}

Result<bool> ViewReach::worth_looking_up(EvalContext& context, std::span<const NodeId> frontier,
                                         std::size_t reached) {
  if (frontier.size() < small_frontier) return false;
  std::uint64_t below = 0;
  for (const NodeId node : frontier) below += rows_->degree(node);
  const std::uint64_t unreached =
      rows_->node_end() - std::min(rows_->node_end(), std::uint64_t{reached});
  if (below < unreached * look_up_advantage) return false;
  if (!backward_asked_) {
    backward_asked_ = true;
    ENTENTE_ASSIGN(backward_, ViewRows::open(context.transaction, opposite(direction_), types_));
  }
  return backward_.has_value();
}

Status ViewReach::step_up(EvalContext& context, std::span<const NodeId> frontier,
                          std::vector<NodeId>& reached) {
  const std::uint64_t node_end = std::max(rows_->node_end(), backward_->node_end());
  visited_.prepare(node_end);
  frontier_set_.prepare(node_end);
  for (const NodeId node : frontier) frontier_set_.insert(node);
  Status status;
  for (std::uint64_t id = 0; id < node_end && status.has_value(); ++id) {
    if (id % (nodes_between_checks * 64) == 0) status = context.interruption.check();
    const NodeId node{id};
    if (visited_.contains(node)) continue;
    for (const ViewRows::Part& part : backward_->parts()) {
      const auto row = part.view->neighbours(id);
      const bool hit = std::any_of(row.begin(), row.end(), [&](std::uint32_t before) {
        return frontier_set_.contains(NodeId{before});
      });
      if (!hit) continue;
      visited_.insert(node);
      reached.push_back(node);
      break;
    }
  }
  frontier_set_.clear(frontier.size(), [&](std::size_t i) { return frontier[i]; });
  return status;
}

}  // namespace entente::query
