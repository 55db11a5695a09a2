#include "ingest/model/kernels.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "ingest/model/matrix.hpp"

namespace entente::ingest::model {
namespace {

std::vector<float> random_floats(std::size_t count, std::uint32_t seed, float limit = 1) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& value : values) {
    value = (static_cast<float>(random() >> 8U) * 0x1p-23F - 1.0F) * limit;
  }
  return values;
}

Matrix random_matrix(std::size_t rows, std::size_t columns, std::uint32_t seed) {
  Matrix matrix(rows, columns);
  const auto values = random_floats(rows * columns, seed);
  std::copy(values.begin(), values.end(), matrix.values.begin());
  return matrix;
}

/// Bits, so that a difference in the last place shows.
std::vector<std::uint32_t> bits(const auto& values) {
  std::vector<std::uint32_t> out;
  for (const float value : values) out.push_back(std::bit_cast<std::uint32_t>(value));
  return out;
}

/// What every version must give: each element summed in the order of the terms.
std::vector<float> plain_product(const Matrix& a, const Matrix& b, const std::vector<float>& c) {
  std::vector<float> out = c;
  for (std::size_t r = 0; r < a.rows; ++r) {
    for (std::size_t i = 0; i < b.columns; ++i) {
      for (std::size_t k = 0; k < a.columns; ++k) {
        const volatile float product = a.row(r)[k] * b.row(k)[i];
        out[r * b.columns + i] += product;
      }
    }
  }
  return out;
}

TEST(Kernels, ProductsHaveTheSameBitsInAllVersions) {
  const KernelList list = runnable_kernels();
  ASSERT_GE(list.count, 1U);
  // Sizes around the borders of blocks and panels.
  for (const std::size_t rows : {1, 5, 6, 8, 9, 31}) {
    for (const std::size_t columns : {1, 7, 16, 31, 32, 33, 60, 96}) {
      const Matrix a = random_matrix(rows, 19, 1);
      const Matrix b = random_matrix(19, columns, 2);
      const auto before = random_floats(rows * columns, 3);
      const auto expected = bits(plain_product(a, b, before));
      const PackedMatrix packed(b);
      for (std::size_t v = 0; v < list.count; ++v) {
        auto c = before;
        list.all[v]->multiply_add(a.values.data(), 19, 1, rows, 19, packed.data(), columns,
                                  c.data(), columns);
        EXPECT_EQ(bits(c), expected) << list.all[v]->name << " " << rows << " " << columns;
      }
    }
  }
}

TEST(Kernels, ElementsHaveTheSameBitsInAllVersions) {
  const KernelList list = runnable_kernels();
  constexpr std::size_t width = 48;
  const auto gates = random_floats(4 * width, 4, 6);
  const auto cells = random_floats(width, 5, 3);
  const auto above = random_floats(width, 6);
  std::vector<std::vector<std::uint32_t>> results;
  for (std::size_t v = 0; v < list.count; ++v) {
    const Kernels& kernel = *list.all[v];
    std::vector<float> all = random_floats(77, 7, 90);
    kernel.exponential(all.data(), all.size());
    std::vector<float> g = gates;
    std::vector<float> cell(width), tanh(width), out(width), d_gates(4 * width);
    std::vector<float> d_cell = above;
    kernel.lstm_step(g.data(), cells.data(), cell.data(), tanh.data(), out.data(), width);
    kernel.lstm_step_gradient(g.data(), cells.data(), tanh.data(), above.data(), d_cell.data(),
                              d_gates.data(), width);
    std::vector<float> weights = cells, means = above, squares(width, 0.01F);
    kernel.adam(
        weights.data(), above.data(), means.data(), squares.data(), width,
        {.rate = 0.01F, .keep_mean = 0.9F, .keep_square = 0.98F, .epsilon = 1e-8F, .scale = 0.5F});
    for (const auto* part : {&g, &cell, &tanh, &out, &d_gates, &d_cell, &weights, &means}) {
      all.insert(all.end(), part->begin(), part->end());
    }
    results.push_back(bits(all));
    EXPECT_EQ(results.back(), results.front()) << kernel.name;
  }
}

TEST(Kernels, ExponentialIsAsGoodAsAFloatAllows) {
  std::vector<float> values;
  for (float x = -87; x < 88; x += 0.37F) values.push_back(x);
  auto found = values;
  kernels().exponential(found.data(), found.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double exact = std::exp(static_cast<double>(values[i]));
    EXPECT_NEAR(found[i] / exact, 1.0, 2e-7) << values[i];
  }
  float beyond[] = {-1000, 1000};
  kernels().exponential(beyond, 2);
  EXPECT_LT(beyond[0], 1e-37F);
  EXPECT_TRUE(std::isfinite(beyond[1]));
}

TEST(Matrices, TransposedProductsAreThoseOfTurnedMatrices) {
  const Matrix a = random_matrix(7, 11, 8);
  const Matrix b = random_matrix(7, 40, 9);
  Matrix turned(11, 7);
  for (std::size_t r = 0; r < 7; ++r) {
    for (std::size_t i = 0; i < 11; ++i) turned.row(i)[r] = a.row(r)[i];
  }
  Matrix direct(11, 40);
  Matrix expected(11, 40);
  multiply_transposed_add(a, PackedMatrix(b), direct);
  multiply_add(turned, PackedMatrix(b), expected);
  EXPECT_EQ(bits(direct.values), bits(expected.values));
  PackedMatrix packed;
  packed.pack_transposed(turned);
  const PackedMatrix straight(a);
  const std::size_t count = 7 * panel_columns;
  EXPECT_EQ(bits(std::vector<float>(packed.data(), packed.data() + count)),
            bits(std::vector<float>(straight.data(), straight.data() + count)));
}

TEST(Matrices, SoftmaxSumsToOne) {
  float scores[] = {1000, 999, -5000};
  softmax(scores, 3);
  EXPECT_NEAR(scores[0], 0.731F, 0.001);
  EXPECT_NEAR(scores[1], 0.269F, 0.001);
  EXPECT_NEAR(scores[2], 0.0F, 1e-6);
}

}  // namespace
}  // namespace entente::ingest::model
