#pragma once

#include <memory>

#include "query/eval/function_registry.hpp"

/// The states of the aggregate functions, one file each.
namespace entente::query {

/// count(*) and count(x): how many rows it was given.
std::unique_ptr<Accumulator> make_count();
std::unique_ptr<Accumulator> make_sum();
std::unique_ptr<Accumulator> make_average();
/// min() and max() by the order of ORDER BY, so that mixed kinds have an answer.
std::unique_ptr<Accumulator> make_extremum(bool maximum);
std::unique_ptr<Accumulator> make_collect();
/// percentileDisc() gives a value of the group, percentileCont() interpolates between two.
std::unique_ptr<Accumulator> make_percentile(bool continuous);
/// stDev() of a sample and stDevP() of a population.
std::unique_ptr<Accumulator> make_deviation(bool population);

}  // namespace entente::query
