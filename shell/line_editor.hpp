#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/base/output.hpp"
#include "shell/session/completer.hpp"

namespace entente::shell {

/// How reading a line ended.
enum class ReadOutcome : std::uint8_t {
  line,
  end_of_input,
  /// Ctrl-C was pressed; what had been typed of the line is dropped.
  interrupted,
};

/// Reads the lines a person types. The one border to the line-editing library.
class LineEditor {
 public:
  virtual ~LineEditor() = default;
  /// Shows `prompt` and reads one line, without its line break, into `line`.
  virtual ReadOutcome read(const std::string& prompt, std::string& line) = 0;
  /// Makes an entry reachable with the arrow keys and the search.
  virtual void remember(const std::string& entry) = 0;
};

/// Completes the line up to the cursor.
using LineCompleter = std::function<Completion(std::string_view line)>;

/// What a terminal editor needs.
struct EditorOptions {
  LineCompleter completer;
  bool colors = false;
};

/// An editor with history, search and completion on standard input and output, which must be a
/// terminal; nullptr if the library cannot work with this terminal.
std::unique_ptr<LineEditor> make_terminal_editor(EditorOptions options);

/// Reads lines from a file descriptor that is not a terminal, or whose terminal can do nothing.
/// With `prompts` they are written to `out`.
std::unique_ptr<LineEditor> make_plain_editor(int descriptor, Output& out, bool prompts);

}  // namespace entente::shell
