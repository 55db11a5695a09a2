#include "query/exec/node_predicates.hpp"

#include <algorithm>

#include "query/limits.hpp"

namespace entente::query {

Status NodePredicates::test(EvalContext& context, std::span<const NodeId> nodes,
                            std::vector<bool>& keep) {
  if (predicates_.empty()) return {};
  for (std::size_t begin = 0; begin < nodes.size(); begin += batch_rows) {
    const std::size_t count = std::min(batch_rows, nodes.size() - begin);
    ENTENTE_TRY(test_batch(context, nodes.subspan(begin, count), begin, keep));
    ENTENTE_TRY(context.interruption.check());
  }
  return {};
}

Status NodePredicates::test_batch(EvalContext& context, std::span<const NodeId> nodes,
                                  std::size_t begin, std::vector<bool>& keep) {
  if (batch_.symbol_count() != runtime_.symbol_count) batch_ = Batch(runtime_.symbol_count);
  batch_.clear();
  batch_.set_rows(nodes.size());
  batch_.column(node_).reset(ColumnType::node);
  batch_.column(node_).nodes().assign(nodes.begin(), nodes.end());
  // Later conditions see only what is left, as in a filter: they may fail for the others.
  std::vector<std::uint32_t> left(nodes.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = static_cast<std::uint32_t>(i);
  for (const auto& predicate : predicates_) {
    if (left.empty()) break;
    ENTENTE_TRY(predicate->evaluate(context, batch_, result_));
    ENTENTE_TRY(select_true(result_, rows_));
    if (rows_.size() == left.size()) continue;
    batch_.select(rows_);
    for (std::size_t i = 0; i < rows_.size(); ++i) left[i] = left[rows_[i]];
    left.resize(rows_.size());
  }
  auto next = left.begin();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (next != left.end() && *next == i) {
      ++next;
    } else {
      keep[begin + i] = false;
    }
  }
  return {};
}

}  // namespace entente::query
