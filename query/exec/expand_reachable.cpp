#include <algorithm>
#include <unordered_map>

#include "query/exec/batch_util.hpp"
#include "query/exec/node_set.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_constraint.hpp"
#include "query/exec/view_reach.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// The nodes a variable-length pattern can end at, each once per input row: breadth first over
/// whole frontiers, never by trails.
///
/// Correct for lower bounds 0 and 1: a shortest walk to another node repeats nothing, so it is a
/// trail. The start itself is reached again by a closed trail: the shortest closed walk if
/// relationships have a direction, the shortest cycle through it otherwise (found by comparing the
/// first relationships of the two branches that meet).
class ExpandReachableOperator final : public InputOperator {
 public:
  ExpandReachableOperator(const ExpandVariable& logical, Builder& builder, OperatorPtr input,
                          CompiledExpressionPtr properties)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        expand_(logical),
        spec_(logical.spec),
        to_needed_(builder.needs(logical, spec_.to) && !logical.into),
        input_slots_(logical.into ? builder.inputs(logical, {})
                                  : builder.inputs(logical, {spec_.to})),
        length_max_(logical.upper.value_or(path_length_max)),
        types_(spec_.types),
        in_memory_(spec_.direction, types_),
        constraint_(std::move(properties), spec_.distinct_from) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    row_ = 0;
    given_ = 0;
    reached_.clear();
    prepare(input_batch_);
    expansion_.reset();
    if (runtime_.updating) in_memory_.forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    std::vector<std::uint32_t> rows;
    std::vector<NodeId> ends;
    while (ends.size() < batch_rows) {
      if (given_ < reached_.size()) {
        const std::size_t count = std::min(batch_rows - ends.size(), reached_.size() - given_);
        const auto begin = reached_.begin() + static_cast<std::ptrdiff_t>(given_);
        ends.insert(ends.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
        rows.insert(rows.end(), count, static_cast<std::uint32_t>(row_ - 1));
        given_ += count;
        continue;
      }
      if (row_ >= input_batch_.rows()) {
        if (!ends.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
        if (runtime_.updating) {
          expansion_.reset();
          in_memory_.forget();
        }
      }
      ENTENTE_TRY(search(context, row_++));
    }
    out.gather(input_batch_, rows, input_slots_);
    if (to_needed_) {
      out.column(spec_.to).reset(ColumnType::node);
      out.column(spec_.to).nodes() = std::move(ends);
    }
    return true;
  }

 private:
  /// How a node was first reached, for cycles through the start of undirected patterns.
  struct Reach {
    std::uint64_t depth;
    RelationshipId branch;
  };

  Status search(EvalContext& context, std::size_t row) {
    reached_.clear();
    given_ = 0;
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row));
    std::optional<NodeId> target;
    if (expand_.into) {
      ENTENTE_ASSIGN(target, node_at(input_batch_.column(spec_.to), row));
    }
    if (!from || (expand_.into && !target)) return {};
    ENTENTE_TRY(constraint_.begin_row(context, input_batch_, row));
    ENTENTE_ASSIGN(const bool in_memory, can_use_memory(context, target.has_value()));
    if (in_memory) {
      return in_memory_.search(context, *from, length_max_, expand_.lower == 0, reached_);
    }
    start_ = *from;
    visited_.clear();
    reach_.clear();
    // The start counts as reached at once with a lower bound of 0, else by a closed trail only.
    start_reached_ = expand_.lower == 0;
    track_branches_ =
        spec_.direction == Direction::either && !start_reached_ && (!target || *target == start_);
    if (start_reached_) reached_.push_back(start_);
    frontier_.assign(1, start_);
    for (depth_ = 0; depth_ < length_max_ && !frontier_.empty(); ++depth_) {
      if (target && (visited_.contains(*target) || (*target == start_ && start_reached_))) break;
      ENTENTE_TRY(expand_frontier(context));
    }
    if (target) {
      const bool hit = *target == start_ ? start_reached_ : visited_.contains(*target);
      reached_.assign(hit ? 1 : 0, *target);
    }
    return {};
  }

  /// Rows in memory answer the plain case: all ends, and no condition on the relationships.
  Result<bool> can_use_memory(EvalContext& context, bool has_target) {
    const bool cycles_need_branches = spec_.direction == Direction::either && expand_.lower > 0;
    if (has_target || cycles_need_branches || !constraint_.trivial()) return false;
    types_.resolve(context.transaction);
    if (types_.none()) return false;
    return in_memory_.open(context);
  }

  Status expand_frontier(EvalContext& context) {
    types_.resolve(context.transaction);
    next_frontier_.clear();
    if (!types_.none()) {
      if (expansion_ == nullptr) {
        ENTENTE_ASSIGN(expansion_, context.transaction.expand(spec_.direction, types_.ids()));
      }
      ENTENTE_TRY(expansion_->begin(frontier_));
      while (true) {
        found_.clear();
        ENTENTE_ASSIGN(const bool more, expansion_->next(found_, batch_rows * 4));
        if (!more) break;
        for (std::size_t i = 0; i < found_.size(); ++i) ENTENTE_TRY(reach(context, i));
        ENTENTE_TRY(lease_.resize(
            context.memory,
            visited_.bytes() +
                (reached_.capacity() + frontier_.capacity() + next_frontier_.capacity()) * 8 +
                reach_.size() * 64));
        ENTENTE_TRY(context.interruption.check());
      }
    }
    frontier_.swap(next_frontier_);
    return {};
  }

  Status reach(EvalContext& context, std::size_t i) {
    const NodeId node = found_.neighbour[i];
    const RelationshipId relationship = found_.relationship[i];
    if (!track_branches_ && (visited_.contains(node) || (node == start_ && start_reached_))) {
      return {};
    }
    if (!constraint_.trivial()) {
      ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, relationship));
      if (!allowed) return {};
    }
    const NodeId source = frontier_[found_.source_row[i]];
    if (track_branches_) {
      compare_branches(source, node, relationship);
    } else if (node == start_) {
      // Without a direction a relationship would lead back over itself: branches are compared then.
      if (spec_.direction != Direction::either) reach_start();
      return {};
    }
    if (node == start_ || !visited_.insert(node)) return {};
    if (track_branches_) {
      reach_.emplace(node,
                     Reach{depth_ + 1, source == start_ ? relationship : reach_.at(source).branch});
    }
    reached_.push_back(node);
    next_frontier_.push_back(node);
    return {};
  }

  /// Looks for a closed trail through the start that ends with this relationship.
  void compare_branches(NodeId source, NodeId node, RelationshipId relationship) {
    if (start_reached_) return;
    std::uint64_t length = 0;
    if (source == start_ && node == start_) {
      length = 1;
    } else if (source == start_ || node == start_) {
      const auto it = reach_.find(source == start_ ? node : source);
      if (it == reach_.end() || it->second.branch == relationship) return;
      length = it->second.depth + 1;
    } else {
      const auto other = reach_.find(node);
      if (other == reach_.end()) return;
      const Reach& mine = reach_.at(source);
      if (mine.branch == other->second.branch) return;
      length = mine.depth + other->second.depth + 1;
    }
    if (length <= length_max_) reach_start();
  }

  void reach_start() {
    if (start_reached_) return;
    start_reached_ = true;
    reached_.push_back(start_);
  }

  const ExpandVariable& expand_;
  const ExpandSpec& spec_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  std::uint64_t length_max_;
  RelationshipTypes types_;
  ViewReach in_memory_;
  PathConstraint constraint_;
  std::unique_ptr<storage::Expansion> expansion_;
  storage::ExpandColumns found_;
  Batch input_batch_;
  std::size_t row_ = 0;

  // The search of one row.
  NodeId start_;
  bool start_reached_ = false;
  bool track_branches_ = false;
  std::uint64_t depth_ = 0;
  NodeSet visited_;
  std::unordered_map<NodeId, Reach> reach_;
  std::vector<NodeId> frontier_;
  std::vector<NodeId> next_frontier_;
  std::vector<NodeId> reached_;
  std::size_t given_ = 0;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_expand_reachable(const ExpandVariable& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  return OperatorPtr(std::make_unique<ExpandReachableOperator>(logical, builder, std::move(input),
                                                               std::move(properties)));
}

}  // namespace entente::query
