#include "shell/session/statement_splitter.hpp"

#include <algorithm>

#include "shell/base/words.hpp"

namespace entente::shell {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

void StatementSplitter::add(std::string_view text) {
  // Only here, once per part, so that many statements in one part are not moved again and again.
  buffer_.erase(0, begin_);
  position_ -= begin_;
  content_begin_ -= std::min(content_begin_, begin_);
  begin_ = 0;
  buffer_ += text;
}

bool StatementSplitter::scan_text(char c) {
  if (!command_) {
    if (c == '/' && (followed_by('/') || followed_by('*'))) {
      state_ = followed_by('/') ? State::line_comment : State::block_comment;
      ++position_;
      return false;
    }
    if (c == ';') return true;
  } else if (c == '\n') {
    return true;
  }
  if (is_space(c)) return false;
  if (!has_content_) {
    has_content_ = true;
    command_ = c == ':';
    content_begin_ = position_;
    content_line_ = line_;
  }
  if (command_) return false;
  if (c == '\'') state_ = State::single_quoted;
  if (c == '"') state_ = State::double_quoted;
  if (c == '`') state_ = State::back_quoted;
  return false;
}

void StatementSplitter::scan_quoted(char quote, char c) {
  if (c == '\\' && quote != '`') {
    ++position_;
  } else if (c == quote) {
    state_ = State::text;
  }
}

Piece StatementSplitter::cut(std::size_t end, std::size_t resume) {
  std::string_view text(buffer_);
  text = trim(text.substr(content_begin_, end - content_begin_));
  // People end commands with a semicolon out of habit.
  while (command_ && text.ends_with(';')) text = trim(text.substr(0, text.size() - 1));
  Piece piece{std::string(text), command_, content_line_};
  begin_ = resume;
  position_ = resume;
  has_content_ = false;
  command_ = false;
  state_ = State::text;
  return piece;
}

std::optional<Piece> StatementSplitter::next() {
  while (position_ < buffer_.size()) {
    const char c = buffer_[position_];
    // Two characters decide whether a comment begins or ends or an escape is over: wait for both.
    const bool needs_next = c == '/' || c == '*' || c == '\\';
    if (needs_next && position_ + 1 == buffer_.size()) return std::nullopt;
    bool ended = false;
    switch (state_) {
      case State::text: ended = scan_text(c); break;
      case State::single_quoted: scan_quoted('\'', c); break;
      case State::double_quoted: scan_quoted('"', c); break;
      case State::back_quoted: scan_quoted('`', c); break;
      case State::line_comment:
        if (c == '\n') state_ = State::text;
        break;
      case State::block_comment:
        if (c == '*' && followed_by('/')) {
          state_ = State::text;
          ++position_;
        }
        break;
    }
    if (position_ < buffer_.size() && buffer_[position_] == '\n') ++line_;
    ++position_;
    if (!ended) continue;
    if (has_content_) return cut(position_ - 1, position_);
    // A semicolon alone is an empty statement.
    cut(position_ - 1, position_);
  }
  return std::nullopt;
}

std::optional<Piece> StatementSplitter::finish() {
  if (auto piece = next()) return piece;
  if (!has_content_) {
    clear();
    return std::nullopt;
  }
  Piece piece = cut(buffer_.size(), buffer_.size());
  clear();
  return piece;
}

void StatementSplitter::clear() { *this = StatementSplitter(); }

std::string flatten_statement(std::string_view statement) {
  std::string out;
  char quote = '\0';
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const char c = statement[i];
    const char following = i + 1 < statement.size() ? statement[i + 1] : '\0';
    if (quote != '\0') {
      if (c == '\n') {
        out += "\\n";
        continue;
      }
      out += c;
      if (c == '\\' && quote != '`' && following != '\0' && following != '\n') {
        out += following;
        ++i;
      } else if (c == quote) {
        quote = '\0';
      }
    } else if (c == '/' && (following == '/' || following == '*')) {
      const bool line = following == '/';
      const std::size_t end = statement.find(line ? "\n" : "*/", i + 2);
      if (end == std::string_view::npos) break;
      i = line ? end : end + 1;
      out += ' ';
    } else if (c == '\n' || c == '\r') {
      if (!out.ends_with(' ')) out += ' ';
    } else {
      if (c == '\'' || c == '"' || c == '`') quote = c;
      out += c;
    }
  }
  return std::string(trim(out));
}

}  // namespace entente::shell
