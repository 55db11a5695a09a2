#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/relationship_types.hpp"
#include "query/exec/view_expansion.hpp"
#include "query/limits.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

/// Follows all relationships of whole batches of start nodes.
class ExpandOperator final : public InputOperator {
 public:
  ExpandOperator(const Expand& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        spec_(logical.spec),
        relationship_needed_(builder.needs(logical, spec_.relationship)),
        to_needed_(builder.needs(logical, spec_.to)),
        input_slots_(builder.inputs(logical, {spec_.relationship, spec_.to})),
        types_(spec_.types),
        distinct_(spec_.distinct_from),
        in_memory_(relationship_needed_ || !spec_.distinct_from.empty()) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    // An expansion sees the graph as it was when it was made, so an updating plan makes a new one.
    if (runtime_.updating) {
      expansion_.reset();
      in_memory_.forget();
    }
    active_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      if (!active_) {
        ENTENTE_ASSIGN(const bool more, begin_batch(context));
        if (!more) return false;
        if (!active_) continue;
      }
      ENTENTE_ASSIGN(const bool some, find_some());
      if (!some) {
        active_ = false;
        continue;
      }
      if (emit(out)) return true;
      ENTENTE_TRY(context.interruption.check());
    }
  }

 private:
  Result<bool> find_some() {
    if (use_memory_) return in_memory_.next(found_, batch_rows);
    found_.clear();
    return expansion_->next(found_, batch_rows);
  }

  Result<bool> begin_batch(EvalContext& context) {
    ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
    if (!more) return false;
    ENTENTE_TRY(collect_nodes(input_batch_.column(spec_.from), sources_, source_rows_));
    types_.resolve(context.transaction);
    if (sources_.empty() || types_.none()) return true;
    const bool changed = type_count_ != types_.ids().size();
    if (runtime_.updating || changed) in_memory_.forget();
    active_ = true;
    ENTENTE_ASSIGN(use_memory_, in_memory_.open(context, spec_.direction, types_));
    if (use_memory_) {
      type_count_ = types_.ids().size();
      in_memory_.begin(sources_);
      return true;
    }
    if (expansion_ == nullptr || runtime_.updating || changed) {
      ENTENTE_ASSIGN(expansion_, context.transaction.expand(spec_.direction, types_.ids()));
      type_count_ = types_.ids().size();
    }
    ENTENTE_TRY(expansion_->begin(sources_));
    return true;
  }

  bool emit(Batch& out) {
    for (std::uint32_t& row : found_.source_row) row = source_rows_[row];
    if (!distinct_.empty()) drop_repeated();
    if (found_.size() == 0) return false;
    out.gather(input_batch_, found_.source_row, input_slots_);
    if (relationship_needed_) bind_relationships(out.column(spec_.relationship));
    if (to_needed_) {
      out.column(spec_.to).reset(ColumnType::node);
      out.column(spec_.to).nodes() = found_.neighbour;
    }
    return true;
  }

  void drop_repeated() {
    keep_.assign(found_.size(), 1);
    distinct_.mark(input_batch_, found_.source_row, found_.relationship, keep_);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] == 0) continue;
      found_.source_row[kept] = found_.source_row[i];
      found_.neighbour[kept] = found_.neighbour[i];
      found_.relationship[kept] = found_.relationship[i];
      found_.type[kept] = found_.type[i];
      found_.outgoing[kept] = found_.outgoing[i];
      ++kept;
    }
    found_.source_row.resize(kept);
    found_.neighbour.resize(kept);
    found_.relationship.resize(kept);
    found_.type.resize(kept);
    found_.outgoing.resize(kept);
  }

  void bind_relationships(Column& column) {
    column.reset(ColumnType::relationship);
    std::vector<RelationshipRef>& relationships = column.relationships();
    relationships.resize(found_.size());
    const Column& from = input_batch_.column(spec_.from);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const std::uint32_t row = found_.source_row[i];
      const NodeId start =
          from.type() == ColumnType::node ? from.nodes()[row] : from.get(row).node_id();
      const bool outgoing = found_.outgoing[i] != 0;
      relationships[i] = {found_.relationship[i], found_.type[i],
                          outgoing ? start : found_.neighbour[i],
                          outgoing ? found_.neighbour[i] : start};
    }
  }

  const ExpandSpec& spec_;
  bool relationship_needed_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  RelationshipTypes types_;
  DistinctRelationships distinct_;
  ViewExpansion in_memory_;
  bool use_memory_ = false;
  std::size_t type_count_ = 0;
  std::unique_ptr<storage::Expansion> expansion_;
  bool active_ = false;
  Batch input_batch_;
  std::vector<NodeId> sources_;
  std::vector<std::uint32_t> source_rows_;
  storage::ExpandColumns found_;
  std::vector<std::uint8_t> keep_;
};

}  // namespace

Result<OperatorPtr> make_expand(const Expand& logical, Builder& builder) {
  if (logical.relationship_bound) {
    return make_follow_relationship(logical, logical.spec, false, builder);
  }
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<ExpandOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
