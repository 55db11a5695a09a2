#include <algorithm>
#include <memory>

#include "query/exec/batch_util.hpp"
#include "query/exec/closing_expand.hpp"
#include "query/exec/cycle_counter.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

/// In how many ways the cycle of each row can be closed.
class CountCycleOperator final : public InputOperator {
 public:
  CountCycleOperator(const CountCycle& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        cycle_(logical),
        input_slots_(builder.inputs(logical, {logical.target})),
        second_direction_(logical.second.to == logical.first.to
                              ? logical.second.direction
                              : reversed(logical.second.direction)),
        first_types_(logical.first.types),
        second_types_(logical.second.types),
        first_lists_(logical.first.direction, logical.first.types),
        second_lists_(second_direction_, logical.second.types) {
    for (const Slot slot : logical.second.distinct_from) {
      if (slot == logical.first.relationship) {
        must_differ_ = true;
      } else {
        second_distinct_.push_back(slot);
      }
    }
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    if (runtime_.updating) forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
    if (!more) return false;
    if (runtime_.updating) forget();
    ENTENTE_TRY(open(context));
    std::vector<std::int64_t> counts(input_batch_.rows());
    for (std::size_t row = 0; row < counts.size(); ++row) {
      ENTENTE_ASSIGN(counts[row], count(context, row));
      ENTENTE_TRY(ticker_.tick(context));
    }
    if (counter_) ENTENTE_TRY(lease_.resize(context.memory, counter_->bytes()));
    out.gather(input_batch_, all_rows(input_batch_.rows()), input_slots_);
    out.column(cycle_.target).reset(ColumnType::integer);
    out.column(cycle_.target).integers() = std::move(counts);
    return true;
  }

 private:
  struct Step {
    NodeId node;
    RelationshipId relationship;
    auto operator<=>(const Step&) const = default;
  };

  void forget() {
    opened_ = false;
    counter_.reset();
    first_lists_.forget();
    second_lists_.forget();
  }

  Status open(EvalContext& context) {
    if (opened_) return {};
    opened_ = true;
    first_types_.resolve(context.transaction);
    second_types_.resolve(context.transaction);
    ENTENTE_ASSIGN(auto first,
                   ViewRows::open(context.transaction, cycle_.first.direction, first_types_));
    if (!first) return {};
    ENTENTE_ASSIGN(auto second,
                   ViewRows::open(context.transaction, second_direction_, second_types_));
    if (second) counter_.emplace(std::move(*first), std::move(*second));
    return {};
  }

  Result<std::int64_t> count(EvalContext& context, std::size_t row) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(cycle_.first.from), row));
    ENTENTE_ASSIGN(const auto other, node_at(input_batch_.column(cycle_.other_end()), row));
    if (!from || !other) return std::int64_t{0};
    ENTENTE_TRY(collect(cycle_.first.distinct_from, row, first_excluded_));
    ENTENTE_TRY(collect(second_distinct_, row, second_excluded_));
    // What is left of these could be among the relationships that are counted.
    std::erase_if(first_excluded_, [&](const RelationshipRef& r) {
      return !touches(r, *from, cycle_.first.direction, first_types_);
    });
    std::erase_if(second_excluded_, [&](const RelationshipRef& r) {
      return !touches(r, *other, second_direction_, second_types_);
    });
    const bool may_be_same = must_differ_ && *from == *other;
    if (!counter_) return count_in_lists(context, *from, *other);
    if (may_be_same || !first_excluded_.empty() || second_excluded_.size() > 1) {
      return count_one_by_one(context, *from, *other);
    }
    std::optional<NodeId> hidden;
    for (const RelationshipRef& r : second_excluded_) {
      hidden = r.source == *other ? r.target : r.source;
    }
    return counter_->count(*from, *other, hidden);
  }

  Status collect(const std::vector<Slot>& slots, std::size_t row,
                 std::vector<RelationshipRef>& out) {
    out.clear();
    for (const Slot slot : slots) {
      const Column& column = input_batch_.column(slot);
      if (column.type() == ColumnType::empty) continue;
      if (column.type() == ColumnType::relationship && column.all_valid()) {
        out.push_back(column.relationships()[row]);
        continue;
      }
      ENTENTE_ASSIGN(const auto relationship, relationship_at(column, row));
      if (relationship) out.push_back(*relationship);
    }
    return {};
  }

  static bool touches(const RelationshipRef& relationship, NodeId node, Direction direction,
                      const RelationshipTypes& types) {
    if (!types.allows(relationship.type)) return false;
    return (direction != Direction::incoming && relationship.source == node) ||
           (direction != Direction::outgoing && relationship.target == node);
  }

  /// By looking at the relationships themselves, in memory.
  Result<std::int64_t> count_one_by_one(EvalContext& context, NodeId from, NodeId other) {
    ENTENTE_TRY(steps_of(context, counter_->first(), from, first_excluded_, first_steps_));
    ENTENTE_TRY(steps_of(context, counter_->second(), other, second_excluded_, second_steps_));
    std::int64_t sum = 0;
    auto second = second_steps_.begin();
    for (const Step& first : first_steps_) {
      while (second != second_steps_.end() && second->node < first.node) ++second;
      for (auto it = second; it != second_steps_.end() && it->node == first.node; ++it) {
        if (!must_differ_ || it->relationship != first.relationship) ++sum;
      }
    }
    return sum;
  }

  /// In lists read from the store: each of the shorter one is looked up in the runs of the longer.
  Result<std::int64_t> count_in_lists(EvalContext& context, NodeId from, NodeId other) {
    ENTENTE_ASSIGN(const Neighbours first, first_lists_.get(context, from));
    if (first->empty()) return std::int64_t{0};
    ENTENTE_ASSIGN(const Neighbours second, second_lists_.get(context, other));
    const bool first_is_shorter = first->size() <= second->size();
    const auto& shorter = first_is_shorter ? *first : *second;
    const auto& longer = first_is_shorter ? *second : *first;
    std::int64_t sum = 0;
    for (const Neighbour& step : shorter) {
      for (auto run = longer.begin(); run != longer.end();) {
        const auto end = run_end(run, longer.end());
        auto it = std::lower_bound(run, end, step.node,
                                   [](const Neighbour& n, NodeId id) { return n.node < id; });
        for (; it != end && it->node == step.node; ++it) {
          sum += first_is_shorter ? counts(step, *it) : counts(*it, step);
        }
        run = end;
      }
      ENTENTE_TRY(ticker_.tick(context));
    }
    return sum;
  }

  [[nodiscard]] int counts(const Neighbour& first, const Neighbour& second) const {
    if (must_differ_ && first.relationship == second.relationship) return 0;
    if (contains(first_excluded_, first.relationship)) return 0;
    return contains(second_excluded_, second.relationship) ? 0 : 1;
  }

  static bool contains(const std::vector<RelationshipRef>& relationships, RelationshipId id) {
    return std::any_of(relationships.begin(), relationships.end(),
                       [&](const RelationshipRef& r) { return r.id == id; });
  }

  /// The relationships of a node that are not excluded, by the node they lead to.
  Status steps_of(EvalContext& context, const ViewRows& rows, NodeId node,
                  const std::vector<RelationshipRef>& excluded, std::vector<Step>& steps) {
    places_.clear();
    steps.clear();
    ENTENTE_TRY(rows.each(context, node, [&](NodeId neighbour, RowPlace place) {
      places_.emplace_back(neighbour, place);
    }));
    for (const auto& [neighbour, place] : places_) {
      ENTENTE_ASSIGN(const RelationshipId id, rows.relationship(context, node, place));
      if (!contains(excluded, id)) steps.push_back({neighbour, id});
    }
    std::sort(steps.begin(), steps.end());
    return {};
  }

  const CountCycle& cycle_;
  std::vector<Slot> input_slots_;
  Direction second_direction_;
  RelationshipTypes first_types_;
  RelationshipTypes second_types_;
  AdjacencyCache first_lists_;
  AdjacencyCache second_lists_;
  /// What the second relationship must not be, the first one aside.
  std::vector<Slot> second_distinct_;
  bool must_differ_ = false;
  bool opened_ = false;
  std::optional<CycleCounter> counter_;
  Batch input_batch_;
  std::vector<RelationshipRef> first_excluded_;
  std::vector<RelationshipRef> second_excluded_;
  std::vector<std::pair<NodeId, RowPlace>> places_;
  std::vector<Step> first_steps_;
  std::vector<Step> second_steps_;
  MemoryLease lease_;
  Ticker ticker_;
};

}  // namespace

Result<OperatorPtr> make_count_cycle(const CountCycle& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<CountCycleOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
