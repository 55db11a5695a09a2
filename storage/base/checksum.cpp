#include "storage/base/checksum.hpp"

#include <xxhash.h>

namespace entente::storage {

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace entente::storage
