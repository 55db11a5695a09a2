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
enum class ConstraintKind : std::uint8_t { unique, exists, type };

/// CREATE INDEX [name] [IF NOT EXISTS] FOR (n:Label) ON (n.key, …);
/// CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR (n:Label) REQUIRE n.key IS UNIQUE | IS NOT NULL |
/// IS :: TYPE; DROP INDEX|CONSTRAINT name [IF EXISTS]; the older forms `CREATE INDEX ON :L(k)` and
/// `DROP INDEX ON :L(k)`; SHOW INDEXES | CONSTRAINTS | FUNCTIONS | PROCEDURES.
struct SchemaCommand {
  SchemaAction action = SchemaAction::create;
  SchemaObject object = SchemaObject::index;
  ConstraintKind constraint = ConstraintKind::unique;
  std::string name;
  Span name_span;
  bool if_exists_clause = false;  // IF NOT EXISTS / IF EXISTS
  bool full_text = false;         // CREATE FULLTEXT INDEX
  bool on_relationship = false;
  std::vector<std::string> labels;
  std::vector<Span> label_spans;
  std::vector<std::string> properties;
  std::vector<Span> property_spans;
  std::string type_name;
  Span span;
};

enum class ExplainMode : std::uint8_t { none, explain, profile };

/// One statement: what a session runs.
struct Statement {
  ExplainMode mode = ExplainMode::none;
  std::variant<Query, SchemaCommand> body;
  Span span;
};

}  // namespace entente::query
