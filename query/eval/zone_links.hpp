#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Which zones share the history of another one in IANA's default data.
namespace entente::query {

/// The tables beside the compiled zones. IANA's default build keeps one zone for all places whose
/// clocks agree since 1970 and makes the others links to it; a distributor may instead build every
/// place with a history of its own from the file `backzone`, which IANA keeps for that purpose and
/// calls less reliable (Debian does). The same instant would then be printed with another offset on
/// another system. The tables tell which zones are links by default, whatever build is installed:
/// `zone.tab` has every place, `zone1970.tab` only the zones that differ since 1970, both with the
/// countries they are for. Immutable once read, so safe to share between threads.
class ZoneLinks {
 public:
  /// Reads `zone.tab`, `zone1970.tab` and the links of `tzdata.zi` in a zoneinfo folder. A file
  /// that is missing leaves its part empty: zones then have the history of their own file.
  static ZoneLinks read(const std::string& folder);

  /// The zones of which one has the default history of `name`: of these it is the one whose clock
  /// agrees since 1970, and there is never more than one. Empty if the zone's own history counts.
  [[nodiscard]] std::vector<std::string> history_candidates(std::string_view name) const;

 private:
  using Names = std::vector<std::string>;
  std::map<std::string, std::string, std::less<>> countries_of_;  // place → country
  std::map<std::string, Names, std::less<>> zones_of_;  // country → zones that differ since 1970
  std::map<std::string, std::string, std::less<>> targets_;  // other spelling → zone
};

}  // namespace entente::query
