#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/graph/column_data.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/version_log.hpp"
#include "storage/kv/write_batch.hpp"

namespace entente::storage {

/// What a projection of elements holds of each of them.
enum class ProjectedPart : std::uint8_t {
  /// The value of property key `id`.
  property,
  /// Whether it exists.
  existence,
  /// Nodes: whether it has label `id`. Relationships: whether it has type `id`.
  token,
  /// The other way: which elements have certain values, by index `id`.
  key,
  /// Relationships: type, source and target.
  ends,
};

/// Names one projection of elements.
struct ProjectionName {
  EntityKind entity = EntityKind::node;
  ProjectedPart part = ProjectedPart::property;
  std::uint32_t id = 0;
  friend auto operator<=>(const ProjectionName&, const ProjectionName&) = default;
};

class ImageWriter;
class ProjectionImage;

/// A projection in an image.
struct StoredProjection {
  ProjectionName name;
  std::uint64_t id_end = 0;
  /// Properties: the ColumnKind. Keys: 1 for a unique index.
  std::uint32_t detail = 0;
};
std::vector<StoredProjection> stored_projections(const ProjectionImage& image);

/// One thing known of nodes or relationships, kept in memory for all of them: as a commit had it,
/// with a log of what later commits changed. Made from the pairs of one key family. Thread rule:
/// one thread builds it; then one thread at a time notes commits while any number reads.
class ElementProjection : public std::enable_shared_from_this<ElementProjection> {
 public:
  /// `id_end`: all ids given away by the time of `commit` are below.
  ElementProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
      : name_(name), commit_(commit), id_end_(id_end) {}
  ElementProjection(const ElementProjection&) = delete;
  ElementProjection& operator=(const ElementProjection&) = delete;
  virtual ~ElementProjection() = default;

  [[nodiscard]] const ProjectionName& name() const { return name_; }
  [[nodiscard]] std::uint64_t commit() const { return commit_; }
  [[nodiscard]] std::uint64_t id_end() const { return id_end_; }

  /// Where the pairs are that it is built from: a family, and what their keys begin with.
  [[nodiscard]] virtual KeyFamily source() const;
  [[nodiscard]] virtual std::string source_prefix() const { return {}; }
  /// From now on add() may be called by several threads at once for ids of different ranges of
  /// `range` ids each, a multiple of 64; within one they ascend. Only for those told from records.
  virtual void split(std::uint64_t /*range*/) {}
  /// Takes a pair of the source as of commit(), by ascending keys. corruption if it is damaged.
  virtual Status add(std::string_view key, std::string_view value) = 0;
  /// Nothing will be added any more. From now on it may be read.
  virtual void finish() = 0;

  /// Notes what a commit changed, if it concerns the projection. Also while it is being built.
  /// After an error the projection cannot be trusted any more.
  virtual Status note(const WriteBatch::Entry& change, std::uint64_t commit) = 0;
  /// Number of changes in the log.
  [[nodiscard]] virtual std::size_t log_size() const = 0;
  /// A new one as of `commit` (the newest noted, or later), with an empty log.
  [[nodiscard]] virtual std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const = 0;
  /// Gives a merged one what was noted here after its commit.
  virtual void copy_log_to(ElementProjection& merged) const = 0;
  [[nodiscard]] virtual std::size_t bytes() const = 0;

  /// Adds the base to an image; false if it has no form to be stored in.
  virtual bool add_to(ImageWriter& image) const = 0;
  /// Takes the base from an image instead of add(); false if it is not there whole. `detail`: see
  /// StoredProjection.
  virtual bool load(const ProjectionImage& image, std::uint32_t detail) = 0;

  /// Gives it its part of the memory, which it holds until the last reader is gone.
  void take_share(std::unique_ptr<ProjectionBudget::Share> share) { share_ = std::move(share); }
  [[nodiscard]] ProjectionBudget::Share* share() const { return share_.get(); }
  void note_use() const {
    used_.store(true, std::memory_order_relaxed);
    if (share_) share_->touch();
  }
  /// Merges in a row up to now, counting the coming one, before which nobody used it.
  [[nodiscard]] std::uint32_t idle_merges() const {
    return used_.load(std::memory_order_relaxed) ? 0 : idle_merges_ + 1;
  }
  void set_idle_merges(std::uint32_t merges) { idle_merges_ = merges; }

