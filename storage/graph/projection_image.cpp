#include "storage/graph/projection_image.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "storage/base/bytes.hpp"
#include "storage/base/checksum.hpp"
#include "storage/graph/new_file.hpp"

namespace entente::storage {

namespace {

constexpr std::string_view magic = "ENTPROJ\n";
constexpr std::uint32_t image_version = 1;
constexpr std::size_t head_bytes = 48;
constexpr std::size_t entry_bytes = 40;
/// Sections begin at cache lines.
constexpr std::uint64_t alignment = 64;

std::uint64_t aligned(std::uint64_t offset) {
  return (offset + alignment - 1) / alignment * alignment;
}

}  // namespace

void ImageWriter::add(ImageSectionId id, std::string_view bytes,
                      std::shared_ptr<const void> keeper) {
  sections_.push_back({id, bytes, std::move(keeper)});
}

std::uint64_t ImageWriter::bytes() const {
  std::uint64_t end = head_bytes + sections_.size() * entry_bytes;
  for (const Section& section : sections_) end = aligned(end) + section.bytes.size();
  return end;
}

Status ImageWriter::write(const std::string& path, ImageIdentity identity) const {
  std::string directory;
  std::uint64_t end = head_bytes + sections_.size() * entry_bytes;
  for (const Section& section : sections_) {
    const std::uint64_t begin = aligned(end);
    append_fixed_32(directory, static_cast<std::uint32_t>(section.id.kind));
    append_fixed_32(directory, section.id.part);
    append_fixed_64(directory, section.id.key);
    append_fixed_64(directory, begin);
    append_fixed_64(directory, section.bytes.size());
    append_fixed_64(directory, checksum(section.bytes));
    end = begin + section.bytes.size();
  }
  std::string head(magic);
  append_fixed_32(head, image_version);
  append_fixed_32(head, static_cast<std::uint32_t>(sections_.size()));
  append_fixed_64(head, identity.stamp);
  append_fixed_64(head, identity.sequence);
  append_fixed_64(head, end);
  append_fixed_64(head, checksum(directory, checksum(head)));

  NewFile file(path);
  ENTENTE_TRY(file.append(head));
  ENTENTE_TRY(file.append(directory));
  std::uint64_t at = head.size() + directory.size();
  for (const Section& section : sections_) {
    ENTENTE_TRY(file.append(std::string(aligned(at) - at, '\0')));
    ENTENTE_TRY(file.append(section.bytes));
    at = aligned(at) + section.bytes.size();
  }
  return file.keep();
}

std::shared_ptr<const ProjectionImage> ProjectionImage::open(const std::string& path,
                                                             ImageIdentity identity) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  struct stat status {};
  void* mapped = MAP_FAILED;
  const bool sized =
      ::fstat(descriptor, &status) == 0 && static_cast<std::uint64_t>(status.st_size) >= head_bytes;
  const auto size = static_cast<std::size_t>(status.st_size);
  if (sized) mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  ::close(descriptor);
  if (mapped == MAP_FAILED) return nullptr;
  std::shared_ptr<ProjectionImage> image(new ProjectionImage);
  image->bytes_ = {static_cast<const char*>(mapped), size};
  if (!image->read_directory(identity)) return nullptr;
  return image;
}

ProjectionImage::~ProjectionImage() {
  // Mapped as constant; unmapping takes any pointer.
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

bool ProjectionImage::read_directory(ImageIdentity wanted) {
  ByteReader head(bytes_);
  if (head.bytes(magic.size()) != magic || head.fixed_32() != image_version) return false;
  const std::uint64_t count = head.fixed_32();
  identity_.stamp = head.fixed_64();
  identity_.sequence = head.fixed_64();
  const std::uint64_t file_bytes = head.fixed_64();
  const std::uint64_t expected = head.fixed_64();
  if (!head.ok() || identity_ != wanted || file_bytes != bytes_.size()) return false;
  const std::string_view directory = head.bytes(count * entry_bytes);
  const std::uint64_t found =
      checksum(directory, checksum(bytes_.substr(0, head_bytes - sizeof(std::uint64_t))));
  if (!head.ok() || found != expected) return false;
  ByteReader in(directory);
  for (std::uint64_t i = 0; i < count; ++i) {
    Entry entry;
    entry.id.kind = static_cast<ImageSectionKind>(in.fixed_32());
    entry.id.part = in.fixed_32();
    entry.id.key = in.fixed_64();
    entry.offset = in.fixed_64();
    entry.bytes = in.fixed_64();
    entry.checksum = in.fixed_64();
    if (entry.offset > bytes_.size() || entry.bytes > bytes_.size() - entry.offset) return false;
    entries_.push_back(entry);
  }
  return true;
}

std::optional<std::string_view> ProjectionImage::section(ImageSectionId id) const {
  const auto it = std::find_if(entries_.begin(), entries_.end(),
                               [&](const Entry& entry) { return entry.id == id; });
  if (it == entries_.end()) return std::nullopt;
  const std::string_view bytes = bytes_.substr(it->offset, it->bytes);
  if (checksum(bytes) != it->checksum) return std::nullopt;
  return bytes;
}

std::vector<ImageSectionId> ProjectionImage::sections() const {
  std::vector<ImageSectionId> ids;
  for (const Entry& entry : entries_) ids.push_back(entry.id);
  return ids;
}

}  // namespace entente::storage
