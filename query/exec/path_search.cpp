#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_results.hpp"
#include "query/limits.hpp"
#include "query/plan/path_operators.hpp"

namespace entente::query {
namespace {

/// The first paths between pairs of nodes in order of length: SHORTEST k and its relatives. For
/// each input row, distances from the bound end are measured once; from every node at the other
/// end, paths back are then walked in rounds of growing length, each of them only where the
/// distance allows it (iterative deepening A*).
class PathSearchOperator final : public InputOperator {
 public:
  PathSearchOperator(const PathExpand& logical, Builder& builder, OperatorPtr input,
                     std::unique_ptr<const PathAutomaton> walk, PathConditions conditions,
                     std::vector<CompiledExpressionPtr> end_conditions, CompiledExpressionPtr count)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        search_(logical),
        to_needed_(!logical.into && builder.needs(logical, logical.to)),
        input_slots_(builder.outputs(logical)),
        automaton_(std::move(walk)),
        conditions_(std::move(conditions)),
        end_conditions_(std::move(end_conditions)),
        count_parameter_(std::move(count)),
        count_(logical.count),
        length_max_(length_max(*automaton_)),
        distances_(*automaton_, conditions_),
        walk_(*automaton_, conditions_, logical.repeatable, logical.mode),
        results_(logical, *automaton_, conditions_, !logical.reversed, builder) {
    SymbolSet bound(logical.automaton.results());
    bound.add(logical.path);
    bound.add(logical.relationships);
    if (!logical.into) bound.add(logical.to);
    std::erase_if(input_slots_, [&](Slot slot) { return bound.contains(slot); });
  }

 protected:
  Status restart(EvalContext& context) override {
    if (count_parameter_ != nullptr) ENTENTE_TRY(read_count(context));
    stop();
    results_.clear();
    row_ = 0;
    prepare(input_batch_);
    prepare(frame_);
    if (runtime_.updating) forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    ends_.clear();
    while (rows_.size() < batch_rows) {
      if (walking_) {
        ENTENTE_TRY(take_path(context));
      } else if (searching_) {
        ENTENTE_TRY(begin_target(context));
      } else if (row_ < input_batch_.rows()) {
        ENTENTE_TRY(begin_row(context));
      } else {
        // The batch given out refers to the rows of one input batch only.
        if (!rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
        if (runtime_.updating) forget();
      }
    }
    out.gather(input_batch_, rows_, input_slots_);
    results_.move_to(out);
    if (to_needed_) {
      out.column(search_.to).reset(ColumnType::node);
      out.column(search_.to).nodes() = ends_;
    }
    return true;
  }

 private:
  static std::uint64_t length_max(const PathAutomaton& automaton) {
    std::uint64_t sum = 0;
    for (const auto& place : automaton.places) {
      if (!place.step) continue;
      const auto upper = place.group ? automaton.groups[*place.group].upper : std::uint64_t{1};
      sum += std::min(upper.value_or(path_length_max), path_length_max);
    }
    return std::min(sum, path_length_max);
  }

  Status read_count(EvalContext& context) {
    ENTENTE_ASSIGN(count_, evaluate_count(context, *count_parameter_, runtime_.symbol_count,
                                          "The number of paths", search_.count_parameter->span));
    if (count_ > 0) return {};
    return Error::runtime(ErrorClass::argument_error, "NumberOutOfRange",
                          "At least 1 path must be asked for, not 0",
                          search_.count_parameter->span);
  }

  void forget() {
    distances_.forget();
    walk_.forget();
  }

  void stop() {
    walk_.end();
    distances_.end();
    walking_ = false;
    searching_ = false;
  }

  Status begin_row(EvalContext& context) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(search_.from), row_));
    target_.reset();
    if (search_.into) {
      ENTENTE_ASSIGN(target_, node_at(input_batch_.column(search_.to), row_));
    }
    if (!from || (search_.into && !target_)) {
      ++row_;
      return {};
    }
    conditions_.begin_frame(input_batch_, row_, frame_);
    ENTENTE_TRY(distances_.begin(context, frame_, *from));
    searching_ = true;
    next_target_ = 0;
    return {};
  }

  /// Goes to the next node at the other end; ends the row after the last one.
  Status begin_target(EvalContext& context) {
    while (true) {
      ENTENTE_ASSIGN(const auto target, next_target(context));
      if (!target) {
        stop();
        ++row_;
        return {};
      }
      ENTENTE_ASSIGN(const bool wanted, is_wanted(context, *target));
      if (!wanted) continue;
      start_ = *target;
      found_ = 0;
      groups_ = 0;
      return begin_round(context, distances_.find(start_, 0, 0).value_or(0));
    }
  }