 private:
  std::unique_ptr<ProjectionBudget::Share> share_;
  mutable std::atomic<bool> used_{false};
  std::uint32_t idle_merges_ = 0;
  ProjectionName name_;
  std::uint64_t commit_;
  std::uint64_t id_end_;
};

/// One that can be told from the record of each element alone.
class RecordProjection : public ElementProjection {
 public:
  using ElementProjection::ElementProjection;
  Status add(std::string_view key, std::string_view value) override;
  Status note(const WriteBatch::Entry& change, std::uint64_t commit) override;

 private:
  virtual Status add_record(std::uint64_t id, std::string_view record) = 0;
  /// nullopt: the element was deleted.
  virtual Status note_record(std::uint64_t id, std::uint64_t commit,
                             std::optional<std::string_view> record) = 0;
};

/// The values of a property.
class PropertyProjection final : public RecordProjection {
 public:
  PropertyProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
      : RecordProjection(name, commit, id_end), range_(id_end), log_(id_end) {
    builders_.emplace_back(id_end);
  }

  void split(std::uint64_t range) override;
  void finish() override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;
  bool add_to(ImageWriter& image) const override;
  bool load(const ProjectionImage& image, std::uint32_t detail) override;

  /// After finish().
  [[nodiscard]] const ColumnData& data() const { return data_; }
  [[nodiscard]] const VersionLog<Value>& log() const { return log_; }

 private:
  Status add_record(std::uint64_t id, std::string_view record) override;
  Status note_record(std::uint64_t id, std::uint64_t commit,
                     std::optional<std::string_view> record) override;

  /// One for each range of ids, counted from the beginning of the range.
  std::vector<ColumnBuilder> builders_;
  std::uint64_t range_;
  ColumnData data_;
  bool loaded_ = false;
  VersionLog<Value> log_;
  std::atomic<bool> finished_{false};
};

/// The members of a set.
class SetProjection final : public RecordProjection {
 public:
  SetProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
      : RecordProjection(name, commit, id_end), words_((id_end + 63) / 64), log_(id_end) {}

  void finish() override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;
  bool add_to(ImageWriter& image) const override;
  bool load(const ProjectionImage& image, std::uint32_t detail) override;

  /// True if the id is a member for a reader at `commit`.
  [[nodiscard]] bool contains(std::uint64_t id, std::uint64_t commit) const;
  /// The members as of commit().
  [[nodiscard]] const IdWords& words() const { return words_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const VersionLog<bool>& log() const { return log_; }
  /// Labels are built from their blocks, which are far fewer than the nodes.
  [[nodiscard]] KeyFamily source() const override;
  [[nodiscard]] std::string source_prefix() const override;
  Status add(std::string_view key, std::string_view value) override;

 private:
  Status add_record(std::uint64_t id, std::string_view record) override;
  Status note_record(std::uint64_t id, std::uint64_t commit,
                     std::optional<std::string_view> record) override;
  [[nodiscard]] bool is_label() const;
  void insert(std::uint64_t id) { words_[id / 64] |= std::uint64_t{1} << (id % 64); }

  IdWords words_;
  std::uint64_t count_ = 0;
  VersionLog<bool> log_;
  std::atomic<bool> finished_{false};
};

/// The family of the records.
KeyFamily record_family(EntityKind entity);
/// Whether an element with this record is in the set.
Result<bool> is_member(const ProjectionName& set, std::string_view record);
/// The value of the property in this record.
Result<Value> projected_value(const ProjectionName& property, std::string_view record);

/// The projection with this name, empty. `unique`: for ProjectedPart::key, whether the index is.
std::shared_ptr<ElementProjection> make_projection(ProjectionName name, bool unique,
                                                   std::uint64_t commit, std::uint64_t id_end);

}  // namespace entente::storage
