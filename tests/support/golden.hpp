#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace entente::testing {

/// One case of a golden file: a line `=== input`, then the expected output up to the next one.
/// Lines before the first case are a comment on the file.
struct GoldenCase {
  std::string input;
  std::string expected;
};

struct GoldenFile {
  std::string path;
  std::string comment;
  std::vector<GoldenCase> cases;
};

inline GoldenFile load_golden(const std::string& name) {
  GoldenFile file;
  file.path = std::string(ENTENTE_TEST_SOURCE_DIR) + "/tests/golden/" + name;
  std::ifstream in(file.path);
  EXPECT_TRUE(in.is_open()) << file.path;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      file.cases.push_back({line.substr(4), {}});
    } else {
      (file.cases.empty() ? file.comment : file.cases.back().expected) += line + '\n';
    }
  }
  EXPECT_FALSE(file.cases.empty()) << file.path;
  return file;
}

/// Renders every input of a golden file and compares. With ENTENTE_UPDATE_GOLDEN=1 in the
/// environment the file is rewritten instead; the difference is then reviewed like code. Outputs
/// end with a line break. In inputs `\n` stands for a line break.
inline void check_golden(const std::string& name,
                         const std::function<std::string(std::string_view)>& render) {
  const GoldenFile file = load_golden(name);
  const bool update = std::getenv("ENTENTE_UPDATE_GOLDEN") != nullptr;
  std::ostringstream updated;
  updated << file.comment;
  for (const GoldenCase& one : file.cases) {
    std::string input = one.input;
    for (std::size_t at = 0; (at = input.find("\\n", at)) != std::string::npos; ++at) {
      input.replace(at, 2, "\n");
    }
    const std::string output = render(input);
    updated << "=== " << one.input << '\n' << output;
    if (!update) {
      EXPECT_EQ(output, one.expected) << one.input;
    }
  }
  if (update) std::ofstream(file.path) << updated.str();
}

}  // namespace entente::testing
