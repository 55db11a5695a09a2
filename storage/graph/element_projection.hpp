#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/graph/column_data.hpp"
#include "storage/graph/projection_budget.hpp"
#include "storage/graph/version_log.hpp"

namespace entente::storage {

/// What a projection of elements holds of each of them.
enum class ProjectedPart : std::uint8_t {
  /// The value of property key `id`.
  property,
  /// Whether it exists.
  existence,
  /// Nodes: whether it has label `id`. Relationships: whether it has type `id`.
  token,
};

/// Names one projection of elements.
struct ProjectionName {
  EntityKind entity = EntityKind::node;
  ProjectedPart part = ProjectedPart::property;
  std::uint32_t id = 0;
  friend auto operator<=>(const ProjectionName&, const ProjectionName&) = default;
};

/// One thing that can be told from the record of a node or relationship alone, kept in memory for
/// all of them: as a commit had it, with a log of what later commits changed. Thread rule: one
/// thread builds it; then one thread at a time notes commits while any number reads.
class ElementProjection {
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

  /// Takes the record of an element as of commit(); by ascending id. corruption if it is damaged.
  virtual Status add(std::uint64_t id, std::string_view record) = 0;
  /// Nothing will be added any more. From now on it may be read.
  virtual void finish() = 0;

  /// Notes what a commit made of an element; nullopt: it was deleted. Also while it is being built.
  virtual Status note(std::uint64_t id, std::uint64_t commit,
                      std::optional<std::string_view> record) = 0;
  /// Number of changes in the log.
  [[nodiscard]] virtual std::size_t log_size() const = 0;
  /// A new one as of `commit` (the newest noted, or later), with an empty log.
  [[nodiscard]] virtual std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const = 0;
  /// Gives a merged one what was noted here after its commit.
  virtual void copy_log_to(ElementProjection& merged) const = 0;
  [[nodiscard]] virtual std::size_t bytes() const = 0;

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

/// The values of a property.
class PropertyProjection final : public ElementProjection {
 public:
  PropertyProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
      : ElementProjection(name, commit, id_end), builder_(id_end), log_(id_end) {}

  Status add(std::uint64_t id, std::string_view record) override;
  void finish() override;
  Status note(std::uint64_t id, std::uint64_t commit,
              std::optional<std::string_view> record) override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;

  /// After finish().
  [[nodiscard]] const ColumnData& data() const { return data_; }
  [[nodiscard]] const VersionLog<Value>& log() const { return log_; }

 private:
  ColumnBuilder builder_;
  ColumnData data_;
  VersionLog<Value> log_;
  std::atomic<bool> finished_{false};
};

/// The members of a set.
class SetProjection final : public ElementProjection {
 public:
  SetProjection(ProjectionName name, std::uint64_t commit, std::uint64_t id_end)
      : ElementProjection(name, commit, id_end), words_((id_end + 63) / 64), log_(id_end) {}

  Status add(std::uint64_t id, std::string_view record) override;
  void finish() override;
  Status note(std::uint64_t id, std::uint64_t commit,
              std::optional<std::string_view> record) override;
  [[nodiscard]] std::size_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::shared_ptr<ElementProjection> merged(std::uint64_t commit) const override;
  void copy_log_to(ElementProjection& merged) const override;
  [[nodiscard]] std::size_t bytes() const override;

  /// Makes an id a member while it is being built.
  void insert(std::uint64_t id);
  /// True if the id is a member for a reader at `commit`.
  [[nodiscard]] bool contains(std::uint64_t id, std::uint64_t commit) const;
  /// The members as of commit().
  [[nodiscard]] const IdWords& words() const { return words_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const VersionLog<bool>& log() const { return log_; }

 private:
  IdWords words_;
  std::uint64_t count_ = 0;
  VersionLog<bool> log_;
  std::atomic<bool> finished_{false};
};

/// Whether an element with this record is in the set.
Result<bool> is_member(const ProjectionName& set, std::string_view record);
/// The value of the property in this record.
Result<Value> projected_value(const ProjectionName& property, std::string_view record);

std::shared_ptr<ElementProjection> make_projection(ProjectionName name, std::uint64_t commit,
                                                   std::uint64_t id_end);

}  // namespace entente::storage
