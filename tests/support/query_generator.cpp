#include "tests/support/query_generator.hpp"

#include <algorithm>

namespace entente::testing {
namespace {

constexpr double rows_few = 60;

}  // namespace

GeneratedQuery QueryGenerator::next() {
  scope_.clear();
  names_ = 0;
  nesting_ = 0;
  dirty_ = false;
  may_end_ = false;
  GeneratedQuery whole;
  whole.updating = dice_.chance(25);
  const int columns = 1 + dice_.roll(3);
  if (!whole.updating && dice_.chance(8)) {
    const bool all = dice_.chance(50);
    whole.text = single_query(columns, &whole) + (all ? " UNION ALL " : " UNION ");
    const auto first = whole.columns;
    whole.columns.clear();
    whole.text += single_query(columns, &whole);
    // A column is a bag if it is one in either part.
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (first[i] == Kind::bag) whole.columns[i] = Kind::bag;
    }
    return whole;
  }
  rows_ = 1;
  std::string text;
  for (int clauses = 1 + dice_.roll(3); clauses > 0; --clauses) reading_clause(text);
  if (whole.updating) {
    for (int clauses = 1 + dice_.roll(3); clauses > 0; --clauses) {
      updating_clause(text);
      if (clauses > 1 && dice_.chance(25)) reading_clause(text);
    }
    if (may_end_ && dice_.chance(15)) {
      whole.text = std::move(text);
      return whole;
    }
  }
  text += return_columns(columns, &whole);
  add_final_order(whole, text);
  whole.text = std::move(text);
  return whole;
}

QueryGenerator::Partition QueryGenerator::next_partition() {
  scope_.clear();
  kept_.clear();
  names_ = 0;
  nesting_ = 0;
  dirty_ = false;
  rows_ = 1;
  std::string clauses;
  for (int count = 1 + dice_.roll(2); count > 0; --count) reading_clause(clauses);
  const std::string condition = "(" + (dice_.chance(40) ? seekable() : boolean(2)) +
                                std::string(dice_.pick({" AND ", " OR ", " XOR "})) +
                                comparison(2) + ")";
  Partition result;
  std::string columns;
  for (std::size_t i = 0; i < scope_.size(); ++i) {
    columns += (i == 0 ? " RETURN " : ", ") + scope_[i].name;
    result.whole.columns.push_back(scope_[i].kind);
  }
  if (columns.empty()) {
    columns = " RETURN 1 AS one";
    result.whole.columns.push_back(Kind::integer);
  }
  result.whole.text = clauses + columns;
  const std::string all = scope_.empty() ? " WITH 1 AS x WHERE " : " WITH * WHERE ";
  for (const std::string& test : {condition, "NOT " + condition, condition + " IS NULL"}) {
    result.parts.push_back(clauses + (dice_.chance(50) ? " FILTER " : all) + test + columns);
  }
  return result;
}

/// Clauses up to RETURN, for parts of a UNION.
std::string QueryGenerator::single_query(int column_count, GeneratedQuery* whole) {
  const Scope outer = scope_;
  scope_.clear();
  rows_ = 1;
  std::string text;
  for (int clauses = 1 + dice_.roll(2); clauses > 0; --clauses) reading_clause(text);
  text += return_columns(column_count, whole);
  scope_ = outer;
  return text;
}

void QueryGenerator::reading_clause(std::string& text) {
  may_end_ = false;
  const int choice = dice_.roll(100);
  if (!text.empty()) text += " ";
  if (choice < 4 && rows_ < rows_few && find(Kind::node, true)) {
    text += shortest_path();
  } else if (choice < 55 && rows_ < rows_few * 3) {
    text += match();
  } else if (choice < 68 && rows_ < rows_few) {
    text += unwind();
  } else if (choice < 80 && rows_ < rows_few && nesting_ == 0) {
    text += call();
  } else if (choice < 88 && !scope_.empty()) {
    text += linear();
  } else if (!scope_.empty()) {
    text += with();
  } else {
    text += match();
  }
}

std::string QueryGenerator::match() {
  const bool optional = dice_.chance(22);
  Scope introduced;
  std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
  quantified_allowed_ = true;
  text += path_pattern(true, 0, introduced);
  if (rows_ < rows_few && dice_.chance(25)) text += ", " + path_pattern(true, 0, introduced);
  quantified_allowed_ = false;
  for (Variable& variable : introduced) {
    const bool known = std::any_of(scope_.begin(), scope_.end(),
                                   [&](const Variable& old) { return old.name == variable.name; });
    if (!known) scope_.push_back(variable);
  }
  if (dice_.chance(45)) {
    text += " WHERE " + (dice_.chance(40) ? seekable() : boolean(2));
    if (dice_.chance(15)) text += " AND " + seekable();
    rows_ = std::max(1.0, rows_ / 2);
  }
  if (optional) {
    for (const Variable& variable : introduced) {
      for (Variable& bound : scope_) {
        const bool before = variable.name != bound.name;
        if (!before) bound.nullable = true;
      }
    }
  }
  return text;
}

