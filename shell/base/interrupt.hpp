#pragma once

#include <cstdint>

#include "entente/query_options.hpp"

namespace entente::shell {

/// What a second Ctrl-C does while the first is still being obeyed.
enum class InterruptMode : std::uint8_t {
  /// A person sits there: say that it is stopping, never end the program.
  interactive,
  /// A script runs: end at once with exit code 130.
  script,
};

/// Turns Ctrl-C (SIGINT) into a request to stop, and keeps a closed pipe (SIGPIPE) from ending the
/// program. One at a time; the previous signal actions come back when it is destroyed. The token of
/// the signal handler is the only mutable state the shell has outside of objects.
class InterruptHandler {
 public:
  explicit InterruptHandler(InterruptMode mode);
  InterruptHandler(const InterruptHandler&) = delete;
  InterruptHandler& operator=(const InterruptHandler&) = delete;
  ~InterruptHandler();

  /// The token Ctrl-C sets; give it to what runs.
  [[nodiscard]] static StopToken token();
  /// Forgets earlier requests, before something new is started.
  static void reset();
  /// How often Ctrl-C was pressed since reset().
  [[nodiscard]] static int presses();
};

}  // namespace entente::shell
