#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

#include "query/eval/context.hpp"

namespace entente::query {

/// What lost against another commit is run again this often before its error is given to the
/// caller; the pauses between add up to less than half a second.
constexpr int attempts_max = 12;

/// Waits longer from attempt to attempt; an error if the query's time is over first.
inline Status retry_pause(int attempt, const Interruption& interruption) {
  constexpr std::chrono::milliseconds pause_max{50};
  const auto wait = std::min(pause_max, std::chrono::milliseconds(1LL << std::min(attempt, 10)));
  std::this_thread::sleep_for(wait);
  return interruption.check();
}

}  // namespace entente::query
