#pragma once

#include <string>

#include "ingest/model/network.hpp"
#include "storage/base/bytes.hpp"

namespace entente::ingest::model {

/// Rounds every weight to what a file holds: 16 bits, and for each row a power of two they are
/// multiplied with. Rounding twice is rounding once.
void round_weights(NetworkWeights& weights);

/// Appends weights that round_weights() went over.
void write_weights(const NetworkWeights& weights, std::string& out);
/// Reads what write_weights() wrote; `in` fails if it cannot be that.
NetworkWeights read_weights(storage::ByteReader& in);

}  // namespace entente::ingest::model
