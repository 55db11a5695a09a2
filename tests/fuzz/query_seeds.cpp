// Writes the seeds of the query fuzzers into a folder, one text per file: every query of the
// feature files, the inputs of the golden files, and generated statements.
//
//   build/fuzz/tests/fuzz/query_seeds FOLDER

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/feature_parser.hpp"
#include "tests/support/query_text_generator.hpp"

namespace {

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }
  void add(const std::string& text) {
    if (text.empty()) return;
    std::ofstream out(folder_ / ("seed_" + std::to_string(count_++)), std::ios::binary);
    out << text;
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::filesystem::path folder_;
  std::size_t count_ = 0;
};

void add_features(Seeds& seeds) {
  for (const auto& file : entente::test::feature_files(ENTENTE_TEST_SOURCE_DIR "/tests/features")) {
    const auto scenarios = entente::test::parse_feature(file);
    if (!scenarios) continue;
    for (const auto& scenario : *scenarios) {
      for (const auto& step : scenario.steps) seeds.add(step.doc_string);
    }
  }
}

void add_golden(Seeds& seeds, const std::string& name, const std::string& before) {
  std::ifstream in(ENTENTE_TEST_SOURCE_DIR "/tests/golden/" + name);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) seeds.add(before + line.substr(4));
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::fprintf(stderr, "usage: query_seeds FOLDER\n");
    return 2;
  }
  Seeds seeds(arguments[1]);
  add_features(seeds);
  add_golden(seeds, "ast/statements.golden", "");
  add_golden(seeds, "ast/expressions.golden", "RETURN ");
  add_golden(seeds, "error/syntax.golden", "");
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string text = entente::testing::QueryTextGenerator(seed).statement();
    if (text.size() < 1'000) seeds.add(text);
  }
  std::printf("%zu seeds\n", seeds.count());
  return 0;
}
