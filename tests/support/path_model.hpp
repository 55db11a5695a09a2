#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace entente::testing {

/// A small graph, random path patterns over it, and what they match by the letter of the Cypher
/// manual: every walk of the graph is made first and then compared with the pattern from left to
/// right. Slow, and without anything in common with the engine.
class PathModel {
 public:
  struct Node {
    bool a = false;  // has label A
    int k = 0;
  };
  struct Relationship {
    int from = 0;
    int to = 0;
    bool r = false;  // of type R, else S
    int w = 0;
  };
  /// A node pattern: (name:A WHERE name.k <> k)
  struct NodeTest {
    std::string name;
    bool a = false;
    std::optional<int> k_not;
  };
  /// A relationship pattern: -[name:R WHERE name.w <> w]->
  struct StepTest {
    std::string name;
    std::optional<bool> r;
    int direction = 0;  // 1: right, -1: left, 0: both
    std::optional<int> w_not;
  };
  /// Something between two outer nodes: one step, or a group of some that is repeated.
  struct Part {
    bool group = false;
    std::vector<NodeTest> nodes;  // of a group: one more than steps
    std::vector<StepTest> steps;
    int lower = 0;
    std::optional<int> upper;
    bool rising = false;  // WHERE first.k <= last.k
  };
  enum class Mode : std::uint8_t { trail, walk, acyclic, simple };
  enum class Selection : std::uint8_t { all, paths, groups };
  struct Pattern {
    std::vector<NodeTest> outer;  // one more than parts
    std::vector<Part> parts;
    Mode mode = Mode::trail;
    Selection selection = Selection::all;
    int count = 1;
    bool odd_before = false;   // (p = … WHERE length(p) % 2 = 1), before the selection
    bool short_after = false;  // WHERE length(p) < 3, after it
  };
  /// One match: ends and length of the path, and everything it binds as the query prints it.
  struct Match {
    int start = 0;
    int end = 0;
    int length = 0;
    std::string text;
  };

  explicit PathModel(std::uint32_t seed);

  [[nodiscard]] std::string create_statement() const;
  Pattern random_pattern();
  /// `bound`: 0 nothing, 1 the first node, 2 the last node, 3 both are bound by a MATCH before.
  [[nodiscard]] std::string query(const Pattern& pattern, int bound) const;
  /// The same pattern, asked for its distinct pairs of ends only.
  [[nodiscard]] std::string ends_query(const Pattern& pattern, int bound) const;
  [[nodiscard]] std::string judge_ends(const Pattern& pattern,
                                       const std::vector<std::string>& rows) const;
  /// All matches before the selection.
  [[nodiscard]] std::vector<Match> matches(const Pattern& pattern) const;
  /// Empty if the rows are a right answer; else what is wrong with them.
  [[nodiscard]] std::string judge(const Pattern& pattern, std::vector<std::string> rows) const;

 private:
  struct Walk {
    std::vector<int> nodes;
    std::vector<int> relationships;
  };
  using Bindings = std::map<std::string, std::vector<int>>;

  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  NodeTest random_node(const std::string& name);
  StepTest random_step(const std::string& name);
  Part random_part(int index, bool bounded);
  [[nodiscard]] std::vector<Walk> walks(const Pattern& pattern) const;
  void extend(const Pattern& pattern, std::size_t longest, Walk& walk,
              std::vector<Walk>& out) const;
  [[nodiscard]] bool allows(Mode mode, const Walk& walk) const;
  [[nodiscard]] bool meets(const NodeTest& test, int node) const;
  [[nodiscard]] bool meets(const StepTest& test, const Walk& walk, std::size_t step) const;
  void match_part(const Pattern& pattern, const Walk& walk, std::size_t part, std::size_t at,
                  Bindings& bindings, std::vector<Match>& out) const;
  void match_group(const Pattern& pattern, const Walk& walk, std::size_t part, std::size_t at,
                   int completed, Bindings& bindings, std::vector<Match>& out) const;
  void finish(const Pattern& pattern, const Walk& walk, const Bindings& bindings,
              std::vector<Match>& out) const;
  [[nodiscard]] static std::vector<std::pair<std::string, bool>> names(const Pattern& pattern);
  [[nodiscard]] static std::string path_text(const Pattern& pattern);
  [[nodiscard]] static std::string match_text(const Pattern& pattern, int bound);

  std::mt19937 random_;
  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
};

}  // namespace entente::testing
