#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/list_rows.hpp"
#include "query/exec/node_predicates.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/trail_ends.hpp"
#include "query/limits.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

/// The different ends of a chain of relationships: per input row, or of all rows together if
/// nothing else of them is asked for.
class ExpandEndsOperator final : public InputOperator {
 public:
  /// What one hop needs whether rows are in memory or not.
  struct Hop {
    Hop(const ChainHop& chain_hop, NodePredicates conditions)
        : logical(chain_hop),
          types(chain_hop.types),
          lists(chain_hop.direction, chain_hop.types),
          backward(chain_hop.direction, chain_hop.types),
          predicates(std::move(conditions)) {}
    const ChainHop& logical;
    RelationshipTypes types;
    AdjacencyCache lists;
    BackwardRows backward;
    NodePredicates predicates;
  };

  ExpandEndsOperator(const ExpandEnds& logical, Builder& builder, OperatorPtr input,
                     std::vector<std::unique_ptr<Hop>> hops)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        chain_(logical),
        to_needed_(builder.needs(logical, logical.to())),
        input_slots_(builder.inputs(logical, {logical.to()})),
        hops_(std::move(hops)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    row_ = 0;
    given_ = 0;
    searched_ = false;
    prepare(input_batch_);
    ends_ = nullptr;
    if (runtime_.updating) forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (input_slots_.empty()) return next_of_all(context, out);
    std::vector<std::uint32_t> rows;
    std::vector<NodeId> nodes;
    while (nodes.size() < batch_rows) {
      if (take(nodes)) {
        rows.resize(nodes.size(), static_cast<std::uint32_t>(row_ - 1));
        continue;
      }
      if (row_ >= input_batch_.rows()) {
        // The batch given out refers to the rows of one input batch only.
        if (!nodes.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
        if (runtime_.updating) forget();
      }
      ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(chain_.from), row_++));
      if (from) ENTENTE_TRY(search(context, {&*from, 1}));
    }
    out.gather(input_batch_, rows, input_slots_);
    bind(out, std::move(nodes));
    return true;
  }

 private:
  using SeenRows = TrailEnds<ViewRows>;
  using ReadRows = TrailEnds<ListRows>;

  /// Begins at all input rows at once.
  Result<bool> next_of_all(EvalContext& context, Batch& out) {
    if (!searched_) {
      searched_ = true;
      if (runtime_.updating) forget();
      ENTENTE_TRY(collect_starts(context));
      ENTENTE_TRY(search(context, starts_));
    }
    std::vector<NodeId> nodes;
    if (!take(nodes)) return false;
    out.set_rows(nodes.size());
    bind(out, std::move(nodes));
    return true;
  }

  Status collect_starts(EvalContext& context) {
    starts_.clear();
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
      if (!more) return {};
      ENTENTE_TRY(collect_nodes(input_batch_.column(chain_.from), nodes_, rows_));
      starts_.insert(starts_.end(), nodes_.begin(), nodes_.end());
      ENTENTE_TRY(lease_.resize(context.memory, starts_.capacity() * sizeof(NodeId)));
    }
  }

  /// Fills `nodes` up to a batch with ends not given yet; false if there are none.
  bool take(std::vector<NodeId>& nodes) {
    const std::size_t left = ends_ == nullptr ? 0 : ends_->size() - given_;
    const std::size_t count = std::min(left, batch_rows - nodes.size());
    if (count == 0) return false;
    const auto begin = ends_->begin() + static_cast<std::ptrdiff_t>(given_);
    nodes.insert(nodes.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
    given_ += count;
    return true;
  }

  void bind(Batch& out, std::vector<NodeId> nodes) const {
    if (!to_needed_) return;
    out.column(chain_.to()).reset(ColumnType::node);
    out.column(chain_.to()).nodes() = std::move(nodes);
  }

  void forget() {
    ends_ = nullptr;
    seen_.reset();
    read_.reset();
    for (const auto& hop : hops_) {
      hop->lists.forget();
      hop->backward.forget();
    }
  }

  Status search(EvalContext& context, std::span<const NodeId> starts) {
    given_ = 0;
    if (!seen_ && !read_) ENTENTE_TRY(choose(context));
    if (seen_) {
      ENTENTE_TRY(seen_->search(context, starts));
      ends_ = &seen_->ends();
    } else {
      ENTENTE_TRY(read_->search(context, starts));
      ends_ = &read_->ends();
    }
    return {};
  }

  /// Takes the rows in memory if all are there.
  Status choose(EvalContext& context) {
    std::vector<TrailHop<ViewRows>> seen;
    for (const auto& hop : hops_) {
      hop->types.resolve(context.transaction);
      ENTENTE_ASSIGN(auto rows,
                     ViewRows::open(context.transaction, hop->logical.direction, hop->types));
      if (!rows) break;
      seen.push_back(make_hop(*hop, std::move(*rows)));
    }
    if (seen.size() == hops_.size()) {
      seen_.emplace(std::move(seen), node_test());
      return {};
    }
    std::vector<TrailHop<ListRows>> read;
    for (const auto& hop : hops_) read.push_back(make_hop(*hop, ListRows(hop->lists)));
    read_.emplace(std::move(read), node_test());
    return {};
  }

  template <class Rows>
  static TrailHop<Rows> make_hop(Hop& hop, Rows rows) {
    TrailHop<Rows> result{
        std::move(rows), hop.logical.direction, {}, !hop.predicates.empty(), &hop.backward};
    for (const std::size_t earlier : hop.logical.distinct_from) {
      result.differs_from.resize(std::max(result.differs_from.size(), earlier + 1));
      result.differs_from[earlier] = true;
    }
    return result;
  }

  NodeTest node_test() {
    return [this](EvalContext& context, std::size_t hop, std::span<const NodeId> nodes,
                  std::vector<bool>& keep) {
      return hops_[hop]->predicates.test(context, nodes, keep);
    };
  }

  const ExpandEnds& chain_;
  bool to_needed_;
  std::vector<Slot> input_slots_;
  std::vector<std::unique_ptr<Hop>> hops_;
  std::optional<SeenRows> seen_;
  std::optional<ReadRows> read_;
  const std::vector<NodeId>* ends_ = nullptr;
  std::size_t given_ = 0;
  bool searched_ = false;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::vector<NodeId> starts_;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_expand_ends(const ExpandEnds& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<std::unique_ptr<ExpandEndsOperator::Hop>> hops;
  for (const ChainHop& chain_hop : logical.hops) {
    ENTENTE_ASSIGN(auto predicates, builder.compile_all(chain_hop.predicates));
    hops.push_back(std::make_unique<ExpandEndsOperator::Hop>(
        chain_hop, NodePredicates(builder.runtime(), chain_hop.to, std::move(predicates))));
  }
  return OperatorPtr(
      std::make_unique<ExpandEndsOperator>(logical, builder, std::move(input), std::move(hops)));
}

}  // namespace entente::query
