#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/ingest.hpp"
#include "entente/result.hpp"

namespace entente::ingest {

/// One record of a CSV text.
struct CsvRecord {
  std::vector<std::string> fields;
  /// Line on which it begins, from 1, and its bytes.
  std::uint32_t line = 0;
  TextSpan span;
};

/// Splits CSV as RFC 4180 has it: fields separated by commas, quoted by ", a doubled " inside
/// quotes, records ended by LF or CRLF; empty lines are left out. Error: a quote that is never
/// closed.
Result<std::vector<CsvRecord>> parse_csv(std::string_view name, std::string_view content);

}  // namespace entente::ingest
