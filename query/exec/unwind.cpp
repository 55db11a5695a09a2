#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// range(first, last[, step]) as the list of UNWIND, counted through instead of built.
struct RangeExpressions {
  CompiledExpressionPtr first;
  CompiledExpressionPtr last;
  CompiledExpressionPtr step;
};

bool is_range_call(const Expression& expression) {
  if (expression.kind != ExpressionKind::function_call) return false;
  const auto& call = as<FunctionCallExpression>(expression);
  const auto same_letter = [](char a, char b) { return (a | 0x20) == b; };
  constexpr std::string_view name = "range";
  return call.name.size() == name.size() &&
         std::equal(name.begin(), name.end(), call.name.begin(),
                    [&](char b, char a) { return same_letter(a, b); }) &&
         (call.arguments.size() == 2 || call.arguments.size() == 3);
}

/// One row per list item; null gives none, a value that is no list counts as a list of one.
class UnwindOperator final : public InputOperator {
 public:
  UnwindOperator(const Unwind& logical, Builder& builder, OperatorPtr input,
                 CompiledExpressionPtr list, RangeExpressions range)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        target_(logical.target),
        target_needed_(builder.needs(logical, target_)),
        input_slots_(builder.inputs(logical, {target_})),
        list_(std::move(list)),
        range_(std::move(range)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    row_ = 0;
    next_item_ = 0;
    items_ = Value();
    started_ = false;
    prepare(input_batch_);
    return {};
  }

  bool do_release() override {
    items_ = Value();
    input_batch_.clear();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    Column column;
    while (rows_.size() < batch_rows) {
      if (row_ >= input_batch_.rows()) {
        if (!rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
      }
      if (!started_) ENTENTE_TRY(begin_row(context));
      const bool ended = counting_ ? give_numbers(column) : give_items(column);
      if (ended) {
        ++row_;
        started_ = false;
        ENTENTE_TRY(ticker_.tick(context));
      }
    }
    out.gather(input_batch_, rows_, input_slots_);
    if (target_needed_) std::swap(out.column(target_), column);
    return true;
  }

 private:
  Status begin_row(EvalContext& context) {
    started_ = true;
    next_item_ = 0;
    counting_ = false;
    if (range_.first != nullptr) {
      ENTENTE_TRY(begin_range(context));
      if (counting_) return {};
    }
    ENTENTE_ASSIGN(items_, evaluate_at(context, *list_, input_batch_, row_));
    return {};
  }

  /// Anything unusual (other kinds, a step of 0) is left to the function itself.
  Status begin_range(EvalContext& context) {
    ENTENTE_ASSIGN(const Value first, evaluate_at(context, *range_.first, input_batch_, row_));
    ENTENTE_ASSIGN(const Value last, evaluate_at(context, *range_.last, input_batch_, row_));
    Value step(1);
    if (range_.step != nullptr) {
      ENTENTE_ASSIGN(step, evaluate_at(context, *range_.step, input_batch_, row_));
    }
    if (!first.is_integer() || !last.is_integer() || !step.is_integer() || step.as_integer() == 0) {
      return {};
    }
    counting_ = true;
    number_ = first.as_integer();
    last_ = last.as_integer();
    step_ = step.as_integer();
    past_ = step_ > 0 ? number_ > last_ : number_ < last_;
    return {};
  }

  /// Both give rows until the batch is full or the input row's items are used up (true).
  bool give_numbers(Column& column) {
    if (column.type() == ColumnType::empty) column.reset(ColumnType::integer);
    while (!past_ && rows_.size() < batch_rows) {
      if (column.type() == ColumnType::integer && column.all_valid()) {
        column.integers().push_back(number_);
      } else {
        column.append(Value(number_));
      }
      rows_.push_back(static_cast<std::uint32_t>(row_));
      std::int64_t following = 0;
      past_ = __builtin_add_overflow(number_, step_, &following) ||
              (step_ > 0 ? following > last_ : following < last_);
      number_ = following;
    }
    return past_;
  }

  bool give_items(Column& column) {
    if (items_.is_null()) return true;
    if (!items_.is_list()) {
      column.append(items_);
      rows_.push_back(static_cast<std::uint32_t>(row_));
      return true;
    }
    const ValueList& list = items_.as_list();
    while (next_item_ < list.size() && rows_.size() < batch_rows) {
      column.append(list[next_item_++]);
      rows_.push_back(static_cast<std::uint32_t>(row_));
    }
    return next_item_ == list.size();
  }

  Slot target_;
  bool target_needed_;
  std::vector<Slot> input_slots_;
  CompiledExpressionPtr list_;
  RangeExpressions range_;
  Batch input_batch_;
  std::size_t row_ = 0;
  bool started_ = false;
  bool counting_ = false;
  Value items_;
  std::size_t next_item_ = 0;
  std::int64_t number_ = 0;
  std::int64_t last_ = 0;
  std::int64_t step_ = 1;
  bool past_ = false;
  std::vector<std::uint32_t> rows_;
  Ticker ticker_;
};

}  // namespace

Result<OperatorPtr> make_unwind(const Unwind& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto list, builder.compile(*logical.list));
  RangeExpressions range;
  if (is_range_call(*logical.list)) {
    const auto& arguments = as<FunctionCallExpression>(*logical.list).arguments;
    ENTENTE_ASSIGN(range.first, builder.compile(*arguments[0]));
    ENTENTE_ASSIGN(range.last, builder.compile(*arguments[1]));
    if (arguments.size() == 3) {
      ENTENTE_ASSIGN(range.step, builder.compile(*arguments[2]));
    }
  }
  return OperatorPtr(std::make_unique<UnwindOperator>(logical, builder, std::move(input),
                                                      std::move(list), std::move(range)));
}

}  // namespace entente::query
