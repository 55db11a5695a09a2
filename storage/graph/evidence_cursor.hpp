#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Looks up the keys of one element after the other with a single iterator, which costs a fraction
/// of an iterator each; and since most elements have no evidence, it remembers the gap in which it
/// found none. For readers whose view does not change. One thread.
class EvidenceCursor {
 public:
  /// `range` begins all keys that will be looked for; `reader` must outlive the cursor.
  EvidenceCursor(const KvReader& reader, std::string range)
      : gap_begin_(std::move(range)),
        it_(reader.scan(KeyFamily::evidence, {gap_begin_, prefix_end(gap_begin_)},
                        ScanOrder::ascending)) {}

  /// Places the cursor on the first key that begins with `prefix`; false if there is none.
  bool find(std::string_view prefix) {
    const bool in_gap =
        gap_known_ && gap_begin_ <= prefix && (!it_->valid() || prefix <= it_->key());
    if (!in_gap) it_->seek(prefix);
    gap_known_ = true;
    gap_begin_ = prefix;
    return it_->valid() && it_->key().starts_with(prefix);
  }
  /// The key the cursor is on, after find() or next() gave true.
  [[nodiscard]] std::string_view key() const { return it_->key(); }
  /// To the next key that begins with `prefix`, the one of the last find().
  bool next(std::string_view prefix) {
    gap_known_ = false;
    it_->next();
    return it_->valid() && it_->key().starts_with(prefix);
  }
  [[nodiscard]] Status status() const { return it_->status(); }

 private:
  /// While gap_known_, there is no key from gap_begin_ up to where the iterator is.
  bool gap_known_ = true;
  std::string gap_begin_;
  std::unique_ptr<KvIterator> it_;
};

}  // namespace entente::storage
