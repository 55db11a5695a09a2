#include "entente/ingest.hpp"
#include "shell/base/units.hpp"
#include "shell/commands/command_functions.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {

ExitCode documents_command(ShellContext& shell, std::string_view arguments) {
  const auto documents = list_documents(shell.database);
  if (!documents) return shell.report(documents.error());
  const auto renderer = make_renderer(shell.settings.format, shell.out, shell.render_options());
  renderer->begin({"id", "title", "date", "source", "recorded_at"});
  const auto& until = shell.session.as_of().recorded;
  std::size_t shown = 0;
  for (const DocumentSummary& document : *documents) {
    if (until && document.recorded_at > *until) continue;
    if (document.id.find(arguments) == std::string::npos &&
        document.title.find(arguments) == std::string::npos) {
      continue;
    }
    const Status status = renderer->row({document.id, document.title, document.date,
                                         document.source, to_date_time(document.recorded_at)});
    if (!status) return shell.report(status.error());
    ++shown;
  }
  renderer->end();
  if (shell.settings.interactive) shell.out.line(counted(shown, "document") + ".");
  return ExitCode::ok;
}

}  // namespace entente::shell
