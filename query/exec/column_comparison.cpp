#include "query/exec/column_comparison.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

#include "query/eval/comparison_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/column_reader.hpp"

namespace entente::query {
namespace {

using storage::ColumnKind;

/// Below so many candidates of a word it is cheaper to visit them one by one.
constexpr int few_candidates = 12;

/// Bits of the elements for which `holds` is true, by position in the word.
template <class Predicate>
std::uint64_t test_each(std::uint64_t candidates, std::uint64_t first, std::uint64_t end,
                        Predicate holds) {
  std::uint64_t bits = 0;
  if (std::popcount(candidates) < few_candidates) {
    for (std::uint64_t rest = candidates; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::uint64_t>(std::countr_zero(rest));
      bits |= static_cast<std::uint64_t>(holds(first + i)) << i;
    }
    return bits;
  }
  const std::uint64_t count = std::min<std::uint64_t>(64, end - first);
  for (std::uint64_t i = 0; i < count; ++i) {
    bits |= static_cast<std::uint64_t>(holds(first + i)) << i;
  }
  return bits;
}

/// One loop per operator. Comparisons of floats with NaN are false, except <>, as in the language.
template <class T>
std::uint64_t compare_word(ComparisonOperator op, const auto* values, T constant,
                           std::uint64_t candidates, std::uint64_t first, std::uint64_t end) {
  const auto at = [&](std::uint64_t id) { return static_cast<T>(values[id]); };
  switch (op) {
    case ComparisonOperator::equal:
      return test_each(candidates, first, end, [&](auto id) { return at(id) == constant; });
    case ComparisonOperator::not_equal:
      return test_each(candidates, first, end, [&](auto id) { return at(id) != constant; });
    case ComparisonOperator::less:
      return test_each(candidates, first, end, [&](auto id) { return at(id) < constant; });
    case ComparisonOperator::less_equal:
      return test_each(candidates, first, end, [&](auto id) { return at(id) <= constant; });
    case ComparisonOperator::greater:
      return test_each(candidates, first, end, [&](auto id) { return at(id) > constant; });
    case ComparisonOperator::greater_equal:
      return test_each(candidates, first, end, [&](auto id) { return at(id) >= constant; });
  }
  return 0;
}

class ColumnComparison final : public ColumnPredicate {
 public:
  ColumnComparison(storage::EntityKind kind, std::string key, ComparisonOperator op,
                   CompiledExpressionPtr value)
      : reader_(kind, std::move(key)), op_(op), value_(std::move(value)) {}

  Result<bool> begin(EvalContext& context) override {
    // What fails here might never be asked for.
    auto value = evaluate_alone(context, *value_, 0);
    if (!value.has_value()) return false;
    constant_ = std::move(value).value();
    ENTENTE_ASSIGN(const bool in_memory, reader_.begin(context));
    if (!in_memory) return false;
    choose_kernel();
    return true;
  }
  void release() override { reader_.release(); }

  TruthWord test(std::uint64_t word, std::uint64_t candidates) override {
    TruthWord truth = test_base(word, candidates & reader_.valid(word));
    reader_.visit_exceptions(word, [&](std::uint64_t bit, const Value& value) {
      const TruthWord one = test_value(value);
      truth.yes = (truth.yes & ~bit) | (one.yes & bit);
      truth.no = (truth.no & ~bit) | (one.no & bit);
    });
    return truth;
  }

 private:
  enum class Kernel : std::uint8_t { integers, floats, days, booleans, codes, values };

  /// All bits alike.
  TruthWord test_value(const Value& value) const {
    const Value truth = compare_values(op_, value, constant_);
    if (truth.is_null()) return {};
    return truth.as_boolean() ? TruthWord{~std::uint64_t{0}, 0} : TruthWord{0, ~std::uint64_t{0}};
  }

  void choose_kernel() {
    // Integers of that size are doubles without loss.
    constexpr std::int64_t exact = std::int64_t{1} << 53U;
    kernel_ = Kernel::values;
    const ColumnKind kind = reader_.kind();
    if (kind == ColumnKind::integer && constant_.is_integer()) {
      kernel_ = Kernel::integers;
    } else if (kind == ColumnKind::floating && constant_.is_float()) {
      kernel_ = Kernel::floats;
      float_ = constant_.as_float();
    } else if (kind == ColumnKind::floating && constant_.is_integer() &&
               std::abs(constant_.as_number()) <= static_cast<double>(exact)) {
      kernel_ = Kernel::floats;
      float_ = constant_.as_number();
    } else if (kind == ColumnKind::date && constant_.is(ValueKind::date)) {
      kernel_ = Kernel::days;
    } else if (kind == ColumnKind::boolean) {
      kernel_ = Kernel::booleans;
      of_false_ = test_value(Value(false));
      of_true_ = test_value(Value(true));
    } else if (kind == ColumnKind::string) {
      kernel_ = Kernel::codes;
      of_code_.assign(reader_.column().dictionary().size(), unasked);
    }
  }

