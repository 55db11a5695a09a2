#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "entente/entente.hpp"
#include "tests/support/store_fixture.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {

/// An empty database in each kind of store, and short ways to ask it.
class QueryFixture : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    OpenOptions options;
    if (GetParam() != StoreKind::memory) options.path = folder_ / "db";
    options.sync = false;
    auto opened = Database::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    database_.emplace(std::move(*opened));
    session_.emplace(database_->session());
  }

  /// Rows as texts, one per row with columns separated by " | "; the error instead, if there is
  /// one.
  std::vector<std::string> ask(std::string_view query, const Parameters& parameters = {},
                               const QueryOptions& options = {}) {
    auto result = session_->run(query, parameters, options);
    if (!result) return {describe(result.error())};
    std::vector<std::string> rows;
    while (true) {
      auto more = result->next();
      if (!more) {
        rows.push_back(describe(more.error()));
        return rows;
      }
      if (!*more) break;
      std::string text;
      for (const Value& value : result->row()) {
        if (!text.empty()) text += " | ";
        text += value.to_text();
      }
      rows.push_back(text);
    }
    summary_ = result->summary();
    return rows;
  }

  /// As ask(), sorted: for queries without ORDER BY.
  std::vector<std::string> ask_sorted(std::string_view query, const Parameters& parameters = {}) {
    auto rows = ask(query, parameters);
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  /// Runs a statement that must succeed.
  void run(std::string_view query, const Parameters& parameters = {}) {
    auto result = session_->run(query, parameters);
    ASSERT_TRUE(result) << query << "\n" << result.error().message;
    auto rows = result->rows();
    ASSERT_TRUE(rows) << query << "\n" << rows.error().message;
    summary_ = result->summary();
  }

  /// The error of a statement that must fail.
  Error failure(std::string_view query, const Parameters& parameters = {},
                const QueryOptions& options = {}) {
    auto result = session_->run(query, parameters, options);
    if (!result) return result.error();
    auto rows = result->rows();
    if (!rows) return rows.error();
    ADD_FAILURE() << query << " did not fail";
    return {};
  }

  static std::string describe(const Error& error) {
    std::string text(to_string(error.error_class));
    if (!error.detail.empty()) text += "/" + error.detail;
    return text + ": " + error.message;
  }

  TempDir folder_;
  std::optional<Database> database_;
  std::optional<Session> session_;
  ResultSummary summary_;
};

using Rows = std::vector<std::string>;

#define ENTENTE_QUERY_TESTS(Suite)                                                                \
  INSTANTIATE_TEST_SUITE_P(Stores, Suite, ::testing::Values(StoreKind::memory, StoreKind::rocks), \
                           [](const auto& store) { return to_string(store.param); })

}  // namespace entente::testing