/// Which of several shortest paths is found is open, so only its length goes on.
std::string QueryGenerator::shortest_path() {
  const Variable source = *find(Kind::node, true);
  const Variable target = *find(Kind::node, true);
  const std::string path = fresh("p");
  const std::string length = fresh("v");
  const bool all = dice_.chance(40);
  std::string text = "MATCH " + path + " = " + (all ? "allShortestPaths((" : "shortestPath((") +
                     source.name + ")-[" + types() +
                     std::string(dice_.pick({"*..2", "*..3", "*0..3"})) +
                     std::string(dice_.pick({"]->(", "]-("})) + target.name + "))";
  if (source.name != target.name) text += " WHERE " + source.name + " <> " + target.name;
  std::string carried;
  for (const Variable& variable : scope_) carried += variable.name + ", ";
  scope_.push_back({length, Kind::integer});
  return text + " WITH " + carried + "length(" + path + ") AS " + length;
}

std::string QueryGenerator::linear() {
  switch (dice_.roll(3)) {
    case 0: {
      const std::string name = fresh("v");
      std::string text = "LET " + name + " = " + integer(2);
      if (dice_.chance(30)) {
        const std::string second = fresh("v");
        text += ", " + second + " = " + this->text(2);
        scope_.push_back({second, Kind::text});
      }
      scope_.push_back({name, Kind::integer});
      return text;
    }
    case 1: {
      const std::string end = projection_end(scope_);
      if (!end.empty()) return end.substr(1);
      [[fallthrough]];
    }
    default: return "FILTER " + boolean(2);
  }
}

std::string QueryGenerator::unwind() {
  const std::string name = fresh("u");
  std::string list;
  Variable element{name, Kind::integer};
  const auto path = find(Kind::path);
  const auto relationships = find(Kind::relationships);
  if (path && dice_.chance(40)) {
    list = "nodes(" + path->name + ")";
    element = {name, Kind::node, path->nullable, path->created};
  } else if (relationships && dice_.chance(40)) {
    list = relationships->name;
    element = {name, Kind::relationship, relationships->nullable, relationships->created};
  } else {
    list = integers(2);
  }
  rows_ *= 2.5;
  scope_.push_back(element);
  return "UNWIND " + list + " AS " + name;
}

bool QueryGenerator::orderable(const Scope& scope) {
  return std::none_of(scope.begin(), scope.end(), [](const Variable& variable) {
    return variable.created || variable.kind == Kind::path || variable.kind == Kind::bag ||
           variable.kind == Kind::relationships;
  });
}

std::string QueryGenerator::order_keys(const Scope& projected) {
  std::string keys;
  for (const Variable& variable : projected) {
    const bool element = variable.kind == Kind::node || variable.kind == Kind::relationship;
    keys += (keys.empty() ? "" : ", ") + variable.name + (element ? ".uid" : "") +
            std::string(dice_.pick({"", "", " DESC", " ASC"}));
  }
  return keys;
}

/// ORDER BY … SKIP … LIMIT of a projection inside of a query.
std::string QueryGenerator::projection_end(const Scope& projected) {
  if (dirty_ || projected.empty() || !orderable(projected) || !dice_.chance(25)) return "";
  std::string text = " ORDER BY " + order_keys(projected);
  if (dice_.chance(40)) text += " SKIP " + number();
  if (dice_.chance(70)) {
    const int limit = dice_.chance(8) ? 0 : 1 + dice_.roll(12);
    text += " LIMIT " + (dice_.chance(15) ? "$two" : std::to_string(limit));
    rows_ = std::min(rows_, double(limit));
  }
  return text;
}

