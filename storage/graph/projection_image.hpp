#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

/// The file `projections` beside a database: copies of projections, so that opening is quick. A
/// cache: whoever cannot trust it builds anew. Its bytes are described in storage/FORMAT.md.
namespace entente::storage {

/// What a section holds. On disk: never change or reuse a number.
enum class ImageSectionKind : std::uint32_t { topology = 1, column = 2 };

struct ImageSectionId {
  ImageSectionKind kind = ImageSectionKind::topology;
  /// Which array of a projection with several.
  std::uint32_t part = 0;
  /// Which projection of the kind.
  std::uint64_t key = 0;
  friend auto operator<=>(const ImageSectionId&, const ImageSectionId&) = default;
};

/// The state of a database that an image belongs to: a random stamp that was written into the
/// database before, and the store's sequence number after. Whatever is written later, here or to a
/// copy that was made before, has another sequence number or lacks the stamp.
struct ImageIdentity {
  std::uint64_t stamp = 0;
  std::uint64_t sequence = 0;
  friend bool operator==(const ImageIdentity&, const ImageIdentity&) = default;
};

/// Collects sections and writes them as one file. Not thread-safe.
class ImageWriter {
 public:
  /// `bytes` must stay good until write(); `keeper` is held until then.
  void add(ImageSectionId id, std::string_view bytes, std::shared_ptr<const void> keeper = {});
  template <class T>
  void add(ImageSectionId id, std::span<const T> values, std::shared_ptr<const void> keeper = {}) {
    add(id, {reinterpret_cast<const char*>(values.data()), values.size_bytes()}, std::move(keeper));
  }
  [[nodiscard]] bool empty() const { return sections_.empty(); }
  [[nodiscard]] std::uint64_t bytes() const;
  /// Writes the file under another name and renames it, so that there is never half of one under
  /// `path`; that its bytes reached the disk is left to their checksums. Errors: disk_full,
  /// io_error.
  Status write(const std::string& path, ImageIdentity identity) const;

 private:
  struct Section {
    ImageSectionId id;
    std::string_view bytes;
    std::shared_ptr<const void> keeper;
  };
  std::vector<Section> sections_;
};

/// An image mapped into memory. Thread-safe.
class ProjectionImage {
 public:
  /// nullptr if there is none, or none that belongs to this state of the database and has a sound
  /// head and directory. Reads a page or two, whatever the image's size.
  static std::shared_ptr<const ProjectionImage> open(const std::string& path,
                                                     ImageIdentity identity);
  ProjectionImage(const ProjectionImage&) = delete;
  ProjectionImage& operator=(const ProjectionImage&) = delete;
  ~ProjectionImage();

  /// The bytes of a section, which begin at a multiple of 64, after comparing their checksum, which
  /// reads all of them; nullopt if there is no such section or it is damaged.
  [[nodiscard]] std::optional<std::string_view> section(ImageSectionId id) const;
  /// The same as an array; nullopt also if it is no whole number of values.
  template <class T>
  [[nodiscard]] std::optional<std::span<const T>> array(ImageSectionId id) const {
    const auto bytes = section(id);
    if (!bytes || bytes->size() % sizeof(T) != 0) return std::nullopt;
    return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), bytes->size() / sizeof(T));
  }
  /// All sections, in the order they were added in.
  [[nodiscard]] std::vector<ImageSectionId> sections() const;
  [[nodiscard]] std::uint64_t bytes() const { return bytes_.size(); }
  [[nodiscard]] const ImageIdentity& identity() const { return identity_; }

 private:
  struct Entry {
    ImageSectionId id;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;
  };
  ProjectionImage() = default;
  bool read_directory(ImageIdentity wanted);

  /// The mapped file.
  std::string_view bytes_;
  ImageIdentity identity_;
  std::vector<Entry> entries_;
};

}  // namespace entente::storage
