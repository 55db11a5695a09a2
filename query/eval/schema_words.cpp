#include "query/eval/schema_words.hpp"

#include <fmt/format.h>

#include "storage/graph/transaction.hpp"

namespace entente::query {

using storage::EntityKind;
using storage::IndexDefinition;
using storage::IndexKind;

std::string_view index_type(IndexKind kind) {
  switch (kind) {
    case IndexKind::text: return "TEXT";
    case IndexKind::point: return "POINT";
    case IndexKind::full_text: return "FULLTEXT";
    default: return "RANGE";
  }
}

std::string constraint_type(const IndexDefinition& definition) {
  const std::string entity = definition.entity == EntityKind::node ? "NODE_" : "RELATIONSHIP_";
  switch (definition.kind) {
    case IndexKind::unique: return entity + "PROPERTY_UNIQUENESS";
    case IndexKind::key: return entity + "KEY";
    case IndexKind::existence: return entity + "PROPERTY_EXISTENCE";
    default: return entity + "PROPERTY_TYPE";
  }
}

std::string_view index_provider(IndexKind kind) {
  switch (kind) {
    case IndexKind::text: return "text-2.0";
    case IndexKind::point: return "point-1.0";
    case IndexKind::full_text: return "fulltext-1.0";
    default: return "range-1.0";
  }
}

std::string quoted_name(std::string_view name) {
  std::string text = "`";
  for (const char c : name) {
    if (c == '`') text += '`';
    text += c;
  }
  return text + "`";
}

namespace {

std::string pattern(const IndexDefinition& definition, const storage::Transaction& transaction) {
  const bool node = definition.entity == EntityKind::node;
  std::string tokens;
  for (const std::uint32_t token : definition.tokens) {
    tokens += tokens.empty() ? ":" : "|";
    tokens += quoted_name(node ? transaction.label_name(LabelId(token))
                               : transaction.relationship_type_name(RelationshipTypeId(token)));
  }
  return fmt::format(fmt::runtime(node ? "(n{})" : "()-[r{}]-()"), tokens);
}

std::string properties(const IndexDefinition& definition, const storage::Transaction& transaction) {
  std::string list;
  for (const PropertyKeyId key : definition.properties) {
    if (!list.empty()) list += ", ";
    list += definition.entity == EntityKind::node ? "n." : "r.";
    list += quoted_name(transaction.property_key_name(key));
  }
  return list;
}

std::string requirement(const IndexDefinition& definition) {
  switch (definition.kind) {
    case IndexKind::unique: return "IS UNIQUE";
    case IndexKind::key:
      return definition.entity == EntityKind::node ? "IS NODE KEY" : "IS RELATIONSHIP KEY";
    case IndexKind::existence: return "IS NOT NULL";
    default: return "IS :: " + definition.type.to_text();
  }
}

}  // namespace

std::string create_statement(const IndexDefinition& definition,
                             const storage::Transaction& transaction) {
  const std::string name = quoted_name(definition.name);
  const std::string target = pattern(definition, transaction);
  const std::string list = properties(definition, transaction);
  if (storage::is_constraint(definition.kind)) {
    return fmt::format("CREATE CONSTRAINT {} FOR {} REQUIRE ({}) {}", name, target, list,
                       requirement(definition));
  }
  if (definition.kind != IndexKind::full_text) {
    return fmt::format("CREATE {} INDEX {} FOR {} ON ({})", index_type(definition.kind), name,
                       target, list);
  }
  return fmt::format(
      "CREATE FULLTEXT INDEX {} FOR {} ON EACH [{}] OPTIONS {{indexConfig: {{`fulltext.analyzer`: "
      "'{}', `fulltext.eventually_consistent`: {}}}, indexProvider: 'fulltext-1.0'}}",
      name, target, list, definition.analyzer, definition.eventually_consistent);
}

}  // namespace entente::query
