#include "query/eval/temporal_parts.hpp"

#include <cctype>

#include "query/eval/calendar.hpp"
#include "query/eval/time_zone.hpp"

namespace entente::query {
namespace {

/// Largest offset of a zone: 18 hours, as ISO 8601 implementations allow.
constexpr std::int64_t offset_seconds_max = 18 * 3600;

/// Offset of a local time in the zone; of two possible ones that of the specification.
Result<std::int32_t> resolve_offset(const ZoneSpec& zone, std::int64_t local_seconds) {
  if (zone.name.empty()) return zone.offset_seconds;
  if (zone.offset_seconds == ZoneSpec::no_choice) {
    return zone_offset_of_local(zone.name, local_seconds);
  }
  return zone_offset_of_local(zone.name, local_seconds, zone.offset_seconds);
}

/// Two digits at the front; nullopt if there are none.
std::optional<std::int64_t> take_two_digits(std::string_view& text) {
  if (text.size() < 2 || !std::isdigit(static_cast<unsigned char>(text[0])) ||
      !std::isdigit(static_cast<unsigned char>(text[1]))) {
    return std::nullopt;
  }
  const std::int64_t value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value;
}

/// [+-]hh[[:]mm[[:]ss]]
std::optional<std::int32_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  std::int64_t seconds = 0;
  std::int64_t unit = 3600;
  for (int part = 0; part < 3 && (part == 0 || !text.empty()); ++part) {
    if (part > 0 && text.front() == ':') text.remove_prefix(1);
    const auto digits = take_two_digits(text);
    if (!digits || (part > 0 && *digits > 59)) return std::nullopt;
    seconds += *digits * unit;
    unit /= 60;
  }
  if (!text.empty() || seconds > offset_seconds_max) return std::nullopt;
  return static_cast<std::int32_t>(negative ? -seconds : seconds);
}

}  // namespace

Error temporal_error(std::string message) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message));
}

std::string_view temporal_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::date: return "date";
    case ValueKind::local_time: return "localtime";
    case ValueKind::time: return "time";
    case ValueKind::local_date_time: return "localdatetime";
    case ValueKind::date_time: return "datetime";
    default: return "duration";
  }
}

bool is_temporal_instant(const Value& value) {
  return value.kind() >= ValueKind::date && value.kind() <= ValueKind::date_time;
}

TemporalParts take_apart(const Value& value) {
  TemporalParts parts;
  switch (value.kind()) {
    case ValueKind::date: parts.days = value.as_date().days; break;
    case ValueKind::local_time: parts.nanos = value.as_local_time().nanos; break;
    case ValueKind::time:
      parts.nanos = value.as_time().nanos;
      parts.zone = ZoneSpec{{}, value.as_time().offset_seconds};
      break;
    case ValueKind::local_date_time:
      parts.days = local_days(value.as_local_date_time());
      parts.nanos = local_nanos(value.as_local_date_time());
      break;
    case ValueKind::date_time: {
      const DateTime& time = value.as_date_time();
      parts.days = local_days(time);
      parts.nanos = local_nanos(time);
      parts.zone = ZoneSpec{time.zone, time.offset_seconds};
      break;
    }
    default: assert(false);
  }
  return parts;
}

Result<DateTime> to_instant(const TemporalParts& parts) {
  const std::int64_t nanos = parts.nanos.value_or(0);
  const std::int64_t local = parts.days.value_or(0) * seconds_per_day + nanos / nanos_per_second;
  const ZoneSpec zone = parts.zone.value_or(ZoneSpec{});
  DateTime instant;
  ENTENTE_ASSIGN(instant.offset_seconds, resolve_offset(zone, local));
  instant.seconds = local - instant.offset_seconds;
  if (!zone.name.empty()) {
    // A local time in a gap does not exist; the instant after it has another offset.
    ENTENTE_ASSIGN(instant.offset_seconds, zone_offset_at(zone.name, instant.seconds));
  }
  instant.nanos = static_cast<std::int32_t>(nanos % nanos_per_second);
  instant.zone = zone.name;
  return instant;
}

Result<TemporalParts> in_zone(const DateTime& instant, const ZoneSpec& zone) {
  DateTime moved = instant;
  moved.zone = zone.name;
  moved.offset_seconds = zone.offset_seconds;
  if (!zone.name.empty()) {
    ENTENTE_ASSIGN(moved.offset_seconds, zone_offset_at(zone.name, instant.seconds));
  }
  return take_apart(Value(std::move(moved)));
}

Result<TemporalParts> at_clock(std::chrono::system_clock::time_point time, const ZoneSpec& zone) {
  const std::int64_t nanos =
      std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
  DateTime instant;
  instant.seconds = floor_div(nanos, nanos_per_second);
  instant.nanos = static_cast<std::int32_t>(floor_mod(nanos, nanos_per_second));
  return in_zone(instant, zone);
}

Result<Value> put_together(ValueKind kind, const TemporalParts& parts) {
  const std::int64_t days = parts.days.value_or(0);
  if (!is_day_in_range(days)) return temporal_error("the date is out of range");
  const std::int64_t nanos = parts.nanos.value_or(0);
  switch (kind) {
    case ValueKind::date: return Value(Date{days});
    case ValueKind::local_time: return Value(LocalTime{nanos});
    case ValueKind::time: {
      ENTENTE_ASSIGN(const DateTime instant, to_instant(parts));
      return Value(Time{nanos, instant.offset_seconds});
    }
    case ValueKind::local_date_time:
      return Value(LocalDateTime{days * seconds_per_day + nanos / nanos_per_second,
                                 static_cast<std::int32_t>(nanos % nanos_per_second)});
    default: {
      ENTENTE_ASSIGN(DateTime instant, to_instant(parts));
      return Value(std::move(instant));
    }
  }
}

Result<ZoneSpec> parse_zone(std::string_view text) {
  if (const auto offset = parse_offset(text)) return ZoneSpec{{}, *offset};
  ENTENTE_ASSIGN(const std::int32_t ignored, zone_offset_at(text, 0));
  (void)ignored;
  return ZoneSpec{std::string(text), ZoneSpec::no_choice};
}

}  // namespace entente::query
