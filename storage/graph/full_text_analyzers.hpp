#pragma once

#include <string>
#include <vector>

namespace entente::storage {

/// What users may choose for a full-text index; the analyzers themselves are in storage/text.
struct FullTextAnalyzer {
  std::string name;
  std::string description;
  std::vector<std::string> stop_words;
};

/// All analyzers by name.
std::vector<FullTextAnalyzer> full_text_analyzers();
std::vector<std::string> full_text_analyzer_names();
/// The analyzer of an index whose definition names none.
std::string default_full_text_analyzer();

}  // namespace entente::storage
