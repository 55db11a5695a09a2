#include "query/eval/zone_links.hpp"

#include <algorithm>
#include <fstream>

namespace entente::query {
namespace {

/// The parts of a line between separators.
std::vector<std::string> split_line(std::string_view line, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = line.find(separator);
    parts.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

/// Calls `use` with the columns of every line that is no comment.
template <class Use>
void read_table(const std::string& path, char separator, Use use) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') use(split_line(line, separator));
  }
}

}  // namespace

ZoneLinks ZoneLinks::read(const std::string& folder) {
  ZoneLinks links;
  // Columns of both tables: countries, coordinates, zone, comments.
  read_table(folder + "/zone.tab", '\t', [&](const std::vector<std::string>& columns) {
    if (columns.size() >= 3) links.countries_of_.emplace(columns[2], columns[0]);
  });
  read_table(folder + "/zone1970.tab", '\t', [&](const std::vector<std::string>& columns) {
    if (columns.size() < 3) return;
    for (std::string& country : split_line(columns[0], ',')) {
      links.zones_of_[std::move(country)].push_back(columns[2]);
    }
  });
  // Links are lines "L target name".
  read_table(folder + "/tzdata.zi", ' ', [&](const std::vector<std::string>& columns) {
    if (columns.size() == 3 && columns[0] == "L") links.targets_.emplace(columns[2], columns[1]);
  });
  return links;
}

std::vector<std::string> ZoneLinks::history_candidates(std::string_view name) const {
  std::string_view place = name;
  if (const auto link = targets_.find(name); link != targets_.end()) place = link->second;
  const auto country = countries_of_.find(place);
  if (country == countries_of_.end()) return {};
  const auto zones = zones_of_.find(country->second);
  if (zones == zones_of_.end()) return {};
  const bool has_own =
      std::find(zones->second.begin(), zones->second.end(), place) != zones->second.end();
  return has_own ? std::vector<std::string>() : zones->second;
}

}  // namespace entente::query
