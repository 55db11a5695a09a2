#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace entente::testing {

/// Writes random statements that the grammar accepts, from every rule it has: for tests of what is
/// done with syntax trees, whatever the statements mean. The same for the same seed.
class QueryTextGenerator {
 public:
  explicit QueryTextGenerator(unsigned seed) : random_(seed) {}

  std::string statement() {
    depth_ = 0;
    const std::string before =
        pick({"", "", "", "", "EXPLAIN ", "PROFILE ", "CYPHER 25 runtime = slotted ", "CYPHER "});
    return before + (chance(5) ? schema_command() : query());
  }

  std::string query() {
    std::string text = single_query();
    while (chance(8)) text += pick({" UNION ", " UNION ALL ", " union distinct "}) + single_query();
    return text;
  }

  std::string expression() {
    const Deeper deeper(*this);
    if (depth_ > depth_max) return leaf();
    switch (below(12)) {
      case 0: return chance(2) ? "NOT " + expression() : pick({"-", "+", "- "}) + operand();
      case 1:
      case 2:
      case 3: return operand() + " " + infix() + " " + operand();
      case 4: return operand() + " " + infix() + " " + operand() + " " + infix() + " " + operand();
      case 5: return "(" + operand() + test() + ")";
      case 6: return "(" + operand() + ":" + labels(true) + ")";
      default: return operand();
    }
  }

 private:
  static constexpr std::size_t depth_max = 4;

  struct Deeper {
    explicit Deeper(QueryTextGenerator& g) : generator(g) { ++generator.depth_; }
    ~Deeper() { --generator.depth_; }
    QueryTextGenerator& generator;
  };

