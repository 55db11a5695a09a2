#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/trail.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// All trails of a variable-length pattern, one row each.
class ExpandVariableOperator final : public InputOperator {
 public:
  ExpandVariableOperator(const ExpandVariable& logical, Builder& builder, OperatorPtr input,
                         CompiledExpressionPtr properties)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        expand_(logical),
        spec_(logical.spec),
        list_needed_(builder.needs(logical, spec_.relationship)),
        to_needed_(builder.needs(logical, spec_.to)),
        input_slots_(logical.into ? builder.inputs(logical, {spec_.relationship})
                                  : builder.inputs(logical, {spec_.relationship, spec_.to})),
        length_max_(logical.upper.value_or(path_length_max)),
        adjacency_(spec_.direction, spec_.types),
        constraint_(std::move(properties), spec_.distinct_from),
        search_(adjacency_, constraint_) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    search_.end();
    searching_ = false;
    row_ = 0;
    prepare(input_batch_);
    if (runtime_.updating) adjacency_.forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    ends_.clear();
    lists_.clear();
    while (rows_.size() < batch_rows) {
      if (!searching_) {
        if (row_ >= input_batch_.rows()) {
          // The batch given out refers to the rows of one input batch only.
          if (!rows_.empty()) break;
          ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
          row_ = 0;
          if (!more) return false;
          if (runtime_.updating) adjacency_.forget();
        }
        ENTENTE_TRY(begin_row(context));
        if (!searching_) continue;
      }
      ENTENTE_ASSIGN(const bool found, search_.next(context));
      if (!found) {
        searching_ = false;
        ++row_;
      } else if (search_.relationships().size() >= expand_.lower) {
        offer(search_.end_node());
      }
    }
    out.gather(input_batch_, rows_, input_slots_);
    if (list_needed_) {
      out.column(spec_.relationship).reset(ColumnType::value);
      out.column(spec_.relationship).values() = std::move(lists_);
    }
    if (to_needed_ && !expand_.into) {
      out.column(spec_.to).reset(ColumnType::node);
      out.column(spec_.to).nodes() = ends_;
    }
    return true;
  }

 private:
  Status begin_row(EvalContext& context) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row_));
    target_.reset();
    if (expand_.into) {
      ENTENTE_ASSIGN(target_, node_at(input_batch_.column(spec_.to), row_));
    }
    if (!from || (expand_.into && !target_)) {
      ++row_;
      return {};
    }
    ENTENTE_TRY(constraint_.begin_row(context, input_batch_, row_));
    ENTENTE_TRY(search_.begin(context, *from, length_max_));
    if (expand_.lower == 0) offer(*from);
    searching_ = true;
    return {};
  }

  void offer(NodeId end) {
    if (target_ && *target_ != end) return;
    rows_.push_back(static_cast<std::uint32_t>(row_));
    ends_.push_back(end);
    if (list_needed_) {
      lists_.push_back(relationship_list(search_.relationships(), expand_.reversed));
    }
  }

  const ExpandVariable& expand_;
  const ExpandSpec& spec_;
  bool list_needed_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  std::uint64_t length_max_;
  AdjacencyCache adjacency_;
  PathConstraint constraint_;
  TrailSearch search_;
  bool searching_ = false;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::optional<NodeId> target_;
  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
  std::vector<Value> lists_;
};

}  // namespace

Result<OperatorPtr> make_expand_variable(const ExpandVariable& logical, Builder& builder) {
  if (logical.relationship_bound) return make_follow_path(logical, builder);
  // Breadth first finds a node on its shortest trail only, so a longer lower bound needs them all.
  if (logical.distinct_ends && logical.lower <= 1) return make_expand_reachable(logical, builder);
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  return OperatorPtr(std::make_unique<ExpandVariableOperator>(logical, builder, std::move(input),
                                                              std::move(properties)));
}

}  // namespace entente::query
