#include "query/exec/column_predicate.hpp"

#include <algorithm>
#include <vector>

#include "query/ast/mirrored_comparison.hpp"
#include "query/exec/column_comparison.hpp"
#include "query/plan/expression_symbols.hpp"

namespace entente::query {
namespace {

/// AND, OR or XOR of two predicates.
class ColumnConnective final : public ColumnPredicate {
 public:
  ColumnConnective(BinaryOperator op, ColumnPredicatePtr left, ColumnPredicatePtr right)
      : op_(op), left_(std::move(left)), right_(std::move(right)) {}

  Result<bool> begin(EvalContext& context) override {
    ENTENTE_ASSIGN(const bool left, left_->begin(context));
    if (!left) return false;
    return right_->begin(context);
  }
  void release() override {
    left_->release();
    right_->release();
  }

  TruthWord test(std::uint64_t word, std::uint64_t candidates) override {
    const TruthWord a = left_->test(word, candidates);
    if (op_ == BinaryOperator::logical_and) {
      const std::uint64_t open = candidates & ~a.no;
      if (open == 0) return a;
      const TruthWord b = right_->test(word, open);
      return {a.yes & b.yes, a.no | (b.no & open)};
    }
    if (op_ == BinaryOperator::logical_or) {
      const std::uint64_t open = candidates & ~a.yes;
      if (open == 0) return a;
      const TruthWord b = right_->test(word, open);
      return {a.yes | (b.yes & open), a.no & b.no};
    }
    const TruthWord b = right_->test(word, candidates);
    return {(a.yes & b.no) | (a.no & b.yes), (a.yes & b.yes) | (a.no & b.no)};
  }

 private:
  BinaryOperator op_;
  ColumnPredicatePtr left_;
  ColumnPredicatePtr right_;
};

class ColumnNegation final : public ColumnPredicate {
 public:
  explicit ColumnNegation(ColumnPredicatePtr operand) : operand_(std::move(operand)) {}

  Result<bool> begin(EvalContext& context) override { return operand_->begin(context); }
  void release() override { operand_->release(); }
  TruthWord test(std::uint64_t word, std::uint64_t candidates) override {
    const TruthWord truth = operand_->test(word, candidates);
    return {truth.no, truth.yes};
  }

 private:
  ColumnPredicatePtr operand_;
};

/// Turns expressions into predicates over columns, where that can be done.
class Translation {
 public:
  Translation(Slot element, storage::EntityKind kind, Builder& builder)
      : element_(element), kind_(kind), builder_(builder) {}

  Result<ColumnPredicatePtr> translate(const Expression& expression) {
    if (expression.kind == ExpressionKind::comparison) {
      return comparison(as<ComparisonExpression>(expression));
    }
    if (expression.kind == ExpressionKind::is_null) {
      const auto& test = as<IsNullExpression>(expression);
      const PropertyExpression* property = own_property(*test.operand);
      if (property == nullptr) return ColumnPredicatePtr{};
      return make_column_null_test(kind_, property->key, test.negated);
    }
    if (expression.kind == ExpressionKind::unary) {
      const auto& unary = as<UnaryExpression>(expression);
      if (unary.op != UnaryOperator::logical_not) return ColumnPredicatePtr{};
      ENTENTE_ASSIGN(auto operand, translate(*unary.operand));
      if (operand == nullptr) return ColumnPredicatePtr{};
      return ColumnPredicatePtr(std::make_unique<ColumnNegation>(std::move(operand)));
    }
    if (expression.kind != ExpressionKind::binary) return ColumnPredicatePtr{};
    const auto& binary = as<BinaryExpression>(expression);
    if (binary.op != BinaryOperator::logical_and && binary.op != BinaryOperator::logical_or &&
        binary.op != BinaryOperator::logical_xor) {
      return ColumnPredicatePtr{};
    }
    ENTENTE_ASSIGN(auto left, translate(*binary.left));
    if (left == nullptr) return ColumnPredicatePtr{};
    ENTENTE_ASSIGN(auto right, translate(*binary.right));
    return join(binary.op, std::move(left), std::move(right));
  }

 private:
  static ColumnPredicatePtr join(BinaryOperator op, ColumnPredicatePtr left,
                                 ColumnPredicatePtr right) {
    if (right == nullptr) return nullptr;
    return std::make_unique<ColumnConnective>(op, std::move(left), std::move(right));
  }

  /// The expression as element.key; null if it is something else.
  [[nodiscard]] const PropertyExpression* own_property(const Expression& expression) const {
    if (symbol_if_column(expression, builder_.plan()) != no_slot) return nullptr;
    if (expression.kind != ExpressionKind::property) return nullptr;
    const auto& property = as<PropertyExpression>(expression);
    const Slot subject = symbol_if_column(*property.subject, builder_.plan());
    return subject != no_slot && subject == element_ ? &property : nullptr;
  }

  /// A chain means all of its pairs.
  Result<ColumnPredicatePtr> comparison(const ComparisonExpression& chain) {
    ColumnPredicatePtr all;
    for (std::size_t i = 0; i < chain.operators.size(); ++i) {
      ENTENTE_ASSIGN(auto pair,
                     pair_of(*chain.operands[i], chain.operators[i], *chain.operands[i + 1]));
      if (pair == nullptr) return ColumnPredicatePtr{};
      all = all == nullptr ? std::move(pair)
                           : join(BinaryOperator::logical_and, std::move(all), std::move(pair));
    }
    return all;
  }

  Result<ColumnPredicatePtr> pair_of(const Expression& left, ComparisonOperator op,
                                     const Expression& right) {
    const PropertyExpression* property = own_property(left);
    const Expression* other = &right;
    if (property == nullptr) {
      property = own_property(right);
      other = &left;
      op = mirrored(op);
    }
    if (property == nullptr) return ColumnPredicatePtr{};
    ENTENTE_ASSIGN(auto value, builder_.compile(*other));
    if (!value->invariant()) return ColumnPredicatePtr{};
    return make_column_comparison(kind_, property->key, op, std::move(value));
  }

  Slot element_;
  storage::EntityKind kind_;
  Builder& builder_;
};

}  // namespace

Result<ColumnPredicatePtr> make_column_predicate(const Expression& expression, Slot element,
                                                 storage::EntityKind kind, Builder& builder) {
  return Translation(element, kind, builder).translate(expression);
}

}  // namespace entente::query
