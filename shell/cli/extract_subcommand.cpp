#include <stop_token>

#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/ingest_runner.hpp"

namespace entente::shell {

ExitCode run_extract(const ExtractOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  std::stop_source stop;
  IngestOptions ingest;
  ingest.format = options.input_format;
  ingest.open_triples = options.open_triples;
  ingest.stop = stop.get_token();
  const auto report = extract_files(options.files, ingest, [&](const Extraction& extraction) {
    console.out.write(options.json_lines ? to_json_lines(extraction) : to_text(extraction));
    if (InterruptHandler::presses() > 0 || console.out.failed()) stop.request_stop();
  });
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  const ExitCode code = report_skipped(*report, {console.out, console.err, console.errors, false});
  return InterruptHandler::presses() > 0 ? ExitCode::interrupted : code;
}

}  // namespace entente::shell
