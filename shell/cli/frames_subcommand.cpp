#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/frames.hpp"
#include "shell/cli/run.hpp"

namespace entente::shell {

ExitCode run_frames(const FramesCommandOptions& options, const Console& console) {
  const auto fail = [&](const Error& error) {
    render_error(console.err, error, {}, console.errors);
    return exit_code_of(error);
  };
  const auto counts = check_frames(options.files);
  if (!counts) return fail(counts.error());
  if (!options.files.empty()) {
    console.out.line(fmt::format("{} frames: {} lines over predications, {} over words",
                                 counts->frames, counts->predications, counts->patterns));
    console.out.line(fmt::format("relations: {}", fmt::join(counts->relations, ", ")));
  }
  for (const std::string& text : options.texts) {
    const auto explanation = explain_frames(options.files, text);
    if (!explanation) return fail(explanation.error());
    console.out.write(*explanation);
  }
  return ExitCode::ok;
}

}  // namespace entente::shell
