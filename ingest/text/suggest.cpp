#include "ingest/text/suggest.hpp"

#include <vector>

#include "storage/base/nearest_name.hpp"

namespace entente::ingest {

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::vector<std::string> names(candidates.begin(), candidates.end());
  return storage::did_you_mean(word, names);
}

}  // namespace entente::ingest
