#include "storage/base/nearest_name.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace entente::storage {
namespace {

// Longer names are not typed by hand, and the distance costs the product of the lengths.
constexpr std::size_t max_name_bytes = 256;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

// Optimal string alignment over three rows; the case of letters is folded as it compares.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t smallest = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > limit) return limit + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::optional<std::string_view> nearest_name(std::string_view wanted,
                                             std::span<const std::string> candidates) {
  if (wanted.empty() || wanted.size() > max_name_bytes) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3);
  for (const std::string& candidate : candidates) {
    if (candidate == wanted) continue;
    const std::size_t distance = edit_distance(wanted, candidate, best_distance);
    if (distance > best_distance) continue;
    const bool better = !best || distance < best_distance || candidate < *best;
    if (better) best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates) {
  const auto name = nearest_name(wanted, candidates);
  return name ? "did you mean '" + std::string(*name) + "'?" : std::string();
}

}  // namespace entente::storage
