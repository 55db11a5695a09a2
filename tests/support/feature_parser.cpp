#include "tests/support/feature_parser.hpp"

#include <algorithm>
#include <fstream>

namespace entente::test {
namespace {

std::string trim(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

bool starts_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// Cells of a table row; `\|` is a bar and `\\` a backslash inside a cell.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '|' || line[i + 1] == '\\')) {
      cell += line[++i];
    } else if (line[i] == '|') {
      result.push_back(trim(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return result;
}

struct Outline {
  Scenario scenario;
  std::vector<FeatureTable> examples;
  bool is_outline = false;
};

class Parser {
 public:
  explicit Parser(const std::filesystem::path& file) : file_(file), in_(file) {}

  Result<std::vector<Scenario>> run() {
    if (!in_) return Error::plain(ErrorClass::io_error, "cannot read " + file_.string());
    for (std::string raw; next_line(raw);) ENTENTE_TRY(take(raw));
    finish_outline();
    return std::move(scenarios_);
  }

 private:
  bool next_line(std::string& line) {
    if (!std::getline(in_, line)) return false;
    ++line_number_;
    return true;
  }

  Error error(const std::string& message) const {
    return Error::plain(ErrorClass::input_error,
                        file_.string() + ":" + std::to_string(line_number_) + ": " + message);
  }

  Status take(const std::string& raw) {
    const std::string line = trim(raw);
    if (line.empty() || line[0] == '#') return {};
    if (line[0] == '@') {
      tags_.push_back(line);
      return {};
    }
    if (starts_with(line, "Feature:")) {
      feature_ = trim(line.substr(8));
      return {};
    }
    if (starts_with(line, "Background:")) {
      in_background_ = true;
      target_ = Target::steps;
      return {};
    }
    if (starts_with(line, "Scenario Outline:")) return begin(trim(line.substr(17)), true);
    if (starts_with(line, "Scenario:")) return begin(trim(line.substr(9)), false);
    if (starts_with(line, "Examples:")) {
      if (!outline_) return error("Examples outside of a scenario");
      outline_->examples.emplace_back();
      target_ = Target::examples;
      return {};
    }
    if (starts_with(line, "\"\"\"")) return doc_string(raw);
    if (line[0] == '|') return table_row(line);
    for (const char* keyword : {"Given ", "When ", "Then ", "And ", "But ", "* "}) {
      if (starts_with(line, keyword)) return step(trim(line.substr(std::string(keyword).size())));
    }
    // Free text below "Feature:" describes it.
    if (!outline_ && !in_background_) return {};
    return error("cannot read: " + line);
  }

  Status begin(std::string name, bool is_outline) {
    finish_outline();
    in_background_ = false;
    outline_.emplace();
    outline_->is_outline = is_outline;
    outline_->scenario.feature = feature_;
    outline_->scenario.name = std::move(name);
    outline_->scenario.tags = std::move(tags_);
    tags_.clear();
    target_ = Target::steps;
    return {};
  }

  std::vector<FeatureStep>& steps() {
    return in_background_ ? background_ : outline_->scenario.steps;
  }

  Status step(std::string text) {
    if (!in_background_ && !outline_) return error("a step outside of a scenario");
    steps().push_back(FeatureStep{std::move(text), {}, {}, line_number_});
    target_ = Target::steps;
    return {};
  }

  Status doc_string(const std::string& opening) {
    const std::size_t indent = opening.find("\"\"\"");
    std::string text;
    for (std::string line; next_line(line);) {
      if (trim(line) == "\"\"\"") {
        if ((!in_background_ && !outline_) || steps().empty()) return error("a text without step");
        steps().back().doc_string = std::move(text);
        return {};
      }
      if (!text.empty()) text += '\n';
      const std::size_t begin = std::min(indent, line.find_first_not_of(' '));
      text += begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return error("a text that never ends");
  }

  Status table_row(const std::string& line) {
    if (target_ == Target::examples) {
      outline_->examples.back().push_back(cells(line));
      return {};
    }
    if ((!in_background_ && !outline_) || steps().empty()) return error("a table without step");
    steps().back().table.push_back(cells(line));
    return {};
  }

  static void substitute(FeatureStep& step, const std::string& from, const std::string& to) {
    replace_all(step.text, from, to);
    replace_all(step.doc_string, from, to);
    for (auto& row : step.table) {
      for (auto& cell : row) replace_all(cell, from, to);
    }
  }

  void finish_outline() {
    if (!outline_) return;
    Scenario& scenario = outline_->scenario;
    scenario.steps.insert(scenario.steps.begin(), background_.begin(), background_.end());
    if (!outline_->is_outline) scenarios_.push_back(scenario);
    std::size_t number = 0;
    for (const auto& table : outline_->examples) {
      for (std::size_t row = 1; row < table.size(); ++row) {
        Scenario expanded = scenario;
        expanded.name += " #" + std::to_string(++number);
        for (std::size_t column = 0; column < table[0].size(); ++column) {
          for (auto& step : expanded.steps) {
            substitute(step, "<" + table[0][column] + ">", table[row][column]);
          }
        }
        scenarios_.push_back(std::move(expanded));
      }
    }
    outline_.reset();
  }

  enum class Target { steps, examples };

  std::filesystem::path file_;
  std::ifstream in_;
  std::size_t line_number_ = 0;
  std::string feature_;
  std::vector<std::string> tags_;
  std::vector<FeatureStep> background_;
  bool in_background_ = false;
  std::optional<Outline> outline_;
  Target target_ = Target::steps;
  std::vector<Scenario> scenarios_;
};

}  // namespace

Result<std::vector<Scenario>> parse_feature(const std::filesystem::path& file) {
  return Parser(file).run();
}

std::vector<std::filesystem::path> feature_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace entente::test
