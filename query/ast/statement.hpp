#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/ast/clause.hpp"

namespace entente::query {

/// Clauses in a row, between UNIONs.
struct SingleQuery {
  std::vector<ClausePtr> clauses;
  Span span;
};

/// One or more single queries. union_all[i] tells how parts i and i+1 are combined.
struct Query {
  std::vector<SingleQuery> parts;
  std::vector<bool> union_all;
  Span span;
};

enum class SchemaAction : std::uint8_t { create, drop, show };
enum class SchemaObject : std::uint8_t { index, constraint, functions, procedures };
enum class SchemaIndexType : std::uint8_t { range, text, point, full_text, lookup };
enum class ConstraintKind : std::uint8_t { unique, key, exists, type };
/// What SHOW CONSTRAINTS asks for: NODE KEY, REL UNIQUE, … or either.
enum class SchemaEntity : std::uint8_t { any, node, relationship };
/// SHOW [ALL | BUILT IN | USER DEFINED] FUNCTIONS
enum class FunctionOrigin : std::uint8_t { all, built_in, user_defined };

/// CREATE [type] INDEX [name] [IF NOT EXISTS] FOR (n:Label) | ()-[r:TYPE]-() ON (n.key, …)
/// [OPTIONS map]; ON EACH [n.key, …] and several labels for full-text indexes; ON EACH labels(n),
/// ON EACH type(r) for lookup indexes, which have neither labels nor properties.
/// CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR … REQUIRE n.key IS UNIQUE | IS KEY | IS NOT NULL |
/// IS :: TYPE [OPTIONS map]. DROP INDEX | CONSTRAINT name [IF EXISTS]. The older forms
/// `CREATE INDEX ON :L(k)`, `DROP INDEX ON :L(k)`, `… CONSTRAINT ON … ASSERT …`.
/// SHOW [filter] INDEXES | CONSTRAINTS | FUNCTIONS | PROCEDURES [WHERE …] or [YIELD … [RETURN …]].
struct SchemaCommand {
  SchemaAction action = SchemaAction::create;
  SchemaObject object = SchemaObject::index;
  /// CREATE: the type that is written, RANGE if none is. SHOW: the filter, if one is written.
  std::optional<SchemaIndexType> index_type;
  /// CREATE and the older DROP: always set. SHOW: the filter, if one is written.
  std::optional<ConstraintKind> constraint;
  SchemaEntity entity = SchemaEntity::any;         // SHOW CONSTRAINTS
  FunctionOrigin functions = FunctionOrigin::all;  // SHOW FUNCTIONS
  std::string name;                                // empty if none is given
  bool name_is_parameter = false;                  // `name` is the parameter's
  Span name_span;
  bool if_exists_clause = false;  // IF NOT EXISTS / IF EXISTS
  bool on_relationship = false;
  std::vector<std::string> labels;
  std::vector<Span> label_spans;
  std::vector<std::string> properties;
  std::vector<Span> property_spans;
  std::string type_name;  // IS :: TYPE, written as in TypeTestExpression
  ExpressionPtr options;  // a MapExpression or a ParameterExpression, or nullptr
  /// SHOW … YIELD …: WITH over the columns, whose items are columns with or without AS; or nullptr.
  std::unique_ptr<WithClause> yield;
  ExpressionPtr where;                   // SHOW … WHERE … without YIELD, or nullptr
  std::unique_ptr<ReturnClause> result;  // SHOW … YIELD … RETURN …, or nullptr
  Span span;
};

enum class ExplainMode : std::uint8_t { none, explain, profile };

/// `name=value` behind CYPHER, as written.
struct StatementOption {
  std::string name;
  std::string value;
  Span span;
};

/// One statement: what a session runs.
struct Statement {
  ExplainMode mode = ExplainMode::none;
  /// CYPHER [version] [name=value …]; the version as written, empty if there is none.
  std::string language_version;
  std::vector<StatementOption> options;
  std::variant<Query, SchemaCommand> body;
  Span span;
};

}  // namespace entente::query
