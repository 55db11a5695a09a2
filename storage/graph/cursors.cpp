#include "storage/graph/cursors.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "storage/base/bytes.hpp"
#include "storage/format/key.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/index_entry.hpp"

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

/// The ids in a range of index entries.
template <class ElementId>
class IndexEntries {
 public:
  IndexEntries(const KvReader& reader, const IndexRows& rows, ElementId end)
      : unique_(is_unique(rows.definition.kind)), end_(end), match_(rows.match), text_(rows.text) {
    it_ = reader.scan(unique_ ? KeyFamily::unique : KeyFamily::index, {rows.begin, rows.end},
                      ScanOrder::ascending);
  }
  Result<std::size_t> next(std::span<ElementId> out) {
    std::size_t count = 0;
    for (; count < out.size() && it_->valid(); it_->next()) {
      ENTENTE_ASSIGN(const std::optional<ElementId> element, current());
      if (element && *element < end_) out[count++] = *element;
    }
    ENTENTE_TRY(it_->status());
    return count;
  }

 private:
  /// nullopt if the entry is not wanted.
  [[nodiscard]] Result<std::optional<ElementId>> current() const {
    std::string_view values;
    std::uint64_t element = 0;
    if (unique_) {
      ENTENTE_ASSIGN(const UniqueKey key, UniqueKey::decode(it_->key()));
      values = key.values;
      ENTENTE_ASSIGN(element, decode_unique_value(it_->value()));
    } else {
      ENTENTE_ASSIGN(const IndexKey key, IndexKey::decode(it_->key()));
      values = key.values;
      element = key.element;
    }
    if (match_) {
      ENTENTE_ASSIGN(const bool wanted, entry_matches(values, *match_, text_));
      if (!wanted) return std::optional<ElementId>();
    }
    return std::optional<ElementId>(ElementId(element));
  }

  bool unique_;
  ElementId end_;
  std::optional<StringMatch> match_;
  std::string text_;
  std::unique_ptr<KvIterator> it_;
};

class IndexCursor final : public NodeCursor {
 public:
  IndexCursor(const KvReader& reader, const IndexRows& rows, NodeId end)
      : entries_(reader, rows, end) {}
  Result<std::size_t> next(std::span<NodeId> out) override { return entries_.next(out); }

 private:
  IndexEntries<NodeId> entries_;
};

/// Reads the heads of relationships, so that a batch costs one call.
Status read_ends(const KvReader& reader, std::span<const RelationshipId> ids,
                 std::span<RelationshipEnds> out) {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const RelationshipId id : ids) keys.push_back(RelationshipKey{id}.encode());
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  std::vector<std::optional<std::string>> records;
  ENTENTE_TRY(reader.multi_get(KeyFamily::relationships, views, records));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!records[i]) return corruption_error("index: a relationship is missing");
    ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(*records[i]));
    out[i] = {ids[i], head.type, head.source, head.target};
  }
  return {};
}

class RelationshipIndexCursor final : public RelationshipCursor {
 public:
  RelationshipIndexCursor(const KvReader& reader, const IndexRows& rows, RelationshipId end)
      : reader_(reader), entries_(reader, rows, end) {}
  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    ids_.resize(out.size());
    ENTENTE_ASSIGN(const std::size_t count, entries_.next(ids_));
    ENTENTE_TRY(read_ends(reader_, std::span(ids_).first(count), out));
    return count;
  }

 private:
  const KvReader& reader_;
  IndexEntries<RelationshipId> entries_;
  std::vector<RelationshipId> ids_;
};

class RelationshipListCursor final : public RelationshipCursor {
 public:
  RelationshipListCursor(const KvReader& reader, std::vector<RelationshipId> ids)
      : reader_(reader), ids_(std::move(ids)) {}
  Result<std::size_t> next(std::span<RelationshipEnds> out) override {
    const std::size_t count = std::min(out.size(), ids_.size() - at_);
    ENTENTE_TRY(read_ends(reader_, std::span(ids_).subspan(at_, count), out));
    at_ += count;
    return count;
  }

 private:
  const KvReader& reader_;
  std::vector<RelationshipId> ids_;
  std::size_t at_ = 0;
};

class SetCursor final : public NodeCursor {
 public:
  explicit SetCursor(std::shared_ptr<const IdSet> nodes) : nodes_(std::move(nodes)) {
    if (!nodes_->words().empty()) word_ = nodes_->words().front();
  }
  Result<std::size_t> next(std::span<NodeId> out) override {
    const std::span<const std::uint64_t> words = nodes_->words();
    std::size_t count = 0;
    while (count < out.size() && at_ < words.size()) {
      if (word_ == 0) {
        if (++at_ < words.size()) word_ = words[at_];
        continue;
      }
      out[count++] = NodeId(at_ * 64 + static_cast<std::uint64_t>(std::countr_zero(word_)));
      word_ &= word_ - 1;
    }
    return count;
  }

 private:
  std::shared_ptr<const IdSet> nodes_;
  std::size_t at_ = 0;
  /// What is left of the word at at_.
  std::uint64_t word_ = 0;
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

std::unique_ptr<NodeCursor> make_index_cursor(const KvReader& reader, const IndexRows& rows,
                                              NodeId end) {
  return std::make_unique<IndexCursor>(reader, rows, end);
}

std::unique_ptr<RelationshipCursor> make_relationship_index_cursor(const KvReader& reader,
                                                                   const IndexRows& rows,
                                                                   RelationshipId end) {
  return std::make_unique<RelationshipIndexCursor>(reader, rows, end);
}

std::unique_ptr<RelationshipCursor> make_relationship_list_cursor(
    const KvReader& reader, std::vector<RelationshipId> relationships) {
  return std::make_unique<RelationshipListCursor>(reader, std::move(relationships));
}

std::unique_ptr<NodeCursor> make_set_cursor(std::shared_ptr<const IdSet> nodes) {
  return std::make_unique<SetCursor>(std::move(nodes));
}

std::unique_ptr<NodeCursor> make_list_cursor(std::vector<NodeId> nodes) {
  return std::make_unique<ListCursor>(std::move(nodes));
}

}  // namespace entente::storage
