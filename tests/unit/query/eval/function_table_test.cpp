#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "query/eval/function_registry.hpp"

/// The table of functions in query/LANGUAGE.md says what the registry says, and names the proof.
namespace entente::query {
namespace {

/// Functions that are syntax of their own and therefore in no registry.
const std::set<std::string> syntax_functions = {"all",  "allReduce", "any",
                                                "none", "reduce",    "single"};

struct Row {
  std::string name;
  std::string signature;
  std::string verdict;
  std::string feature;
};

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(ENTENTE_TEST_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" `");
  return begin == std::string::npos ? ""
                                    : text.substr(begin, text.find_last_not_of(" `") - begin + 1);
}

/// The cells of a table line; `\|` is a bar within a cell.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cells.back() += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  for (std::string& cell : cells) cell = trimmed(cell);
  return cells;
}

/// The rows of the section "Functions" that describe a function.
std::vector<Row> function_rows() {
  std::vector<Row> rows;
  std::istringstream text(read_file("query/LANGUAGE.md"));
  bool inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("## ")) inside = line == "## Functions";
    if (!inside || !line.starts_with("| `")) continue;
    const auto cells = cells_of(line);
    if (cells.size() < 4) continue;
    rows.push_back({cells[0].substr(0, cells[0].find('(')), cells[0], cells[1], cells[3]});
  }
  return rows;
}

TEST(FunctionTable, EveryFunctionHasARow) {
  std::map<std::string, Row> rows;
  for (const Row& row : function_rows()) rows[row.name] = row;
  ASSERT_FALSE(rows.empty());
  for (const FunctionInfo* function : all_functions()) {
    const auto row = rows.find(std::string(function->name));
    if (row == rows.end()) {
      ADD_FAILURE() << function->name << "() has no row in query/LANGUAGE.md";
      continue;
    }
    EXPECT_EQ(row->second.signature, function->signature);
  }
}

TEST(FunctionTable, EveryRowIsAboutAFunction) {
  std::set<std::string> names;
  for (const Row& row : function_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name << "() has two rows";
    const bool known = find_function(row.name) != nullptr || syntax_functions.contains(row.name);
    EXPECT_TRUE(known) << row.name << "() does not exist";
    EXPECT_TRUE(row.verdict == "yes" || row.verdict == "differs") << row.name;
  }
  for (const std::string& name : syntax_functions) EXPECT_TRUE(names.contains(name)) << name;
}

TEST(FunctionTable, EveryRowIsProvenByAScenario) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  std::map<std::string, std::string> files;
  for (const Row& row : function_rows()) {
    auto file = files.find(row.feature);
    if (file == files.end()) {
      file = files.emplace(row.feature, lower(read_file("tests/features/" + row.feature))).first;
    }
    EXPECT_FALSE(file->second.empty()) << row.feature << " does not exist";
    EXPECT_NE(file->second.find(lower(row.name) + "("), std::string::npos)
        << row.feature << " does not call " << row.name << "()";
  }
}

}  // namespace
}  // namespace entente::query
