#include "query/eval/time_zone.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "query/eval/calendar.hpp"
#include "query/eval/tzif.hpp"
#include "query/eval/zone_links.hpp"

namespace entente::query {
namespace {

/// Where the system keeps its zones; the environment variable is the usual way to say otherwise.
std::string zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

/// Zone names are relative paths; nothing else may reach the file system.
bool is_safe_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.back() == '/') return false;
  if (name.find("..") != std::string_view::npos) return false;
  for (const char c : name) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '/' || c == '_' || c == '-' || c == '+';
    if (!ok) return false;
  }
  return true;
}

std::optional<ZoneFile> read_zone(const std::string& name) {
  std::ifstream file(zone_folder() + "/" + name, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return ZoneFile::parse(bytes);
}

/// The zone with the history it has in IANA's default data, so that an instant has the same offset
/// on every system (see ZoneLinks).
std::unique_ptr<const ZoneFile> load_zone(const std::string& name) {
  static const ZoneLinks links = ZoneLinks::read(zone_folder());
  auto zone = read_zone(name);
  if (!zone) return nullptr;
  constexpr std::int64_t since_1970 = 0;
  for (const std::string& candidate : links.history_candidates(name)) {
    auto other = read_zone(candidate);
    if (other && other->agrees_from(*zone, since_1970)) {
      return std::make_unique<const ZoneFile>(std::move(*other));
    }
  }
  return std::make_unique<const ZoneFile>(std::move(*zone));
}

/// Zones read so far. Never shrinks: there are a few hundred zones, and names that are none are not
/// remembered.
const ZoneFile* find_zone(std::string_view name) {
  static std::shared_mutex mutex;
  static std::map<std::string, std::unique_ptr<const ZoneFile>, std::less<>> zones;
  if (!is_safe_name(name)) return nullptr;
  {
    const std::shared_lock lock(mutex);
    if (const auto it = zones.find(name); it != zones.end()) return it->second.get();
  }
  auto zone = load_zone(std::string(name));
  if (!zone) return nullptr;
  const std::unique_lock lock(mutex);
  return zones.emplace(name, std::move(zone)).first->second.get();
}

Error unknown_zone(std::string_view name) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                        "'" + std::string(name) + "' is not a time zone", {},
                        "write an offset such as '+01:00' or a name such as 'Europe/Berlin'");
}

}  // namespace

bool is_time_zone(std::string_view name) { return find_zone(name) != nullptr; }

Result<std::int32_t> zone_offset_at(std::string_view zone, std::int64_t utc_seconds) {
  const ZoneFile* file = find_zone(zone);
  if (file == nullptr) return unknown_zone(zone);
  return file->offset_at(utc_seconds);
}

Result<std::int32_t> zone_offset_of_local(std::string_view zone, std::int64_t local_seconds) {
  const ZoneFile* file = find_zone(zone);
  if (file == nullptr) return unknown_zone(zone);
  // No zone is more than a day from UTC, so these two are the offsets before and after any
  // transition that can concern this local time.
  const std::int32_t before = file->offset_at(local_seconds - seconds_per_day);
  const std::int32_t after = file->offset_at(local_seconds + seconds_per_day);
  if (before == after) return before;
  if (file->offset_at(local_seconds - before) == before) return before;
  if (file->offset_at(local_seconds - after) == after) return after;
  return before;
}

Result<std::int32_t> zone_offset_of_local(std::string_view zone, std::int64_t local_seconds,
                                          std::int32_t preferred) {
  ENTENTE_ASSIGN(const std::int32_t actual, zone_offset_at(zone, local_seconds - preferred));
  if (actual == preferred) return preferred;
  return zone_offset_of_local(zone, local_seconds);
}

}  // namespace entente::query