std::string QueryGenerator::projection_items(std::vector<std::string>& names, bool aggregate,
                                             Scope& projected, bool hashable) {
  std::string text;
  std::vector<Variable> items;
  std::vector<std::string> texts;
  const std::size_t first_aggregate =
      aggregate ? static_cast<std::size_t>(dice_.roll(static_cast<int>(names.size()))) : 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Variable item{names[i], Kind::integer};
    std::string expression_text;
    const bool aggregated = aggregate && (i == first_aggregate || dice_.chance(30));
    if (aggregated) {
      expression_text = this->aggregate(item.kind);
    } else if (!scope_.empty() && dice_.chance(45)) {
      const Variable& variable =
          scope_[static_cast<std::size_t>(dice_.roll(static_cast<int>(scope_.size())))];
      item = {names[i], variable.kind, variable.nullable, variable.created};
      expression_text = variable.name;
    } else {
      static constexpr Kind kinds[] = {Kind::integer, Kind::integer,  Kind::text, Kind::boolean,
                                       Kind::mixed,   Kind::integers, Kind::bag};
      item.kind = kinds[dice_.roll(7)];
      // A pattern is a condition only where a condition is wanted.
      expression_text = item.kind == Kind::boolean ? comparison(2) : expression(item.kind, 2);
    }
    // A list in no certain order cannot tell groups or distinct rows apart.
    if ((aggregate || hashable) && item.kind == Kind::bag && !(aggregated && !hashable)) {
      item.kind = Kind::integer;
      expression_text = aggregated ? "count(*)" : number();
    }
    item.nullable = item.nullable || item.kind != Kind::node;
    text += (i == 0 ? "" : ", ") + expression_text + " AS " + names[i];
    items.push_back(item);
  }
  projected = std::move(items);
  return text;
}

std::string QueryGenerator::with() {
  if (dice_.chance(8)) {
    std::string text = "WITH *";
    if (dice_.chance(50)) {
      const std::string name = fresh("v");
      text += ", " + integer(2) + " AS " + name;
      scope_.push_back({name, Kind::integer});
    }
    text += projection_end(scope_);
    return dice_.chance(40) ? text + " WHERE " + boolean(1) : text;
  }
  const bool aggregate = dice_.chance(30);
  const bool distinct = dice_.chance(18);
  Scope projected;
  std::string carried;
  for (const Variable& variable : scope_) {
    if ((aggregate || distinct) && variable.kind == Kind::bag) continue;
    if (!dice_.chance(aggregate ? 35 : 65)) continue;
    carried += (carried.empty() ? "" : ", ") + variable.name;
    projected.push_back(variable);
  }
  std::vector<std::string> names;
  const int count = projected.empty() || aggregate ? 1 + dice_.roll(2) : dice_.roll(2);
  for (int i = 0; i < count; ++i) names.push_back(fresh("v"));
  Scope computed;
  const std::string items =
      names.empty() ? "" : projection_items(names, aggregate, computed, distinct);
  projected.insert(projected.end(), computed.begin(), computed.end());
  std::string text = distinct ? "WITH DISTINCT " : "WITH ";
  text += carried + (carried.empty() || items.empty() ? "" : ", ") + items;
  if (aggregate || distinct) rows_ = std::max(1.0, rows_ / 2);
  scope_ = projected;
  text += projection_end(projected);
  // What a subquery imports stays visible although it is not projected.
  for (const Variable& kept : kept_) {
    const bool there = std::any_of(scope_.begin(), scope_.end(), [&](const Variable& variable) {
      return variable.name == kept.name;
    });
    if (!there) scope_.push_back(kept);
  }
  if (dice_.chance(25)) text += " WHERE " + boolean(1);
  return text;
}

std::string QueryGenerator::call() {
  const Scope outer = scope_;
  const double rows_outside = rows_;
  Scope imported;
  std::string names;
  const bool everything = dice_.chance(20);
  for (const Variable& variable : scope_) {
    if (!everything && !dice_.chance(60)) continue;
    names += (names.empty() ? "" : ", ") + variable.name;
    imported.push_back(variable);
  }
  const bool importing_with = !everything && !imported.empty() && dice_.chance(25);
  const std::string optional = dice_.chance(20) ? "OPTIONAL " : "";
  std::string text = everything                             ? "CALL (*) { "
                     : importing_with                       ? "CALL { WITH " + names + " "
                     : imported.empty() && dice_.chance(50) ? "CALL { "
                                                            : "CALL (" + names + ") { ";
  ++nesting_;
  scope_ = imported;
  if (!importing_with) kept_ = imported;
  std::string body;
  for (int clauses = 1 + dice_.roll(2); clauses > 0; --clauses) reading_clause(body);
  // An ORDER BY right behind would be part of the importing WITH, which may only name variables.
  if (importing_with && body.starts_with("ORDER BY")) body.insert(0, "FILTER true ");
  std::vector<std::string> results(static_cast<std::size_t>(1 + dice_.roll(2)));
  for (auto& name : results) name = fresh("v");
  Scope projected;
  const bool aggregate = dice_.chance(40);
  const bool distinct = dice_.chance(15);
  body += distinct ? " RETURN DISTINCT " : " RETURN ";
  body += projection_items(results, aggregate, projected, distinct);
  body += projection_end(projected);
  if (dice_.chance(15) && !importing_with) {
    // The second part gives the same columns: constants of no certain kind would not do.
    scope_ = imported;
    body += dice_.chance(50) ? " UNION ALL " : " UNION ";
    for (auto& variable : projected) {
      if (variable.kind == Kind::bag) variable.kind = Kind::mixed;
    }
    body += "RETURN ";
    for (std::size_t i = 0; i < results.size(); ++i) {
      body += (i == 0 ? "null AS " : ", null AS ") + results[i];
      projected[i].nullable = true;
    }
  }
  --nesting_;
  kept_.clear();
  scope_ = outer;
  rows_ = aggregate ? rows_outside : std::max(rows_, rows_outside);
  if (!optional.empty()) {
    for (Variable& variable : projected) variable.nullable = true;
  }
  bind(projected);
  return optional + text + body + " }";
}

