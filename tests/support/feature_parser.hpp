#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::test {

/// A `| a | b |` table, header row included.
using FeatureTable = std::vector<std::vector<std::string>>;

/// One step: its text without the keyword, and what hangs on it.
struct FeatureStep {
  std::string text;
  std::string doc_string;
  FeatureTable table;
  std::size_t line = 0;
};

/// A scenario ready to run: the background's steps come first, outlines are expanded.
struct Scenario {
  std::string feature;
  std::string name;
  std::vector<std::string> tags;
  std::vector<FeatureStep> steps;
};

/// Reads the subset of Gherkin that the openCypher TCK uses: Feature, Background, Scenario,
/// Scenario Outline with Examples, Given/When/Then/And, doc strings, tables, comments and tags.
/// Errors name file and line.
Result<std::vector<Scenario>> parse_feature(const std::filesystem::path& file);

/// All `.feature` files below a folder, sorted by path.
std::vector<std::filesystem::path> feature_files(const std::filesystem::path& folder);

}  // namespace entente::test