  // ---- Chance ---------------------------------------------------------------------------------
  std::size_t below(std::size_t count) { return random_() % count; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <std::size_t N>
  std::string pick(const std::array<std::string_view, N>& all) {
    return std::string(all[below(N)]);
  }
  template <std::size_t N>
  std::string pick(const char* const (&all)[N]) {
    return all[below(N)];
  }
  std::string maybe(const std::string& text, std::size_t one_in = 2) {
    return chance(one_in) ? text : std::string();
  }
  template <class Part>
  std::string list(Part part, std::size_t most, std::string_view separator = ", ") {
    std::string text = part();
    for (std::size_t i = below(most); i > 0; --i) text += std::string(separator) + part();
    return text;
  }

  // ---- Names and literals ---------------------------------------------------------------------
  std::string name() {
    return pick({"a", "b", "n", "_x", "`odd name`", "`a``b`", "count", "exists", "é", "end", "node",
                 "type", "shortest", "filter", "let", "finish", "trail", "key"});
  }
  std::string word() {
    return pick({"A", "Person", "match", "RETURN", "`a b`", "x1", "null", "`1`", "All", "In"});
  }
  std::string parameter() { return pick({"$p", "$0", "$`odd`", "$match"}); }
  std::string number() {
    return pick({"0", "1", "42", "1_000", "0x1F", "0o17", "1.5", ".5", "1e3", "2.5E-3", "007",
                 "9223372036854775807"});
  }
  std::string text_literal() {
    return pick({"''", "'a'", "\"b\"", "'it\\'s'", "'\\u00e9\\n'", "'\\\\'", "\"'\"", "'a`b'"});
  }
  std::string leaf() {
    switch (below(5)) {
      case 0: return number();
      case 1: return text_literal();
      case 2: return parameter();
      case 3: return pick({"true", "FALSE", "null"});
      default: return name();
    }
  }

  // ---- Expressions ----------------------------------------------------------------------------
  std::string infix() {
    return pick(
        {"OR",       "XOR", "AND", "=", "<>", "<", "<=", ">", ">=", "STARTS WITH", "ENDS WITH",
         "CONTAINS", "=~",  "IN",  "+", "-",  "*", "/",  "%", "^",  "||"});
  }
  std::string type() {
    const std::string one =
        pick({"INTEGER", "string", "LIST<INTEGER>", "LIST < ANY NOT NULL >", "ZONED DATETIME",
              "ANY<STRING | FLOAT>", "MAP", "local time", "PROPERTY VALUE"});
    return one + maybe(" NOT NULL", 4) + maybe(" | FLOAT", 4);
  }
  std::string test() {
    switch (below(5)) {
      case 0: return pick({" IS NULL", " IS NOT NULL"});
      case 1: return pick({" IS :: ", " IS NOT :: ", " IS TYPED ", " :: "}) + type();
      case 2:
        return " IS " + maybe("NOT ") + maybe(pick({"NFC ", "NFD ", "NFKC ", "NFKD "})) +
               "NORMALIZED";
      default: return " IS " + maybe("NOT ") + "(" + labels(true) + ")";
    }
  }
  std::string labels(bool dynamic) {
    const Deeper deeper(*this);
    if (depth_ > depth_max) return word();
    switch (below(8)) {
      case 0: return "!" + labels(dynamic);
      case 1: return "(" + labels(dynamic) + pick({"|", "&", "|:", ":"}) + labels(dynamic) + ")";
      case 2: return word() + pick({"|", "&", ":"}) + labels(dynamic);
      case 3: return "%";
      case 4: return dynamic ? pick({"$(", "$all(", "$any("}) + expression() + ")" : word();
      default: return word();
    }
  }
  std::string operand() {
    std::string text = atom();
    while (chance(4)) {
      switch (below(3)) {
        case 0: text += "." + word(); break;
        case 1: text += "[" + expression() + "]"; break;
        default: text += "[" + maybe(expression()) + ".." + maybe(expression()) + "]";
      }
    }
    return text;
  }
  std::string map() {
    return "{" + maybe(list([&] { return word() + ": " + expression(); }, 3), 2) + "}";
  }
  std::string atom() {
    const Deeper deeper(*this);
    if (depth_ > depth_max) return leaf();
    switch (below(22)) {
      case 0: return "(" + expression() + ")";
      case 1: return "[" + maybe(list([&] { return expression(); }, 3)) + "]";
      case 2: return map();
      case 3: return map_projection();
      case 4: return case_expression();
      case 5:
        return pick({"f", "a.b.c", "count", "exists", "toUpper"}) + "(" + maybe("DISTINCT ", 5) +
               maybe(list([&] { return expression(); }, 3)) + ")";
      case 6: return "count(*)";
      case 7:
        return "[" + name() + " IN " + operand() + maybe(" WHERE " + expression()) +
               maybe(" | " + expression()) + "]";
      case 8:
        return "[" + maybe(name() + " = ") + relationships_pattern() +
               maybe(" WHERE " + expression()) + " | " + expression() + "]";
      case 9:
        return pick({"all(", "any(", "none(", "single("}) + name() + " IN " + operand() +
               " WHERE " + expression() + ")";
      case 10:
        return "reduce(" + name() + " = " + expression() + ", " + name() + " IN " + operand() +
               " | " + expression() + ")";
      case 11: return "(" + relationships_pattern() + " AND true)";
      case 12: return pick({"shortestPath(", "allShortestPaths("}) + relationships_pattern() + ")";
      case 13:
        return pick({"EXISTS { ", "COUNT { "}) + matched_pattern() +
               maybe(" WHERE " + expression()) + " }";
      case 14: return pick({"EXISTS { ", "COUNT { ", "COLLECT { "}) + query() + " }";
      default: return leaf();
    }
  }
  std::string map_projection() {
    return name() + " {" +
           maybe(list(
               [&] {
                 switch (below(4)) {
                   case 0: return "." + word();
                   case 1: return std::string(".*");
                   case 2: return word() + ": " + expression();
                   default: return name();
                 }
               },
               3)) +
           "}";
  }
  std::string case_expression() {
    const bool simple = chance(2);
    std::string text = "CASE" + (simple ? " " + operand() : "");
    const auto one_test = [&] {
      if (!simple || chance(2)) return operand();
      return chance(3) ? test() : pick({"> ", "<= ", "= ", "<> ", "IN ", "CONTAINS "}) + operand();
    };
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      text += " WHEN " + (simple ? list(one_test, 3) : one_test()) + " THEN " + expression();
    }
    return text + maybe(" ELSE " + expression()) + " END";
  }

