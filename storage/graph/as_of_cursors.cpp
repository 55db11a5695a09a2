#include "storage/graph/as_of_cursors.hpp"

#include <vector>

namespace entente::storage {
namespace {

using Shown = AsOfFilter::Shown;

class AsOfNodes final : public NodeCursor {
 public:
  AsOfNodes(std::unique_ptr<NodeCursor> base, AsOfFilter& filter, NodeTest test)
      : base_(std::move(base)), filter_(filter), test_(std::move(test)) {}

  Result<std::size_t> next(std::span<NodeId> out) override {
    std::size_t kept = 0;
    while (kept == 0) {
      ENTENTE_ASSIGN(const std::size_t count, base_->next(out));
      if (count == 0) break;
      for (std::size_t i = 0; i < count; ++i) {
        ENTENTE_ASSIGN(const bool keep, passes(out[i]));
        if (keep) out[kept++] = out[i];
      }
    }
    return kept;
  }

 private:
  Result<bool> passes(NodeId node) {
    ENTENTE_ASSIGN(const Shown shown, filter_.node(node));
    if (shown == Shown::no) return false;
    return test_ ? test_(node, shown) : Result<bool>(true);
  }

  std::unique_ptr<NodeCursor> base_;
  AsOfFilter& filter_;
  NodeTest test_;
};

class AsOfRelationships final : public RelationshipCursor {
 public:
  AsOfRelationships(std::unique_ptr<RelationshipCursor> base, AsOfFilter& filter)
      : base_(std::move(base)), filter_(filter) {}

  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    std::size_t kept = 0;
    while (kept == 0) {
      ENTENTE_ASSIGN(const std::size_t count, base_->next(out));
      if (count == 0) break;
      for (std::size_t i = 0; i < count; ++i) {
        ENTENTE_ASSIGN(const Shown shown, filter_.relationship(out[i]));
        if (shown != Shown::no) out[kept++] = out[i];
      }
    }
    return kept;
  }

 private:
  std::unique_ptr<RelationshipCursor> base_;
  AsOfFilter& filter_;
};

class AsOfExpansion final : public Expansion {
 public:
  AsOfExpansion(std::unique_ptr<Expansion> base, AsOfFilter& filter)
      : base_(std::move(base)), filter_(filter) {}

  Status begin(std::span<const NodeId> sources) override {
    sources_ = sources;
    return base_->begin(sources);
  }

  Result<bool> next(ExpandColumns& out, std::size_t max_rows) override {
    const std::size_t size_before = out.size();
    while (out.size() == size_before) {
      found_.clear();
      ENTENTE_ASSIGN(const bool more, base_->next(found_, max_rows));
      if (!more) return false;
      for (std::size_t i = 0; i < found_.size(); ++i) {
        ENTENTE_ASSIGN(const Shown shown, filter_.relationship(ends_of(i)));
        if (shown != Shown::no) append(out, i);
      }
    }
    return true;
  }

 private:
  [[nodiscard]] RelationshipEnds ends_of(std::size_t i) const {
    const NodeId start = sources_[found_.source_row[i]];
    const bool outgoing = found_.outgoing[i] != 0;
    return {found_.relationship[i], found_.type[i], outgoing ? start : found_.neighbour[i],
            outgoing ? found_.neighbour[i] : start};
  }

  void append(ExpandColumns& out, std::size_t i) const {
    out.source_row.push_back(found_.source_row[i]);
    out.neighbour.push_back(found_.neighbour[i]);
    out.relationship.push_back(found_.relationship[i]);
    out.type.push_back(found_.type[i]);
    out.outgoing.push_back(found_.outgoing[i]);
  }

  std::unique_ptr<Expansion> base_;
  AsOfFilter& filter_;
  std::span<const NodeId> sources_;
  ExpandColumns found_;
};

}  // namespace

std::unique_ptr<NodeCursor> make_as_of_nodes(std::unique_ptr<NodeCursor> base, AsOfFilter& filter,
                                             NodeTest test) {
  return std::make_unique<AsOfNodes>(std::move(base), filter, std::move(test));
}

std::unique_ptr<RelationshipCursor> make_as_of_relationships(
    std::unique_ptr<RelationshipCursor> base, AsOfFilter& filter) {
  return std::make_unique<AsOfRelationships>(std::move(base), filter);
}

std::unique_ptr<Expansion> make_as_of_expansion(std::unique_ptr<Expansion> base,
                                                AsOfFilter& filter) {
  return std::make_unique<AsOfExpansion>(std::move(base), filter);
}

}  // namespace entente::storage
