#include "ingest/relations/calibration.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"

namespace entente::ingest {

namespace {

std::optional<double> share_of(std::string_view text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  const bool whole = read.ec == std::errc{} && read.ptr == end;
  return whole && value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

}  // namespace

Calibration::Calibration(std::string_view table) {
  for_each_line(table, [&](std::string_view line) {
    const auto field = split_fields(line, '\t');
    if (field.size() != 2) return;
    const auto raw = share_of(field[0]);
    const auto right = share_of(field[1]);
    if (!raw || !right) return;
    const bool falls =
        !points_.empty() && (*raw <= points_.back().first || *right < points_.back().second);
    if (!falls) points_.emplace_back(*raw, *right);
  });
}

const Calibration& Calibration::built_in() {
  static const Calibration calibration(data::calibration());
  return calibration;
}

double Calibration::measured(double raw) const {
  if (points_.empty()) return raw;
  const auto above = std::lower_bound(points_.begin(), points_.end(), raw,
                                      [](const auto& point, double x) { return point.first < x; });
  if (above == points_.end()) return points_.back().second;
  if (above == points_.begin() || above->first == raw) return above->second;
  const auto& [x0, y0] = *(above - 1);
  const auto& [x1, y1] = *above;
  return y0 + (y1 - y0) * (raw - x0) / (x1 - x0);
}

}  // namespace entente::ingest
