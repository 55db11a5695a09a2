#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/bench/workload/data_folder.hpp"

namespace entente::bench {

/// One question of the reading workload: a query text, the parameter sets it is asked with, and
/// how the answers of all operations become what expected.json holds.
struct ReadQuery {
  std::string name;
  std::string text;
  std::vector<Parameters> operations;
  std::function<Json(const std::vector<std::vector<ValueList>>& answers)> fold;
  Json expected;
};

/// q1 … q12 and q6n, in the order in which they are run (cheap ones first).
std::vector<ReadQuery> read_queries(const DataFolder& data, Session& session);

/// True if the folded answers are the expected ones; sums of floats may differ by 0.01.
bool agrees(const Json& answer, const Json& expected);

}  // namespace entente::bench
