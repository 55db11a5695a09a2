#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "storage/format/record.hpp"
#include "storage/graph/element_projection.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// Type, source and target of every relationship by its id, in 32 bits each: what a scan over all
/// relationships reports, and what tells whether there is one.
class EndsProjection final : public RecordProjection {
 public:
  EndsProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end);

  void finish() override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;
  bool add_to(ImageWriter& image) const override;
  bool load(const ProjectionImage& image, std::uint32_t detail) override;

  /// What a reader at `commit` sees of a relationship; nullopt if there is none.
  [[nodiscard]] std::optional<RelationshipHead> find(std::uint64_t id, std::uint64_t commit) const;
  /// The same as of commit(), for ids below id_end().
  [[nodiscard]] std::optional<RelationshipHead> base(std::uint64_t id) const {
    // 0 is never a node.
    if (sources_[id] == 0) return std::nullopt;
    return RelationshipHead{RelationshipTypeId(types_[id]), NodeId(sources_[id]),
                            NodeId(targets_[id])};
  }
  /// True if no commit that a reader could see changed the relationship since commit().
  [[nodiscard]] bool untouched(std::uint64_t id) const {
    return log_.size() == 0 || !log_.touched(id);
  }
  /// All ids that a reader could see are below.
  [[nodiscard]] std::uint64_t end() const;

 private:
  Status add_record(std::uint64_t id, std::string_view record) override;
  Status note_record(std::uint64_t id, std::uint64_t commit,
                     std::optional<std::string_view> record) override;
  void put(std::uint64_t id, const std::optional<RelationshipHead>& head);

  std::vector<std::uint32_t> types_;
  std::vector<std::uint32_t> sources_;
  std::vector<std::uint32_t> targets_;
  VersionLog<std::optional<RelationshipHead>> log_;
  std::atomic<bool> finished_{false};
};

/// All relationships as a transaction sees them, ascending. `own`: what it wrote itself up to now,
/// by ascending id, nullopt for those it deleted.
using OwnEnds = std::vector<std::pair<std::uint64_t, std::optional<RelationshipHead>>>;
std::unique_ptr<RelationshipCursor> make_ends_cursor(std::shared_ptr<const EndsProjection> ends,
                                                     std::uint64_t commit, OwnEnds own);

}  // namespace entente::storage
