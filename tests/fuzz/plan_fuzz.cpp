// Any text as a statement, through semantic analysis, planning and the printing of the plan, with
// all optimizer rules and with none: nothing may crash, and both ways must agree whether the
// statement is one.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target plan_fuzz --target query_seeds
//   build/fuzz/tests/fuzz/query_seeds SEEDS
//   build/fuzz/tests/fuzz/plan_fuzz -dict=build/fuzz/tests/fuzz/parse_fuzz.dict -timeout=10 SEEDS

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "entente/database.hpp"
#include "query/ast/ast_builder.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace entente;

/// A small graph with an index and a constraint, so that plans have a choice.
Session open_session() {
  auto database = Database::open(":memory:");
  require(database.has_value(), "the database does not open", "");
  Session session = database->session();
  for (const char* statement :
       {"CREATE INDEX FOR (n:A) ON (n.x)", "CREATE CONSTRAINT FOR (n:B) REQUIRE n.id IS UNIQUE",
        "UNWIND range(1, 50) AS i CREATE (:A {x: i})-[:T {k: i}]->(:B {id: i})-[:U]->(:C)"}) {
    const auto result = session.run(statement);
    require(result.has_value(), "the graph is not made", statement);
  }
  return session;
}

std::size_t size_of(const PlanNode& node) {
  std::size_t size = node.name.size() + node.details.size();
  for (const PlanNode& child : node.children) size += size_of(child);
  return size;
}

/// Plans the statement without running it; true if it is one.
bool explain(Session& session, const std::string& text, std::uint64_t disabled_rules) {
  QueryOptions options;
  options.disabled_rules = disabled_rules;
  const auto result = session.run(text, {}, options);
  if (!result) {
    const Error& error = result.error();
    require(error.error_class != ErrorClass::internal, error.message.c_str(), text);
    require(!error.span.valid() ||
                (error.span.begin <= error.span.end && error.span.end <= text.size() + 1),
            "error points outside of the text", text);
    (void)error.render(text);
    return false;
  }
  require(result->summary().plan.has_value(), "EXPLAIN gives no plan", text);
  require(size_of(*result->summary().plan) > 0, "EXPLAIN gives an empty plan", text);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Session session = open_session();
  const std::string text = "EXPLAIN " + std::string(reinterpret_cast<const char*>(data), size);
  // What does not parse is parse_fuzz's business.
  if (!query::parse_statement(text)) return 0;
  const bool with_rules = explain(session, text, 0);
  const bool without = explain(session, text, std::numeric_limits<std::uint64_t>::max());
  require(with_rules == without, "optimizer rules decide whether a statement is one", text);
  return 0;
}
