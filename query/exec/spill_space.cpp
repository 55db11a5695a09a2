#include "query/exec/spill_space.hpp"

#include <algorithm>
#include <utility>

namespace entente::query {

void SpillSpace::set_limits(std::size_t memory_bytes_max, std::uint64_t bytes_max,
                            std::string folder) {
  memory_bytes_max_ = memory_bytes_max;
  bytes_max_ = bytes_max;
  folder_ = std::move(folder);
}

std::size_t SpillSpace::share_bytes() const {
  return memory_bytes_max_ / 2 / std::max<std::size_t>(1, users_);
}

bool SpillSpace::pressed(const MemoryBudget& memory, std::size_t own_bytes) const {
  return enabled() && memory.used() > memory_bytes_max_ / 2 && own_bytes > share_bytes();
}

std::size_t SpillSpace::chunk_bytes() const {
  // A merge has one chunk of each of its inputs and of its output, decoded or not.
  constexpr std::size_t chunks = 32;
  return std::clamp<std::size_t>(share_bytes() / chunks, 1U << 10U, 256U << 10U);
}

Status SpillSpace::charge(std::uint64_t bytes) {
  if (bytes > bytes_max_ - used_) {
    return Error::plain(ErrorClass::limit_exceeded,
                        "the query needs more than " + std::to_string(bytes_max_) +
                            " bytes of temporary files for its sorting, grouping and joining",
                        "give the query more memory or larger temporary files, or let it keep "
                        "fewer rows and columns");
  }
  used_ += bytes;
  return {};
}

}  // namespace entente::query
