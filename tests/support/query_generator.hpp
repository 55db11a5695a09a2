#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace entente::testing {

/// Random choices that are the same on every platform for the same seed.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  /// A number in [0, sides).
  int roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }
  bool chance(int percent) { return roll(100) < percent; }
  std::string_view pick(std::initializer_list<std::string_view> words) {
    return *(words.begin() + roll(static_cast<int>(words.size())));
  }
  std::uint64_t bits() { return (std::uint64_t{random_()} << 32U) | random_(); }

 private:
  std::mt19937 random_;
};

/// What a generated expression or variable holds.
enum class GeneratedKind : std::uint8_t {
  node,
  relationship,
  relationships,  // the list of a variable-length pattern
  path,
  integer,
  text,
  boolean,
  mixed,     // a property whose kind differs from node to node
  integers,  // a list in a certain order
  bag,       // a list in no certain order
};

struct GeneratedQuery {
  std::string text;
  bool updating = false;
  std::vector<GeneratedKind> columns;
  /// Columns the rows are ordered by, ascending (first) or descending.
  struct Order {
    std::size_t column;
    bool descending;
  };
  std::vector<Order> order;
  /// Set if SKIP or LIMIT choose among rows that nothing puts in order: the same query without
  /// them. The answer is then any part of that query's answer with the right number of rows.
  std::string unlimited;
};

/// Makes queries over the graph of `GeneratedGraph`: always valid, never failing when they run, and
/// with one right answer, whatever the order in which rows are found. Their meaning must therefore
/// not depend on rules, stores or where the data lies. The same seed gives the same queries.
///
/// Order is kept out of the answers by construction: LIMIT inside of a query follows an ORDER BY
/// over everything that goes on; lists made by collect() are used as bags; an element gets one
/// value by SET, or is counted up.
class QueryGenerator {
 public:
  explicit QueryGenerator(std::uint32_t seed) : dice_(seed) {}

  GeneratedQuery next();

  /// A condition divides rows into those for which it is true, false, and null: the answer of the
  /// first query is that of the three others together.
  struct Partition {
    GeneratedQuery whole;
    std::vector<std::string> parts;
  };
  Partition next_partition();

 private:
  using Kind = GeneratedKind;
  struct Variable {
    std::string name;
    Kind kind;
    /// May be null, so nothing can be created at it.
    bool nullable = false;
    /// Created by this query: nothing tells it from its like.
    bool created = false;
  };
  using Scope = std::vector<Variable>;

  // ---- query_generator.cpp: whole queries and clauses that read
  std::string single_query(int column_count, GeneratedQuery* whole);
  void reading_clause(std::string& text);
  std::string match();
  std::string unwind();
  std::string with();
  std::string call();
  /// LET, FILTER, or ORDER BY, SKIP and LIMIT without a projection.
  std::string linear();
  std::string projection_end(const Scope& projected);
  std::string return_columns(int column_count, GeneratedQuery* whole);
  std::string shortest_path();
  /// Items `expression AS name` over the scope; aggregates group by the rest.
  std::string projection_items(std::vector<std::string>& names, bool aggregate, Scope& projected,
                               bool hashable);
  std::string order_keys(const Scope& projected);
  [[nodiscard]] static bool orderable(const Scope& scope);
  void add_final_order(GeneratedQuery& whole, std::string& text);

  // ---- query_generator_updates.cpp
  void updating_clause(std::string& text);
  std::string create();
  std::string merge();
  std::string set();
  std::string set_from_group();
  std::string remove();
  std::string erase();
  std::string foreach ();
  std::string unit_call();

  // ---- query_generator_patterns.cpp
  /// A path pattern; `bind`: it may introduce variables.
  std::string path_pattern(bool bind, int hops_min, Scope& introduced);
  std::string node_pattern(bool bind, Scope& introduced);
  std::string relationship_pattern(bool bind, Scope& introduced);
  std::string quantified_pattern(Scope& introduced);
  std::string label_expression();
  std::string types();

  // ---- query_generator_expressions.cpp
  std::string expression(Kind kind, int depth);
  std::string integer(int depth);
  std::string text(int depth);
  std::string mixed();
  std::string boolean(int depth);
  std::string comparison(int depth);
  std::string graph_test(int depth);
  /// A condition on one variable that an index, or an id, may answer.
  std::string seekable();
  std::string integers(int depth);
  std::string bag(int depth);
  std::string quantified(int depth);
  std::string subquery(std::string_view word, int depth);
  std::string aggregate(Kind& kind);

  std::string fresh(std::string_view prefix) {
    return std::string(prefix) + std::to_string(++names_);
  }
  std::string number() { return std::to_string(dice_.roll(5)); }
  std::optional<Variable> find(Kind kind, bool bound_only = false);
  void bind(const Scope& introduced) {
    scope_.insert(scope_.end(), introduced.begin(), introduced.end());
  }

  Dice dice_;
  Scope scope_;
  /// Variables of the query around a CALL that no WITH can drop.
  Scope kept_;
  int names_ = 0;
  /// Rows to be expected here: patterns get smaller when there are many.
  double rows_ = 1;
  int nesting_ = 0;
  /// Something was written before this point.
  bool dirty_ = false;
  bool quantified_allowed_ = false;
  /// The last clause may be the end of a query.
  bool may_end_ = false;
};

/// Statements that make a small random graph with loops, parallel relationships, several labels and
/// missing properties. Every node and relationship has a unique `uid`.
std::vector<std::string> generated_graph(std::uint32_t seed);

}  // namespace entente::testing
