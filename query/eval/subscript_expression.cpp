#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/property_access.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

Error access_error(std::string detail, std::string_view message, const Value& index) {
  return Error::runtime(ErrorClass::type_error, std::move(detail),
                        std::string(message) + " " + std::string(to_string(index.kind())));
}

Result<Value> list_item(const ValueList& items, const Value& index) {
  if (!index.is_integer()) {
    return access_error("ListElementAccessByNonInteger", "a list is indexed by INTEGER, not",
                        index);
  }
  const auto size = static_cast<std::int64_t>(items.size());
  std::int64_t position = index.as_integer();
  if (position < -size || position >= size) return Value();
  if (position < 0) position += size;
  return items[static_cast<std::size_t>(position)];
}

/// subject[index]
class SubscriptValue final : public StrictExpression {
 public:
  SubscriptValue(CompiledExpressionPtr subject, CompiledExpressionPtr index, Span span)
      : StrictExpression(argument_list(std::move(subject), std::move(index)), span) {}
  [[nodiscard]] bool invariant() const override { return false; }

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    const Value& subject = arguments[0];
    const Value& index = arguments[1];
    if (subject.is_null() || index.is_null()) return Value();
    switch (subject.kind()) {
      case ValueKind::list: return list_item(subject.as_list(), index);
      case ValueKind::map:
      case ValueKind::node:
      case ValueKind::relationship:
        if (!index.is_string()) {
          return access_error(
              subject.is_map() ? "MapElementAccessByNonString" : "PropertyAccessByNonString",
              "a property or map entry is read by STRING, not", index);
        }
        return property_of(context, subject, index.as_string());
      default: return operand_error("a list, map, node or relationship is indexed, not", subject);
    }
  }
};

/// subject[from..to]; an absent bound is no argument.
class SliceValue final : public StrictExpression {
 public:
  SliceValue(std::vector<CompiledExpressionPtr> arguments, bool has_from, bool has_to, Span span)
      : StrictExpression(std::move(arguments), span), has_from_(has_from), has_to_(has_to) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    for (const Value& argument : arguments) {
      if (argument.is_null()) return Value();
    }
    const Value& subject = arguments[0];
    if (!subject.is_list()) return operand_error("a slice is taken of a LIST, not of", subject);
    const ValueList& items = subject.as_list();
    const auto size = static_cast<std::int64_t>(items.size());
    std::int64_t from = 0;
    std::int64_t to = size;
    std::size_t next = 1;
    if (has_from_) {
      ENTENTE_ASSIGN(from, bound(arguments[next++], size));
    }
    if (has_to_) {
      ENTENTE_ASSIGN(to, bound(arguments[next], size));
    }
    if (from >= to) return Value(ValueList());
    return Value(ValueList(items.begin() + from, items.begin() + to));
  }

 private:
  /// Clamped to [0, size]; negative bounds count from the end.
  static Result<std::int64_t> bound(const Value& value, std::int64_t size) {
    if (!value.is_integer()) {
      return access_error("ListElementAccessByNonInteger", "a list is sliced by INTEGER, not",
                          value);
    }
    const std::int64_t position = value.as_integer();
    if (position < 0) return position < -size ? 0 : position + size;
    return std::min(position, size);
  }

  bool has_from_;
  bool has_to_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_subscript(ExpressionCompiler& compiler,
                                                const SubscriptExpression& e) {
  ENTENTE_ASSIGN(auto subject, compiler.compile(*e.subject));
  ENTENTE_ASSIGN(auto index, compiler.compile(*e.index));
  return CompiledExpressionPtr(
      std::make_unique<SubscriptValue>(std::move(subject), std::move(index), e.span));
}

Result<CompiledExpressionPtr> compile_slice(ExpressionCompiler& compiler,
                                            const SliceExpression& e) {
  std::vector<CompiledExpressionPtr> arguments;
  ENTENTE_ASSIGN(auto subject, compiler.compile(*e.subject));
  arguments.push_back(std::move(subject));
  for (const ExpressionPtr* part : {&e.from, &e.to}) {
    if (!*part) continue;
    ENTENTE_ASSIGN(auto bound, compiler.compile(**part));
    arguments.push_back(std::move(bound));
  }
  return CompiledExpressionPtr(std::make_unique<SliceValue>(std::move(arguments), e.from != nullptr,
                                                            e.to != nullptr, e.span));
}

}  // namespace entente::query
