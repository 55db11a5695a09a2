#include <algorithm>

#include "query/eval/streamed_procedure.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Calls a procedure for each input row and joins the row with what it gives.
class CallProcedureOperator final : public InputOperator {
 public:
  CallProcedureOperator(const CallProcedure& logical, Builder& builder, OperatorPtr input,
                        std::vector<CompiledExpressionPtr> arguments)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        call_(logical),
        streamed_(dynamic_cast<const StreamedProcedure*>(logical.procedure)),
        arguments_(std::move(arguments)),
        input_slots_(builder.outputs(logical)) {
    std::erase_if(input_slots_, [&](Slot slot) {
      return std::any_of(call_.yield.begin(), call_.yield.end(),
                         [&](const auto& item) { return item.second == slot; });
    });
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    row_ = 0;
    next_result_ = 0;
    results_.clear();
    stream_.reset();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    std::vector<Column> columns(call_.yield.size());
    while (rows_.size() < batch_rows) {
      if (next_result_ < results_.size()) {
        const ValueList& result = results_[next_result_++];
        for (std::size_t i = 0; i < columns.size(); ++i) {
          columns[i].append(result[call_.yield[i].first]);
        }
        rows_.push_back(static_cast<std::uint32_t>(row_ - 1));
        continue;
      }
      if (stream_) {
        // What is there goes on before more is looked for, which may take long.
        if (!rows_.empty()) break;
        ENTENTE_TRY(read_on(context));
        continue;
      }
      if (row_ >= input_batch_.rows()) {
        if (!rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
      }
      ENTENTE_TRY(call(context, row_++));
    }
    out.gather(input_batch_, rows_, input_slots_);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::swap(out.column(call_.yield[i].second), columns[i]);
    }
    return true;
  }

 private:
  Status call(EvalContext& context, std::size_t row) {
    results_.clear();
    next_result_ = 0;
    ValueList arguments;
    const auto& inputs = call_.procedure->inputs();
    const std::size_t given = call_.implicit_arguments ? inputs.size() : arguments_.size();
    for (std::size_t i = 0; i < given; ++i) {
      if (call_.implicit_arguments) {
        const Value* parameter = context.parameters.find(inputs[i].name);
        if (parameter == nullptr && inputs[i].default_value) {
          arguments.push_back(*inputs[i].default_value);
          continue;
        }
        if (parameter == nullptr) {
          return Error::runtime(
              ErrorClass::parameter_missing, "MissingParameter",
              "procedure " + call_.procedure->name() + " needs parameter $" + inputs[i].name);
        }
        arguments.push_back(*parameter);
      } else {
        ENTENTE_ASSIGN(arguments.emplace_back(),
                       evaluate_at(context, *arguments_[i], input_batch_, row));
      }
    }
    if (streamed_ != nullptr) {
      ENTENTE_ASSIGN(stream_, streamed_->open(context, arguments));
      return {};
    }
    ENTENTE_TRY(call_.procedure->call(context, arguments, results_));
    if (call_.unit) {
      // Called for its effect: the row passes once.
      results_.assign(1, ValueList{});
    }
    return count_bytes(context);
  }

  Status read_on(EvalContext& context) {
    results_.clear();
    next_result_ = 0;
    ENTENTE_ASSIGN(const bool more, stream_->next(context, results_));
    if (!more) stream_.reset();
    return count_bytes(context);
  }

  Status count_bytes(EvalContext& context) {
    std::size_t bytes = 0;
    for (const ValueList& result : results_) {
      bytes += sizeof(ValueList) + result.size() * sizeof(Value);
      for (const Value& value : result) bytes += value.heap_bytes();
    }
    return lease_.resize(context.memory, bytes);
  }

  const CallProcedure& call_;
  /// The procedure, if it gives its rows as they are asked for.
  const StreamedProcedure* streamed_;
  std::vector<CompiledExpressionPtr> arguments_;
  std::vector<Slot> input_slots_;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::unique_ptr<ProcedureRows> stream_;
  std::vector<ValueList> results_;
  std::size_t next_result_ = 0;
  std::vector<std::uint32_t> rows_;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_call_procedure(const CallProcedure& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto arguments, builder.compile_all(logical.arguments));
  return OperatorPtr(std::make_unique<CallProcedureOperator>(logical, builder, std::move(input),
                                                             std::move(arguments)));
}

}  // namespace entente::query
