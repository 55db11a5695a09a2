#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "shell/base/output.hpp"

namespace entente::shell {

/// A progress line on a terminal, drawn over itself at most ten times a second and wiped when it is
/// destroyed, so that nothing of it stays between the messages.
class ProgressBar {
 public:
  /// Draws to `err`; with `enabled` false (no terminal) it does nothing.
  ProgressBar(Output& err, bool enabled) : err_(err), enabled_(enabled) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { clear(); }

  /// `done` of `total`; a total of 0 draws no bar, only the text. `text` follows the bar and is cut
  /// to the terminal.
  void update(std::uint64_t done, std::uint64_t total, const std::string& text);
  void clear();

 private:
  Output& err_;
  bool enabled_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// "████▌     " of `columns` terminal columns for a part between 0 and 1.
std::string bar_text(double part, std::size_t columns);

}  // namespace entente::shell
