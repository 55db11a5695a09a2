#include "query/exec/node_scan.hpp"

#include <algorithm>
#include <bit>

#include "query/limits.hpp"

namespace entente::query {
namespace {

class NodeListCursor final : public storage::NodeCursor {
 public:
  explicit NodeListCursor(std::vector<NodeId> nodes) : nodes_(std::move(nodes)) {}

  Result<std::size_t> next(std::span<NodeId> out) override {
    const std::size_t count = std::min(out.size(), nodes_.size() - position_);
    std::copy_n(nodes_.begin() + static_cast<std::ptrdiff_t>(position_), count, out.begin());
    position_ += count;
    return count;
  }

 private:
  std::vector<NodeId> nodes_;
  std::size_t position_ = 0;
};

/// Members of a set, in words `begin` to `end`, that meet all conditions, 64 at a time. Set and
/// conditions must outlive it.
class FilteredSetCursor final : public storage::NodeCursor {
 public:
  FilteredSetCursor(const storage::IdSet& set, std::uint64_t begin, std::uint64_t end,
                    std::span<const ColumnPredicatePtr> predicates,
                    const Interruption& interruption)
      : words_(set.words().first(std::min<std::uint64_t>(end, set.words().size()))),
        predicates_(predicates),
        interruption_(interruption),
        word_(begin) {}

  Result<std::size_t> next(std::span<NodeId> out) override {
    std::size_t count = 0;
    while (count < out.size()) {
      if (rest_ == 0) {
        if (word_ >= words_.size()) break;
        if ((word_ & 1023U) == 1023U) ENTENTE_TRY(interruption_.check());
        rest_ = words_[word_];
        for (const auto& predicate : predicates_) {
          if (rest_ == 0) break;
          rest_ &= predicate->test(word_, rest_).yes;
        }
        ++word_;
        continue;
      }
      const auto bit = static_cast<std::uint64_t>(std::countr_zero(rest_));
      out[count++] = NodeId((word_ - 1) * 64 + bit);
      rest_ &= rest_ - 1;
    }
    return count;
  }

 private:
  std::span<const std::uint64_t> words_;
  std::span<const ColumnPredicatePtr> predicates_;
  const Interruption& interruption_;
  std::uint64_t word_;
  /// Nodes of the word before that were not given yet.
  std::uint64_t rest_ = 0;
};

}  // namespace

std::unique_ptr<storage::NodeCursor> make_node_list_cursor(std::vector<NodeId> nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return std::make_unique<NodeListCursor>(std::move(nodes));
}

NodeScan::NodeScan(const LogicalOperator& logical, Builder& builder, OperatorPtr input, Slot node)
    : InputOperator(logical, builder.runtime(), std::move(input)),
      node_(node),
      node_needed_(builder.needs(logical, node)),
      input_slots_(builder.inputs(logical, {node})) {}

Status NodeScan::restart(EvalContext& /*context*/) {
  cursor_.reset();
  members_.reset();
  tested_ = false;
  started_ = false;
  prepare(input_batch_);
  row_ = 0;
  return {};
}

void NodeScan::release_scan() {
  cursor_.reset();
  input_batch_.clear();
  row_ = 0;
  members_.reset();
  part_.reset();
  tested_ = false;
  started_ = false;
  for (const auto& predicate : predicates_) predicate->release();
}

/// Decides, once for each start, who tests the conditions.
Status NodeScan::prepare_filter(EvalContext& context) {
  started_ = true;
  if (part_) members_ = part_->members;
  if (predicates_.empty()) return {};
  auto found = members_;
  if (found == nullptr) {
    ENTENTE_ASSIGN(found, members(context));
  }
  if (found == nullptr) return {};
  for (const auto& predicate : predicates_) {
    ENTENTE_ASSIGN(const bool ready, predicate->begin(context));
    if (!ready) return {};
  }
  members_ = std::move(found);
  tested_ = true;
  return {};
}

/// Opens the cursor of the next row of the input batch that has one; false at the batch's end.
Result<bool> NodeScan::advance(EvalContext& context) {
  for (; row_ < input_batch_.rows(); ++row_) {
    if (!started_) ENTENTE_TRY(prepare_filter(context));
    if (members_ != nullptr) {
      const std::span<const ColumnPredicatePtr> tests =
          tested_ ? std::span<const ColumnPredicatePtr>(predicates_)
                  : std::span<const ColumnPredicatePtr>();
      cursor_ = std::make_unique<FilteredSetCursor>(*members_, part_ ? part_->begin : 0,
                                                    part_ ? part_->end : members_->words().size(),
                                                    tests, context.interruption);
      return true;
    }
    ENTENTE_ASSIGN(cursor_, find(context, input_batch_, row_));
    if (cursor_ != nullptr) return true;
    ENTENTE_TRY(ticker_.tick(context));
  }
  return false;
}

Result<bool> NodeScan::do_next(EvalContext& context, Batch& out) {
  nodes_.resize(batch_rows);
  rows_.clear();
  std::size_t filled = 0;
  while (filled < batch_rows) {
    if (cursor_ == nullptr) {
      ENTENTE_ASSIGN(const bool found, advance(context));
      if (!found) {
        // Rows of another input batch cannot share this output batch.
        if (filled > 0) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) break;
        ENTENTE_TRY(begin_batch(context, input_batch_));
        continue;
      }
    }
    ENTENTE_ASSIGN(const std::size_t count, cursor_->next(std::span(nodes_).subspan(filled)));
    if (count == 0) {
      cursor_.reset();
      ++row_;
      continue;
    }
    rows_.insert(rows_.end(), count, static_cast<std::uint32_t>(row_));
    filled += count;
  }
  if (filled == 0) return false;
  out.gather(input_batch_, rows_, input_slots_);
  if (node_needed_) {
    out.column(node_).reset(ColumnType::node);
    const auto end = nodes_.begin() + static_cast<std::ptrdiff_t>(filled);
    out.column(node_).nodes().assign(nodes_.begin(), end);
  }
  return true;
}

}  // namespace entente::query
