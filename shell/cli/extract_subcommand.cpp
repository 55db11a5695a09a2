#include <stop_token>

#include "shell/base/interrupt.hpp"
#include "shell/cli/run.hpp"
#include "shell/session/ingest_runner.hpp"

namespace entente::shell {
namespace {

std::string printed(const Extraction& extraction, ExtractFormat format) {
  switch (format) {
    case ExtractFormat::json_lines: return to_json_lines(extraction);
    case ExtractFormat::text: return to_text(extraction);
    case ExtractFormat::html: return to_html(extraction);
    case ExtractFormat::source: return extraction.text;
  }
  return {};
}

}  // namespace

ExitCode run_extract(const ExtractOptions& options, const Console& console) {
  const InterruptHandler interrupts(InterruptMode::script);
  std::stop_source stop;
  IngestOptions ingest;
  options.reading.apply_to(ingest);
  ingest.stop = stop.get_token();
  const bool page = options.format == ExtractFormat::html;
  if (page) console.out.write(html_page_begin());
  const auto report = extract_files(options.files, ingest, [&](const Extraction& extraction) {
    console.out.write(printed(extraction, options.format));
    if (InterruptHandler::presses() > 0 || console.out.failed()) stop.request_stop();
  });
  if (!report) {
    render_error(console.err, report.error(), {}, console.errors);
    return exit_code_of(report.error());
  }
  if (page) console.out.write(html_page_end());
  const ExitCode code = report_skipped(*report, {console.out, console.err, console.errors, false});
  return InterruptHandler::presses() > 0 ? ExitCode::interrupted : code;
}

}  // namespace entente::shell
