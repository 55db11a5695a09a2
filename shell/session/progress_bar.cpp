#include "shell/session/progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"

namespace entente::shell {
namespace {

constexpr std::size_t bar_columns = 24;
constexpr std::chrono::milliseconds redraw_interval_ms{100};

}  // namespace

std::string bar_text(double part, std::size_t columns) {
  static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto total = static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) *
                                              static_cast<double>(columns * eighths.size()));
  std::string out;
  for (std::size_t i = 0; i < total / eighths.size(); ++i) out += "█";
  const std::string_view rest = eighths[total % eighths.size()];
  out += rest;
  const std::size_t used = total / eighths.size() + (rest.empty() ? 0 : 1);
  return out + std::string(columns - used, ' ');
}

void ProgressBar::update(std::uint64_t done, std::uint64_t total, const std::string& text) {
  if (!enabled_) return;
  const auto now = std::chrono::steady_clock::now();
  if (drawn_ && now - last_ < redraw_interval_ms) return;
  last_ = now;
  drawn_ = true;
  std::string line;
  if (total > 0) {
    line += bar_text(static_cast<double>(done) / static_cast<double>(total), bar_columns) + " ";
  }
  line += printable(text);
  const std::size_t columns = terminal_columns(STDERR_FILENO);
  // The last column stays free: some terminals wrap as soon as it is written.
  err_.write("\r\x1b[K" + truncate_to_width(line, columns > 1 ? columns - 1 : 79));
  err_.flush();
}

void ProgressBar::clear() {
  if (!drawn_) return;
  err_.write("\r\x1b[K");
  err_.flush();
  drawn_ = false;
}

}  // namespace entente::shell
