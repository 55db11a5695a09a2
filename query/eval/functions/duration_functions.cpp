#include <array>

#include "query/eval/duration_groups.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/temporal_difference.hpp"
#include "query/eval/temporal_parser.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;
using AddGroup = void (DurationGroups::*)(const DurationNumber&, std::int64_t);

struct DurationField {
  std::string_view name;
  AddGroup add;
  std::int64_t unit;
};

constexpr std::array<DurationField, 11> duration_fields = {{
    {"years", &DurationGroups::add_months, 12},
    {"quarters", &DurationGroups::add_months, 3},
    {"months", &DurationGroups::add_months, 1},
    {"weeks", &DurationGroups::add_days, 7},
    {"days", &DurationGroups::add_days, 1},
    {"hours", &DurationGroups::add_seconds, 3600},
    {"minutes", &DurationGroups::add_seconds, 60},
    {"seconds", &DurationGroups::add_seconds, 1},
    {"milliseconds", &DurationGroups::add_nanos, 1'000'000},
    {"microseconds", &DurationGroups::add_nanos, 1'000},
    {"nanoseconds", &DurationGroups::add_nanos, 1},
}};

Result<Value> from_map(const Value& map) {
  if (map.as_map().empty()) return temporal_error("a duration needs at least one component");
  DurationGroups groups;
  for (const auto& [key, value] : map.as_map()) {
    if (value.is_null()) return Value();
    const DurationField* field = nullptr;
    for (const DurationField& candidate : duration_fields) {
      if (candidate.name == key) field = &candidate;
    }
    if (field == nullptr) return temporal_error("'" + key + "' is no component of a duration");
    if (!value.is_number()) return argument_error("duration", "numbers", value);
    const DurationNumber number = value.is_integer() ? DurationNumber{value.as_integer(), 0}
                                                     : DurationNumber::from(value.as_float());
    (groups.*(field->add))(number, field->unit);
  }
  return groups.to_duration();
}

Result<Value> duration(EvalContext& /*context*/, Arguments arguments) {
  const Value& input = arguments[0];
  if (input.is_null() || input.is(ValueKind::duration)) return input;
  if (input.is_map()) return from_map(input);
  if (input.is_string()) return parse_duration(input.as_string());
  return argument_error("duration", "a MAP or STRING", input);
}

template <DifferenceUnit unit>
Result<Value> difference(EvalContext& /*context*/, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (argument.is_null()) return Value();
    if (!is_temporal_instant(argument)) {
      return argument_error("duration.between", "temporal values", argument);
    }
  }
  return temporal_difference(unit, arguments[0], arguments[1]);
}

FunctionInfo duration_function(std::string_view name, std::string_view signature,
                               std::string_view description, std::uint8_t arguments,
                               FunctionInfo::Call call) {
  FunctionInfo info = describe_function(name, signature, description, arguments, arguments);
  using T = StaticType;
  info.argument_types = {arguments == 1 ? std::vector<T>{T::map, T::string, T::duration}
                                        : std::vector<T>{T::temporal}};
  info.result = T::duration;
  info.call = call;
  return info;
}

}  // namespace

const std::vector<FunctionInfo>& duration_functions() {
  static const std::vector<FunctionInfo> functions = {
      duration_function("duration", "duration(input :: MAP | STRING) :: DURATION",
                        "A duration from its components or ISO 8601 text.", 1, duration),
      duration_function("duration.between", "duration.between(from :: ANY, to :: ANY) :: DURATION",
                        "The difference in months, days and seconds.", 2,
                        difference<DifferenceUnit::all>),
      duration_function("duration.inMonths",
                        "duration.inMonths(from :: ANY, to :: ANY) :: DURATION",
                        "The difference in whole months.", 2, difference<DifferenceUnit::months>),
      duration_function("duration.inDays", "duration.inDays(from :: ANY, to :: ANY) :: DURATION",
                        "The difference in whole days.", 2, difference<DifferenceUnit::days>),
      duration_function("duration.inSeconds",
                        "duration.inSeconds(from :: ANY, to :: ANY) :: DURATION",
                        "The difference in seconds.", 2, difference<DifferenceUnit::seconds>),
  };
  return functions;
}

}  // namespace entente::query