  Result<std::optional<NodeId>> next_target(EvalContext& context) {
    if (search_.into) {
      if (next_target_++ > 0) return std::optional<NodeId>{};
      while (!distances_.find(*target_, 0, 0)) {
        if (distances_.complete() || distances_.depth() >= length_max_) {
          return std::optional<NodeId>{};
        }
        ENTENTE_TRY(distances_.deepen(context));
      }
      return target_;
    }
    while (next_target_ >= distances_.starts().size()) {
      if (distances_.complete() || distances_.depth() >= length_max_) {
        return std::optional<NodeId>{};
      }
      ENTENTE_TRY(distances_.deepen(context));
    }
    return std::optional(distances_.starts()[next_target_++]);
  }

  Result<bool> is_wanted(EvalContext& context, NodeId target) {
    if (search_.into || !conditions_.reads(search_.to)) return true;
    Column& column = frame_.column(search_.to);
    column.reset(ColumnType::node);
    column.nodes().push_back(target);
    for (const auto& condition : end_conditions_) {
      ENTENTE_ASSIGN(const bool holds, PathConditions::holds(context, *condition, frame_));
      if (!holds) return false;
    }
    return true;
  }

  Status begin_round(EvalContext& context, std::uint64_t length) {
    while (distances_.depth() < length && !distances_.complete()) {
      ENTENTE_TRY(distances_.deepen(context));
    }
    length_ = length;
    found_before_ = found_;
    ENTENTE_TRY(walk_.begin(context, frame_, start_, distances_, length));
    walking_ = true;
    return {};
  }

  Status take_path(EvalContext& context) {
    ENTENTE_ASSIGN(const bool more, walk_.next(context));
    if (!more) return end_round(context);
    results_.read(walk_);
    if (!conditions_.at_end().empty()) {
      results_.bind(frame_);
      for (const auto& condition : conditions_.at_end()) {
        ENTENTE_ASSIGN(const bool holds, PathConditions::holds(context, *condition, frame_));
        if (!holds) return {};
      }
    }
    ENTENTE_TRY(results_.keep(context));
    rows_.push_back(static_cast<std::uint32_t>(row_));
    ends_.push_back(start_);
    ++found_;
    if (search_.selection == PathSelection::paths && found_ == count_) walking_ = false;
    return {};
  }

  Status end_round(EvalContext& context) {
    walking_ = false;
    if (found_ > found_before_) ++groups_;
    if (search_.selection == PathSelection::groups && groups_ == count_) return {};
    const std::uint64_t next = walk_.next_length();
    if (next > length_max_) return {};
    return begin_round(context, next);
  }

  const PathExpand& search_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  std::unique_ptr<const PathAutomaton> automaton_;
  PathConditions conditions_;
  std::vector<CompiledExpressionPtr> end_conditions_;
  CompiledExpressionPtr count_parameter_;
  std::uint64_t count_;
  std::uint64_t length_max_;
  PathDistances distances_;
  PathWalk walk_;
  PathResults results_;
  Batch input_batch_;
  Batch frame_;
  std::size_t row_ = 0;

  // The search of one row, and the paths to one node of it.
  bool searching_ = false;
  bool walking_ = false;
  std::optional<NodeId> target_;
  std::size_t next_target_ = 0;
  NodeId start_;
  std::uint64_t length_ = 0;
  std::uint64_t found_ = 0;
  std::uint64_t found_before_ = 0;
  std::uint64_t groups_ = 0;

  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
};

}  // namespace

Result<OperatorPtr> make_path_search(const PathExpand& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  auto walk = std::make_unique<const PathAutomaton>(logical.automaton.reversed());
  ENTENTE_ASSIGN(auto conditions, PathConditions::make(logical, *walk, builder));
  ENTENTE_ASSIGN(auto end_conditions, builder.compile_all(logical.end_conditions));
  ENTENTE_ASSIGN(auto count, builder.compile_optional(logical.count_parameter));
  return OperatorPtr(std::make_unique<PathSearchOperator>(
      logical, builder, std::move(input), std::move(walk), std::move(conditions),
      std::move(end_conditions), std::move(count)));
}

}  // namespace entente::query
