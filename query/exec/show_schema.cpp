#include <algorithm>

#include "query/eval/schema_listing.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// SHOW …: rows with the values of all columns.
class ShowSchemaOperator final : public Operator {
 public:
  ShowSchemaOperator(const SchemaOperator& logical, Builder& builder)
      : Operator(logical, builder.runtime()), slots_(logical.slots), command_(*logical.command) {}

 protected:
  Status do_open(EvalContext& context) override {
    rows_ = schema_rows(command_, context.transaction, runtime_.procedures);
    given_ = 0;
    return {};
  }

  Result<bool> do_next(EvalContext& /*context*/, Batch& out) override {
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
  const std::vector<Slot>& slots_;
  const SchemaCommand& command_;
  std::vector<ValueList> rows_;
  std::size_t given_ = 0;
};

}  // namespace

Result<OperatorPtr> make_show_schema(const SchemaOperator& logical, Builder& builder) {
  return OperatorPtr(std::make_unique<ShowSchemaOperator>(logical, builder));
}

}  // namespace entente::query
