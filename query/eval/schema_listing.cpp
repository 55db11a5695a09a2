#include "query/eval/schema_listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/eval/function_registry.hpp"
#include "query/eval/functions/function_category.hpp"
#include "query/eval/schema_words.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::EntityKind;
using storage::IndexDefinition;
using storage::IndexKind;
using storage::Transaction;

Value entity_type(const IndexDefinition& definition) {
  return Value(definition.entity == EntityKind::node ? "NODE" : "RELATIONSHIP");
}

Value tokens(const IndexDefinition& definition, const Transaction& transaction) {
  ValueList names;
  for (const std::uint32_t token : definition.tokens) {
    names.emplace_back(definition.entity == EntityKind::node
                           ? transaction.label_name(LabelId(token))
                           : transaction.relationship_type_name(RelationshipTypeId(token)));
  }
  std::sort(names.begin(), names.end(),
            [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return Value(std::move(names));
}

Value properties(const IndexDefinition& definition, const Transaction& transaction) {
  ValueList names;
  for (const PropertyKeyId key : definition.properties) {
    names.emplace_back(transaction.property_key_name(key));
  }
  return Value(std::move(names));
}

Value options(const IndexDefinition& definition) {
  std::vector<std::pair<std::string, Value>> config;
  if (definition.kind == IndexKind::full_text) {
    config.emplace_back("fulltext.analyzer", Value(definition.analyzer));
    config.emplace_back("fulltext.eventually_consistent", Value(definition.eventually_consistent));
  }
  return Value::map({{"indexConfig", Value::map(std::move(config))},
                     {"indexProvider", Value(index_provider(definition.kind))}});
}

// ---- indexes and constraints
// --------------------------------------------------------------------------

bool wanted(const SchemaCommand& command, SchemaIndexType type) {
  return !command.index_type || *command.index_type == type;
}

SchemaIndexType type_of(IndexKind kind) {
  switch (kind) {
    case IndexKind::text: return SchemaIndexType::text;
    case IndexKind::point: return SchemaIndexType::point;
    case IndexKind::full_text: return SchemaIndexType::full_text;
    default: return SchemaIndexType::range;
  }
}

/// The token lookup that is part of the storage: it has no id and cannot be created.
ValueList lookup_row(bool nodes) {
  const std::string name(nodes ? label_lookup_name : type_lookup_name);
  const std::string statement =
      fmt::format("CREATE LOOKUP INDEX `{}` FOR {} ON EACH {}", name, nodes ? "(n)" : "()-[r]-()",
                  nodes ? "labels(n)" : "type(r)");
  const Value provider("token-lookup-1.0");
  return {
      Value(),         Value(name),
      Value("ONLINE"), Value(100.0),
      Value("LOOKUP"), Value(nodes ? "NODE" : "RELATIONSHIP"),
      Value(),         Value(),
      provider,        Value(),
      Value(),         Value(),
      Value(),         Value::map({{"indexConfig", Value::map({})}, {"indexProvider", provider}}),
      Value(""),       Value(statement)};
}

ValueList index_row(const IndexDefinition& index, const Transaction& transaction) {
  const bool owned = storage::is_constraint(index.kind);
  return {Value(static_cast<std::int64_t>(index.id.value)),
          Value(index.name),
          Value("ONLINE"),
          Value(100.0),
          Value(index_type(index.kind)),
          entity_type(index),
          tokens(index, transaction),
          properties(index, transaction),
          Value(index_provider(index.kind)),
          owned ? Value(index.name) : Value(),
          Value(),
          Value(),
          Value(),
          options(index),
          Value(""),
          Value(create_statement(index, transaction))};
}

void add_indexes(const SchemaCommand& command, const Transaction& transaction,
                 std::vector<ValueList>& rows) {
  for (const IndexDefinition& index : transaction.indexes()) {
    if (storage::is_index(index.kind) && wanted(command, type_of(index.kind))) {
      rows.push_back(index_row(index, transaction));
    }
  }
  if (!wanted(command, SchemaIndexType::lookup)) return;
  rows.push_back(lookup_row(true));
  rows.push_back(lookup_row(false));
}

bool wanted(const SchemaCommand& command, const IndexDefinition& constraint) {
  const bool node = constraint.entity == EntityKind::node;
  if (command.entity == SchemaEntity::node && !node) return false;
  if (command.entity == SchemaEntity::relationship && node) return false;
  if (!command.constraint) return true;
  switch (*command.constraint) {
    case ConstraintKind::unique: return constraint.kind == IndexKind::unique;
    case ConstraintKind::key: return constraint.kind == IndexKind::key;
    case ConstraintKind::exists: return constraint.kind == IndexKind::existence;
    case ConstraintKind::type: return constraint.kind == IndexKind::type;
  }
  return true;
}

void add_constraints(const SchemaCommand& command, const Transaction& transaction,
                     std::vector<ValueList>& rows) {
  for (const IndexDefinition& constraint : transaction.indexes()) {
    if (!storage::is_constraint(constraint.kind) || !wanted(command, constraint)) continue;
    const bool owns = storage::is_index(constraint.kind);
    const bool typed = constraint.kind == IndexKind::type;
    rows.push_back({Value(static_cast<std::int64_t>(constraint.id.value)), Value(constraint.name),
                    Value(constraint_type(constraint)), entity_type(constraint),
                    tokens(constraint, transaction), properties(constraint, transaction), Value(),
                    owns ? Value(constraint.name) : Value(),
                    typed ? Value(constraint.type.to_text()) : Value(),
                    owns ? options(constraint) : Value(),
                    Value(create_statement(constraint, transaction))});
  }
}

// ---- functions and procedures
// ------------------------------------------------------------------------

/// One argument or column, as SHOW describes it.
Value field_map(std::string_view name, std::string_view type) {
  return Value::map({{"name", Value(name)},
                     {"type", Value(type)},
                     {"description", Value(fmt::format("{} :: {}", name, type))},
                     {"isDeprecated", Value(false)}});
}

/// The arguments between the parentheses of a signature, split at the commas between them.
Value arguments_of(std::string_view signature) {
  ValueList list;
  const std::size_t open = signature.find('(');
  if (open == std::string_view::npos) return Value(std::move(list));
  std::size_t begin = open + 1;
  int depth = 0;
  for (std::size_t i = begin; i < signature.size(); ++i) {
    const char c = signature[i];
    if (c == '(' || c == '<') ++depth;
    if (depth == 0 && (c == ',' || c == ')')) {
      std::string_view part = signature.substr(begin, i - begin);
      while (part.starts_with(' ')) part.remove_prefix(1);
      const std::size_t sign = part.find(" :: ");
      if (!part.empty()) {
        list.push_back(sign == std::string_view::npos
                           ? field_map(part, "ANY")
                           : field_map(part.substr(0, sign), part.substr(sign + 4)));
      }
      begin = i + 1;
      if (c == ')') break;
    } else if (c == ')' || c == '>') {
      --depth;
    }
  }
  return Value(std::move(list));
}

std::string_view result_of(std::string_view signature) {
  const std::size_t at = signature.rfind(") :: ");
  return at == std::string_view::npos ? std::string_view("ANY") : signature.substr(at + 5);
}

void add_functions(const SchemaCommand& command, std::vector<ValueList>& rows) {
  // Every function is built in.
  if (command.functions == FunctionOrigin::user_defined) return;
  for (const FunctionInfo* function : all_functions()) {
    rows.push_back({Value(function->name), Value(function_category(*function)),
                    Value(function->description), Value(function->signature), Value(true),
                    arguments_of(function->signature), Value(result_of(function->signature)),
                    Value(function->aggregate), Value(), Value(), Value(false), Value()});
  }
}

Value fields_of(const std::vector<ProcedureField>& fields) {
  ValueList list;
  for (const ProcedureField& field : fields) list.push_back(field_map(field.name, field.type_text));
  return Value(std::move(list));
}

std::string signature(const Procedure& procedure) {
  const auto fields = [](const std::vector<ProcedureField>& list) {
    std::string text;
    for (const ProcedureField& field : list) {
      if (!text.empty()) text += ", ";
      text += field.name + " :: " + field.type_text;
    }
    return "(" + text + ")";
  };
  return procedure.name() + fields(procedure.inputs()) + " :: " + fields(procedure.outputs());
}

void add_procedures(const ProcedureCatalog& procedures, std::vector<ValueList>& rows) {
  for (const Procedure* procedure : procedures.all()) {
    rows.push_back({Value(procedure->name()), Value(procedure->description()),
                    Value(procedure->updating() ? "WRITE" : "READ"), Value(false),
                    Value(signature(*procedure)), fields_of(procedure->inputs()),
                    fields_of(procedure->outputs()), Value(false), Value(), Value(), Value(false),
                    Value(), Value::map({{"deprecated", Value(false)}})});
  }
}

std::size_t name_column(SchemaObject object) {
  return object == SchemaObject::index || object == SchemaObject::constraint ? 1 : 0;
}

}  // namespace

std::vector<ValueList> schema_rows(const SchemaCommand& command, const Transaction& transaction,
                                   const ProcedureCatalog* procedures) {
  std::vector<ValueList> rows;
  switch (command.object) {
    case SchemaObject::index: add_indexes(command, transaction, rows); break;
    case SchemaObject::constraint: add_constraints(command, transaction, rows); break;
    case SchemaObject::functions: add_functions(command, rows); break;
    case SchemaObject::procedures:
      if (procedures != nullptr) add_procedures(*procedures, rows);
      break;
  }
  const std::size_t name = name_column(command.object);
  std::stable_sort(rows.begin(), rows.end(), [&](const ValueList& a, const ValueList& b) {
    return a[name].as_string() < b[name].as_string();
  });
  return rows;
}

}  // namespace entente::query
