#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "storage/format/index_definition.hpp"

namespace entente::storage {

/// Value of family `schema`:
///   version(1) = 2 | kind(1) | entity(1) | token count | token... | property count | property... |
///   name | analyzer | flags(1) | scalar types | list types | checksum fixed(8)
/// The checksum is XXH3 of the bytes before it: a definition decides what all its entries mean, so
/// a flipped bit in it must not pass for another definition. The id is in the key.
std::string encode_index_definition(const IndexDefinition& definition);

/// ErrorClass::corruption for bytes that the encoder cannot have made. Also reads the first
/// version, which had no checksum and knew range indexes and uniqueness constraints of nodes:
///   version(1) = 1 | kind(1) | label | count | property... | name
Result<IndexDefinition> decode_index_definition(IndexId id, std::string_view bytes);

}  // namespace entente::storage
