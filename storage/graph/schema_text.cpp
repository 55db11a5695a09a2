#include "storage/graph/schema_text.hpp"

#include "storage/format/key.hpp"

namespace entente::storage {
namespace {

// Long texts say no more than their beginning does.
constexpr std::size_t max_value_bytes = 120;

std::string shortened(const Value& value) {
  std::string text = value.to_text();
  if (text.size() <= max_value_bytes) return text;
  std::size_t end = max_value_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

std::string SchemaText::property(PropertyKeyId key) const {
  return std::string(dictionary_.name(NameKind::property_key, key.value));
}

std::string SchemaText::token(const IndexDefinition& definition, std::uint32_t number) const {
  const NameKind kind =
      definition.entity == EntityKind::node ? NameKind::label : NameKind::relationship_type;
  return std::string(dictionary_.name(kind, number));
}

std::string SchemaText::element(const IndexDefinition& definition, std::uint64_t id) const {
  const bool node = definition.entity == EntityKind::node;
  return (node ? "node " : "relationship ") + std::to_string(id) +
         (node ? " with label `" : " of type `") + token(definition, definition.tokens.front()) +
         "`";
}

std::string SchemaText::properties(const IndexDefinition& definition) const {
  std::string text;
  for (const PropertyKeyId key : definition.properties) {
    text += (text.empty() ? "`" : ", `") + property(key) + "`";
  }
  return definition.properties.size() == 1 ? text : "(" + text + ")";
}

std::string SchemaText::schema(const IndexDefinition& definition) const {
  std::string tokens;
  for (const std::uint32_t number : definition.tokens) {
    tokens += (tokens.empty() ? ":" : "|") + token(definition, number);
  }
  std::string properties;
  for (const PropertyKeyId key : definition.properties) {
    properties += (properties.empty() ? "" : ", ") + property(key);
  }
  const std::string inner = tokens + " {" + properties + "}";
  return definition.entity == EntityKind::node ? "(" + inner + ")" : "()-[" + inner + "]-()";
}

std::string SchemaText::kind(IndexKind kind) {
  switch (kind) {
    case IndexKind::range: return "range index";
    case IndexKind::unique: return "uniqueness constraint";
    case IndexKind::text: return "text index";
    case IndexKind::point: return "point index";
    case IndexKind::full_text: return "full-text index";
    case IndexKind::key: return "key constraint";
    case IndexKind::existence: return "existence constraint";
    case IndexKind::type: return "type constraint";
  }
  return "index";
}

Error SchemaText::taken(const IndexDefinition& definition, std::uint64_t holder,
                        const Properties& properties) const {
  std::string values;
  for (const PropertyKeyId key : definition.properties) {
    const Value* value = find_property(properties, key);
    values += (values.empty() ? "`" : ", `") + property(key) + "`";
    if (value != nullptr) values += " = " + shortened(*value);
  }
  const bool node = definition.entity == EntityKind::node;
  return Error::runtime(
      ErrorClass::constraint_validation_failed, "UniqueConstraintViolation",
      element(definition, holder) + " already has " + values + " (constraint `" + definition.name +
          "`)",
      {},
      node ? "write another value, or find the node with MERGE instead of creating one"
           : "write another value, or find the relationship with MERGE");
}

Error SchemaText::breach(const IndexDefinition& definition, std::uint64_t id,
                         const ConstraintBreach& breach, const Properties& properties) const {
  const std::string name = "`" + property(breach.property) + "`";
  const std::string constraint = " (constraint `" + definition.name + "`)";
  if (breach.missing) {
    return Error::runtime(ErrorClass::constraint_validation_failed, "PropertyExistenceViolation",
                          element(definition, id) + " must have the property " + name + constraint,
                          {}, "give it a value for " + name + ", or drop the constraint");
  }
  const std::string type = definition.type.to_text();
  const Value* value = find_property(properties, breach.property);
  return Error::runtime(
      ErrorClass::constraint_validation_failed, "PropertyTypeViolation",
      element(definition, id) + " must have the property " + name + " with a value of type " +
          type + constraint + ", not " + (value == nullptr ? "null" : shortened(*value)),
      {}, "convert the value, for example with toString() or toInteger(), or drop the constraint");
}

Error SchemaText::too_long(const IndexDefinition& definition, std::size_t bytes) {
  return Error::plain(ErrorClass::limit_exceeded,
                      "a value is too long for index '" + definition.name +
                          "': " + std::to_string(bytes) + " bytes, at most " +
                          std::to_string(IndexKey::max_values_bytes),
                      "a full-text index takes values of any length");
}

}  // namespace entente::storage
