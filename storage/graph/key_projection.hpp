#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/graph/element_projection.hpp"

namespace entente::storage {

/// The entries of an index by their values, for equality: a hash table over the encoded values (see
/// format/ordered_value.hpp), so that one value or several together make no difference.
class KeyProjection final : public ElementProjection {
 public:
  /// `unique`: the entries are in family `unique`.
  KeyProjection(ProjectionName name, bool unique, std::uint64_t commit, std::uint64_t id_end)
      : ElementProjection(name, commit, id_end), unique_(unique), log_(0) {}

  [[nodiscard]] KeyFamily source() const override {
    return unique_ ? KeyFamily::unique : KeyFamily::index;
  }
  [[nodiscard]] std::string source_prefix() const override;
  Status add(std::string_view key, std::string_view value) override;
  void finish() override;
  Status note(const WriteBatch::Entry& change, std::uint64_t commit) override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;
  bool add_to(ImageWriter& image) const override;
  bool load(const ProjectionImage& image, std::uint32_t detail) override;

  /// Where a search for the values begins; searches for many values overlap their waits for memory
  /// if all are hashed and prefetched before the first is made.
  [[nodiscard]] static std::uint64_t hash(std::string_view values);
  void prefetch(std::uint64_t hash) const;
  /// Appends the elements with these values, ascending, as a reader at `commit` sees them.
  void find(std::string_view values, std::uint64_t hash, std::uint64_t commit,
            std::vector<std::uint64_t>& elements) const;

 private:
  /// An entry that a commit made or removed.
  struct Change {
    std::string values;
    std::uint64_t element;
    bool there;
  };
  /// The entry in a key and value of source().
  struct Entry {
    std::string_view values;
    std::uint64_t element;
  };
  [[nodiscard]] Result<Entry> decode(std::string_view key, std::string_view value) const;
  /// Entries come in the order of their values.
  void append(std::string_view values, std::uint64_t element);
  [[nodiscard]] std::string_view values_at(std::uint32_t number) const;
  /// The elements of the base with these values.
  [[nodiscard]] std::span<const std::uint64_t> find_in_base(std::string_view values,
                                                            std::uint64_t hash) const;

  bool unique_;
  /// The values one after another; those with number n are from begins_[n] to begins_[n + 1], their
  /// elements from first_elements_[n] to first_elements_[n + 1].
  std::string values_;
  std::vector<std::uint64_t> begins_;
  std::vector<std::uint32_t> first_elements_;
  std::vector<std::uint64_t> elements_;
  /// Hash table of numbers plus one, open addressing; its size is a power of two.
  std::vector<std::uint32_t> slots_;
  /// By hash of the values.
  VersionLog<Change> log_;
};

}  // namespace entente::storage
