#include "shell/session/repl.hpp"

#include <algorithm>

#include "shell/base/interrupt.hpp"
#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/session/script_runner.hpp"
#include "shell/session/vocabulary.hpp"

namespace entente::shell {
namespace {

constexpr std::string_view shell_name = "entente";

/// The command somebody meant who typed what other shells call it; empty if it is none.
std::string_view bare_command(std::string_view line) {
  while (line.ends_with(';')) line = trim(line.substr(0, line.size() - 1));
  if (line == "quit" || line == "exit" || line == "\\q" || line == ".quit" || line == ".exit") {
    return ":quit";
  }
  if (line == "help" || line == "?" || line == "\\?" || line == ".help") return ":help";
  return {};
}

}  // namespace

std::string Repl::prompt() const {
  std::string primary(shell_name);
  // Nobody may take the past for the present.
  if (shell_.session.as_of().any()) primary += " (as of " + shell_.session.as_of().to_text() + ")";
  primary += shell_.session.in_transaction() ? "*> " : "> ";
  if (splitter_.blank() && splitter_.state() == StatementSplitter::State::text) {
    return primary;
  }
  // The continuation says what is still open, and its text begins in the same column.
  std::string_view sign = "...> ";
  switch (splitter_.state()) {
    case StatementSplitter::State::single_quoted: sign = "'...> "; break;
    case StatementSplitter::State::double_quoted: sign = "\"...> "; break;
    case StatementSplitter::State::back_quoted: sign = "`...> "; break;
    case StatementSplitter::State::block_comment: sign = "/*..> "; break;
    case StatementSplitter::State::text:
    case StatementSplitter::State::line_comment: break;
  }
  const std::size_t padding = primary.size() > sign.size() ? primary.size() - sign.size() : 0;
  return std::string(padding, ' ') + std::string(sign);
}

void Repl::on_interrupt() {
  shell_.out.line("");
  const bool idle = splitter_.blank() && pending_.empty();
  splitter_.clear();
  pending_.clear();
  idle_interrupts_ = idle ? idle_interrupts_ + 1 : 0;
  if (idle_interrupts_ >= 2) shell_.out.line("Press Ctrl-D or type :quit to leave.");
}

void Repl::remember(const std::string& text, LineEditor& editor) {
  // A space in front asks to forget the line; the splitter has cut it off already.
  if (pending_.starts_with(' ')) return;
  if (history_.add(text)) editor.remember(text);
}

void Repl::on_line(const std::string& line, LineEditor& editor) {
  idle_interrupts_ = 0;
  if (pending_.empty() && splitter_.blank()) {
    const std::string_view command = bare_command(trim(line));
    if (!command.empty()) {
      remember(std::string(command), editor);
      run_command(shell_, command);
      return;
    }
  }
  pending_ += line + "\n";
  splitter_.add(line + "\n");
  while (auto piece = splitter_.next()) {
    remember(piece->command ? piece->text : flatten_statement(piece->text) + ";", editor);
    // Only the first statement of a line can begin with the line's own space.
    pending_.clear();
    // Lines of what is typed are counted from the statement's own first one.
    piece->line = 1;
    run_piece(shell_, *piece, {});
    if (shell_.quit) return;
  }
  if (splitter_.blank() && splitter_.state() == StatementSplitter::State::text) pending_.clear();
}

ExitCode Repl::run(LineEditor& editor) {
  for (const std::string& entry : history_.entries()) editor.remember(entry);
  std::string line;
  while (!shell_.quit) {
    shell_.out.flush();
    const ReadOutcome outcome = editor.read(prompt(), line);
    if (outcome == ReadOutcome::end_of_input) {
      shell_.out.line("");
      break;
    }
    if (outcome == ReadOutcome::interrupted) {
      on_interrupt();
    } else {
      on_line(line, editor);
    }
  }
  shell_.out.flush();
  return ExitCode::ok;
}

LineCompleter Repl::completer() {
  return [this](std::string_view line) { return complete_line(line); };
}

Completion Repl::complete_line(std::string_view line) {
  const std::string text = pending_ + std::string(line);
  Completion completion = complete(text, make_vocabulary(shell_));
  // Offsets count from the line, not from the statement.
  completion.begin -= std::min(completion.begin, pending_.size());
  return completion;
}

}  // namespace entente::shell
