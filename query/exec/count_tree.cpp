#include <memory>

#include "query/exec/batch_util.hpp"
#include "query/exec/list_rows.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/tree_counter.hpp"
#include "query/limits.hpp"
#include "storage/base/parallel.hpp"

namespace entente::query {
namespace {

/// Numbers of matches of a tree pattern: of those that begin at the node in each row, or of all.
class CountTreeOperator final : public InputOperator {
 public:
  CountTreeOperator(const CountTree& logical, Builder& builder, OperatorPtr input,
                    std::vector<NodePredicates> tests)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        tree_(logical),
        input_slots_(builder.inputs(logical, {logical.target})),
        tests_(std::move(tests)) {}

  [[nodiscard]] unsigned threads_used() const override { return threads_used_; }

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
    if (!more) return false;
    if (!seen_ && !read_) ENTENTE_TRY(choose(context));
    std::vector<std::int64_t> counts(input_batch_.rows());
    if (tree_.root_bound) {
      ENTENTE_TRY(count_rows(context, counts));
    } else {
      ENTENTE_ASSIGN(const std::int64_t all, count_all(context));
      counts.assign(counts.size(), all);
    }
    const std::vector<std::uint32_t> rows = all_rows(input_batch_.rows());
    out.gather(input_batch_, rows, input_slots_);
    out.column(tree_.target).reset(ColumnType::integer);
    out.column(tree_.target).integers() = std::move(counts);
    return true;
  }

 private:
  static constexpr std::uint64_t nodes_at_once = 4096;
  /// Of one thread at a time.
  static constexpr std::uint64_t nodes_per_part = 1U << 14U;

  Status count_rows(EvalContext& context, std::vector<std::int64_t>& counts) {
    const Column& roots = input_batch_.column(tree_.nodes.front().node);
    for (std::size_t row = 0; row < counts.size(); ++row) {
      ENTENTE_ASSIGN(const auto node, node_at(roots, row));
      if (!node) continue;
      if (seen_) {
        ENTENTE_ASSIGN(counts[row], seen_->at(context, *node));
      } else {
        ENTENTE_ASSIGN(counts[row], read_->at(context, *node));
      }
    }
    return {};
  }

  Result<std::int64_t> count_all(EvalContext& context) {
    if (types_missing_) return std::int64_t{0};
    if (!seen_) return count_all_read(context);
    if (seen_->only_leaves()) return count_leaves(context);
    seen_->expect_all(node_end_);
    std::int64_t sum = 0;
    std::vector<NodeId> nodes;
    for (std::uint64_t begin = 0; begin < node_end_; begin += nodes_at_once) {
      ENTENTE_TRY(context.interruption.check());
      const std::uint64_t end = std::min(node_end_, begin + nodes_at_once);
      nodes.clear();
      for (std::uint64_t id = begin; id < end; ++id) {
        ENTENTE_ASSIGN(const bool may_match, seen_->may_match(context, NodeId{id}));
        if (may_match) nodes.push_back(NodeId{id});
      }
      ENTENTE_ASSIGN(const std::int64_t part, seen_->total(context, nodes));
      ENTENTE_TRY(add(sum, part));
    }
    return sum;
  }

  /// Degrees alone tell: ranges of nodes are counted by several threads if there are many.
  Result<std::int64_t> count_leaves(EvalContext& context) {
    constexpr std::uint64_t nodes_per_row = 8;
    const bool worth = node_end_ / nodes_per_row >= runtime_.parallel.rows_min;
    const unsigned threads = worth ? runtime_.parallel.threads : 1;
    const std::size_t parts = (node_end_ + nodes_per_part - 1) / nodes_per_part;
    std::vector<std::int64_t> sums(parts);
    const Status counted = storage::run_parallel(threads, parts, [&](std::size_t part) -> Status {
      ENTENTE_TRY(context.interruption.check());
      const std::uint64_t begin = part * nodes_per_part;
      ENTENTE_ASSIGN(sums[part],
                     seen_->total_of_leaves(begin, std::min(node_end_, begin + nodes_per_part)));
      return {};
    });
    ENTENTE_TRY(counted);
    threads_used_ = static_cast<unsigned>(std::min<std::size_t>(threads, parts));
    std::int64_t sum = 0;
    for (const std::int64_t part : sums) ENTENTE_TRY(add(sum, part));
    return sum;
  }

  Result<std::int64_t> count_all_read(EvalContext& context) {
    ENTENTE_ASSIGN(const auto cursor, context.transaction.all_nodes());
    std::int64_t sum = 0;
    std::vector<NodeId> nodes;
    std::vector<NodeId> batch(batch_rows);
    while (true) {
      ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
      if (count == 0) return sum;
      ENTENTE_TRY(context.interruption.check());
      nodes.clear();
      for (std::size_t i = 0; i < count; ++i) {
        ENTENTE_ASSIGN(const bool may_match, read_->may_match(context, batch[i]));
        if (may_match) nodes.push_back(batch[i]);
      }
      ENTENTE_ASSIGN(const std::int64_t part, read_->total(context, nodes));
      ENTENTE_TRY(add(sum, part));
    }
  }

  static Status add(std::int64_t& sum, std::int64_t part) {
    if (!__builtin_add_overflow(sum, part, &sum)) return {};
    return Error::runtime(ErrorClass::arithmetic_error, "NumberOutOfRange",
                          "the number of matches is too large for an integer");
  }

  /// Takes the rows in memory if all are there.
  Status choose(EvalContext& context) {
    const std::vector<CountedNode>& nodes = tree_.nodes;
    std::vector<std::optional<ViewRows>> seen(nodes.size());
    std::vector<std::optional<ListRows>> read(nodes.size());
    bool in_memory = true;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      RelationshipTypes types(nodes[i].types);
      types.resolve(context.transaction);
      types_missing_ = types_missing_ || types.none();
      caches_.push_back(std::make_unique<AdjacencyCache>(nodes[i].direction, nodes[i].types));
      read[i] = ListRows(*caches_.back());
      if (!in_memory) continue;
      ENTENTE_ASSIGN(seen[i], ViewRows::open(context.transaction, nodes[i].direction, types));
      in_memory = seen[i].has_value();
      if (in_memory) node_end_ = std::max(node_end_, seen[i]->node_end());
    }
    if (in_memory) {
      seen_.emplace(nodes, std::move(seen), tests_);
    } else {
      read_.emplace(nodes, std::move(read), tests_);
    }
    return {};
  }

  const CountTree& tree_;
  std::vector<Slot> input_slots_;
  std::vector<NodePredicates> tests_;
  std::vector<std::unique_ptr<AdjacencyCache>> caches_;
  std::optional<TreeCounter<ViewRows>> seen_;
  std::optional<TreeCounter<ListRows>> read_;
  std::uint64_t node_end_ = 0;
  /// A type of the pattern is unknown, so nothing matches.
  bool types_missing_ = false;
  unsigned threads_used_ = 1;
  Batch input_batch_;
};

}  // namespace

Result<OperatorPtr> make_count_tree(const CountTree& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<NodePredicates> tests;
  for (const CountedNode& node : logical.nodes) {
    ENTENTE_ASSIGN(auto predicates, builder.compile_all(node.predicates));
    tests.emplace_back(builder.runtime(), node.node, std::move(predicates));
  }
  return OperatorPtr(
      std::make_unique<CountTreeOperator>(logical, builder, std::move(input), std::move(tests)));
}

}  // namespace entente::query
