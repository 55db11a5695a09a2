#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "entente/entente.hpp"
#include "entente/ingest.hpp"
#include "tests/support/store_fixture.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {

/// Day `day` of the recorded clock, counted from 2026-01-01.
inline RecordedTime recorded_day(int day) {
  return must(recorded_time_from("2026-01-01", DayMeans::beginning)) + std::chrono::days(day);
}

inline QueryOptions as_of_day(int day) {
  QueryOptions options;
  options.as_of = AsOf{recorded_day(day), std::nullopt};
  return options;
}

/// A database in the kind of store under test, and short ways to fill and ask it.
class AsOfDatabase {
 public:
  explicit AsOfDatabase(StoreKind kind) : database_(must_open(kind, folder_)) {}

  Database& database() { return database_; }
  void ingest(const std::string& path, int day) {
    IngestOptions options;
    options.recorded_at = recorded_day(day);
    const auto report = must(ingest_files(database_, {path}, options));
    EXPECT_TRUE(report.skipped.empty()) << path;
  }
  /// Rows as sorted texts.
  std::vector<std::string> ask(std::string_view query, const QueryOptions& options = {},
                               const Parameters& parameters = {}) {
    Session session = database_.session();
    return ask(session, query, options, parameters);
  }
  static Result<std::vector<ValueList>> run(Session& session, std::string_view query,
                                            const QueryOptions& options = {},
                                            const Parameters& parameters = {}) {
    ENTENTE_ASSIGN(auto result, session.run(query, parameters, options));
    return result.rows();
  }
  static std::vector<std::string> ask(Session& session, std::string_view query,
                                      const QueryOptions& options = {},
                                      const Parameters& parameters = {}) {
    auto rows = run(session, query, options, parameters);
    if (!rows) {
      ADD_FAILURE() << rows.error().render(query);
      return {};
    }
    std::vector<std::string> texts;
    for (const ValueList& row : *rows) {
      std::string text;
      for (const Value& value : row) text += (text.empty() ? "" : " | ") + value.to_text();
      texts.push_back(std::move(text));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }

 private:
  static Database must_open(StoreKind kind, const TempDir& folder) {
    OpenOptions options;
    if (kind != StoreKind::memory) options.path = folder / "db";
    options.sync = false;
    auto opened = Database::open(options);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }

  TempDir folder_;
  Database database_;
};

/// A file of the given name in `folder`.
inline std::string write_file(const TempDir& folder, const std::string& name,
                              const std::string& content) {
  const std::string path = folder / name;
  std::ofstream(path) << content;
  return path;
}

}  // namespace entente::testing
