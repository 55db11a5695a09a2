#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "query/eval/schema_listing.hpp"
#include "query/eval/schema_words.hpp"
#include "query/eval/type_descriptor.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/index_options.hpp"
#include "query/exec/operators.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::EntityKind;
using storage::IndexDefinition;
using storage::IndexKind;

IndexKind kind_of(const SchemaCommand& command) {
  if (command.object == SchemaObject::constraint) {
    switch (command.constraint.value_or(ConstraintKind::unique)) {
      case ConstraintKind::unique: return IndexKind::unique;
      case ConstraintKind::key: return IndexKind::key;
      case ConstraintKind::exists: return IndexKind::existence;
      case ConstraintKind::type: return IndexKind::type;
    }
  }
  switch (command.index_type.value_or(SchemaIndexType::range)) {
    case SchemaIndexType::text: return IndexKind::text;
    case SchemaIndexType::point: return IndexKind::point;
    case SchemaIndexType::full_text: return IndexKind::full_text;
    default: return IndexKind::range;
  }
}

/// CREATE and DROP of indexes and constraints.
class SchemaChangeOperator final : public Operator {
 public:
  SchemaChangeOperator(const SchemaOperator& logical, Builder& builder,
                       CompiledExpressionPtr options)
      : Operator(logical, builder.runtime()),
        command_(*logical.command),
        options_(std::move(options)) {}

 protected:
  Status do_open(EvalContext& /*context*/) override {
    done_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& /*out*/) override {
    if (done_) return false;
    done_ = true;
    ENTENTE_ASSIGN(name_, given_name(context));
    Status status = command_.action == SchemaAction::create ? create(context) : drop(context);
    if (!status) {
      Error error = std::move(status).error();
      if (!error.span.valid()) error.span = command_.span;
      return error;
    }
    return false;
  }

 private:
  [[nodiscard]] bool wants_constraint() const {
    return command_.object == SchemaObject::constraint;
  }
  [[nodiscard]] std::string_view object() const {
    return wants_constraint() ? "constraint" : "index";
  }

