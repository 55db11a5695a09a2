#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/value_set.hpp"
#include "query/limits.hpp"

/// coll.*: functions over the items of a list.
namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Status need_list(std::string_view function, const Value& value) {
  if (!value.is_list()) return argument_error(function, "a LIST", value);
  return {};
}

Error bad_index(std::string_view function, std::int64_t index, std::size_t last) {
  Error error = range_error(std::string(function) + "() was given the index " +
                            std::to_string(index) + ", but the list has no such place");
  error.hint = "indexes count from 0; the last one here is " + std::to_string(last);
  return error;
}

Result<Value> distinct(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null()) return Value();
  ENTENTE_TRY(need_list("coll.distinct", a[0]));
  ValueSet seen;
  ValueList kept;
  for (const Value& item : a[0].as_list()) {
    if (seen.insert(item).second) kept.push_back(item);
  }
  return Value(std::move(kept));
}

/// Collects items, asking for memory as the list grows: lists share their parts, so that a small
/// value can become a large list.
class FlatList {
 public:
  explicit FlatList(EvalContext& context) : context_(context) {}

  /// Appends the items, those of lists down to `depth` levels. Values are never nested deeper than
  /// value_depth_max, which bounds the recursion.
  Status append(const ValueList& items, std::int64_t depth) {
    for (const Value& item : items) {
      if (item.is_list() && depth > 0) {
        ENTENTE_TRY(append(item.as_list(), depth - 1));
        continue;
      }
      if (items_.size() == items_.capacity()) ENTENTE_TRY(grow());
      items_.push_back(item);
    }
    return {};
  }
  ValueList take() { return std::move(items_); }

 private:
  Status grow() {
    constexpr std::size_t first_capacity = 16;
    const std::size_t capacity = std::max(first_capacity, 2 * items_.capacity());
    if (items_.size() >= list_length_max) {
      return Error::plain(ErrorClass::limit_exceeded,
                          "coll.flatten() would make a list of more than " +
                              std::to_string(list_length_max) + " items");
    }
    ENTENTE_TRY(context_.memory.check(capacity * sizeof(Value)));
    ENTENTE_TRY(context_.interruption.check());
    items_.reserve(capacity);
    return {};
  }

  EvalContext& context_;
  ValueList items_;
};

Result<Value> flatten(EvalContext& context, Arguments a) {
  for (const Value& argument : a) {
    if (argument.is_null()) return Value();
  }
  ENTENTE_TRY(need_list("coll.flatten", a[0]));
  std::int64_t depth = 1;
  if (a.size() == 2) {
    if (!a[1].is_integer()) return argument_error("coll.flatten", "an INTEGER as depth", a[1]);
    depth = a[1].as_integer();
    if (depth < 0) return range_error("the depth of coll.flatten() must not be negative");
  }
  FlatList flat(context);
  ENTENTE_TRY(flat.append(a[0].as_list(), depth));
  return Value(flat.take());
}

Result<Value> index_of(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  ENTENTE_TRY(need_list("coll.indexOf", a[0]));
  const ValueList& items = a[0].as_list();
  const auto found = std::find_if(items.begin(), items.end(), [&](const Value& item) {
    return equals(item, a[1]).value_or(false);
  });
  return Value(found == items.end() ? std::int64_t{-1} : std::int64_t{found - items.begin()});
}

Result<Value> insert(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  ENTENTE_TRY(need_list("coll.insert", a[0]));
  if (!a[1].is_integer()) return argument_error("coll.insert", "an INTEGER as index", a[1]);
  const ValueList& items = a[0].as_list();
  const std::int64_t index = a[1].as_integer();
  // An item may also be put behind the last one.
  if (index < 0 || static_cast<std::size_t>(index) > items.size()) {
    return bad_index("coll.insert", index, items.size());
  }
  ValueList longer;
  longer.reserve(items.size() + 1);
  longer.insert(longer.end(), items.begin(), items.begin() + index);
  longer.push_back(a[2]);
  longer.insert(longer.end(), items.begin() + index, items.end());
  return Value(std::move(longer));
}

