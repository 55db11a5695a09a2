#include "tests/support/feature_runner.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "entente/entente.hpp"
#include "entente/ingest.hpp"
#include "tests/support/tck_value.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::test {
namespace {

/// Everything a following query could observe of the graph.
struct GraphView {
  std::set<std::uint64_t> nodes;
  std::set<std::uint64_t> relationships;
  std::set<std::string> labels;
  std::set<std::string> properties;  // "n7.key=value"
};

void add_properties(GraphView& view, const std::string& element, const PropertyMap& properties) {
  for (const auto& [key, value] : properties) {
    view.properties.insert(element + "." + key + "=" + canonical_text(value));
  }
}

template <class T>
std::size_t missing(const std::set<T>& from, const std::set<T>& in) {
  return static_cast<std::size_t>(
      std::count_if(from.begin(), from.end(), [&](const T& x) { return in.count(x) == 0; }));
}

std::map<std::string, std::size_t> differences(const GraphView& before, const GraphView& after) {
  const std::map<std::string, std::size_t> all = {
      {"+nodes", missing(after.nodes, before.nodes)},
      {"-nodes", missing(before.nodes, after.nodes)},
      {"+relationships", missing(after.relationships, before.relationships)},
      {"-relationships", missing(before.relationships, after.relationships)},
      {"+labels", missing(after.labels, before.labels)},
      {"-labels", missing(before.labels, after.labels)},
      {"+properties", missing(after.properties, before.properties)},
      {"-properties", missing(before.properties, after.properties)},
  };
  std::map<std::string, std::size_t> changed;
  for (const auto& [name, count] : all) {
    if (count != 0) changed[name] = count;
  }
  return changed;
}

std::string side_effects_text(const std::map<std::string, std::size_t>& effects) {
  std::string text;
  for (const auto& [name, count] : effects) text += " " + name + " " + std::to_string(count);
  return text.empty() ? " none" : text;
}

/// One scenario while it runs. Every step function gives a complaint or nothing.
class Run {
 public:
  Run(const OpenOptions& open, std::filesystem::path graphs, const QueryOptions& query_options)
      : open_(open), graphs_(std::move(graphs)), query_options_(query_options) {}

  std::optional<std::string> scenario(const Scenario& scenario) {
    auto opened = Database::open(open_);
    if (!opened) return "cannot open: " + opened.error().render();
    database_.emplace(std::move(*opened));
    session_.emplace(database_->session());
    for (const auto& step : scenario.steps) {
      if (auto complaint = take(step))
        return "line " + std::to_string(step.line) + ": " + *complaint;
    }
    if (outcome_error_ && !error_expected_) return "failed: " + outcome_error_->render(query_);
    return std::nullopt;
  }

 private:
  using Complaint = std::optional<std::string>;

