#include "storage/graph/cursors.hpp"

#include <algorithm>
#include <string>

#include "storage/format/key.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"

namespace entente::storage {

namespace {

class AllNodesCursor final : public NodeCursor {
 public:
  AllNodesCursor(const KvReader& reader, NodeId end) {
    const std::string end_key = NodeKey{end}.encode();
    it_ = reader.scan(KeyFamily::nodes, {{}, end_key}, ScanOrder::ascending);
  }
  Result<std::size_t> next(std::span<NodeId> out) override {
    std::size_t count = 0;
    for (; count < out.size() && it_->valid(); it_->next()) {
      ENTENTE_ASSIGN(const NodeKey key, NodeKey::decode(it_->key()));
      out[count++] = key.node;
    }
    ENTENTE_TRY(it_->status());
    return count;
  }

 private:
  std::unique_ptr<KvIterator> it_;
};

/// Decodes block after block; a block is small enough to be held as a whole.
class LabelCursor final : public NodeCursor {
 public:
  LabelCursor(const KvReader& reader, LabelId label, NodeId end) : end_(end) {
    const std::string begin = LabelKey::prefix(label);
    const std::string end_key = prefix_end(begin);
    it_ = reader.scan(KeyFamily::labels, {begin, end_key}, ScanOrder::ascending);
  }
  Result<std::size_t> next(std::span<NodeId> out) override {
    std::size_t count = 0;
    while (count < out.size()) {
      if (at_ == nodes_.size()) {
        ENTENTE_ASSIGN(const bool more, load_block());
        if (!more) break;
      }
      const std::size_t take = std::min(out.size() - count, nodes_.size() - at_);
      std::copy_n(nodes_.begin() + static_cast<std::ptrdiff_t>(at_), take, out.begin() + count);
      at_ += take;
      count += take;
    }
    return count;
  }

 private:
  Result<bool> load_block() {
    nodes_.clear();
    at_ = 0;
    while (nodes_.empty()) {
      if (!it_->valid()) {
        ENTENTE_TRY(it_->status());
        return false;
      }
      ENTENTE_ASSIGN(const LabelKey key, LabelKey::decode(it_->key()));
      ENTENTE_TRY(decode_label_block(it_->value(), key.block, nodes_));
      while (!nodes_.empty() && nodes_.back() >= end_) nodes_.pop_back();
      it_->next();
    }
    return true;
  }

  NodeId end_;
  std::unique_ptr<KvIterator> it_;
  std::vector<NodeId> nodes_;
  std::size_t at_ = 0;
};

class AllRelationshipsCursor final : public RelationshipCursor {
 public:
  AllRelationshipsCursor(const KvReader& reader, RelationshipId end) {
    const std::string end_key = RelationshipKey{end}.encode();
    it_ = reader.scan(KeyFamily::relationships, {{}, end_key}, ScanOrder::ascending);
  }
  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    std::size_t count = 0;
    for (; count < out.size() && it_->valid(); it_->next()) {
      ENTENTE_ASSIGN(const RelationshipKey key, RelationshipKey::decode(it_->key()));
      ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(it_->value()));
      out[count++] = {key.relationship, head.type, head.source, head.target};
    }
    ENTENTE_TRY(it_->status());
    return count;
  }

 private:
  std::unique_ptr<KvIterator> it_;
};

class IndexCursor final : public NodeCursor {
 public:
  IndexCursor(const KvReader& reader, bool unique, std::string_view begin, std::string_view end_key,
              NodeId end)
      : unique_(unique), end_(end) {
    it_ = reader.scan(unique ? KeyFamily::unique : KeyFamily::index, {begin, end_key},
                      ScanOrder::ascending);
  }
  Result<std::size_t> next(std::span<NodeId> out) override {
    std::size_t count = 0;
    for (; count < out.size() && it_->valid(); it_->next()) {
      ENTENTE_ASSIGN(const NodeId node, current());
      if (node < end_) out[count++] = node;
    }
    ENTENTE_TRY(it_->status());
    return count;
  }

 private:
  [[nodiscard]] Result<NodeId> current() const {
    if (unique_) return decode_unique_value(it_->value());
    ENTENTE_ASSIGN(const IndexKey key, IndexKey::decode(it_->key()));
    return key.node;
  }

  bool unique_;
  NodeId end_;
  std::unique_ptr<KvIterator> it_;
};

class ListCursor final : public NodeCursor {
 public:
  explicit ListCursor(std::vector<NodeId> nodes) : nodes_(std::move(nodes)) {}
  Result<std::size_t> next(std::span<NodeId> out) override {
    const std::size_t take = std::min(out.size(), nodes_.size() - at_);
    std::copy_n(nodes_.begin() + static_cast<std::ptrdiff_t>(at_), take, out.begin());
    at_ += take;
    return take;
  }

 private:
  std::vector<NodeId> nodes_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<NodeCursor> make_all_nodes_cursor(const KvReader& reader, NodeId end) {
  return std::make_unique<AllNodesCursor>(reader, end);
}

std::unique_ptr<NodeCursor> make_label_cursor(const KvReader& reader, LabelId label, NodeId end) {
  return std::make_unique<LabelCursor>(reader, label, end);
}

std::unique_ptr<RelationshipCursor> make_all_relationships_cursor(const KvReader& reader,
                                                                  RelationshipId end) {
  return std::make_unique<AllRelationshipsCursor>(reader, end);
}

std::unique_ptr<NodeCursor> make_index_cursor(const KvReader& reader, bool unique,
                                              std::string_view begin, std::string_view end_key,
                                              NodeId end) {
  return std::make_unique<IndexCursor>(reader, unique, begin, end_key, end);
}

std::unique_ptr<NodeCursor> make_list_cursor(std::vector<NodeId> nodes) {
  return std::make_unique<ListCursor>(std::move(nodes));
}

}  // namespace entente::storage
