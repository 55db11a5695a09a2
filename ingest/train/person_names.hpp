#pragma once

#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest::train {

/// Names that are common among people.
struct PersonNames {
  std::vector<std::string> given;
  std::vector<std::string> family;
};

/// Reads the lists fnames.idx, mnames.idx and lnames.idx of a folder, a name on each line (Debian's
/// rig: names that are common in the United States). Errors: not_found.
Result<PersonNames> read_person_names(const std::string& folder);

}  // namespace entente::ingest::train