  /// For elements whose value the column itself holds.
  TruthWord test_base(std::uint64_t word, std::uint64_t candidates) {
    if (candidates == 0) return {};
    const storage::PropertyColumn& column = reader_.column();
    const std::uint64_t first = word * 64;
    const std::uint64_t end = column.id_end();
    std::uint64_t yes = 0;
    switch (kernel_) {
      case Kernel::integers:
        yes = compare_word(op_, column.integers().data(), constant_.as_integer(), candidates, first,
                           end);
        break;
      case Kernel::floats:
        yes = compare_word(op_, column.floats().data(), float_, candidates, first, end);
        break;
      case Kernel::days:
        yes = compare_word(op_, column.days().data(), constant_.as_date().days, candidates, first,
                           end);
        break;
      case Kernel::booleans: {
        const std::uint64_t bits = column.booleans()[word];
        return {candidates & ((of_true_.yes & bits) | (of_false_.yes & ~bits)),
                candidates & ((of_true_.no & bits) | (of_false_.no & ~bits))};
      }
      case Kernel::codes:
        return test_one_by_one(candidates,
                               [&](std::uint64_t i) { return truth_of_code(column, first + i); });
      case Kernel::values:
        return test_one_by_one(
            candidates, [&](std::uint64_t i) { return test_value(column.value(first + i)); });
    }
    return {candidates & yes, candidates & ~yes};
  }

  template <class Test>
  static TruthWord test_one_by_one(std::uint64_t candidates, Test test) {
    TruthWord truth;
    for (std::uint64_t rest = candidates; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::uint64_t>(std::countr_zero(rest));
      const TruthWord one = test(i);
      truth.yes |= one.yes & (std::uint64_t{1} << i);
      truth.no |= one.no & (std::uint64_t{1} << i);
    }
    return truth;
  }

  /// Each string is compared once, however many elements have it.
  TruthWord truth_of_code(const storage::PropertyColumn& column, std::uint64_t id) {
    const std::uint32_t code = column.codes()[id];
    std::uint8_t& known = of_code_[code];
    if (known == unasked) {
      const TruthWord truth = test_value(column.dictionary()[code]);
      known = static_cast<std::uint8_t>((truth.yes & 1U) | (truth.no & 1U) << 1U);
    }
    return {std::uint64_t{0} - (known & 1U), std::uint64_t{0} - (known >> 1U & 1U)};
  }

  static constexpr std::uint8_t unasked = 0xFF;

  ColumnReader reader_;
  ComparisonOperator op_;
  CompiledExpressionPtr value_;
  Value constant_;
  Kernel kernel_ = Kernel::values;
  double float_ = 0;
  TruthWord of_false_;
  TruthWord of_true_;
  /// By code: bit 0 for true, bit 1 for false.
  std::vector<std::uint8_t> of_code_;
};

class ColumnNullTest final : public ColumnPredicate {
 public:
  ColumnNullTest(storage::EntityKind kind, std::string key, bool negated)
      : reader_(kind, std::move(key)), negated_(negated) {}

  Result<bool> begin(EvalContext& context) override { return reader_.begin(context); }
  void release() override { reader_.release(); }

  TruthWord test(std::uint64_t word, std::uint64_t /*candidates*/) override {
    std::uint64_t has_value = reader_.valid(word);
    reader_.visit_exceptions(word, [&](std::uint64_t bit, const Value& value) {
      has_value = value.is_null() ? has_value & ~bit : has_value | bit;
    });
    return negated_ ? TruthWord{has_value, ~has_value} : TruthWord{~has_value, has_value};
  }

 private:
  ColumnReader reader_;
  bool negated_;
};

}  // namespace

ColumnPredicatePtr make_column_comparison(storage::EntityKind kind, std::string key,
                                          ComparisonOperator op, CompiledExpressionPtr value) {
  return std::make_unique<ColumnComparison>(kind, std::move(key), op, std::move(value));
}

ColumnPredicatePtr make_column_null_test(storage::EntityKind kind, std::string key, bool negated) {
  return std::make_unique<ColumnNullTest>(kind, std::move(key), negated);
}

}  // namespace entente::query
