#pragma once

#include <string>

#include "entente/value.hpp"
#include "storage/base/bytes.hpp"

namespace entente::query {

/// Values of any kind as bytes and back, for temporary files: unlike the format of the database
/// this one knows elements and paths, keeps every bit of a number, and may change at any time.
void append_value_bytes(std::string& out, const Value& value);
/// On damaged bytes the reader fails, and the value means nothing.
Value read_value_bytes(storage::ByteReader& in);

}  // namespace entente::query
