#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/temporal_truncation.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

/// kind.truncate(unit, value = now, fields = {})
template <ValueKind kind>
Result<Value> truncate(EvalContext& context, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_string()) {
    return argument_error("truncate", "a STRING as unit", arguments[0]);
  }
  Value value;
  if (arguments.size() > 1) {
    value = arguments[1];
    if (value.is_null()) return Value();
    if (!is_temporal_instant(value)) return argument_error("truncate", "a temporal value", value);
  } else {
    ENTENTE_ASSIGN(const TemporalParts parts, at_clock(context.now, ZoneSpec{}));
    ENTENTE_ASSIGN(value, put_together(ValueKind::date_time, parts));
  }
  const Value fields = arguments.size() > 2 ? arguments[2] : Value();
  if (!fields.is_null() && !fields.is_map()) return argument_error("truncate", "a MAP", fields);
  return truncate_temporal(kind, arguments[0].as_string(), value, fields);
}

FunctionInfo truncation(std::string_view name, std::string_view signature,
                        FunctionInfo::Call call) {
  FunctionInfo info;
  info.name = name;
  info.signature = signature;
  info.description = "The value cut down to a unit, then with the fields set.";
  info.arguments_min = 1;
  info.arguments_max = 3;
  info.argument_types = {{StaticType::string}, {StaticType::temporal}, {StaticType::map}};
  info.result = StaticType::temporal;
  info.call = call;
  return info;
}

}  // namespace

const std::vector<FunctionInfo>& truncation_functions() {
  static const std::vector<FunctionInfo> functions = {
      truncation("date.truncate",
                 "date.truncate(unit :: STRING, value :: ANY, fields :: MAP) :: DATE",
                 truncate<ValueKind::date>),
      truncation("localtime.truncate",
                 "localtime.truncate(unit :: STRING, value :: ANY, fields :: MAP) :: LOCAL TIME",
                 truncate<ValueKind::local_time>),
      truncation("time.truncate",
                 "time.truncate(unit :: STRING, value :: ANY, fields :: MAP) :: ZONED TIME",
                 truncate<ValueKind::time>),
      truncation("localdatetime.truncate",
                 "localdatetime.truncate(unit :: STRING, value :: ANY, fields :: MAP) :: LOCAL "
                 "DATETIME",
                 truncate<ValueKind::local_date_time>),
      truncation("datetime.truncate",
                 "datetime.truncate(unit :: STRING, value :: ANY, fields :: MAP) :: ZONED DATETIME",
                 truncate<ValueKind::date_time>),
  };
  return functions;
}

}  // namespace entente::query