  Result<std::string> given_name(EvalContext& context) const {
    if (!command_.name_is_parameter) return command_.name;
    const Value* value = context.parameters.find(command_.name);
    if (value == nullptr) {
      return Error::runtime(ErrorClass::parameter_missing, "MissingParameter",
                            "The parameter $" + command_.name + " is missing", command_.name_span);
    }
    if (!value->is_string() || value->as_string().empty()) {
      return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                            fmt::format("The name of an {} must be a string", object()),
                            command_.name_span);
    }
    return std::string(value->as_string());
  }

  // ---- create

  Status create(EvalContext& context) {
    if (command_.index_type == SchemaIndexType::lookup) return create_lookup();
    storage::Transaction& transaction = context.transaction;
    ENTENTE_ASSIGN(IndexDefinition wanted, definition(context));
    if (command_.if_exists_clause) {
      if (const auto same = find_same(transaction, wanted)) {
        tell(transaction, *same);
        return {};
      }
    }
    if (name_ == label_lookup_name || name_ == type_lookup_name) {
      return Error::runtime(ErrorClass::schema_error, "IndexWithNameAlreadyExists",
                            "there is a lookup index called `" + name_ + "` already",
                            command_.name_span, "choose another name");
    }
    ENTENTE_TRY(transaction.create_index(std::move(wanted)));
    return {};
  }

  Result<IndexDefinition> definition(EvalContext& context) {
    storage::Transaction& transaction = context.transaction;
    IndexDefinition wanted;
    wanted.name = name_;
    wanted.kind = kind_of(command_);
    wanted.entity = command_.on_relationship ? EntityKind::relationship : EntityKind::node;
    ENTENTE_TRY(apply_options(context, wanted));
    for (const std::string& name : command_.labels) {
      if (command_.on_relationship) {
        ENTENTE_ASSIGN(const auto type, transaction.get_or_create_relationship_type(name));
        wanted.tokens.push_back(type.value);
      } else {
        ENTENTE_ASSIGN(const auto label, transaction.get_or_create_label(name));
        wanted.tokens.push_back(label.value);
      }
    }
    std::sort(wanted.tokens.begin(), wanted.tokens.end());
    wanted.tokens.erase(std::unique(wanted.tokens.begin(), wanted.tokens.end()),
                        wanted.tokens.end());
    for (const std::string& name : command_.properties) {
      ENTENTE_ASSIGN(wanted.properties.emplace_back(),
                     transaction.get_or_create_property_key(name));
    }
    if (wanted.kind == IndexKind::type) {
      ENTENTE_ASSIGN(const TypeDescriptor type, TypeDescriptor::parse(command_.type_name));
      // Semantic analysis has refused types without one.
      wanted.type = type.property_type().value_or(storage::PropertyType{});
    }
    return wanted;
  }

  Status apply_options(EvalContext& context, IndexDefinition& wanted) {
    Value options;
    if (options_ != nullptr) {
      Batch row;
      row.set_rows(1);
      ENTENTE_ASSIGN(options, evaluate_at(context, *options_, row, 0));
    }
    return apply_index_options(options, wanted, runtime_.notifications);
  }

  Status create_lookup() {
    const std::string existing(command_.on_relationship ? type_lookup_name : label_lookup_name);
    if (command_.if_exists_clause) {
      runtime_.notifications.push_back(
          fmt::format("the command has no effect: the lookup index `{}` exists", existing));
      return {};
    }
    return Error::runtime(ErrorClass::schema_error, "IndexAlreadyExists",
                          "there is a lookup index on all " +
                              std::string(command_.on_relationship ? "types" : "labels") +
                              " already: `" + existing + "`",
                          command_.span, "every database has it; no command is needed");
  }

  /// By name, or by what it is and what it is on.
  [[nodiscard]] std::optional<IndexDefinition> find_same(const storage::Transaction& transaction,
                                                         const IndexDefinition& wanted) const {
    for (const IndexDefinition& other : transaction.indexes()) {
      if (!name_.empty() && other.name == name_) return other;
      const bool same = other.kind == wanted.kind && other.entity == wanted.entity &&
                        other.tokens == wanted.tokens && other.properties == wanted.properties &&
                        other.type == wanted.type;
      if (same) return other;
    }
    return std::nullopt;
  }

  void tell(const storage::Transaction& transaction, const IndexDefinition& existing) {
    runtime_.notifications.push_back(
        fmt::format("the command has no effect: the {} `{}` exists ({})",
                    storage::is_constraint(existing.kind) ? "constraint" : "index", existing.name,
                    create_statement(existing, transaction)));
  }

  // ---- drop

  Status drop(EvalContext& context) {
    storage::Transaction& transaction = context.transaction;
    if (name_.empty()) return drop_by_schema(transaction);
    if (name_ == label_lookup_name || name_ == type_lookup_name) {
      return Error::runtime(ErrorClass::schema_error, "",
                            "the lookup index `" + name_ + "` cannot be dropped",
                            command_.name_span, "it is part of the storage");
    }
    std::vector<std::string> names;
    for (const IndexDefinition& other : transaction.indexes()) {
      const bool constraint = storage::is_constraint(other.kind);
      if (other.name == name_) {
        if (constraint == wants_constraint()) return transaction.drop_index(other.id);
        return wrong_object(constraint);
      }
      if (constraint == wants_constraint()) names.push_back(other.name);
    }
    if (command_.if_exists_clause) return nothing_to_drop("`" + name_ + "`");
    return Error::runtime(ErrorClass::schema_error,
                          wants_constraint() ? "ConstraintNotFound" : "IndexNotFound",
                          fmt::format("there is no {} called `{}`", object(), name_),
                          command_.name_span, storage::did_you_mean(name_, names));
  }

  [[nodiscard]] Error wrong_object(bool constraint) const {
    if (constraint) {
      return Error::runtime(ErrorClass::schema_error, "IndexBelongsToConstraint",
                            "`" + name_ + "` is a constraint", command_.name_span,
                            "write DROP CONSTRAINT, which drops its index with it");
    }
    return Error::runtime(ErrorClass::schema_error, "ConstraintNotFound",
                          "`" + name_ + "` is an index", command_.name_span, "write DROP INDEX");
  }

  Status nothing_to_drop(const std::string& which) {
    runtime_.notifications.push_back(
        fmt::format("the command has no effect: there is no {} {}", object(), which));
    return {};
  }

  /// The older forms, which name no name.
  Status drop_by_schema(storage::Transaction& transaction) {
    const IndexKind kind = kind_of(command_);
    for (const IndexDefinition& other : transaction.indexes()) {
      if (other.kind != kind || other.tokens.size() != 1) continue;
      const bool node = other.entity == EntityKind::node;
      if (node == command_.on_relationship) continue;
      const std::string_view token =
          node ? transaction.label_name(other.label())
               : transaction.relationship_type_name(other.relationship_type());
      if (command_.labels.empty() || token != command_.labels.front()) continue;
      const bool same =
          std::equal(other.properties.begin(), other.properties.end(), command_.properties.begin(),
                     command_.properties.end(), [&](PropertyKeyId id, const std::string& name) {
                       return transaction.property_key_name(id) == name;
                     });
      if (same) return transaction.drop_index(other.id);
    }
    if (command_.if_exists_clause) return nothing_to_drop("like this");
    return Error::runtime(
        ErrorClass::schema_error, wants_constraint() ? "ConstraintNotFound" : "IndexNotFound",
        fmt::format("there is no such {}", object()), command_.span,
        fmt::format("SHOW {} lists what there is", wants_constraint() ? "CONSTRAINTS" : "INDEXES"));
  }

  const SchemaCommand& command_;
  CompiledExpressionPtr options_;
  std::string name_;
  bool done_ = false;
};

}  // namespace

Result<OperatorPtr> make_schema_change(const SchemaOperator& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto options, builder.compile_optional(logical.command->options.get()));
  return OperatorPtr(std::make_unique<SchemaChangeOperator>(logical, builder, std::move(options)));
}

}  // namespace entente::query
