#include "query/exec/merge_relationship.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "query/exec/apply_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/relationship_types.hpp"
#include "query/exec/write_budget.hpp"
#include "query/limits.hpp"
#include "storage/graph/relationships_between.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::NodePair;

/// MERGE of one relationship of a fixed type and direction, without properties, between nodes that
/// are bound: the relationships of a whole left batch are looked up at once, where the general
/// operator runs its match part for each row. What earlier rows of the batch created is
/// remembered, so that later rows find it.
class MergeRelationshipOperator final : public ApplyOperator {
 public:
  MergeRelationshipOperator(const Merge& logical, Builder& builder, PatternCreator creator,
                            PropertyWriter on_create, PropertyWriter on_match)
      : ApplyOperator(logical, builder),
        spec_(logical.relationships.front()),
        types_(as<ExpandInto>(*logical.children[1]).spec.types),
        creator_(std::move(creator)),
        on_create_(std::move(on_create)),
        on_match_(std::move(on_match)),
        needed_(builder.needs(logical, spec_.relationship)) {}

 protected:
  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, next_left(context));
    if (!more) return false;
    ENTENTE_TRY(collect_pairs());
    ENTENTE_TRY(find_existing(context));
    ENTENTE_TRY(merge_rows(context));
    bind(out);
    ENTENTE_TRY(set_properties(context, out));
    return true;
  }

 private:
  /// The pairs of the batch's rows, each once and ascending; rows with a null have none.
  Status collect_pairs() {
    const std::size_t rows = left_batch_.rows();
    wanted_.clear();
    for (std::size_t row = 0; row < rows; ++row) {
      ENTENTE_ASSIGN(const auto source, node_at(left_batch_.column(spec_.source), row));
      ENTENTE_ASSIGN(const auto target, node_at(left_batch_.column(spec_.target), row));
      if (source && target) wanted_.push_back({{*source, *target}, row});
    }
    std::sort(wanted_.begin(), wanted_.end());
    pairs_.clear();
    pair_of_row_.assign(rows, no_pair);
    for (const auto& [pair, row] : wanted_) {
      if (pairs_.empty() || pairs_.back() != pair) pairs_.push_back(pair);
      pair_of_row_[row] = static_cast<std::uint32_t>(pairs_.size() - 1);
    }
    return {};
  }

  /// Fills known_ with the relationships that are there, for every pair of the batch.
  Status find_existing(EvalContext& context) {
    if (known_.size() < pairs_.size()) known_.resize(pairs_.size());
    for (std::size_t i = 0; i < pairs_.size(); ++i) known_[i].clear();
    types_.resolve(context.transaction);
    if (types_.none()) return {};
    // Lists of hubs are long, so that now and then somebody must ask whether to go on.
    for (std::size_t begin = 0; begin < pairs_.size(); begin += pairs_at_once) {
      const std::size_t count = std::min(pairs_at_once, pairs_.size() - begin);
      found_.clear();
      ENTENTE_TRY(storage::relationships_between(context.transaction, types_.ids().front(),
                                                 std::span(pairs_).subspan(begin, count), found_));
      for (const storage::FoundBetween& one : found_) {
        known_[begin + one.pair].push_back(one.relationship);
      }
      ENTENTE_TRY(context.interruption.check());
    }
    return {};
  }

  /// Creating a relationship looks at the records of its ends.
  Status read_ends_ahead(EvalContext& context) {
    ends_.clear();
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (!known_[i].empty()) continue;
      ends_.push_back(pairs_[i].source);
      ends_.push_back(pairs_[i].target);
    }
    return context.transaction.read_ahead(ends_);
  }

  Status merge_rows(EvalContext& context) {
    ENTENTE_TRY(read_ends_ahead(context));
    rows_.clear();
    relationships_.clear();
    created_.clear();
    for (std::size_t row = 0; row < pair_of_row_.size(); ++row) {
      const std::uint32_t pair = pair_of_row_[row];
      const bool create = pair == no_pair || known_[pair].empty();
      if (create) {
        ENTENTE_ASSIGN(const RelationshipRef ref,
                       creator_.create_relationship(context, left_batch_, row));
        // Who comes here has both nodes.
        known_[pair].push_back(ref.id);
        type_ = ref.type;
      } else if (!types_.none()) {
        type_ = types_.ids().front();
      }
      for (const RelationshipId id : known_[pair]) {
        rows_.push_back(static_cast<std::uint32_t>(row));
        relationships_.push_back({id, type_, pairs_[pair].source, pairs_[pair].target});
        created_.push_back(create ? 1 : 0);
      }
      ENTENTE_TRY(budget_.row(context));
    }
    return {};
  }

  void bind(Batch& out) {
    // SET may look at every column of the left rows.
    all_.clear();
    const bool sets = !on_create_.empty() || !on_match_.empty();
    for (Slot slot = 0; slot < left_batch_.symbol_count(); ++slot) {
      if (slot == spec_.relationship) continue;
      if (sets || std::find(outputs_.begin(), outputs_.end(), slot) != outputs_.end()) {
        all_.push_back(slot);
      }
    }
    out.gather(left_batch_, rows_, all_);
    if (!needed_ && !sets) return;
    out.column(spec_.relationship).reset(ColumnType::relationship);
    out.column(spec_.relationship).relationships() = relationships_;
  }

  Status set_properties(EvalContext& context, Batch& out) {
    if (on_create_.empty() && on_match_.empty()) return {};
    ENTENTE_TRY(on_match_.read_ahead(context, out));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      ENTENTE_TRY((created_[i] != 0 ? on_create_ : on_match_).apply(context, out, i));
      ENTENTE_TRY(budget_.row(context));
    }
    keep_columns(out, outputs_);
    return {};
  }

  const CreateRelationship& spec_;
  RelationshipTypes types_;
  PatternCreator creator_;
  PropertyWriter on_create_;
  PropertyWriter on_match_;
  bool needed_;
  RelationshipTypeId type_;
  static constexpr std::uint32_t no_pair = ~std::uint32_t{0};
  static constexpr std::size_t pairs_at_once = 256;
  std::vector<std::pair<NodePair, std::size_t>> wanted_;
  std::vector<NodePair> pairs_;
  std::vector<std::uint32_t> pair_of_row_;
  std::vector<storage::FoundBetween> found_;
  /// What each pair has; there may be more of them, from larger batches before.
  std::vector<std::vector<RelationshipId>> known_;
  std::vector<NodeId> ends_;
  /// Of the output, row by row.
  std::vector<std::uint32_t> rows_;
  std::vector<RelationshipRef> relationships_;
  std::vector<std::uint8_t> created_;
  std::vector<Slot> all_;
  WriteBudget budget_;
};

}  // namespace

