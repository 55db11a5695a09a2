#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/export.hpp"
#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente {

/// Effects of a query, by the TCK's side-effect names.
struct QueryCounters {
  std::uint64_t nodes_created = 0;
  std::uint64_t nodes_deleted = 0;
  std::uint64_t relationships_created = 0;
  std::uint64_t relationships_deleted = 0;
  std::uint64_t properties_set = 0;
  std::uint64_t labels_added = 0;
  std::uint64_t labels_removed = 0;
  std::uint64_t indexes_added = 0;
  std::uint64_t indexes_removed = 0;
  std::uint64_t constraints_added = 0;
  std::uint64_t constraints_removed = 0;
  /// Inner transactions of CALL { … } IN TRANSACTIONS; their changes are counted above.
  std::uint64_t transactions_committed = 0;
  [[nodiscard]] bool any() const {
    return (nodes_created | nodes_deleted | relationships_created | relationships_deleted |
            properties_set | labels_added | labels_removed | indexes_added | indexes_removed |
            constraints_added | constraints_removed) != 0;
  }
};

/// One operator of a plan as EXPLAIN and PROFILE show it.
struct PlanNode {
  std::string name;
  std::string details;
  double estimated_rows = 0;
  /// PROFILE only.
  std::optional<std::uint64_t> rows;
  std::optional<double> time_ms;
  std::vector<PlanNode> children;
  /// PROFILE only: threads that worked on the operator's input, if there were several; then its
  /// time and those below are sums over all of them.
  std::optional<unsigned> threads{};
  /// Of the whole query, at the first operator: the most memory its operators held at a time.
  std::optional<std::uint64_t> memory_peak_bytes{};
};

/// What is known of a query once it ended.
struct ResultSummary {
  QueryCounters counters;
  double plan_ms = 0;
  double run_ms = 0;
  /// Set by EXPLAIN and PROFILE.
  std::optional<PlanNode> plan;
  /// Warnings, e.g. of labels that do not exist in the database ("did you mean …").
  std::vector<std::string> notifications;
};

namespace query {
class ResultStream;
}

/// Streams the rows of one query. Keeps its session's engine alive; may be released in any order
/// with the session and database, and before the last row: reading queries then stop at once, and
/// updating queries have been executed to their end before run() returned. Not thread-safe.
class ENTENTE_API ResultSet {
 public:
  explicit ResultSet(std::unique_ptr<query::ResultStream> stream);
  ResultSet(ResultSet&&) noexcept;
  ResultSet& operator=(ResultSet&&) noexcept;
  ~ResultSet();

  /// Column names in order; empty for a query without RETURN.
  [[nodiscard]] const std::vector<std::string>& columns() const;
  /// Advances to the next row: false after the last. After an error the result is at its end.
  Result<bool> next();
  /// The current row, one value per column; valid until the next call of next(). Nodes and
  /// relationships are complete with labels, type and properties.
  [[nodiscard]] const ValueList& row() const;
  /// Reads all remaining rows.
  Result<std::vector<ValueList>> rows();
  /// Complete once next() gave false (at once for queries without rows).
  [[nodiscard]] const ResultSummary& summary() const;

 private:
  std::unique_ptr<query::ResultStream> stream_;
};

}  // namespace entente
