#include "shell/session/query_runner.hpp"

#include <chrono>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/json/json_writer.hpp"
#include "shell/json/plan_writer.hpp"
#include "shell/render/plan_renderer.hpp"
#include "shell/render/renderer.hpp"
#include "shell/render/summary_text.hpp"

namespace entente::shell {
namespace {

using Clock = std::chrono::steady_clock;

struct Shown {
  std::uint64_t rows = 0;
  /// The row cap ended the result early.
  bool capped = false;
};

bool for_people(Format format) { return format == Format::table || format == Format::vertical; }

std::uint64_t row_cap(const Settings& settings) {
  return settings.interactive && for_people(settings.format) ? settings.rows_shown : 0;
}

/// Reads the result to its end, or to the row cap, and writes its rows.
Result<Shown> show_rows(ShellContext& shell, ResultSet& result) {
  Shown shown;
  ENTENTE_ASSIGN(bool more, result.next());
  // EXPLAIN has columns, but no rows: its answer is the plan.
  if (result.columns().empty() || (!more && result.summary().plan)) return shown;
  const auto renderer = make_renderer(shell.settings.format, shell.out, shell.render_options());
  const std::uint64_t cap = row_cap(shell.settings);
  renderer->begin(result.columns());
  while (more) {
    if (cap > 0 && shown.rows == cap) {
      shown.capped = true;
      break;
    }
    ENTENTE_TRY(renderer->row(result.row()));
    ++shown.rows;
    // Nobody reads on: the rest of the result is not worth computing.
    if (shell.out.failed()) break;
    ENTENTE_ASSIGN(more, result.next());
  }
  renderer->end();
  return shown;
}

void show_plan(ShellContext& shell, const PlanNode& plan) {
  const Format format = shell.settings.format;
  if (format == Format::json || format == Format::jsonl) {
    std::string text;
    append_json_plan(text, plan);
    shell.out.line(text);
  } else {
    render_plan(plan, shell.out, shell.render_options());
  }
}

void show_notifications(ShellContext& shell, const ResultSummary& summary) {
  for (const std::string& notification : summary.notifications) {
    shell.out.flush();
    if (shell.settings.errors.json) {
      std::string text = R"({"warning":)";
      append_json_string(text, notification);
      shell.err.line(text + "}");
    } else {
      const bool colors = shell.settings.errors.colors;
      shell.err.line(paint("warning: ", Style::warning, colors) + printable(notification));
    }
  }
  shell.err.flush();
}

std::string timing_text(const ResultSummary& summary, const Shown& shown, double total_ms) {
  std::string text = duration_text(total_ms);
  // The summary of a result that was left early is not complete.
  if (!shown.capped && summary.plan_ms + summary.run_ms > 0) {
    text += " (planned in " + duration_text(summary.plan_ms) + ", ran in " +
            duration_text(summary.run_ms) + ")";
  }
  return text;
}

/// The last line of a result for people.
void show_footer(ShellContext& shell, const ResultSet& result, const Shown& shown,
                 double total_ms) {
  if (!for_people(shell.settings.format)) return;
  const ResultSummary& summary = result.summary();
  const bool interactive = shell.settings.interactive;
  std::string text;
  if (shown.capped) {
    text = "The first " + counted(shown.rows, "row") +
           "; there are more. :limits shown N shows more of them, :limits shown all every one.";
  } else if (interactive && !result.columns().empty() && !(shown.rows == 0 && summary.plan)) {
    text = counted(shown.rows, "row") + ".";
  }
  if (summary.counters.any()) {
    text += (text.empty() ? "" : " ") + summary_text(summary.counters);
  } else if (interactive && result.columns().empty() && !summary.plan) {
    text += "Nothing changed.";
  }
  if (shell.settings.timing) {
    text += (text.empty() ? "" : " ") + timing_text(summary, shown, total_ms);
  }
  if (!text.empty()) shell.out.line(paint(text, Style::dim, shell.settings.colors));
}

Status run_and_show(ShellContext& shell, const std::string& statement) {
  const auto begin = Clock::now();
  ENTENTE_ASSIGN(ResultSet result,
                 shell.session.run(statement, shell.parameters, shell.query_options()));
  ENTENTE_ASSIGN(const Shown shown, show_rows(shell, result));
  if (result.summary().plan) show_plan(shell, *result.summary().plan);
  const std::chrono::duration<double, std::milli> elapsed_ms = Clock::now() - begin;
  show_footer(shell, result, shown, elapsed_ms.count());
  show_notifications(shell, result.summary());
  return {};
}

}  // namespace

ExitCode run_statement(ShellContext& shell, const std::string& statement, const Place& place) {
  // In a script, Ctrl-C between two statements must not be forgotten.
  if (shell.settings.interactive) InterruptHandler::reset();
  shell.last_statement = statement;
  const Status status = run_and_show(shell, statement);
  if (!status) return shell.report(status.error(), statement, place);
  if (shell.settings.interactive) shell.out.flush();
  return ExitCode::ok;
}

}  // namespace entente::shell
