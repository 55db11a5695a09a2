#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace entente::ingest {

/// Turns how sure a frame and its mentions are into the share of such claims that are right, as it
/// was measured (ingest/train/calibrate.py; ingest/relations/data/calibration.tsv): linear between
/// measured points, flat outside, never falling. Without points confidence stays what it is.
/// Immutable; any thread may use it.
class Calibration {
 public:
  /// Reads lines "raw TAB measured" with ascending numbers from 0 to 1; others are left out.
  explicit Calibration(std::string_view table);
  /// The compiled-in one.
  static const Calibration& built_in();

  /// The measured confidence of a claim that is `raw` sure.
  [[nodiscard]] double measured(double raw) const;

 private:
  std::vector<std::pair<double, double>> points_;
};

}  // namespace entente::ingest
