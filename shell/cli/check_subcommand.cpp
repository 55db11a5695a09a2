#include <unistd.h>

#include <stop_token>
#include <string>

#include "entente/database.hpp"
#include "entente/maintenance.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/cli/unfinished_import.hpp"
#include "shell/session/progress_bar.hpp"

namespace entente::shell {
namespace {

void tell_of_unfinished_import(const OpenOptions& open, const Console& console) {
  const auto database = Database::open(open);
  if (database) tell_of_unfinished_import(*database, console);
}

}  // namespace

ExitCode run_check(const CheckCommandOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  std::stop_source stop;
  ProgressBar bar(console.err, is_terminal(STDERR_FILENO) && !dumb_terminal());
  OpenOptions open;
  open.path = options.database;
  open.read_only = true;
  open.create_if_missing = false;
  CheckOptions check;
  check.stop = stop.get_token();
  check.progress = [&](std::string_view part) {
    if (InterruptHandler::presses() > 0) stop.request_stop();
    bar.update(0, 0, "checking " + std::string(part));
  };
  const auto report = check_database(open, check);
  bar.clear();
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of_open(report.error());
  }
  const std::string text = report->render();
  console.out.write(text);
  if (!text.ends_with('\n')) console.out.write("\n");
  if (!report->complete) return ExitCode::interrupted;
  tell_of_unfinished_import(open, console);
  return report->sound() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace entente::shell
