#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::shell {

/// What was typed, kept in a file that only the user can read (mode 0600), one entry per line.
/// Entries are appended one by one, so that a crash loses nothing and shells that run side by side
/// do not overwrite each other. Lines that begin with a space, and repeats, are not stored.
class History {
 public:
  /// Without a file: remembers only for this session.
  History() = default;
  /// Reads `path`; a file that does not exist is empty, folders are made when they are needed.
  explicit History(std::string path);

  /// Adds one line (no line breaks); returns false if it is not to be remembered.
  /// A file that cannot be written costs the persistence, never the session: see problem().
  bool add(const std::string& line);
  /// All entries, oldest first.
  [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }
  /// Why the file cannot be used; empty if it can.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  /// Entries kept; the file is rewritten when it holds twice as many.
  static constexpr std::size_t entries_max = 5000;

 private:
  void load();
  void append_to_file(const std::string& line);
  void rewrite_file();

  std::string path_;
  std::vector<std::string> entries_;
  std::string problem_;
};

/// $XDG_STATE_HOME/entente/history (default ~/.local/state); empty if there is no home.
std::string default_history_path();

/// $XDG_CONFIG_HOME/entente/shellrc (default ~/.config), the start-up file of the interactive
/// shell; empty if there is no home. Never a file of the current directory: a folder somebody else
/// wrote must not run commands.
std::string default_startup_path();

}  // namespace entente::shell