  // ---- Patterns -------------------------------------------------------------------------------
  std::string node() {
    return "(" + maybe(name()) + maybe(pick({":", " IS "}) + labels(true), 3) +
           maybe(" " + map(), 4) + maybe(" WHERE " + expression(), 6) + ")";
  }
  std::string relationship(bool with_length) {
    const std::string detail = maybe(name()) + maybe(":" + labels(true), 2) +
                               (with_length ? pick({"", "", "*", "*2", "*1..3", "*..2"}) : "") +
                               maybe(" " + map(), 4) + maybe(" WHERE " + expression(), 6);
    const std::string body = chance(3) ? std::string("--") : "-[" + detail + "]-";
    return maybe("<", 3) + body + maybe(">");
  }
  std::string relationships_pattern() {
    std::string text = node();
    for (std::size_t i = 1 + below(2); i > 0; --i) text += relationship(true) + node();
    return text;
  }
  std::string quantifier() { return pick({"+", "*", "{2}", "{1,3}", "{,4}", "{2,}"}); }
  std::string anonymous_path() {
    const Deeper deeper(*this);
    std::string text = node();
    for (std::size_t i = below(3); i > 0; --i) {
      if (depth_ < depth_max && chance(3)) {
        text += " (" + node() + relationship(false) + node() + maybe(" WHERE " + expression(), 3) +
                ")" + quantifier() + " " + node();
      } else if (chance(4)) {
        text += relationship(false) + quantifier() + node();
      } else {
        text += relationship(true) + node();
      }
    }
    if (chance(8)) return "(" + text + " WHERE " + expression() + ")";
    return text;
  }
  std::string path() {
    const std::string search =
        pick({"", "", "", "", "ANY ", "ANY SHORTEST ", "ALL SHORTEST PATHS ", "SHORTEST 2 ",
              "SHORTEST $k GROUPS ", "SHORTEST 3 TRAIL PATHS GROUP ", "ANY 2 ACYCLIC ", "WALK ",
              "ALL SIMPLE PATHS ", "SHORTEST 1 ", "SHORTEST GROUP "});
    if (chance(10)) return maybe(name() + " = ") + "shortestPath(" + relationships_pattern() + ")";
    return maybe(name() + " = ", 3) + search + anonymous_path();
  }
  std::string graph_pattern() {
    return list([&] { return path(); }, 2);
  }
  std::string matched_pattern() {
    return pick({"", "", "", "REPEATABLE ELEMENTS ", "DIFFERENT RELATIONSHIPS "}) + graph_pattern();
  }
  std::string written_node() {
    return "(" + maybe(name()) + maybe(pick({":A", ":A:B", ":A&B", " IS A", ":$(x)", ":$all(x)"})) +
           maybe(" " + map()) + ")";
  }
  std::string written_path() {
    std::string text = maybe(name() + " = ", 4) + written_node();
    for (std::size_t i = below(3); i > 0; --i) {
      text += pick({"-[:T]->", "<-[r:T]-", "-[:$(x) {k: 1}]->", "-[r:`a b`]-"}) + written_node();
    }
    return text;
  }

  // ---- Clauses --------------------------------------------------------------------------------
  std::string single_query() {
    const Deeper deeper(*this);
    std::string text;
    if (depth_ < depth_max) {
      for (std::size_t i = below(3); i > 0; --i) text += clause() + " ";
    }
    return text + (chance(6) ? "FINISH" : "RETURN " + projection());
  }
  std::string sorting() {
    const auto item = [&] { return expression() + pick({"", "", " DESC", " ASCENDING"}); };
    return maybe(" ORDER BY " + list(item, 2), 3) +
           maybe(pick({" SKIP ", " OFFSET "}) + expression(), 4) +
           maybe(" LIMIT " + expression(), 4);
  }
  std::string projection() {
    const auto item = [&] { return expression() + maybe(" AS " + name()); };
    const std::string items = chance(6) ? "*" + maybe(", " + list(item, 2)) : list(item, 3);
    return maybe("DISTINCT ", 5) + items + sorting();
  }
  std::string labels_to_set() {
    return list([&] { return chance(5) ? ":$(" + expression() + ")" : ":" + word(); }, 2, "");
  }
  std::string set_item() {
    switch (below(4)) {
      case 0: return name() + pick({" = ", " += "}) + expression();
      case 1: return name() + labels_to_set();
      case 2: return name() + "[" + expression() + "] = " + expression();
      default: return name() + "." + word() + " = " + expression();
    }
  }
  std::string set_items() {
    return list([&] { return set_item(); }, 2);
  }
  std::string clause() {
    switch (below(20)) {
      case 0: return "UNWIND " + expression() + " AS " + name();
      case 1: return "WITH " + projection() + maybe(" WHERE " + expression(), 3);
      case 2: return pick({"CREATE ", "INSERT "}) + list([&] { return written_path(); }, 2);
      case 3:
        return "MERGE " + written_path() + maybe(" ON CREATE SET " + set_items(), 3) +
               maybe(" ON MATCH SET " + set_items(), 3);
      case 4: return "SET " + set_items();
      case 5: return "REMOVE " + name() + (chance(2) ? "." + word() : labels_to_set());
      case 6: return pick({"DELETE ", "DETACH DELETE ", "NODETACH DELETE "}) + expression();
      case 7:
        return maybe("OPTIONAL ", 4) + "CALL " + pick({"p", "a.b", "db.`x y`"}) + "(" +
               maybe(list([&] { return expression(); }, 2)) + ")" +
               maybe(" YIELD " + list([&] { return name() + maybe(" AS " + name()); }, 2) +
                     maybe(" WHERE " + expression(), 3));
      case 8: return call_subquery();
      case 9: return "FOREACH (" + name() + " IN " + expression() + " | SET " + set_items() + ")";
      case 10:
        return "LOAD CSV " + maybe("WITH HEADERS ") + "FROM " + expression() + " AS " + name() +
               maybe(" FIELDTERMINATOR ';'");
      case 11: return "FILTER " + maybe("WHERE ") + expression();
      case 12: return "LET " + list([&] { return name() + " = " + expression(); }, 2);
      case 13: return "LIMIT " + expression();
      case 14: return "ORDER BY " + expression() + maybe(" DESC") + maybe(" SKIP " + number());
      default:
        return maybe("OPTIONAL ", 4) + "MATCH " + matched_pattern() +
               maybe(" WHERE " + expression());
    }
  }
  std::string call_subquery() {
    std::string text = maybe("OPTIONAL ", 4) + "CALL " + maybe(pick({"(*) ", "() ", "(a, b) "})) +
                       "{ " + query() + " }";
    if (!chance(3)) return text;
    text += " IN " + maybe("2 CONCURRENT ", 3) + "TRANSACTIONS" +
            maybe(" OF " + expression() + " ROWS");
    text += pick({"", " ON ERROR FAIL", " ON ERROR CONTINUE", " ON ERROR RETRY",
                  " ON ERROR RETRY FOR 2 SECONDS THEN BREAK", " ON ERROR RETRY 1.5 SEC"});
    return text + maybe(" REPORT STATUS AS " + name(), 3);
  }

