#include <algorithm>
#include <optional>
#include <span>

#include "query/eval/label_names.hpp"
#include "query/eval/property_access.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/element_writer.hpp"
#include "query/exec/located.hpp"
#include "query/exec/result_values.hpp"
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

/// The number of the property that `value` is to be set as; none if there is no such property and
/// the value is null: a key nobody used cannot be there, and removing it should not enter it into
/// the dictionary.
Result<std::optional<PropertyKeyId>> key_for(EvalContext& context, std::string_view key,
                                             const Value& value) {
  if (value.is_null()) return context.transaction.find_property_key(key);
  ENTENTE_ASSIGN(const PropertyKeyId id, context.transaction.get_or_create_property_key(key));
  return std::optional<PropertyKeyId>(id);
}

Status set_properties(EvalContext& context, const Value& element, storage::Properties properties,
                      bool replace) {
  storage::Transaction& transaction = context.transaction;
  if (element.is_node()) {
    ENTENTE_TRY(transaction.set_node_properties(element.node_id(), std::move(properties), replace));
    return {};
  }
  if (!element.is_relationship()) return not_an_element(element);
  ENTENTE_TRY(transaction.set_relationship_properties(element.as_relationship().id,
                                                      std::move(properties), replace));
  return {};
}

bool have_no_elements(const Batch& batch, std::size_t row, std::span<const Slot> slots) {
  return std::none_of(slots.begin(), slots.end(), [&](Slot slot) {
    const Column& column = batch.column(slot);
    switch (column.type()) {
      case ColumnType::node:
      case ColumnType::relationship: return true;
      case ColumnType::value: return has_elements(column.values()[row]);
      default: return false;
    }
  });
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
  writer.find_groups();
  return writer;
}

bool PropertyWriter::reads_its_row() const {
  std::vector<Slot> slots;
  const auto reads = [&](const CompiledExpressionPtr& expression) {
    return expression == nullptr || expression->collect_slots(slots);
  };
  return std::all_of(operations_.begin(), operations_.end(), [&](const Operation& operation) {
    return reads(operation.subject) && reads(operation.value) && reads(operation.dynamic_key) &&
           std::all_of(operation.dynamic_labels.begin(), operation.dynamic_labels.end(), reads);
  });
}

/// Consecutive operations on one variable, each with a property of its own: rewriting the element
/// once is enough, if no value can depend on a property that the group sets.
bool PropertyWriter::can_join(const std::vector<Operation>& operations, std::size_t first,
                              std::size_t next) {
  const Operation& head = operations[first];
  const Operation& operation = operations[next];
  if (operation.spec->kind != SetOperation::Kind::property) return false;
  const Slot slot = head.subject->slot();
  if (slot == no_slot || operation.subject->slot() != slot) return false;
  const auto begin = operations.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = operations.begin() + static_cast<std::ptrdiff_t>(next);
  return std::none_of(begin, end, [&](const Operation& earlier) {
    return earlier.spec->key == operation.spec->key;
  });
}

void PropertyWriter::find_groups() {
  for (std::size_t first = 0; first < operations_.size(); first += operations_[first].group) {
    Operation& head = operations_[first];
    if (head.spec->kind != SetOperation::Kind::property) continue;
    for (std::size_t next = first + 1; next < operations_.size(); ++next) {
      std::vector<Slot> slots = head.value_slots;
      if (!can_join(operations_, first, next)) break;
      // The first value is read before anything is set, whatever it reads.
      if (!operations_[next].value->collect_slots(slots)) break;
      head.value_slots = std::move(slots);
      ++head.group;
    }
  }
}

Status PropertyWriter::read_ahead(EvalContext& context, const Batch& batch) const {
  std::vector<Slot> done;
  for (const Operation& operation : operations_) {
    const Slot slot = operation.subject->slot();
    if (slot == no_slot || std::find(done.begin(), done.end(), slot) != done.end()) continue;
    done.push_back(slot);
    const Column& column = batch.column(slot);
    if (column.type() == ColumnType::node) {
      ENTENTE_TRY(context.transaction.read_ahead(std::span(column.nodes())));
    } else if (column.type() == ColumnType::relationship) {
      std::vector<RelationshipId> ids;
      for (const RelationshipRef& relationship : column.relationships()) {
        ids.push_back(relationship.id);
      }
      ENTENTE_TRY(context.transaction.read_ahead(ids));
    }
  }
  return {};
}

Status PropertyWriter::apply(EvalContext& context, const Batch& batch, std::size_t row) {
  for (std::size_t i = 0; i < operations_.size();) {
    const Operation& operation = operations_[i];
    if (operation.group > 1 && have_no_elements(batch, row, operation.value_slots)) {
      ENTENTE_TRY(apply_group(context, i, batch, row));
      i += operation.group;
      continue;
    }
    ++i;
    const Expression* shown = operation.spec->value;
    if (shown == nullptr) shown = operation.spec->subject;
    ENTENTE_TRY(located(apply_one(context, operation, batch, row), shown->span));
  }
  return {};
}

Status PropertyWriter::apply_group(EvalContext& context, std::size_t first, const Batch& batch,
                                   std::size_t row) {
  ENTENTE_ASSIGN(const Value subject,
                 evaluate_at(context, *operations_[first].subject, batch, row));
  if (subject.is_null()) return {};
  storage::Properties properties;
  properties.reserve(operations_[first].group);
  for (std::size_t i = first; i < first + operations_[first].group; ++i) {
    Operation& operation = operations_[i];
    const Span span = operation.spec->value->span;
    ENTENTE_ASSIGN(Value value, located(evaluate_at(context, *operation.value, batch, row), span));
    if (!operation.key) {
      ENTENTE_ASSIGN(operation.key, located(key_for(context, operation.spec->key, value), span));
    }
    if (!value.is_null()) {
      ENTENTE_TRY(located(check_storable(operation.spec->key, value), span));
    }
    if (operation.key) properties.emplace_back(*operation.key, std::move(value));
  }
  return located(set_properties(context, subject, std::move(properties), false),
                 operations_[first].spec->value->span);
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
  if (!value.is_null()) ENTENTE_TRY(check_storable(key, value));
  ENTENTE_ASSIGN(const auto id, key_for(context, key, value));
  if (!id) return {};
  if (element.is_node()) {
    ENTENTE_TRY(transaction.set_node_property(element.node_id(), *id, value));
  } else {
    ENTENTE_TRY(transaction.set_relationship_property(element.as_relationship().id, *id, value));
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
  storage::Properties properties;
  for (const auto& [key, value] : wanted) {
    if (!value.is_null()) ENTENTE_TRY(check_storable(key, value));
    ENTENTE_ASSIGN(const auto id, key_for(context, key, value));
    if (id) properties.emplace_back(*id, value);
  }
  return set_properties(context, element, std::move(properties), replace);
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
