#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entente/entente.hpp"
#include "entente/import.hpp"

namespace entente::bench {

using Json = nlohmann::json;
using Fields = std::vector<std::string>;

/// A folder of the graph generator: nodes/LABEL.csv, rels/TYPE.SOURCE.TARGET.csv, params.json,
/// expected.json and the rows of the write workload. A missing or malformed file ends the program
/// with a message: there is nothing to measure without it.
class DataFolder {
 public:
  explicit DataFolder(std::filesystem::path folder);

  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] ImportPlan import_plan() const;
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] const Json& parameters() const { return parameters_; }
  [[nodiscard]] const Json& expected() const { return expected_; }
  /// The rows of a CSV file of the folder without its header; fields are never quoted there.
  [[nodiscard]] std::vector<Fields> csv(const std::string& name) const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> labels_;
  std::uint64_t rows_ = 0;
  Json parameters_;
  Json expected_;
};

/// The value of a result; ends the program with the error's text if there is none.
template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "entente-bench: %s\n", result.error().render().c_str());
    std::exit(1);
  }
  return std::move(result).value();
}
inline void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "entente-bench: %s\n", status.error().render().c_str());
  std::exit(1);
}
/// All rows of a query.
inline std::vector<ValueList> ask(Session& session, std::string_view query,
                                  const Parameters& parameters = {}) {
  auto result = must(session.run(query, parameters));
  return must(result.rows());
}

}  // namespace entente::bench
