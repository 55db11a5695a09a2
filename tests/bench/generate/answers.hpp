#pragma once

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "tests/bench/generate/graph.hpp"

namespace entente::bench {

using Json = nlohmann::ordered_json;

/// Rows of w3: what each relationship of TRADES_WITH is set to, in order.
using Upserts = std::vector<Relationship>;

/// Parameters of every operation of the workload, as params.json holds them.
Json make_parameters(const GeneratedGraph& graph, Random& random);

/// The right answers, computed from plain arrays without anything of the engine, as expected.json
/// holds them.
Json compute_answers(const GeneratedGraph& graph, const Json& parameters, const Upserts& upserts);

/// A day as YYYY-MM-DD.
std::string date_text(std::int32_t days);

}  // namespace entente::bench
