#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "entente/result.hpp"
#include "entente/value.hpp"
#include "query/eval/eval_error.hpp"

namespace entente::query {

/// Adds numbers: integers exactly in 128 bits, so that their order never matters, floats with the
/// compensation of Neumaier (1974), so that it hardly does.
class NumberTotal {
 public:
  void add(std::int64_t number) { integers_ += number; }
  void add(double x) {
    any_float_ = true;
    const double sum = floats_ + x;
    if (std::isfinite(sum)) {
      compensation_ +=
          std::fabs(floats_) >= std::fabs(x) ? (floats_ - sum) + x : (x - sum) + floats_;
    } else {
      compensation_ = 0;
    }
    floats_ = sum;
  }
  void add(const Value& number) {
    if (number.is_integer()) {
      add(number.as_integer());
    } else {
      add(number.as_float());
    }
  }
  /// Adds integers that were added up elsewhere.
  void add_integers(__int128 sum) { integers_ += sum; }
  /// Adds what another total took.
  void merge(const NumberTotal& other) {
    add_integers(other.integers_);
    if (other.any_float_) add_floats(other.floats_, other.compensation_);
  }
  /// Adds floats that were added up elsewhere: their sum, and what rounding took from it.
  void add_floats(double sum, double compensation) {
    add(sum);
    if (std::isfinite(floats_)) compensation_ += compensation;
  }

  /// The sum; an integer if only integers were added. Integer overflow is an error.
  [[nodiscard]] Result<Value> integer_or_float() const {
    if (any_float_) return Value(as_float());
    if (integers_ > std::numeric_limits<std::int64_t>::max() ||
        integers_ < std::numeric_limits<std::int64_t>::min()) {
      return overflow_error();
    }
    return Value(static_cast<std::int64_t>(integers_));
  }
  [[nodiscard]] double as_float() const {
    return static_cast<double>(integers_) + (floats_ + compensation_);
  }

  /// The state as a value, for merge().
  [[nodiscard]] Value save() const {
    const auto bits = static_cast<unsigned __int128>(integers_);
    return Value(ValueList{static_cast<std::int64_t>(static_cast<std::uint64_t>(bits >> 64U)),
                           static_cast<std::int64_t>(static_cast<std::uint64_t>(bits)), floats_,
                           compensation_, any_float_});
  }
  void merge(const ValueList& saved) {
    const auto high = static_cast<std::uint64_t>(saved[0].as_integer());
    const auto low = static_cast<std::uint64_t>(saved[1].as_integer());
    add_integers(static_cast<__int128>(static_cast<unsigned __int128>(high) << 64U | low));
    if (saved[4].as_boolean()) add_floats(saved[2].as_float(), saved[3].as_float());
  }

 private:
  __int128 integers_ = 0;
  double floats_ = 0;
  double compensation_ = 0;
  bool any_float_ = false;
};

}  // namespace entente::query
