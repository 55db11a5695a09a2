#include "shell/session/identity_runner.hpp"

#include <fmt/format.h>

#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"

namespace entente::shell {
namespace {

std::string described(const EntitySummary& entity) {
  return printable(fmt::format("{} ({}, #{}, {})", entity.name, entity.type, entity.node.value,
                               counted(entity.documents, "document")));
}

}  // namespace

void print_identity(Output& out, const IdentityReport& report) {
  out.line(described(report.first));
  out.line(described(report.second));
  const std::string_view verdict = report.same ? "are one" : "are not one";
  const std::string_view before = report.changed ? "" : ", as before";
  out.line(fmt::format("{}{}.", verdict, before));
  // A chain of other names may still connect them, or bring in more.
  if (report.group.size() < (report.same ? 3U : 2U)) return;
  out.line(fmt::format("{} is also known as:", printable(report.group.front().name)));
  for (std::size_t i = 1; i < report.group.size(); ++i) {
    out.line("  " + described(report.group[i]));
  }
}

}  // namespace entente::shell
