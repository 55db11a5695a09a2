#include "query/exec/batch_util.hpp"
#include "query/exec/element_writer.hpp"
#include "query/exec/located.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

struct CompiledRemoval {
  const RemoveOperation* spec;
  CompiledExpressionPtr subject;
  CompiledExpressionPtr dynamic_key;
  std::vector<CompiledExpressionPtr> dynamic_labels;
};

class RemoveOperator final : public InputOperator {
 public:
  RemoveOperator(const Remove& logical, Builder& builder, OperatorPtr input,
                 std::vector<CompiledRemoval> removals)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        removals_(std::move(removals)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override {
    budget_ = WriteBudget();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    for (std::size_t row = 0; row < out.rows(); ++row) {
      for (const CompiledRemoval& removal : removals_) {
        ENTENTE_TRY(located(remove(context, removal, out, row), removal.spec->subject->span));
      }
      ENTENTE_TRY(budget_.row(context));
    }
    return true;
  }

 private:
  static Status remove(EvalContext& context, const CompiledRemoval& removal, const Batch& batch,
                       std::size_t row) {
    ENTENTE_ASSIGN(const Value subject, evaluate_at(context, *removal.subject, batch, row));
    if (subject.is_null()) return {};
    if (removal.dynamic_key != nullptr) {
      ENTENTE_ASSIGN(const Value key, evaluate_at(context, *removal.dynamic_key, batch, row));
      ENTENTE_ASSIGN(const std::string name,
                     located(dynamic_property_key(key), removal.spec->dynamic_key->span));
      return write_property(context, subject, name, Value());
    }
    if (!removal.spec->key.empty()) {
      return write_property(context, subject, removal.spec->key, Value());
    }
    if (!subject.is_node()) {
      return Error::runtime(
          ErrorClass::type_error, "InvalidArgumentType",
          "labels are removed from nodes, not from " + std::string(to_string(subject.kind())));
    }
    std::vector<std::string> labels = removal.spec->labels;
    ENTENTE_TRY(add_label_names(context, removal.dynamic_labels, batch, row, labels));
    for (const std::string& name : labels) {
      const auto label = context.transaction.find_label(name);
      if (label) ENTENTE_TRY(context.transaction.remove_label(subject.node_id(), *label));
    }
    return {};
  }

  std::vector<CompiledRemoval> removals_;
  WriteBudget budget_;
};

}  // namespace

Result<OperatorPtr> make_remove(const Remove& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<CompiledRemoval> removals;
  for (const RemoveOperation& spec : logical.operations) {
    CompiledRemoval removal{&spec, nullptr, nullptr, {}};
    ENTENTE_ASSIGN(removal.subject, builder.compile(*spec.subject));
    ENTENTE_ASSIGN(removal.dynamic_key, builder.compile_optional(spec.dynamic_key));
    ENTENTE_ASSIGN(removal.dynamic_labels, builder.compile_all(spec.dynamic_labels));
    removals.push_back(std::move(removal));
  }
  return OperatorPtr(
      std::make_unique<RemoveOperator>(logical, builder, std::move(input), std::move(removals)));
}

}  // namespace entente::query
