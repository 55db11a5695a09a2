#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "entente/as_of.hpp"
#include "entente/export.hpp"
#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "entente/result.hpp"
#include "entente/result_set.hpp"

namespace entente {

namespace query {
class SessionState;
class PreparedState;
class DatabaseState;
}  // namespace query

/// A query that was parsed and checked once and can be run many times by any session of its
/// database. It is planned again by itself when the schema changed. Thread-safe.
class ENTENTE_API PreparedQuery {
 public:
  explicit PreparedQuery(std::shared_ptr<query::PreparedState> state);
  [[nodiscard]] const std::string& text() const;
  /// Column names; empty for a query without RETURN.
  [[nodiscard]] const std::vector<std::string>& columns() const;
  /// True if the query may change the graph or its schema.
  [[nodiscard]] bool updating() const;

 private:
  friend class Session;
  std::shared_ptr<query::PreparedState> state_;
};

/// Runs queries against one database. Each run() outside an explicit transaction is a transaction
/// of its own: committed when it succeeded, without a trace when it failed; writers queue and are
/// tried again on conflicts. Not thread-safe, but interrupt() may be called from anywhere.
class ENTENTE_API Session {
 public:
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  /// Parses, plans and starts one statement. Compile-time errors come from here, runtime errors
  /// from here or from ResultSet::next().
  Result<ResultSet> run(std::string_view query, const Parameters& parameters = {},
                        const QueryOptions& options = {});
  Result<ResultSet> run(const PreparedQuery& query, const Parameters& parameters = {},
                        const QueryOptions& options = {});
  Result<PreparedQuery> prepare(std::string_view query);

  /// Explicit transactions: all run() calls until commit() or rollback() see one snapshot and their
  /// own writes. A statement that fails leaves nothing of itself; the transaction goes on.
  /// Errors: transaction_state if one is (not) open, conflict (retryable) from commit().
  Status begin();
  Status commit();
  Status rollback();
  [[nodiscard]] bool in_transaction() const;

  /// From where in time the following run() calls look at the graph, unless their options say
  /// otherwise; AsOf{} is the present. Holds across transactions; inside one, a query sees what the
  /// transaction wrote, since that has no clock.
  void set_as_of(const AsOf& as_of);
  [[nodiscard]] const AsOf& as_of() const;

  /// Stops what this session is running, from any thread or signal handler.
  void interrupt() noexcept;

 private:
  friend class Database;
  explicit Session(std::shared_ptr<query::DatabaseState> database);
  std::unique_ptr<query::SessionState> state_;
};

}  // namespace entente