  // ---- Schema commands ------------------------------------------------------------------------
  std::string schema_command() {
    const std::string named = maybe(pick({"i ", "$i ", "`a b` "})) + maybe("IF NOT EXISTS ", 3);
    const std::string options = maybe(" OPTIONS " + pick({"{}", "{a: {b: 1.5}}", "$o"}), 4);
    switch (below(6)) {
      case 0:
        return "CREATE " + maybe(pick({"RANGE ", "RANGE "})) + "INDEX " + named + "FOR " +
               pick({"(n:A) ON (n.a, n.b)", "()-[n:T]->() ON n.a", "()<-[n:T]-() ON (n.`x y`)"}) +
               options;
      case 1:
        return pick({"CREATE TEXT INDEX ", "CREATE POINT INDEX "}) + named + "FOR (n:A) ON (n.a)" +
               options;
      case 2:
        return "CREATE FULLTEXT INDEX " + named + "FOR " + pick({"(n:A|B)", "()-[n:A|:B]-()"}) +
               " ON EACH [n.a, n.b]" + options;
      case 3:
        return "CREATE CONSTRAINT " + named + "FOR " +
               pick({"(n:A) REQUIRE n.a IS UNIQUE", "(n:A) REQUIRE (n.a, n.b) IS NODE KEY",
                     "()-[n:T]-() REQUIRE n.a IS NOT NULL",
                     "()-[n:T]-() REQUIRE n.a IS RELATIONSHIP UNIQUE"}) +
               options;
      case 4: return "CREATE CONSTRAINT " + named + "FOR (n:A) REQUIRE n.a IS :: " + type();
      default: return show();
    }
  }
  std::string show() {
    std::string text = "SHOW " + pick({"INDEXES", "RANGE INDEXES", "ALL INDEX", "CONSTRAINTS",
                                       "NODE KEY CONSTRAINTS", "PROPERTY TYPE CONSTRAINTS",
                                       "REL PROPERTY EXISTENCE CONSTRAINTS", "BUILT IN FUNCTIONS",
                                       "FUNCTIONS", "PROCEDURES"});
    if (chance(3)) return text;
    if (chance(3)) return text + " WHERE " + expression();
    text +=
        " YIELD " + (chance(3) ? "*" : list([&] { return name() + maybe(" AS " + name()); }, 3));
    text += sorting() + maybe(" WHERE " + expression(), 3);
    return text + maybe(" RETURN " + projection(), 3);
  }

  std::mt19937 random_;
  std::size_t depth_ = 0;
};

}  // namespace entente::testing
