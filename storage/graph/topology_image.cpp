#include "storage/base/bytes.hpp"
#include "storage/graph/topology.hpp"

namespace entente::storage {

namespace {

// Parts of the sections of a topology; on disk: never change or reuse one.
constexpr std::uint32_t head_part = 0;
constexpr std::uint32_t outgoing_part = 1;
constexpr std::uint32_t incoming_part = 5;

constexpr ImageSectionId id_of(std::uint32_t part) { return {ImageSectionKind::topology, part, 0}; }

void add_side(const TopologySide& side, std::uint32_t first_part, ImageWriter& image) {
  image.add(id_of(first_part), side.first_run, side.memory);
  image.add(id_of(first_part + 1), side.runs, side.memory);
  image.add(id_of(first_part + 2), side.neighbours, side.memory);
  image.add(id_of(first_part + 3), side.relationships, side.memory);
}

std::optional<TopologySide> read_side(const std::shared_ptr<const ProjectionImage>& image,
                                      std::uint32_t first_part, std::uint64_t node_end) {
  const auto first_run = image->array<std::uint32_t>(id_of(first_part));
  const auto runs = image->array<TopologySide::Run>(id_of(first_part + 1));
  const auto neighbours = image->array<std::uint32_t>(id_of(first_part + 2));
  const auto relationships = image->array<std::uint32_t>(id_of(first_part + 3));
  if (!first_run || !runs || !neighbours || !relationships) return std::nullopt;
  // What the checksums vouch for was written by add_side(); this is about its being whole.
  if (first_run->size() != node_end + 1 || runs->size() != first_run->back() + std::size_t{1} ||
      runs->back().begin != neighbours->size() || neighbours->size() != relationships->size()) {
    return std::nullopt;
  }
  return TopologySide{*first_run, *runs, *neighbours, *relationships, image};
}

}  // namespace

std::optional<std::uint64_t> Topology::node_end_of(const ProjectionImage& image) {
  const auto head = image.section(id_of(head_part));
  if (!head) return std::nullopt;
  ByteReader in(*head);
  const std::uint64_t node_end = in.fixed_64();
  if (!in.finished()) return std::nullopt;
  return node_end;
}

bool Topology::load(const std::shared_ptr<const ProjectionImage>& image) {
  auto outgoing = read_side(image, outgoing_part, node_end_);
  auto incoming = read_side(image, incoming_part, node_end_);
  if (!outgoing || !incoming) return false;
  outgoing_ = *outgoing;
  incoming_ = *incoming;
  share_->resize(row_bytes() + delta_bytes());
  return true;
}

void Topology::add_to(ImageWriter& image) const {
  auto head = std::make_shared<std::string>();
  append_fixed_64(*head, node_end_);
  image.add(id_of(head_part), *head, head);
  add_side(outgoing_, outgoing_part, image);
  add_side(incoming_, incoming_part, image);
}

}  // namespace entente::storage