  Complaint take(const FeatureStep& step) {
    static const std::regex named_graph(R"(the (\S+) graph)");
    static const std::regex error_step(
        R"(an? (\w+) should be raised at (compile time|runtime|any time)(?:: (\S+))?)");
    static const std::regex result_step(
        R"(the result should be(, in any order|, in order)?( \(ignoring element order for lists\))?:)");
    // Steps of our own: documents, and the time that is asked about.
    static const std::regex document_step(
        R"re(the (document|table) "([^"]+)"(?: of (\S+))? recorded at (\S+):)re");
    static const std::regex as_of_step("looking as of (.+)");
    std::smatch match;
    const std::string& text = step.text;
    if (text == "an empty graph" || text == "any graph") return std::nullopt;
    if (std::regex_match(text, match, named_graph)) return load_graph(match[1]);
    if (text == "having executed:") return prepare(step.doc_string);
    if (text == "parameters are:") return read_parameters(step.table);
    if (text.rfind("there exists a procedure ", 0) == 0) return register_procedure(step);
    if (std::regex_match(text, match, document_step)) return ingest(match, step.doc_string);
    if (std::regex_match(text, match, as_of_step)) return look_back(match[1]);
    if (text == "executing query:" || text == "executing control query:") return execute(step);
    if (std::regex_match(text, match, result_step)) {
      return expect_result(step.table, match[1] == ", in order", match[2].matched);
    }
    if (text == "the result should be empty") return expect_empty();
    if (text == "the side effects should be:") return expect_side_effects(step.table);
    if (text == "no side effects") return expect_side_effects({});
    if (std::regex_match(text, match, error_step)) return expect_error(match);
    return "unknown step: " + text;
  }

  Complaint prepare(const std::string& query) {
    auto result = session_->run(query);
    if (!result) return "preparation failed: " + result.error().render(query);
    auto rows = result->rows();
    if (!rows) return "preparation failed: " + rows.error().render(query);
    return std::nullopt;
  }

  Complaint load_graph(const std::string& name) {
    std::ifstream in(graphs_ / name / (name + ".cypher"));
    if (!in) return "no graph called " + name;
    std::stringstream text;
    text << in.rdbuf();
    return prepare(text.str());
  }

  Complaint read_parameters(const FeatureTable& table) {
    for (const auto& row : table) {
      auto value = parse_tck_value(row.at(1));
      if (!value) return value.error().message;
      parameters_.set(row.at(0), *value);
    }
    return std::nullopt;
  }

  Complaint register_procedure(const FeatureStep& step) {
    TableProcedure procedure;
    procedure.signature = step.text.substr(std::string("there exists a procedure ").size());
    if (!procedure.signature.empty() && procedure.signature.back() == ':') {
      procedure.signature.pop_back();
    }
    if (!step.table.empty()) procedure.columns = step.table[0];
    if (procedure.columns == std::vector<std::string>{""}) procedure.columns.clear();
    for (std::size_t i = 1; i < step.table.size() && !procedure.columns.empty(); ++i) {
      ValueList row;
      for (const auto& cell : step.table[i]) {
        auto value = parse_tck_value(cell);
        if (!value) return value.error().message;
        row.push_back(*value);
      }
      procedure.rows.push_back(std::move(row));
    }
    auto status = database_->register_procedure(std::move(procedure));
    if (!status) return status.error().message;
    return std::nullopt;
  }

  /// Reads a document, or a CSV table, whose title is the name that is given.
  Complaint ingest(const std::smatch& match, const std::string& content) {
    const bool table = match[1] == "table";
    const std::string name = match[2];
    const auto recorded = recorded_time_from(match[4].str(), DayMeans::beginning);
    if (!recorded) return recorded.error().render();
    IngestOptions options;
    options.recorded_at = *recorded;
    // Tables are read from files only.
    const testing::TempDir folder;
    const std::string path = folder / name;
    if (table) std::ofstream(path) << content << '\n';
    const auto report =
        table ? ingest_files(*database_, {path}, options)
              : ingest_texts(*database_, {{name, content, name, match[3], {}}}, options);
    if (!report) return report.error().render();
    if (!report->skipped.empty()) return report->skipped.front().reason.render();
    return std::nullopt;
  }

  Complaint look_back(const std::string& time) {
    const auto as_of = as_of_from_text(time);
    if (!as_of) return as_of.error().render();
    session_->set_as_of(*as_of);
    return std::nullopt;
  }

  Complaint execute(const FeatureStep& step) {
    query_ = step.doc_string;
    auto before = view();
    if (!before) return before.error().render();
    before_ = std::move(*before);
    outcome_error_.reset();
    columns_.clear();
    rows_.clear();
    auto result = session_->run(query_, parameters_, query_options_);
    if (!result) {
      outcome_error_ = result.error();
      return std::nullopt;
    }
    columns_ = result->columns();
    auto rows = result->rows();
    if (!rows) {
      outcome_error_ = rows.error();
    } else {
      rows_ = std::move(*rows);
    }
    return std::nullopt;
  }

  Result<GraphView> view() {
    GraphView view;
    ENTENTE_ASSIGN(auto nodes, session_->run("MATCH (n) RETURN n"));
    ENTENTE_ASSIGN(auto node_rows, nodes.rows());
    for (const auto& row : node_rows) {
      const Node& node = row[0].as_node();
      view.nodes.insert(node.id.value);
      view.labels.insert(node.labels.begin(), node.labels.end());
      add_properties(view, "n" + std::to_string(node.id.value), node.properties);
    }
    ENTENTE_ASSIGN(auto relationships, session_->run("MATCH ()-[r]->() RETURN r"));
    ENTENTE_ASSIGN(auto relationship_rows, relationships.rows());
    for (const auto& row : relationship_rows) {
      const Relationship& relationship = row[0].as_relationship();
      view.relationships.insert(relationship.id.value);
      add_properties(view, "r" + std::to_string(relationship.id.value), relationship.properties);
    }
    return view;
  }

  Complaint expect_result(const FeatureTable& table, bool in_order, bool sort_lists) {
    if (outcome_error_) return "failed: " + outcome_error_->render(query_);
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    std::vector<std::size_t> positions;
    for (const auto& name : table.at(0)) {
      const auto it = std::find(columns_.begin(), columns_.end(), name);
      if (it == columns_.end()) return "no column `" + name + "`";
      positions.push_back(static_cast<std::size_t>(it - columns_.begin()));
    }
    if (columns_.size() != positions.size()) return "the number of columns differs";
    for (std::size_t i = 1; i < table.size(); ++i) {
      std::string line;
      for (const auto& cell : table[i]) {
        auto value = parse_tck_value(cell);
        if (!value) return value.error().message;
        line += " | " + canonical_text(*value, sort_lists);
      }
      expected.push_back(line);
    }
    for (const auto& row : rows_) {
      std::string line;
      for (const std::size_t position : positions) {
        line += " | " + canonical_text(row[position], sort_lists);
      }
      actual.push_back(line);
    }
    if (!in_order) {
      std::sort(expected.begin(), expected.end());
      std::sort(actual.begin(), actual.end());
    }
    if (expected == actual) return std::nullopt;
    std::string text = "expected\n";
    for (const auto& line : expected) text += line + "\n";
    text += "but got\n";
    for (const auto& line : actual) text += line + "\n";
    return text;
  }

  Complaint expect_empty() {
    if (outcome_error_) return "failed: " + outcome_error_->render(query_);
    if (rows_.empty()) return std::nullopt;
    return "expected no rows, got " + std::to_string(rows_.size());
  }

  Complaint expect_side_effects(const FeatureTable& table) {
    std::map<std::string, std::size_t> expected;
    for (const auto& row : table) {
      const std::size_t count = std::stoul(row.at(1));
      if (count != 0) expected[row.at(0)] = count;
    }
    auto after = view();
    if (!after) return after.error().render();
    const auto actual = differences(before_, *after);
    if (expected == actual) return std::nullopt;
    return "expected side effects" + side_effects_text(expected) + ", got" +
           side_effects_text(actual);
  }

  Complaint expect_error(const std::smatch& match) {
    error_expected_ = true;
    if (!outcome_error_) return "expected an error, but it passed";
    const Error& error = *outcome_error_;
    if (to_string(error.error_class) != match[1].str()) {
      return "wrong class: " + error.render(query_);
    }
    const std::string when = match[2];
    const bool compile = error.phase == Phase::compile_time;
    if ((when == "compile time" && !compile) || (when == "runtime" && compile)) {
      return "wrong phase: " + error.render(query_);
    }
    if (match[3].matched && match[3] != "*" && error.detail != match[3].str()) {
      return "wrong detail " + error.detail + ": " + error.render(query_);
    }
    return expect_side_effects({});
  }

  OpenOptions open_;
  std::filesystem::path graphs_;
  QueryOptions query_options_;
  std::optional<Database> database_;
  std::optional<Session> session_;
  Parameters parameters_;
  std::string query_;
  GraphView before_;
  std::vector<std::string> columns_;
  std::vector<ValueList> rows_;
  std::optional<Error> outcome_error_;
  bool error_expected_ = false;
};

}  // namespace

FeatureRunner::FeatureRunner(OpenOptions open, std::filesystem::path graphs,
                             QueryOptions query_options)
    : open_(std::move(open)),
      graphs_(std::move(graphs)),
      query_options_(std::move(query_options)) {}

std::optional<std::string> FeatureRunner::run(const Scenario& scenario) const {
  return Run(open_, graphs_, query_options_).scenario(scenario);
}

}  // namespace entente::test
