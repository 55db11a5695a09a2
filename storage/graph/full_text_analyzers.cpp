#include "storage/graph/full_text_analyzers.hpp"

#include "storage/text/analyzer.hpp"

namespace entente::storage {

std::vector<FullTextAnalyzer> full_text_analyzers() {
  std::vector<FullTextAnalyzer> result;
  for (const Analyzer& analyzer : all_analyzers()) {
    FullTextAnalyzer entry{std::string(analyzer.name), std::string(analyzer.description), {}};
    if (analyzer.stop_words) {
      for (const std::string_view word : english_stop_words()) entry.stop_words.emplace_back(word);
    }
    result.push_back(std::move(entry));
  }
  return result;
}

std::vector<std::string> full_text_analyzer_names() {
  std::vector<std::string> names;
  for (const Analyzer& analyzer : all_analyzers()) names.emplace_back(analyzer.name);
  return names;
}

std::string default_full_text_analyzer() { return std::string(default_analyzer); }

}  // namespace entente::storage
