#include "ingest/model/weight_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ingest/model/name_finder.hpp"

namespace entente::ingest::model {

namespace {

/// Widths of layers beyond which a file is not one of ours.
constexpr std::uint32_t widest_layer = 4096;

/// The exponent e for which all values fit 16 bits as multiples of 2^e, and no smaller one does.
int row_exponent(const float* row, std::size_t count) {
  float highest = 0;
  for (std::size_t i = 0; i < count; ++i) highest = std::max(highest, std::abs(row[i]));
  if (highest == 0) return 0;
  int exponent = 0;
  std::frexp(highest, &exponent);
  // highest < 2^exponent; after rounding it may be 2^exponent itself, which 16 bits do not hold.
  const float largest = std::ldexp(32767.0F, exponent - 15);
  return std::clamp(highest > largest ? exponent - 14 : exponent - 15, -120, 100);
}

template <class Use>
void for_each_matrix(NetworkWeights& weights, Use use) {
  for (EmbeddingTable& table : weights.tables) use(table.vectors);
  for (Matrix& matrix : weights.matrices) use(matrix);
}

void read_matrix(storage::ByteReader& in, Matrix& matrix) {
  for (std::size_t r = 0; r < matrix.rows && in.ok(); ++r) {
    const float unit = std::ldexp(1.0F, static_cast<std::int8_t>(in.u8()));
    const std::string_view bytes = in.bytes(2 * matrix.columns);
    if (!in.ok()) return;
    float* row = matrix.row(r);
    for (std::size_t i = 0; i < matrix.columns; ++i) {
      const auto low = static_cast<std::uint8_t>(bytes[2 * i]);
      const auto high = static_cast<std::uint8_t>(bytes[2 * i + 1]);
      row[i] = static_cast<float>(static_cast<std::int16_t>(low | high << 8U)) * unit;
    }
  }
}

bool is_possible(const NetworkSizes& sizes) {
  for (const std::uint32_t width :
       {sizes.input[0], sizes.input[1], sizes.input[2], sizes.first, sizes.second, sizes.tag_vector,
        sizes.arc, sizes.relation, sizes.name, sizes.tags, sizes.relations}) {
    if (width == 0 || width > widest_layer) return false;
  }
  return sizes.first % widest_vector == 0 && sizes.second % widest_vector == 0 &&
         sizes.name_labels == name_label_count;
}

}  // namespace

void round_weights(NetworkWeights& weights) {
  for_each_matrix(weights, [](Matrix& matrix) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
      float* row = matrix.row(r);
      const int exponent = row_exponent(row, matrix.columns);
      for (std::size_t i = 0; i < matrix.columns; ++i) {
        const double steps = std::floor(std::ldexp(static_cast<double>(row[i]), -exponent) + 0.5);
        row[i] = static_cast<float>(std::ldexp(steps, exponent));
      }
    }
  });
}

void write_weights(const NetworkWeights& weights, std::string& out) {
  const NetworkSizes& sizes = weights.sizes;
  for (const std::uint32_t width :
       {sizes.input[0], sizes.input[1], sizes.input[2], sizes.first, sizes.second, sizes.tag_vector,
        sizes.arc, sizes.relation, sizes.name, sizes.tags, sizes.relations, sizes.name_labels}) {
    storage::append_varint(out, width);
  }
  for (const EmbeddingTable& table : weights.tables) {
    storage::append_varint(out, table.keys().size());
    FeatureKey last = 0;
    for (const FeatureKey key : table.keys()) {
      storage::append_varint(out, key - last);
      last = key;
    }
  }
  // Only reads.
  for_each_matrix(const_cast<NetworkWeights&>(weights), [&](const Matrix& matrix) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
      const float* row = matrix.row(r);
      const int exponent = row_exponent(row, matrix.columns);
      out.push_back(static_cast<char>(exponent));
      for (std::size_t i = 0; i < matrix.columns; ++i) {
        const auto steps = static_cast<std::int16_t>(std::ldexp(row[i], -exponent));
        storage::append_fixed_16(out, static_cast<std::uint16_t>(steps));
      }
    }
  });
}

NetworkWeights read_weights(storage::ByteReader& in) {
  NetworkWeights weights;
  NetworkSizes& sizes = weights.sizes;
  for (std::uint32_t* width : {&sizes.input[0], &sizes.input[1], &sizes.input[2], &sizes.first,
                               &sizes.second, &sizes.tag_vector, &sizes.arc, &sizes.relation,
                               &sizes.name, &sizes.tags, &sizes.relations, &sizes.name_labels}) {
    *width = in.varint_32();
  }
  if (!is_possible(sizes)) in.fail();
  std::array<std::vector<FeatureKey>, input_table_count> keys;
  for (std::vector<FeatureKey>& list : keys) {
    list.resize(in.count());
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < list.size() && in.ok(); ++i) {
      const std::uint32_t gap = in.varint_32();
      key += gap;
      if ((i > 0 && gap == 0) || key > std::numeric_limits<FeatureKey>::max()) in.fail();
      list[i] = static_cast<FeatureKey>(key);
    }
  }
  for (std::size_t t = 0; t < input_table_count && in.ok(); ++t) {
    if (keys[t].size() * 2 * sizes.input[t] > in.remaining()) in.fail();
    if (in.ok()) weights.tables[t] = EmbeddingTable(std::move(keys[t]), sizes.input[t]);
  }
  for (std::size_t i = 0; i < weight_count && in.ok(); ++i) {
    const Shape shape = weight_shape(sizes, i);
    if (shape.rows * (2 * shape.columns + 1) > in.remaining()) in.fail();
    if (in.ok()) weights.matrices[i].reset(shape.rows, shape.columns);
  }
  if (!in.ok()) return weights;
  for_each_matrix(weights, [&](Matrix& matrix) { read_matrix(in, matrix); });
  return weights;
}

}  // namespace entente::ingest::model
