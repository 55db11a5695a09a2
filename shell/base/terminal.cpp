#include "shell/base/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace entente::shell {
namespace {

std::string_view sequence_of(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::error: return "\x1b[1;31m";
    case Style::warning: return "\x1b[33m";
    case Style::hint: return "\x1b[36m";
    case Style::heading: return "\x1b[1m";
    case Style::dim: return "\x1b[2m";
    case Style::prompt: return "\x1b[1;34m";
  }
  return "";
}

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

std::size_t terminal_columns(int descriptor) {
  if (!is_terminal(descriptor)) return 0;
  winsize size{};
  // A pseudo terminal that nobody sized reports 0 columns; 80 is what everything else assumes.
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool dumb_terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr || *term == '\0' || std::string_view(term) == "dumb";
}

bool use_colors(ColorChoice choice, int descriptor) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* no_color = std::getenv("NO_COLOR");
  const bool forbidden = no_color != nullptr && *no_color != '\0';
  return !forbidden && !dumb_terminal() && is_terminal(descriptor);
}

std::string paint(std::string_view text, Style style, bool colors) {
  const std::string_view sequence = sequence_of(style);
  if (!colors || sequence.empty()) return std::string(text);
  std::string out(sequence);
  out += text;
  out += "\x1b[0m";
  return out;
}

}  // namespace entente::shell
