#include "storage/format/property_type.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace entente::storage {
namespace {

constexpr std::array<std::pair<ValueKind, std::string_view>, 11> type_names = {{
    {ValueKind::boolean, "BOOLEAN"},
    {ValueKind::string, "STRING"},
    {ValueKind::integer, "INTEGER"},
    {ValueKind::floating, "FLOAT"},
    {ValueKind::date, "DATE"},
    {ValueKind::local_time, "LOCAL TIME"},
    {ValueKind::time, "ZONED TIME"},
    {ValueKind::local_date_time, "LOCAL DATETIME"},
    {ValueKind::date_time, "ZONED DATETIME"},
    {ValueKind::duration, "DURATION"},
    {ValueKind::point, "POINT"},
}};

}  // namespace

bool PropertyType::is_property_kind(ValueKind kind) {
  return std::any_of(type_names.begin(), type_names.end(),
                     [&](const auto& entry) { return entry.first == kind; });
}

bool PropertyType::matches(const Value& value) const {
  if (!value.is_list()) return (scalars & bit(value.kind())) != 0;
  const ValueList& list = value.as_list();
  if (list.empty()) return lists != 0;
  // A stored list may mix integers and floats, and then is of neither list type.
  const ValueKind kind = list.front().kind();
  return (lists & bit(kind)) != 0 &&
         std::all_of(list.begin(), list.end(), [&](const Value& v) { return v.kind() == kind; });
}

std::string PropertyType::to_text() const {
  std::string text;
  const auto add_name = [&](std::string_view before, std::string_view name,
                            std::string_view after) {
    if (!text.empty()) text += " | ";
    text.append(before).append(name).append(after);
  };
  for (const auto& [kind, name] : type_names) {
    if ((scalars & bit(kind)) != 0) add_name("", name, "");
  }
  for (const auto& [kind, name] : type_names) {
    if ((lists & bit(kind)) != 0) add_name("LIST<", name, " NOT NULL>");
  }
  return text;
}

bool PropertyType::valid() const {
  std::uint32_t allowed = 0;
  for (const auto& [kind, name] : type_names) allowed |= bit(kind);
  return !empty() && (scalars & ~allowed) == 0 && (lists & ~allowed) == 0;
}

}  // namespace entente::storage
