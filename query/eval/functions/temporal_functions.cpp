#include <array>

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/temporal_fields.hpp"
#include "query/eval/temporal_parser.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;
using TimePoint = std::chrono::system_clock::time_point;

/// A clock reading in the zone of the first argument, UTC without one.
Result<Value> read_clock(ValueKind kind, TimePoint time, Arguments arguments) {
  ZoneSpec zone;
  if (!arguments.empty()) {
    if (arguments[0].is_null()) return Value();
    if (!arguments[0].is_string()) {
      return argument_error(temporal_name(kind), "a STRING as time zone", arguments[0]);
    }
    ENTENTE_ASSIGN(zone, parse_zone(arguments[0].as_string()));
  }
  ENTENTE_ASSIGN(const TemporalParts parts, at_clock(time, zone));
  return put_together(kind, parts);
}

/// Takes over what another instant has of this kind.
Result<Value> from_instant(ValueKind kind, const Value& other) {
  const TemporalParts parts = take_apart(other);
  const bool needs_date = kind != ValueKind::local_time && kind != ValueKind::time;
  const bool needs_time = kind != ValueKind::date;
  const bool missing = (needs_date && !parts.days) || (needs_time && !needs_date && !parts.nanos);
  if (missing) {
    return argument_error(temporal_name(kind), "a value with these components", other);
  }
  return put_together(kind, parts);
}

template <ValueKind kind>
Result<Value> construct(EvalContext& context, Arguments arguments) {
  if (arguments.empty()) return read_clock(kind, context.now, {});
  const Value& input = arguments[0];
  if (input.is_null()) return Value();
  if (input.is_map()) return temporal_from_map(kind, input, context.now);
  if (is_temporal_instant(input)) return from_instant(kind, input);
  if (!input.is_string()) {
    return argument_error(temporal_name(kind), "a MAP, STRING or temporal value", input);
  }
  ENTENTE_ASSIGN(const TemporalParts parts, parse_temporal(kind, input.as_string()));
  return put_together(kind, parts);
}

/// kind.statement() and kind.transaction(): one clock for the whole statement.
template <ValueKind kind>
Result<Value> statement_clock(EvalContext& context, Arguments arguments) {
  return read_clock(kind, context.now, arguments);
}

template <ValueKind kind>
Result<Value> realtime_clock(EvalContext& /*context*/, Arguments arguments) {
  return read_clock(kind, std::chrono::system_clock::now(), arguments);
}

Result<Value> from_epoch(EvalContext& context, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (argument.is_null()) return Value();
    if (!argument.is_integer()) return argument_error("datetime.fromepoch", "INTEGERs", argument);
  }
  const Value map = Value::map({{"epochSeconds", arguments[0]}, {"nanosecond", arguments[1]}});
  return temporal_from_map(ValueKind::date_time, map, context.now);
}

Result<Value> from_epoch_millis(EvalContext& context, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_integer()) {
    return argument_error("datetime.fromepochmillis", "an INTEGER", arguments[0]);
  }
  return temporal_from_map(ValueKind::date_time, Value::map({{"epochMillis", arguments[0]}}),
                           context.now);
}

FunctionInfo temporal_function(std::string_view name, std::string_view signature,
                               std::string_view description, std::uint8_t arguments_min,
                               std::uint8_t arguments_max, FunctionInfo::Call call) {
  FunctionInfo info = describe_function(name, signature, description, arguments_min, arguments_max);
  info.result = StaticType::temporal;
  info.call = call;
  return info;
}

/// The constructor and clocks of one kind.
template <ValueKind kind>
void add_kind(std::vector<FunctionInfo>& functions, const std::array<std::string_view, 8>& texts) {
  functions.push_back(temporal_function(texts[0], texts[1],
                                        "Made from a map, text or temporal value; now without.", 0,
                                        1, construct<kind>));
  using T = StaticType;
  functions.back().argument_types = {{T::map, T::string, T::temporal}};
  functions.push_back(temporal_function(texts[2], texts[3], "Now, by the clock of the statement.",
                                        0, 1, statement_clock<kind>));
  functions.push_back(temporal_function(texts[4], texts[5], "Now, by the clock of the transaction.",
                                        0, 1, statement_clock<kind>));
  functions.push_back(temporal_function(texts[6], texts[7], "Now, by the clock of the system.", 0,
                                        1, realtime_clock<kind>));
  functions.back().deterministic = false;
}

}  // namespace

const std::vector<FunctionInfo>& temporal_functions() {
  static const std::vector<FunctionInfo> functions = [] {
    std::vector<FunctionInfo> all;
    add_kind<ValueKind::date>(
        all, {"date", "date(input = now :: MAP | STRING | DATE | DATETIME) :: DATE",
              "date.statement", "date.statement(timezone :: STRING) :: DATE", "date.transaction",
              "date.transaction(timezone :: STRING) :: DATE", "date.realtime",
              "date.realtime(timezone :: STRING) :: DATE"});
    add_kind<ValueKind::local_time>(
        all, {"localtime", "localtime(input = now :: MAP | STRING | TIME) :: LOCAL TIME",
              "localtime.statement", "localtime.statement(timezone :: STRING) :: LOCAL TIME",
              "localtime.transaction", "localtime.transaction(timezone :: STRING) :: LOCAL TIME",
              "localtime.realtime", "localtime.realtime(timezone :: STRING) :: LOCAL TIME"});
    add_kind<ValueKind::time>(
        all, {"time", "time(input = now :: MAP | STRING | TIME) :: ZONED TIME", "time.statement",
              "time.statement(timezone :: STRING) :: ZONED TIME", "time.transaction",
              "time.transaction(timezone :: STRING) :: ZONED TIME", "time.realtime",
              "time.realtime(timezone :: STRING) :: ZONED TIME"});
    add_kind<ValueKind::local_date_time>(
        all,
        {"localdatetime", "localdatetime(input = now :: MAP | STRING | DATETIME) :: LOCAL DATETIME",
         "localdatetime.statement", "localdatetime.statement(timezone :: STRING) :: LOCAL DATETIME",
         "localdatetime.transaction",
         "localdatetime.transaction(timezone :: STRING) :: LOCAL DATETIME",
         "localdatetime.realtime", "localdatetime.realtime(timezone :: STRING) :: LOCAL DATETIME"});
    add_kind<ValueKind::date_time>(
        all, {"datetime", "datetime(input = now :: MAP | STRING | DATETIME) :: ZONED DATETIME",
              "datetime.statement", "datetime.statement(timezone :: STRING) :: ZONED DATETIME",
              "datetime.transaction", "datetime.transaction(timezone :: STRING) :: ZONED DATETIME",
              "datetime.realtime", "datetime.realtime(timezone :: STRING) :: ZONED DATETIME"});
    all.push_back(temporal_function(
        "datetime.fromepoch",
        "datetime.fromepoch(seconds :: INTEGER, nanoseconds :: INTEGER) :: ZONED DATETIME",
        "The instant so long after 1970-01-01T00:00Z.", 2, 2, from_epoch));
    all.push_back(
        temporal_function("datetime.fromepochmillis",
                          "datetime.fromepochmillis(milliseconds :: INTEGER) :: ZONED DATETIME",
                          "The instant so long after 1970-01-01T00:00Z.", 1, 1, from_epoch_millis));
    return all;
  }();
  return functions;
}

}  // namespace entente::query
