#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_results.hpp"
#include "query/limits.hpp"
#include "query/plan/path_operators.hpp"

namespace entente::query {
namespace {

/// All paths of a quantified part from one node, one row each.
class PathExpandOperator final : public InputOperator {
 public:
  PathExpandOperator(const PathExpand& logical, Builder& builder, OperatorPtr input,
                     PathConditions conditions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        expand_(logical),
        to_needed_(!logical.into && builder.needs(logical, logical.to)),
        input_slots_(builder.outputs(logical)),
        conditions_(std::move(conditions)),
        distinct_(logical.distinct_from),
        walk_(logical.automaton, conditions_, logical.repeatable, logical.mode),
        results_(logical, logical.automaton, conditions_, logical.reversed, builder) {
    SymbolSet bound(logical.automaton.results());
    bound.add(logical.path);
    bound.add(logical.relationships);
    if (!logical.into) bound.add(logical.to);
    std::erase_if(input_slots_, [&](Slot slot) { return bound.contains(slot); });
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    walk_.end();
    results_.clear();
    walking_ = false;
    row_ = 0;
    prepare(input_batch_);
    prepare(frame_);
    if (runtime_.updating) walk_.forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    ends_.clear();
    while (rows_.size() < batch_rows) {
      if (!walking_) {
        if (row_ >= input_batch_.rows()) {
          // The batch given out refers to the rows of one input batch only.
          if (!rows_.empty()) break;
          ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
          row_ = 0;
          if (!more) return false;
          if (runtime_.updating) walk_.forget();
        }
        ENTENTE_TRY(begin_row(context));
        if (!walking_) continue;
      }
      ENTENTE_ASSIGN(const bool found, walk_.next(context));
      if (found) {
        ENTENTE_TRY(offer(context));
      } else {
        walking_ = false;
        ++row_;
      }
    }
    out.gather(input_batch_, rows_, input_slots_);
    results_.move_to(out);
    if (to_needed_) {
      out.column(expand_.to).reset(ColumnType::node);
      out.column(expand_.to).nodes() = ends_;
    }
    return true;
  }

 private:
  Status begin_row(EvalContext& context) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(expand_.from), row_));
    target_.reset();
    if (expand_.into) {
      ENTENTE_ASSIGN(target_, node_at(input_batch_.column(expand_.to), row_));
    }
    if (!from || (expand_.into && !target_)) {
      ++row_;
      return {};
    }
    excluded_.clear();
    distinct_.collect(input_batch_, row_, excluded_);
    conditions_.begin_frame(input_batch_, row_, frame_);
    ENTENTE_TRY(walk_.begin(context, frame_, *from, excluded_));
    walking_ = true;
    return {};
  }

  Status offer(EvalContext& context) {
    if (target_ && *target_ != walk_.end_node()) return {};
    results_.read(walk_);
    if (!conditions_.at_end().empty()) {
      results_.bind(frame_);
      if (!expand_.into && conditions_.reads(expand_.to)) {
        frame_.column(expand_.to).reset(ColumnType::node);
        frame_.column(expand_.to).nodes().push_back(walk_.end_node());
      }
      for (const auto& condition : conditions_.at_end()) {
        ENTENTE_ASSIGN(const bool holds, PathConditions::holds(context, *condition, frame_));
        if (!holds) return {};
      }
    }
    ENTENTE_TRY(results_.keep(context));
    rows_.push_back(static_cast<std::uint32_t>(row_));
    ends_.push_back(walk_.end_node());
    return {};
  }

  const PathExpand& expand_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  PathConditions conditions_;
  DistinctRelationships distinct_;
  PathWalk walk_;
  PathResults results_;
  bool walking_ = false;
  Batch input_batch_;
  Batch frame_;
  std::size_t row_ = 0;
  std::optional<NodeId> target_;
  std::vector<RelationshipId> excluded_;
  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
};

}  // namespace

Result<OperatorPtr> make_path_expand(const PathExpand& logical, Builder& builder) {
  if (logical.selection != PathSelection::all) return make_path_search(logical, builder);
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto conditions, PathConditions::make(logical, logical.automaton, builder));
  return OperatorPtr(std::make_unique<PathExpandOperator>(logical, builder, std::move(input),
                                                          std::move(conditions)));
}

}  // namespace entente::query
