#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "entente/options.hpp"
#include "entente/query_options.hpp"
#include "tests/support/feature_parser.hpp"

namespace entente::test {

/// Runs scenarios in the steps of the openCypher TCK against a database made for each of them.
class FeatureRunner {
 public:
  /// `open` says where databases are made (in memory by default). Named graphs ("the X graph") are
  /// read from `graphs`/X/X.cypher. Queries are run with `query_options`.
  explicit FeatureRunner(OpenOptions open = {}, std::filesystem::path graphs = {},
                         QueryOptions query_options = {});

  /// What went wrong, with the step's line; nullopt if the scenario passed. Errors are judged
  /// strictly: class, phase and detail as written, and an unchanged graph.
  std::optional<std::string> run(const Scenario& scenario) const;

 private:
  OpenOptions open_;
  std::filesystem::path graphs_;
  QueryOptions query_options_;
};

}  // namespace entente::test
