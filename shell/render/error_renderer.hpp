#pragma once

#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "shell/base/output.hpp"

namespace entente::shell {

/// How errors are written to standard error.
struct ErrorStyle {
  /// One JSON object per error instead of text.
  bool json = false;
  bool colors = false;
};

/// Writes an error with its place, a caret under the offending words and its hint. `query_text` is
/// what the error's span points to; may be empty.
void render_error(Output& out, const Error& error, std::string_view query_text,
                  const ErrorStyle& style);

}  // namespace entente::shell
