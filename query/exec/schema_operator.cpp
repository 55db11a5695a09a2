#include <algorithm>
#include <optional>

#include "query/eval/function_registry.hpp"
#include "query/eval/procedure.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::IndexDefinition;
using storage::IndexKind;

/// CREATE and DROP of indexes and constraints, and SHOW.
class SchemaOperatorRunner final : public Operator {
 public:
  SchemaOperatorRunner(const SchemaOperator& logical, Builder& builder)
      : Operator(logical, builder.runtime()), slots_(logical.slots), command_(*logical.command) {}

 protected:
  Status do_open(EvalContext& /*context*/) override {
    rows_.clear();
    given_ = 0;
    done_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!done_) {
      done_ = true;
      switch (command_.action) {
        case SchemaAction::create: ENTENTE_TRY(create(context)); break;
        case SchemaAction::drop: ENTENTE_TRY(drop(context)); break;
        case SchemaAction::show: show(context); break;
      }
    }
    const std::size_t count = std::min(batch_rows, rows_.size() - given_);
    if (count == 0) return false;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Column& column = out.column(slots_[i]);
      column.reset(ColumnType::value);
      for (std::size_t row = 0; row < count; ++row) {
        column.values().push_back(rows_[given_ + row][i]);
      }
    }
    out.set_rows(count);
    given_ += count;
    return true;
  }

 private:
  [[nodiscard]] bool wants_constraint() const {
    return command_.object == SchemaObject::constraint;
  }

  Status create(EvalContext& context) {
    storage::Transaction& transaction = context.transaction;
    if (command_.if_exists_clause && find_same(transaction)) return {};
    ENTENTE_ASSIGN(const LabelId label, transaction.get_or_create_label(command_.labels.front()));
    std::vector<PropertyKeyId> properties;
    for (const std::string& name : command_.properties) {
      ENTENTE_ASSIGN(properties.emplace_back(), transaction.get_or_create_property_key(name));
    }
    ENTENTE_TRY(transaction.create_index(command_.name,
                                         wants_constraint() ? IndexKind::unique : IndexKind::range,
                                         label, std::move(properties)));
    return {};
  }

  Status drop(EvalContext& context) {
    const auto index =
        command_.name.empty() ? find_same(context.transaction) : find_named(context.transaction);
    if (index) return context.transaction.drop_index(index->id);
    if (command_.if_exists_clause) return {};
    const std::string object = wants_constraint() ? "constraint" : "index";
    const std::string which = command_.name.empty() ? "such" : "named " + command_.name;
    return Error::runtime(ErrorClass::schema_error, "", "There is no " + object + " " + which,
                          command_.name_span);
  }

  std::optional<IndexDefinition> find_named(const storage::Transaction& transaction) const {
    for (const IndexDefinition& index : transaction.indexes()) {
      if (index.name == command_.name && (index.kind == IndexKind::unique) == wants_constraint()) {
        return index;
      }
    }
    return std::nullopt;
  }

  /// By name if it has one, or by what it is on.
  std::optional<IndexDefinition> find_same(const storage::Transaction& transaction) const {
    for (const IndexDefinition& index : transaction.indexes()) {
      if (!command_.name.empty() && index.name == command_.name) return index;
      if ((index.kind == IndexKind::unique) != wants_constraint()) continue;
      if (command_.labels.empty() ||
          transaction.label_name(index.label) != command_.labels.front() ||
          index.properties.size() != command_.properties.size()) {
        continue;
      }
      const bool same =
          std::equal(index.properties.begin(), index.properties.end(), command_.properties.begin(),
                     [&](PropertyKeyId id, const std::string& name) {
                       return transaction.property_key_name(id) == name;
                     });
      if (same) return index;
    }
    return std::nullopt;
  }

  void show(EvalContext& context) {
    switch (command_.object) {
      case SchemaObject::index:
      case SchemaObject::constraint: show_indexes(context.transaction); break;
      case SchemaObject::functions:
        for (const FunctionInfo* function : all_functions()) {
          rows_.push_back({Value(function->name), Value(function->signature),
                           Value(function->description), Value(function->aggregate)});
        }
        break;
      case SchemaObject::procedures: show_procedures(); break;
    }
  }

  void show_indexes(const storage::Transaction& transaction) {
    for (const IndexDefinition& index : transaction.indexes()) {
      const bool unique = index.kind == IndexKind::unique;
      if (wants_constraint() && !unique) continue;
      ValueList properties;
      for (const PropertyKeyId key : index.properties) {
        properties.emplace_back(transaction.property_key_name(key));
      }
      const char* type = wants_constraint() ? "UNIQUENESS" : (unique ? "UNIQUE" : "RANGE");
      rows_.push_back({Value(static_cast<std::int64_t>(index.id.value)), Value(index.name),
                       Value(type), Value(transaction.label_name(index.label)),
                       Value(std::move(properties))});
    }
  }

  void show_procedures() {
    if (runtime_.procedures == nullptr) return;
    for (const Procedure* procedure : runtime_.procedures->all()) {
      rows_.push_back({Value(procedure->name()), Value(signature(*procedure)),
                       Value(procedure->updating() ? "WRITE" : "READ")});
    }
  }

  static std::string signature(const Procedure& procedure) {
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

  const std::vector<Slot>& slots_;
  const SchemaCommand& command_;
  std::vector<ValueList> rows_;
  std::size_t given_ = 0;
  bool done_ = false;
};

}  // namespace

Result<OperatorPtr> make_schema_operator(const SchemaOperator& logical, Builder& builder) {
  return OperatorPtr(std::make_unique<SchemaOperatorRunner>(logical, builder));
}

}  // namespace entente::query
