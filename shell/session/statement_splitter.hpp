#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::shell {

/// One statement or one shell command cut out of a text.
struct Piece {
  /// A statement without its semicolon, or a command line with its leading colon.
  std::string text;
  bool command = false;
  /// Line of the whole text, from 1, where it begins.
  std::size_t line = 1;
};

/// Cuts a text that arrives in parts into statements, which end at a semicolon outside of strings,
/// back-quoted names and comments, and shell commands, which begin with a colon where a statement
/// could begin and end with the line. Knows no more of the language than that, so it can never
/// refuse anything; each character is looked at once.
class StatementSplitter {
 public:
  /// What the text is in the middle of.
  enum class State : std::uint8_t {
    text,
    single_quoted,
    double_quoted,
    back_quoted,
    line_comment,
    block_comment,
  };

  /// Adds text, usually a line with its line break.
  void add(std::string_view text);
  /// The next complete piece; nullopt if more text is needed.
  std::optional<Piece> next();
  /// The end of input ends a statement: what is left, if it is more than space and comments.
  std::optional<Piece> finish();
  /// True if nothing but space and comments waits for its end.
  [[nodiscard]] bool blank() const { return !has_content_; }
  /// What the text ends inside of; for the prompt.
  [[nodiscard]] State state() const { return state_; }
  /// Forgets everything, as after Ctrl-C.
  void clear();

 private:
  /// Looks at one character of ordinary text; true if it ends a piece.
  bool scan_text(char c);
  void scan_quoted(char quote, char c);
  Piece cut(std::size_t end, std::size_t resume);
  [[nodiscard]] bool followed_by(char c) const {
    return position_ + 1 < buffer_.size() && buffer_[position_ + 1] == c;
  }

  std::string buffer_;
  /// Where the current piece begins; what stands before it was given out.
  std::size_t begin_ = 0;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  State state_ = State::text;
  bool has_content_ = false;
  bool command_ = false;
  std::size_t content_begin_ = 0;
  std::size_t content_line_ = 1;
};

/// `statement` on one line, for the history: line breaks become spaces (inside strings the escape
/// \n, which means the same), comments are left out.
std::string flatten_statement(std::string_view statement);

}  // namespace entente::shell
