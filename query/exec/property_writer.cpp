#include <algorithm>

#include "query/eval/label_names.hpp"
#include "query/eval/property_access.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/element_writer.hpp"
#include "query/exec/located.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

Error not_an_element(const Value& value) {
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                        "properties and labels belong to nodes and relationships, not to " +
                            std::string(to_string(value.kind())));
}

Status add_labels(EvalContext& context, const Value& element,
                  const std::vector<std::string>& labels) {
  if (!element.is_node()) return not_an_element(element);
  for (const std::string& name : labels) {
    ENTENTE_ASSIGN(const LabelId label, context.transaction.get_or_create_label(name));
    ENTENTE_TRY(context.transaction.add_label(element.node_id(), label));
  }
  return {};
}

Status check_storable(std::string_view key, const Value& value) {
  if (storage::is_storable(value)) return {};
  return Error::runtime(ErrorClass::type_error, "InvalidPropertyType",
                        "property " + std::string(key) + " cannot hold " + value.to_text(), {},
                        "a property holds a boolean, number, string, temporal value or point, "
                        "or a list of one of these kinds");
}

}  // namespace

Result<PropertyWriter> PropertyWriter::make(const std::vector<SetOperation>& operations,
                                            Builder& builder) {
  PropertyWriter writer;
  for (const SetOperation& spec : operations) {
    Operation operation;
    operation.spec = &spec;
    ENTENTE_ASSIGN(operation.subject, builder.compile(*spec.subject));
    ENTENTE_ASSIGN(operation.dynamic_key, builder.compile_optional(spec.dynamic_key));
    ENTENTE_ASSIGN(operation.value, builder.compile_optional(spec.value));
    ENTENTE_ASSIGN(operation.dynamic_labels, builder.compile_all(spec.dynamic_labels));
    writer.operations_.push_back(std::move(operation));
  }
  return writer;
}

Status PropertyWriter::apply(EvalContext& context, const Batch& batch, std::size_t row) {
  for (const Operation& operation : operations_) {
    const Expression* shown = operation.spec->value;
    if (shown == nullptr) shown = operation.spec->subject;
    ENTENTE_TRY(located(apply_one(context, operation, batch, row), shown->span));
  }
  return {};
}

Status PropertyWriter::apply_one(EvalContext& context, const Operation& operation,
                                 const Batch& batch, std::size_t row) {
  const SetOperation& spec = *operation.spec;
  ENTENTE_ASSIGN(const Value subject, evaluate_at(context, *operation.subject, batch, row));
  if (subject.is_null()) return {};
  if (spec.kind == SetOperation::Kind::labels) {
    std::vector<std::string> labels = spec.labels;
    ENTENTE_TRY(add_label_names(context, operation.dynamic_labels, batch, row, labels));
    return add_labels(context, subject, labels);
  }
  ENTENTE_ASSIGN(const Value value, evaluate_at(context, *operation.value, batch, row));
  switch (spec.kind) {
    case SetOperation::Kind::property: return write_property(context, subject, spec.key, value);
    case SetOperation::Kind::dynamic_property: {
      ENTENTE_ASSIGN(const Value key, evaluate_at(context, *operation.dynamic_key, batch, row));
      ENTENTE_ASSIGN(const std::string name,
                     located(dynamic_property_key(key), spec.dynamic_key->span));
      return write_property(context, subject, name, value);
    }
    case SetOperation::Kind::replace: return write_properties(context, subject, value, true);
    case SetOperation::Kind::add: return write_properties(context, subject, value, false);
    case SetOperation::Kind::labels: break;
  }
  return {};
}

Status write_property(EvalContext& context, const Value& element, std::string_view key,
                      const Value& value) {
  if (!element.is_node() && !element.is_relationship()) return not_an_element(element);
  storage::Transaction& transaction = context.transaction;
  PropertyKeyId id;
  if (value.is_null()) {
    // A key nobody used cannot be there, and removing it should not enter it into the dictionary.
    const auto known = transaction.find_property_key(key);
    if (!known) return {};
    id = *known;
  } else {
    ENTENTE_TRY(check_storable(key, value));
    ENTENTE_ASSIGN(id, transaction.get_or_create_property_key(key));
  }
  if (element.is_node()) {
    ENTENTE_TRY(transaction.set_node_property(element.node_id(), id, value));
  } else {
    ENTENTE_TRY(transaction.set_relationship_property(element.as_relationship().id, id, value));
  }
  return {};
}

Status write_properties(EvalContext& context, const Value& element, const Value& source,
                        bool replace) {
  if (!element.is_node() && !element.is_relationship()) return not_an_element(element);
  PropertyMap wanted;
  if (source.is_map() || source.is_node() || source.is_relationship()) {
    ENTENTE_ASSIGN(wanted, properties_of(context, source));
  } else if (!source.is_null()) {
    return Error::runtime(
        ErrorClass::type_error, "InvalidArgumentType",
        "properties are set from a map, node or relationship, not from " + source.to_text());
  }
  // All at once: a constraint over several properties must not see them half changed.
  storage::Transaction& transaction = context.transaction;
  std::vector<std::pair<PropertyKeyId, Value>> properties;
  for (const auto& [key, value] : wanted) {
    if (value.is_null()) {
      // A key nobody used cannot be there, and removing it should not enter it into the dictionary.
      if (const auto known = transaction.find_property_key(key)) {
        properties.emplace_back(*known, Value());
      }
      continue;
    }
    ENTENTE_TRY(check_storable(key, value));
    ENTENTE_ASSIGN(const PropertyKeyId id, transaction.get_or_create_property_key(key));
    properties.emplace_back(id, value);
  }
  if (element.is_node()) {
    ENTENTE_TRY(transaction.set_node_properties(element.node_id(), std::move(properties), replace));
  } else {
    ENTENTE_TRY(transaction.set_relationship_properties(element.as_relationship().id,
                                                        std::move(properties), replace));
  }
  return {};
}

Status add_label_names(EvalContext& context, const std::vector<CompiledExpressionPtr>& expressions,
                       const Batch& batch, std::size_t row, std::vector<std::string>& names) {
  for (const auto& expression : expressions) {
    ENTENTE_ASSIGN(const Value value, evaluate_at(context, *expression, batch, row));
    ENTENTE_ASSIGN(const std::vector<std::string> given, label_names(value));
    names.insert(names.end(), given.begin(), given.end());
  }
  return {};
}

Result<std::string> dynamic_property_key(const Value& key) {
  if (key.is_string()) return std::string(key.as_string());
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                        "a property key must be a string but is " + key.to_text());
}

}  // namespace entente::query
