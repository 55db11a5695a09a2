#pragma once

#include <cstdint>
#include <string_view>

namespace entente::storage {

/// XXH3 of `bytes`, 64 bits: the one hash of content in Entente (documents, images of projections).
/// Not cryptographic. The value is on disk; it is the same on every machine.
std::uint64_t checksum(std::string_view bytes);

}  // namespace entente::storage
