#pragma once

#include <cstdint>
#include <string_view>

namespace entente::storage {

/// XXH3 of `bytes`, 64 bits: the one hash of content in Entente (documents, images of projections).
/// Not cryptographic. The value is on disk; it is the same on every machine.
std::uint64_t checksum(std::string_view bytes);
/// The same with a seed: chaining the parts of something, each with the hash of those before, tells
/// {"ab", "c"} from {"a", "bc"}.
std::uint64_t checksum(std::string_view bytes, std::uint64_t seed);

}  // namespace entente::storage