Result<Value> remove(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  ENTENTE_TRY(need_list("coll.remove", a[0]));
  if (!a[1].is_integer()) return argument_error("coll.remove", "an INTEGER as index", a[1]);
  ValueList items = a[0].as_list();
  const std::int64_t index = a[1].as_integer();
  if (items.empty()) return range_error("coll.remove() cannot remove from an empty list");
  if (index < 0 || static_cast<std::size_t>(index) >= items.size()) {
    return bad_index("coll.remove", index, items.size() - 1);
  }
  items.erase(items.begin() + index);
  return Value(std::move(items));
}

/// The first or last item in the order of ORDER BY; nulls do not count.
Result<Value> extremum(std::string_view function, const Value& list, bool greatest) {
  if (list.is_null()) return Value();
  ENTENTE_TRY(need_list(function, list));
  const Value* best = nullptr;
  for (const Value& item : list.as_list()) {
    if (item.is_null()) continue;
    if (best == nullptr || (greatest ? order(item, *best) > 0 : order(item, *best) < 0)) {
      best = &item;
    }
  }
  return best == nullptr ? Value() : *best;
}

Result<Value> max(EvalContext& /*context*/, Arguments a) {
  return extremum("coll.max", a[0], true);
}
Result<Value> min(EvalContext& /*context*/, Arguments a) {
  return extremum("coll.min", a[0], false);
}

Result<Value> sort(EvalContext& /*context*/, Arguments a) {
  if (a[0].is_null()) return Value();
  ENTENTE_TRY(need_list("coll.sort", a[0]));
  ValueList items = a[0].as_list();
  std::stable_sort(items.begin(), items.end(),
                   [](const Value& x, const Value& y) { return order(x, y) < 0; });
  return Value(std::move(items));
}

FunctionInfo list_function(std::string_view name, std::string_view signature,
                           std::string_view description,
                           std::vector<std::vector<StaticType>> argument_types, StaticType result,
                           FunctionInfo::Call call, std::uint8_t optional = 0) {
  const auto most = static_cast<std::uint8_t>(argument_types.size());
  return describe_function(name, signature, description, static_cast<std::uint8_t>(most - optional),
                           most, std::move(argument_types), result, call);
}

}  // namespace

const std::vector<FunctionInfo>& collection_functions() {
  using T = StaticType;
  const std::vector<T> list = {T::list, T::relationship_list};
  const std::vector<T> index = {T::integer, T::number};
  const std::vector<T> anything = {};
  static const std::vector<FunctionInfo> functions = {
      list_function("coll.distinct", "coll.distinct(list :: LIST<ANY>) :: LIST<ANY>",
                    "The items without repetitions, in the order of their first occurrence.",
                    {list}, T::list, distinct),
      list_function("coll.flatten",
                    "coll.flatten(list :: LIST<ANY>, depth = 1 :: INTEGER) :: LIST<ANY>",
                    "The list with the items of inner lists, down to a depth, in their place.",
                    {list, index}, T::list, flatten, 1),
      list_function("coll.indexOf", "coll.indexOf(list :: LIST<ANY>, value :: ANY) :: INTEGER",
                    "The place of the first item that equals the value; -1 if there is none.",
                    {list, anything}, T::integer, index_of),
      list_function("coll.insert",
                    "coll.insert(list :: LIST<ANY>, index :: INTEGER, value :: ANY) :: LIST<ANY>",
                    "The list with the value inserted before the item at an index.",
                    {list, index, anything}, T::list, insert),
      list_function("coll.max", "coll.max(list :: LIST<ANY>) :: ANY",
                    "The greatest item in the order of ORDER BY.", {list}, T::any, max),
      list_function("coll.min", "coll.min(list :: LIST<ANY>) :: ANY",
                    "The least item in the order of ORDER BY.", {list}, T::any, min),
      list_function("coll.remove", "coll.remove(list :: LIST<ANY>, index :: INTEGER) :: LIST<ANY>",
                    "The list without the item at an index.", {list, index}, T::list, remove),
      list_function("coll.sort", "coll.sort(list :: LIST<ANY>) :: LIST<ANY>",
                    "The items in the order of ORDER BY.", {list}, T::list, sort),
  };
  return functions;
}

}  // namespace entente::query
