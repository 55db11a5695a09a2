#pragma once

#include <chrono>
#include <cstddef>

namespace entente::bench {

/// CPU time of this process so far, all its threads, user and system, in milliseconds. What a
/// loaded machine does to wall time it does not do to this.
double cpu_ms();
/// Resident memory of this process, in MB.
double resident_mb();

/// Wall and CPU time since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double wall_ms() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin_).count();
  }
  [[nodiscard]] double used_cpu_ms() const { return cpu_ms() - cpu_begin_ms_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
  double cpu_begin_ms_ = cpu_ms();
};

}  // namespace entente::bench
