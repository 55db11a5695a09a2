#include "query/eval/procedures/table_procedure.hpp"

#include "entente/database.hpp"
#include "query/eval/comparison.hpp"
#include "query/eval/procedures/signed_procedure.hpp"

namespace entente::query {
namespace {

class FixedTable final : public SignedProcedure {
 public:
  FixedTable(ProcedureSignature signature, std::vector<ValueList> rows)
      : SignedProcedure(std::move(signature)), rows_(std::move(rows)) {}

 protected:
  Status run(EvalContext& context, std::span<const Value> arguments,
             std::vector<ValueList>& rows) const override {
    const std::size_t input_count = inputs().size();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if ((i & 1023U) == 1023U) ENTENTE_TRY(context.interruption.check());
      const ValueList& row = rows_[i];
      bool matching = true;
      // Equivalence instead of equality: a row for null answers a call with null.
      for (std::size_t c = 0; c < input_count && matching; ++c) {
        matching = equivalent(row[c], arguments[c]);
      }
      if (matching) {
        rows.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(input_count), row.end());
      }
    }
    return {};
  }

 private:
  std::vector<ValueList> rows_;
};

Error wrong_table(std::string message) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message));
}

}  // namespace

Result<std::unique_ptr<const Procedure>> make_table_procedure(TableProcedure definition) {
  ENTENTE_ASSIGN(ProcedureSignature signature, parse_signature(definition.signature));
  std::vector<std::string> columns;
  for (const auto& field : signature.inputs) columns.push_back(field.name);
  for (const auto& field : signature.outputs) columns.push_back(field.name);
  const bool empty = definition.columns.empty() && definition.rows.empty();
  if (!empty && definition.columns != columns) {
    return wrong_table("the columns of " + signature.name +
                       " must be its inputs and then its outputs");
  }
  for (const ValueList& row : definition.rows) {
    if (row.size() != columns.size()) {
      return wrong_table("every row of " + signature.name + " needs " +
                         std::to_string(columns.size()) + " values");
    }
  }
  return std::unique_ptr<const Procedure>(
      std::make_unique<FixedTable>(std::move(signature), std::move(definition.rows)));
}

}  // namespace entente::query