bool merges_one_relationship(const Merge& logical) {
  if (!logical.nodes.empty() || logical.relationships.size() != 1 || logical.path != no_slot) {
    return false;
  }
  const CreateRelationship& created = logical.relationships.front();
  if (created.properties != nullptr || created.dynamic_type != nullptr) return false;
  const LogicalOperator& match = *logical.children[1];
  if (match.kind != OperatorKind::expand_into) return false;
  const auto& expand = as<ExpandInto>(match);
  const ExpandSpec& spec = expand.spec;
  const bool forward = spec.direction == Direction::outgoing && spec.from == created.source &&
                       spec.to == created.target;
  const bool backward = spec.direction == Direction::incoming && spec.to == created.source &&
                        spec.from == created.target;
  return (forward || backward) && !expand.relationship_bound && spec.distinct_from.empty() &&
         spec.types.size() == 1 && spec.types.front() == created.type &&
         spec.relationship == created.relationship &&
         match.children.front()->kind == OperatorKind::argument;
}

Result<OperatorPtr> make_merge_relationship(const Merge& logical, Builder& builder,
                                            PatternCreator creator, PropertyWriter on_create,
                                            PropertyWriter on_match) {
  return finish_apply(
      std::make_unique<MergeRelationshipOperator>(logical, builder, std::move(creator),
                                                  std::move(on_create), std::move(on_match)),
      builder);
}

}  // namespace entente::query
