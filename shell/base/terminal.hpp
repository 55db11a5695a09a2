#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::shell {

/// When colours are used: `automatic` means on a terminal, unless NO_COLOR is set or TERM is dumb.
enum class ColorChoice : std::uint8_t { automatic, always, never };

/// True if `descriptor` is a terminal.
bool is_terminal(int descriptor);

/// Columns of the terminal behind `descriptor` now; 0 if it is none (then nothing is cut).
std::size_t terminal_columns(int descriptor);

/// True if TERM says that cursor movement and colours are of no use.
bool dumb_terminal();

/// Decides whether text that goes to `descriptor` is coloured (https://no-color.org).
bool use_colors(ColorChoice choice, int descriptor);

/// What a piece of text is; the one place that knows the escape sequences is paint().
enum class Style : std::uint8_t { plain, error, warning, hint, heading, dim, prompt };

/// `text` in the colours of `style`, or unchanged if `colors` is false.
std::string paint(std::string_view text, Style style, bool colors);

}  // namespace entente::shell
