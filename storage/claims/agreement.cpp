#include "storage/claims/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/claim_period.hpp"

namespace entente::storage {

namespace {

/// What is rounded to two digits is off by 5 % at most.
constexpr double rounding = 0.05;
/// Places lie in places that lie in places: no address is longer.
constexpr int depth_max = 5;

std::optional<double> number_of(const Value& value) {
  if (value.is_number()) return value.as_number();
  if (!value.is_string()) return std::nullopt;
  const std::string text(value.as_string());
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
  return number;
}

/// nullopt if the nodes are not both of the kind.
using Verdict = Result<std::optional<bool>>;

/// The days of a date's `date`, or of its name; open for anything else.
Result<Period> days_of(Transaction& transaction, NodeId node) {
  for (const std::string_view key : {"date", "name"}) {
    ENTENTE_ASSIGN(const Value text, property_of(transaction, node, key));
    if (!text.is_string()) continue;
    const Period days = period_of_date(text.as_string());
    if (days.from || days.to) return days;
  }
  return Period();
}

Verdict dates_agree(Transaction& transaction, NodeId a, NodeId b) {
  ENTENTE_ASSIGN(const Period x, days_of(transaction, a));
  ENTENTE_ASSIGN(const Period y, days_of(transaction, b));
  if ((!x.from && !x.to) || (!y.from && !y.to)) return std::optional<bool>();
  const bool apart = (x.to && y.from && x.to->days < y.from->days) ||
                     (y.to && x.from && y.to->days < x.from->days);
  return std::optional(!apart);
}

Verdict sums_agree(Transaction& transaction, NodeId a, NodeId b) {
  ENTENTE_ASSIGN(const Value amount_a, property_of(transaction, a, "amount"));
  ENTENTE_ASSIGN(const Value amount_b, property_of(transaction, b, "amount"));
  const auto one = number_of(amount_a);
  const auto other = number_of(amount_b);
  if (!one || !other) return std::optional<bool>();
  ENTENTE_ASSIGN(const Value currency_a, property_of(transaction, a, "currency"));
  ENTENTE_ASSIGN(const Value currency_b, property_of(transaction, b, "currency"));
  if (currency_a.to_text() != currency_b.to_text()) return std::optional(true);
  const double larger = std::max(std::abs(*one), std::abs(*other));
  return std::optional(std::abs(*one - *other) <= rounding * larger);
}

/// "Putin" and "Vladimir Putin" need not be two, even if nothing links them: all words of the
/// shorter name are in the longer one.
Result<bool> names_may_be_one(Transaction& transaction, NodeId a, NodeId b) {
  ENTENTE_ASSIGN(const Value name_a, property_of(transaction, a, "name"));
  ENTENTE_ASSIGN(const Value name_b, property_of(transaction, b, "name"));
  if (!name_a.is_string() || !name_b.is_string()) return false;
  const auto words = [](std::string_view name) {
    std::set<std::string, std::less<>> found;
    while (!name.empty()) {
      const std::size_t end = std::min(name.find(' '), name.size());
      if (end > 0) found.emplace(name.substr(0, end));
      name.remove_prefix(std::min(end + 1, name.size()));
    }
    return found;
  };
  const auto one = words(name_a.as_string());
  const auto other = words(name_b.as_string());
  return std::includes(one.begin(), one.end(), other.begin(), other.end()) ||
         std::includes(other.begin(), other.end(), one.begin(), one.end());
}

/// The country a place is or lies in, if its node says so.
Result<std::string> country_of(Transaction& transaction, NodeId node, bool& is_country) {
  ENTENTE_ASSIGN(const Value code, property_of(transaction, node, "iso_code"));
  is_country = code.is_string();
  if (is_country) return std::string(code.as_string());
  ENTENTE_ASSIGN(const Value country, property_of(transaction, node, "country"));
  return country.is_string() ? std::string(country.as_string()) : std::string();
}

/// True if a chain of LOCATED_IN and PART_OF leads from `inner` to `outer`.
Result<bool> lies_in(Transaction& transaction, NodeId inner, NodeId outer) {
  std::set<NodeId> seen = {inner};
  std::vector<NodeId> level = {inner};
  for (int depth = 0; depth < depth_max && !level.empty(); ++depth) {
    std::vector<NodeId> next;
    for (const NodeId node : level) {
      for (const std::string_view type : {"LOCATED_IN", "PART_OF"}) {
        ENTENTE_ASSIGN(const auto found, neighbours(transaction, node, Direction::outgoing, type));
        for (const Neighbour& other : found) {
          if (other.node == outer) return true;
          if (seen.insert(other.node).second) next.push_back(other.node);
        }
      }
    }
    level = std::move(next);
  }
  return false;
}

Result<bool> places_agree(Transaction& transaction, NodeId a, NodeId b) {
  bool a_is_country = false;
  bool b_is_country = false;
  ENTENTE_ASSIGN(const std::string one, country_of(transaction, a, a_is_country));
  ENTENTE_ASSIGN(const std::string other, country_of(transaction, b, b_is_country));
  if (!one.empty() && one == other && a_is_country != b_is_country) return true;
  ENTENTE_ASSIGN(const bool inside, lies_in(transaction, a, b));
  if (inside) return true;
  return lies_in(transaction, b, a);
}

}  // namespace

Result<bool> may_both_hold(Transaction& transaction, NodeId a, NodeId b) {
  if (a == b) return true;
  ENTENTE_ASSIGN(const bool one_name, names_may_be_one(transaction, a, b));
  if (one_name) return true;
  ENTENTE_ASSIGN(const auto same, same_nodes(transaction, a));
  if (std::find(same.begin(), same.end(), b) != same.end()) return true;
  ENTENTE_ASSIGN(const auto dates, dates_agree(transaction, a, b));
  if (dates) return *dates;
  ENTENTE_ASSIGN(const auto sums, sums_agree(transaction, a, b));
  if (sums) return *sums;
  return places_agree(transaction, a, b);
}

}  // namespace entente::storage
