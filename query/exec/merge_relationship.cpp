#include "query/exec/merge_relationship.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/exec/apply_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/relationship_types.hpp"
#include "query/exec/write_budget.hpp"
#include "query/limits.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

struct NodePair {
  NodeId source;
  NodeId target;
  friend auto operator<=>(const NodePair&, const NodePair&) = default;
};

struct NodePairHash {
  std::size_t operator()(const NodePair& pair) const {
    std::uint64_t hash = pair.source.value * 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ (hash >> 32U) ^ pair.target.value) * 0xD6E8FEB86659FD93ULL;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
  }
};

/// Tells of most pairs that were never added that they were not, without a look into a table: a
/// Bloom filter of one bit per pair (Bloom, "Space/time trade-offs in hash coding with allowable
/// errors", 1970). Of the pairs that were not added at most one in 16 is taken for one that was.
class PairFilter {
 public:
  /// Empties the filter, and makes room for `pairs` pairs.
  void reset(std::size_t pairs) {
    constexpr std::size_t bits_per_pair = 16;
    const std::size_t bits = std::bit_ceil(std::max<std::size_t>(64, pairs * bits_per_pair));
    mask_ = bits - 1;
    words_.assign(bits / 64, 0);
  }
  void add(const NodePair& pair) {
    const std::size_t bit = NodePairHash{}(pair)&mask_;
    words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  [[nodiscard]] bool may_hold(const NodePair& pair) const {
    const std::size_t bit = NodePairHash{}(pair)&mask_;
    return ((words_[bit / 64] >> (bit % 64)) & 1U) != 0;
  }

 private:
  std::size_t mask_ = 0;
  std::vector<std::uint64_t> words_;
};

/// MERGE of one relationship of a fixed type and direction, without properties, between nodes that
/// are bound: the lists of a whole left batch are read at once, each source's once, where the
/// general operator runs its match part for each row. What earlier rows of the batch created is
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
  /// The pairs of the batch's rows; rows with a null keep none.
  Status collect_pairs() {
    const std::size_t rows = left_batch_.rows();
    pairs_.assign(rows, std::nullopt);
    for (std::size_t row = 0; row < rows; ++row) {
      ENTENTE_ASSIGN(const auto source, node_at(left_batch_.column(spec_.source), row));
      ENTENTE_ASSIGN(const auto target, node_at(left_batch_.column(spec_.target), row));
      if (source && target) pairs_[row] = NodePair{*source, *target};
    }
    return {};
  }

  /// Fills known_ with the relationships that are there, for every pair of the batch.
  Status find_existing(EvalContext& context) {
    known_.clear();
    sources_.clear();
    filter_.reset(pairs_.size());
    for (const auto& pair : pairs_) {
      if (!pair || !known_.try_emplace(*pair).second) continue;
      sources_.push_back(pair->source);
      filter_.add(*pair);
    }
    types_.resolve(context.transaction);
    if (sources_.empty() || types_.none()) return {};
    std::sort(sources_.begin(), sources_.end());
    sources_.erase(std::unique(sources_.begin(), sources_.end()), sources_.end());
    ENTENTE_ASSIGN(const auto expansion,
                   context.transaction.expand(Direction::outgoing, types_.ids()));
    ENTENTE_TRY(expansion->begin(sources_));
    while (true) {
      found_.clear();
      ENTENTE_ASSIGN(const bool some, expansion->next(found_, batch_rows));
      if (!some) return {};
      for (std::size_t i = 0; i < found_.size(); ++i) {
        // A hub has thousands of relationships of which the batch asks for a few.
        const NodePair pair{sources_[found_.source_row[i]], found_.neighbour[i]};
        if (!filter_.may_hold(pair)) continue;
        const auto it = known_.find(pair);
        if (it != known_.end()) it->second.push_back(found_.relationship[i]);
      }
      ENTENTE_TRY(context.interruption.check());
    }
  }

  /// Creating a relationship looks at the records of its ends.
  Status read_ends_ahead(EvalContext& context) {
    ends_.clear();
    for (const auto& [pair, relationships] : known_) {
      if (!relationships.empty()) continue;
      ends_.push_back(pair.source);
      ends_.push_back(pair.target);
    }
    return context.transaction.read_ahead(ends_);
  }

  Status merge_rows(EvalContext& context) {
    ENTENTE_TRY(read_ends_ahead(context));
    rows_.clear();
    relationships_.clear();
    created_.clear();
    for (std::size_t row = 0; row < pairs_.size(); ++row) {
      std::vector<RelationshipId>* matches = pairs_[row] ? &known_.at(*pairs_[row]) : nullptr;
      const bool create = matches == nullptr || matches->empty();
      if (create) {
        ENTENTE_ASSIGN(const RelationshipRef ref,
                       creator_.create_relationship(context, left_batch_, row));
        // Who comes here has both nodes.
        matches->push_back(ref.id);
        type_ = ref.type;
      } else if (!types_.none()) {
        type_ = types_.ids().front();
      }
      for (const RelationshipId id : *matches) {
        rows_.push_back(static_cast<std::uint32_t>(row));
        relationships_.push_back({id, type_, pairs_[row]->source, pairs_[row]->target});
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
  std::vector<std::optional<NodePair>> pairs_;
  std::unordered_map<NodePair, std::vector<RelationshipId>, NodePairHash> known_;
  /// Of the keys of known_.
  PairFilter filter_;
  std::vector<NodeId> sources_;
  std::vector<NodeId> ends_;
  storage::ExpandColumns found_;
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
