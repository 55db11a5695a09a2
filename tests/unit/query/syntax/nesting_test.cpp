#include <gtest/gtest.h>

#include <random>
#include <string>

#include "query/limits.hpp"
#include "query/syntax/parser.hpp"
#include "tests/support/hostile_queries.hpp"

// A recursive-descent parser without memory needs exponential time where two alternatives begin
// alike and nest. The number of rules tried must grow linearly with the depth, whether the text is
// complete or breaks off, and the depth must be limited for everything that nests.

namespace entente::query {
namespace {

/// A text may be complete, break off before its closing brackets, or hold an error in its core.
enum class Form { complete, unclosed, broken };
constexpr Form forms[] = {Form::complete, Form::unclosed, Form::broken};

struct Nestable {
  const char* name;
  std::string before;
  std::string open;
  std::string core;
  std::string close;
  std::string after;

  [[nodiscard]] std::string text(std::size_t depth, Form form = Form::complete) const {
    std::string result = before;
    for (std::size_t i = 0; i < depth; ++i) result += open;
    result += form == Form::broken ? "?" : core;
    if (form == Form::unclosed) return result;
    for (std::size_t i = 0; i < depth; ++i) result += close;
    return result + after;
  }
};

std::string name_of(const ::testing::TestParamInfo<Nestable>& info) { return info.param.name; }

class Nesting : public ::testing::TestWithParam<Nestable> {};

TEST_P(Nesting, TakesStepsLinearInTheDepth) {
  for (const Form form : forms) {
    const ParseTrace at_8 = trace_parse(GetParam().text(8, form));
    const ParseTrace at_16 = trace_parse(GetParam().text(16, form));
    const ParseTrace at_100 = trace_parse(GetParam().text(100, form));
    EXPECT_EQ(at_8.complete, form == Form::complete) << GetParam().text(8, form);
    // Where a repetition nests by more than one level, 100 of them may be more than the limit.
    EXPECT_TRUE(at_100.too_deep || at_100.complete == (form == Form::complete));
    // The same number of steps for every level that is added.
    const std::size_t per_level = (at_16.steps - at_8.steps) / 8 + 1;
    EXPECT_LE(at_100.steps, at_8.steps + 92 * per_level) << GetParam().text(8, form);
    EXPECT_LE(per_level, 400U) << GetParam().text(8, form);
  }
}

TEST_P(Nesting, IsLimited) {
  for (const Form form : forms) {
    EXPECT_FALSE(trace_parse(GetParam().text(40, form)).too_deep);
    EXPECT_TRUE(trace_parse(GetParam().text(nesting_depth_max + 1, form)).too_deep);
  }
  EXPECT_TRUE(trace_parse(GetParam().text(20'000)).too_deep);
  const auto refused = parse_syntax(GetParam().text(nesting_depth_max + 1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::limit_exceeded);
  EXPECT_TRUE(refused.error().span.valid());
}

INSTANTIATE_TEST_SUITE_P(
    Constructs, Nesting,
    ::testing::Values(
        Nestable{"Parentheses", "RETURN ", "(", "1", ")", ""},
        Nestable{"Lists", "RETURN ", "[", "1", "]", ""},
        Nestable{"Maps", "RETURN ", "{a: ", "1", "}", ""},
        Nestable{"NodeProperties", "MATCH ", "({a: ", "1", "})", ""},
        Nestable{"NodeLikeParentheses", "RETURN ", "({a: ", "1", "})", ""},
        Nestable{"ListComprehensions", "RETURN ", "[x IN ", "[1]", " | x]", ""},
        Nestable{"ComprehensionOrList", "RETURN ", "[x IN ", "[1]", ", 2]", ""},
        Nestable{"ComprehensionPredicates", "RETURN ", "[x IN y WHERE ", "x", "]", ""},
        Nestable{"PatternComprehensions", "RETURN ", "[(a)-->(b) | ", "b", "]", ""},
        Nestable{"Functions", "RETURN ", "f(", "1", ")", ""},
        Nestable{"Namespaces", "RETURN ", "a.b.c(1, ", "1", ")", ""},
        Nestable{"Cases", "RETURN ", "CASE WHEN ", "a", " THEN 1 END", ""},
        Nestable{"CaseSubjects", "RETURN ", "CASE ", "a", " WHEN 1 THEN 1 END", ""},
        Nestable{"Quantifiers", "RETURN ", "all(x IN y WHERE ", "x", ")", ""},
        Nestable{"QuantifierLists", "RETURN ", "any(x IN ", "y", " WHERE x)", ""},
        Nestable{"ReduceInitials", "RETURN ", "reduce(a = ", "0", ", x IN y | a)", ""},
        Nestable{"ShortestPaths", "RETURN ", "shortestPath((a {k: ", "1", "})-->())", ""},
        Nestable{"Reduces", "RETURN ", "reduce(a = 0, x IN y | ", "x", ")", ""},
        Nestable{"AllReduces", "RETURN ", "allReduce(a = 0, x IN y | x, ", "true", ")", ""},
        Nestable{"TrimArguments", "RETURN ", "trim(", "'x'", ")", ""},
        Nestable{"TrimCharacters", "RETURN ", "trim(LEADING 'x' FROM ", "'x'", ")", ""},
        Nestable{"TrimSources", "RETURN ", "trim('x' + ", "'x'", " FROM 'x')", ""},
        Nestable{"Subscripts", "RETURN ", "a[", "1", "]", ""},
        Nestable{"Slices", "RETURN ", "a[..", "1", "]", ""},
        Nestable{"MapProjections", "RETURN ", "n {k: ", "1", "}", ""},
        Nestable{"ExistsPatterns", "RETURN ", "EXISTS { (a) WHERE ", "b", " }", ""},
        Nestable{"ExistsQueries", "RETURN ", "EXISTS { MATCH (a) WHERE ", "b", " RETURN a }", ""},
        Nestable{"PredicatePatterns", "MATCH (n) WHERE ", "(a {k: ", "1", "})-->()", ""},
        Nestable{"InlineWhere", "MATCH ", "(a WHERE EXISTS { ", "(b)", " })", ""},
        Nestable{"PathParentheses", "MATCH ", "(", "(a)-->(b)", ")", " RETURN 1"},
        Nestable{"LabelGroups", "MATCH (n:", "(", "A", ")", ")"},
        Nestable{"TypeGroups", "MATCH ()-[:", "(", "A", ")", "]-()"},
        Nestable{"TestedLabels", "RETURN n:", "!(", "A", ")", ""},
        Nestable{"Types", "RETURN x IS :: ", "LIST<", "INTEGER NOT NULL", ">", ""},
        Nestable{"Calls", "", "CALL { ", "RETURN 1", " }", ""},
        Nestable{"CallsWithImports", "", "CALL (a) { ", "RETURN 1", " }", ""},
        Nestable{"Foreach", "", "FOREACH (x IN y | ", "SET x.y = 1", ")", ""},
        Nestable{"CaseConditions", "RETURN ", "CASE a WHEN > ", "1", " THEN 1 END", ""},
        Nestable{"CaseTests", "RETURN ", "CASE a WHEN 1, ", "1", ", 2 THEN 1 END", ""},
        Nestable{"CaseResults", "RETURN ", "CASE a WHEN < 1 THEN ", "1", " END", ""},
        Nestable{"DynamicLabels", "MATCH (n:", "$(a:", "A", ")", ")"},
        Nestable{"DynamicTypes", "MATCH ()-[:", "$any([n:", "A", "])", "]-()"},
        Nestable{"TestedDynamicLabels", "RETURN n:", "!$all(n:", "A", ")", ""},
        Nestable{"WrittenLabels", "MATCH (n) SET n:", "$(a[n:", "A", "])", ""},
        Nestable{"QuantifiedPaths", "MATCH ", "(", "(a)-->(b)", "){1,2}", " RETURN 1"},
        Nestable{"NamedPathParts", "MATCH ", "(p = ", "(a)-->(b)", ")+", " RETURN 1"},
        Nestable{"PathPartsWithWhere", "MATCH ", "((a)--(b) WHERE EXISTS { ", "(c)", " })", ""},
        Nestable{"Selectors", "MATCH (a) WHERE ", "EXISTS { ANY SHORTEST (b WHERE ", "c", ") }",
                 ""},
        Nestable{"MatchModes", "MATCH (a) WHERE ",
                 "COUNT { MATCH REPEATABLE ELEMENTS ACYCLIC (b WHERE ", "c", ") RETURN b }", ""},
        Nestable{"ProjectionsLikeSubqueries", "RETURN ", "count {k: ", "1", "}", ""},
        Nestable{"TypeUnions", "RETURN x IS :: ", "INTEGER | LIST<", "STRING", "> NOT NULL", ""},
        Nestable{"Filters", "", "MATCH (a) FILTER EXISTS { ", "(b)", " }", ""},
        Nestable{"Lets", "", "LET a = COLLECT { ", "RETURN 1", " } RETURN a", ""},
        Nestable{"Orders", "", "MATCH (a) ORDER BY COUNT { ", "(b)", " } LIMIT 1", ""},
        Nestable{"OptionalCalls", "", "OPTIONAL CALL (*) { ", "RETURN 1", " }", ""},
        Nestable{"Transactions", "", "CALL { ", "RETURN 1",
                 " } IN 2 CONCURRENT TRANSACTIONS OF 1 ROWS ON ERROR RETRY THEN BREAK", ""},
        Nestable{"TransactionOptions", "CALL { RETURN 1 } IN TRANSACTIONS OF ", "[", "1", "][0]",
                 " ROWS"},
        Nestable{"SubqueriesInMaps", "RETURN ", "{a: EXISTS { (b) WHERE ", "c", " }}", ""},
        Nestable{"Brackets", "RETURN ", "([{a: ", "1", "}])", ""},
        Nestable{"PatternsInBrackets", "RETURN ", "([(a {k: ", "1", "})-->(b) | a])", ""},
        Nestable{"PatternOrDifference", "RETURN ", "(a)-[", "1", "]", ""},
        Nestable{"SchemaOptions", "CREATE INDEX FOR (n:L) ON (n.a) OPTIONS {a: ", "[", "1", "]",
                 "}"},
        Nestable{"ShowConditions", "SHOW INDEXES YIELD * WHERE ", "(", "a", ")", " RETURN a"},
        Nestable{"Deletes", "MATCH (n) DELETE ", "[", "n", "][0]", ""},
        Nestable{"Yields", "", "CALL p(COUNT { ", "CALL p()", " }) YIELD a RETURN a", ""},
        Nestable{"LoadCsv", "LOAD CSV FROM ", "(", "'x'", ")", " AS row"},
        Nestable{"Unwinds", "UNWIND ", "[x IN ", "y", " WHERE true | x]", " AS z"}),
    name_of);

/// Chains are flat: they may be as long as the text.
TEST(Chains, AreLinearAndUnlimited) {
  const auto chain = [](std::string_view head, std::string_view link, std::size_t count) {
    std::string text(head);
    for (std::size_t i = 0; i < count; ++i) text += link;
    return text;
  };
  for (const std::string_view link :
       {" AND a", " + a", " = a", ", a", " - -a", " OR NOT a", " || a", " IS NOT NULL", ":A",
        " IS :: B", " - (a)", " - [a]", " UNION RETURN a", " FILTER a", " WITH a"}) {
    const ParseTrace ten = trace_parse(chain("RETURN a", link, 10));
    const ParseTrace many = trace_parse(chain("RETURN a", link, 20'000));
    EXPECT_TRUE(many.complete) << link;
    EXPECT_LE(many.steps, ten.steps * 2'001) << link;
  }
  for (const std::string_view prefix : {"NOT ", "- ", "+ "}) {
    EXPECT_TRUE(trace_parse("RETURN " + chain("", prefix, 20'000) + "a").complete) << prefix;
  }
  EXPECT_TRUE(trace_parse(chain("MATCH (a)", "-->(b)", 10'000)).complete);
  EXPECT_TRUE(trace_parse("RETURN [" + chain("1", ", 1", 100'000) + "]").complete);
  EXPECT_TRUE(trace_parse(chain("RETURN a", ".b", 20'000)).complete);
  EXPECT_TRUE(trace_parse(chain("RETURN a", "[0]", 20'000)).complete);
}

/// Look-aheads scan the text: each must give up at the first quote that is never closed. A scan per
/// quote would take minutes here; the time limit of the test runner is the measure.
TEST(Chains, UnclosedQuotesAreScannedOnce) {
  std::string text = "RETURN (a)-['";
  while (text.size() < query_bytes_max - 10) text += "\\'/*`";
  EXPECT_FALSE(trace_parse(text).complete);
  EXPECT_FALSE(parse_syntax(text));
}

/// Whatever a text is made of, four times the text takes four times the steps.
TEST(HostileTexts, TakeStepsLinearInTheirLength) {
  using entente::testing::HostileQueries;
  for (const std::string& beginning : HostileQueries::beginnings()) {
    for (const std::string& fragment : HostileQueries::fragments()) {
      const ParseTrace once = trace_parse(HostileQueries::repeated(beginning, fragment, 500));
      const ParseTrace more = trace_parse(HostileQueries::repeated(beginning, fragment, 2'000));
      EXPECT_LE(more.steps, 5 * once.steps + 4 * nesting_depth_max)
          << beginning << fragment << fragment << fragment;
    }
  }
}

TEST(HostileTexts, TakeStepsLinearInTheirLengthWhenMixed) {
  using entente::testing::HostileQueries;
  for (unsigned seed = 0; seed < 4'000; ++seed) {
    std::mt19937 random(seed);
    std::mt19937 again(seed);
    const bool closed = seed % 2 == 1;
    const std::string text = HostileQueries::mixed(random, 1'500, closed);
    const ParseTrace once = trace_parse(text);
    const ParseTrace more = trace_parse(HostileQueries::mixed(again, 6'000, closed));
    EXPECT_LE(more.steps, 5 * once.steps + 4 * nesting_depth_max) << text.substr(0, 200);
  }
}

TEST(Chains, TextLengthIsLimited) {
  const auto refused = parse_syntax("RETURN '" + std::string(query_bytes_max, 'a') + "'");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::limit_exceeded);
}

}  // namespace
}  // namespace entente::query
