#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/property_access.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// What an item of a projection adds; `argument` is the position of its value among the arguments.
struct ProjectedEntry {
  MapProjectionItem::Kind kind;
  std::string key;
  std::size_t argument = 0;
};

/// subject {.key, .*, key: value, variable}: null for null.
class MapProjection final : public StrictExpression {
 public:
  MapProjection(std::vector<ProjectedEntry> entries, std::vector<CompiledExpressionPtr> arguments,
                Span span)
      : StrictExpression(std::move(arguments), span), entries_(std::move(entries)) {}
  [[nodiscard]] bool invariant() const override { return false; }

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    const Value& subject = arguments[0];
    if (subject.is_null()) return Value();
    if (!subject.is_node() && !subject.is_relationship() && !subject.is_map()) {
      return operand_error("a map projection needs a NODE, RELATIONSHIP or MAP, not", subject);
    }
    PropertyMap map;
    for (const ProjectedEntry& entry : entries_) {
      switch (entry.kind) {
        case MapProjectionItem::Kind::property: {
          ENTENTE_ASSIGN(Value value, property_of(context, subject, entry.key));
          map.emplace_back(entry.key, std::move(value));
          break;
        }
        case MapProjectionItem::Kind::all_properties: {
          ENTENTE_ASSIGN(PropertyMap all, properties_of(context, subject));
          for (auto& property : all) map.push_back(std::move(property));
          break;
        }
        case MapProjectionItem::Kind::entry:
        case MapProjectionItem::Kind::variable:
          map.emplace_back(entry.key, arguments[entry.argument]);
          break;
      }
    }
    return Value::map(std::move(map));
  }

 private:
  std::vector<ProjectedEntry> entries_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_map_projection(ExpressionCompiler& compiler,
                                                     const MapProjectionExpression& e) {
  std::vector<CompiledExpressionPtr> arguments;
  ENTENTE_ASSIGN(auto subject, compiler.compile(*e.subject));
  arguments.push_back(std::move(subject));
  std::vector<ProjectedEntry> entries;
  for (const MapProjectionItem& item : e.items) {
    ProjectedEntry entry{item.item_kind, item.key, 0};
    const bool has_value = item.item_kind == MapProjectionItem::Kind::entry ||
                           item.item_kind == MapProjectionItem::Kind::variable;
    if (has_value && item.value) {
      ENTENTE_ASSIGN(auto value, compiler.compile(*item.value));
      entry.argument = arguments.size();
      arguments.push_back(std::move(value));
    } else if (has_value) {
      ENTENTE_ASSIGN(auto value, compiler.compile_name(&item, item.key, item.key_span));
      entry.argument = arguments.size();
      arguments.push_back(std::move(value));
    }
    entries.push_back(std::move(entry));
  }
  return CompiledExpressionPtr(
      std::make_unique<MapProjection>(std::move(entries), std::move(arguments), e.span));
}

}  // namespace entente::query
