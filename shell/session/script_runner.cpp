#include "shell/session/script_runner.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "shell/base/interrupt.hpp"
#include "shell/commands/command.hpp"
#include "shell/session/query_runner.hpp"

namespace entente::shell {
namespace {

/// Keeps the exit code of the first failure and decides whether to go on.
class ScriptProgress {
 public:
  explicit ScriptProgress(ShellContext& shell) : shell_(shell) {}

  /// True if the script goes on after a piece that ended with `code`.
  bool proceed(ExitCode code) {
    if (code_ == ExitCode::ok) code_ = code;
    // A reader that went away wants nothing more.
    if (shell_.quit || shell_.out.failed()) return false;
    if (!shell_.settings.interactive && InterruptHandler::presses() > 0) {
      if (code_ == ExitCode::ok) code_ = ExitCode::interrupted;
      return false;
    }
    if (code == ExitCode::interrupted) return false;
    return code == ExitCode::ok || !shell_.settings.stop_on_error;
  }
  [[nodiscard]] ExitCode code() const { return code_; }

 private:
  ShellContext& shell_;
  ExitCode code_ = ExitCode::ok;
};

/// Runs the complete pieces of the splitter; false if the script ends.
bool run_complete(ShellContext& shell, StatementSplitter& splitter, const std::string& source,
                  ScriptProgress& progress) {
  while (const auto piece = splitter.next()) {
    if (!progress.proceed(run_piece(shell, *piece, source))) return false;
  }
  return true;
}

void run_rest(ShellContext& shell, StatementSplitter& splitter, const std::string& source,
              ScriptProgress& progress) {
  while (const auto piece = splitter.finish()) {
    if (!progress.proceed(run_piece(shell, *piece, source))) return;
  }
}

Error cannot_read(const std::string& name, int error_number) {
  return Error::plain(ErrorClass::io_error,
                      "Cannot read " + name + ": " + std::strerror(error_number) + ".");
}

}  // namespace

ExitCode run_piece(ShellContext& shell, const Piece& piece, const std::string& source) {
  const Place place{source, piece.line};
  return piece.command ? run_command(shell, piece.text, place)
                       : run_statement(shell, piece.text, place);
}

ExitCode run_script(ShellContext& shell, std::string_view text, const std::string& source) {
  StatementSplitter splitter;
  ScriptProgress progress(shell);
  splitter.add(text);
  if (run_complete(shell, splitter, source, progress)) {
    run_rest(shell, splitter, source, progress);
  }
  return progress.code();
}

ExitCode run_script_stream(ShellContext& shell, int descriptor, const std::string& source) {
  StatementSplitter splitter;
  ScriptProgress progress(shell);
  std::array<char, 64U << 10U> buffer{};
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR && InterruptHandler::presses() == 0) continue;
    if (got < 0) {
      const int problem = errno;
      if (problem == EINTR) return ExitCode::interrupted;
      return shell.report(cannot_read(source.empty() ? "standard input" : source, problem));
    }
    if (got == 0) break;
    splitter.add(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
    if (!run_complete(shell, splitter, source, progress)) return progress.code();
    // Whoever feeds us line by line waits for the answer.
    shell.out.flush();
  }
  run_rest(shell, splitter, source, progress);
  return progress.code();
}

ExitCode run_script_file(ShellContext& shell, const std::string& path) {
  if (path == "-") return run_script_stream(shell, STDIN_FILENO, {});
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return shell.report(cannot_read(path, errno));
  const ExitCode code = run_script_stream(shell, descriptor, path);
  ::close(descriptor);
  return code;
}

}  // namespace entente::shell