std::string QueryGenerator::return_columns(int column_count, GeneratedQuery* whole) {
  std::vector<std::string> names;
  for (int i = 0; i < column_count; ++i) names.push_back("c" + std::to_string(i));
  const bool aggregate = dice_.chance(25);
  const bool distinct = dice_.chance(20);
  Scope projected;
  std::string text = distinct ? " RETURN DISTINCT " : " RETURN ";
  text += projection_items(names, aggregate, projected, distinct);
  for (const Variable& variable : projected) whole->columns.push_back(variable.kind);
  scope_ = projected;
  return text;
}

/// ORDER BY some columns, and SKIP and LIMIT whether or not that puts all rows in order.
void QueryGenerator::add_final_order(GeneratedQuery& whole, std::string& text) {
  if (dice_.chance(45)) {
    std::string keys;
    for (std::size_t i = 0; i < scope_.size(); ++i) {
      const Kind kind = scope_[i].kind;
      const bool plain = kind == Kind::integer || kind == Kind::text || kind == Kind::mixed ||
                         kind == Kind::boolean || kind == Kind::integers;
      if (!plain || !dice_.chance(70)) continue;
      const bool descending = dice_.chance(40);
      keys += (keys.empty() ? "" : ", ") + scope_[i].name + (descending ? " DESC" : "");
      whole.order.push_back({i, descending});
    }
    if (!keys.empty()) text += " ORDER BY " + keys;
  }
  if (!dice_.chance(30)) return;
  whole.unlimited = text;
  if (dice_.chance(40)) text += " SKIP " + number();
  if (dice_.chance(75)) text += " LIMIT " + std::to_string(dice_.roll(10));
}

std::vector<std::string> generated_graph(std::uint32_t seed) {
  Dice dice(seed);
  std::vector<std::string> statements = {
      "CREATE CONSTRAINT FOR (n:A) REQUIRE n.uid IS UNIQUE", "CREATE INDEX FOR (n:B) ON (n.k)",
      "CREATE INDEX FOR (n:A) ON (n.k)", "CREATE INDEX FOR (n:B) ON (n.name)",
      "CREATE INDEX FOR (n:C) ON (n.k, n.name)"};
  const int nodes = 14 + dice.roll(10);
  for (int i = 0; i < nodes; ++i) {
    std::string properties = "uid: " + std::to_string(i);
    if (dice.chance(80)) properties += ", k: " + std::to_string(dice.roll(5));
    if (dice.chance(70)) {
      properties += ", name: '" + std::string(dice.pick({"a", "b", "ab", "abc", "c"})) + "'";
    }
    if (dice.chance(70)) {
      properties += ", m: " + std::string(dice.pick({"1", "1.0", "2", "2.5", "'a'", "'ab'", "true",
                                                     "false", "[1, 2]", "['a']"}));
    }
    statements.push_back(
        "CREATE (" + std::string(dice.pick({":A", ":A", ":B", ":B", ":A:B", ":C", ":A:C", ""})) +
        " {" + properties + "})");
  }
  const int relationships = nodes * 2;
  for (int i = 0; i < relationships; ++i) {
    std::string properties = "uid: " + std::to_string(1000 + i);
    if (dice.chance(80)) properties += ", w: " + std::to_string(dice.roll(4));
    const std::string source = std::to_string(dice.roll(nodes));
    const std::string target = dice.chance(8) ? source : std::to_string(dice.roll(nodes));
    statements.push_back("MATCH (a {uid: " + source + "}), (b {uid: " + target +
                         "}) CREATE (a)-[:" + std::string(dice.pick({"R", "R", "S", "T"})) + " {" +
                         properties + "}]->(b)");
  }
  return statements;
}

}  // namespace entente::testing
