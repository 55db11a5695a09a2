#pragma once

#include <cstdint>
#include <vector>

#include "ingest/model/matrix.hpp"

namespace entente::ingest::model {

/// The tree with the highest sum of scores: scores.row(i)[h] is that of head h for word i, where
/// column n is the root, for n words. Exactly one word hangs from the root. The result has the head
/// of each word. The algorithm of Chu and Liu (1965) and Edmonds (1967), in O(n²) for each cycle;
/// with integers, so that the answer does not depend on how sums are rounded.
std::vector<std::uint32_t> highest_tree(const Matrix& scores);

}  // namespace entente::ingest::model
