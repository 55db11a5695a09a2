#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "shell/base/suggest.hpp"
#include "shell/base/units.hpp"
#include "shell/base/words.hpp"
#include "shell/commands/command.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

void show_limits(ShellContext& shell) {
  const Settings& settings = shell.settings;
  const QueryOptions& limits = settings.limits;
  const auto line = [&](std::string_view name, const std::string& value) {
    shell.out.line(fmt::format("{:<8}  {}", name, value));
  };
  line("timeout",
       limits.timeout_ms ? duration_text(static_cast<double>(limits.timeout_ms->count())) : "none");
  line("memory", bytes_text(limits.memory_bytes_max));
  line("rows", limits.rows_max ? count_text(*limits.rows_max) : "none");
  line("threads", limits.threads == 0 ? "all processors" : count_text(limits.threads));
  line("shown", settings.rows_shown > 0 ? count_text(settings.rows_shown) : "all");
}

Result<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size() && count > 0) return count;
  return Error::plain(ErrorClass::argument_error,
                      fmt::format("'{}' is not a number of rows above zero.", text));
}

Result<unsigned> parse_threads(std::string_view text) {
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size() && count > 0) return count;
  return Error::plain(ErrorClass::argument_error,
                      fmt::format("'{}' is not a number of threads above zero.", text));
}

Status set_limit(Settings& settings, const std::string& name, const std::string& value) {
  QueryOptions& limits = settings.limits;
  const bool unlimited = value == "none" || value == "all";
  if (name == "timeout") {
    limits.timeout_ms.reset();
    if (unlimited) return {};
    ENTENTE_ASSIGN(limits.timeout_ms, parse_duration_ms(value));
    return {};
  }
  if (name == "memory") {
    ENTENTE_ASSIGN(limits.memory_bytes_max, parse_bytes(value));
    return {};
  }
  if (name == "rows") {
    limits.rows_max.reset();
    if (unlimited) return {};
    ENTENTE_ASSIGN(limits.rows_max, parse_count(value));
    return {};
  }
  if (name == "threads") {
    limits.threads = 0;
    if (unlimited) return {};
    ENTENTE_ASSIGN(limits.threads, parse_threads(value));
    return {};
  }
  if (name == "shown") {
    settings.rows_shown = 0;
    if (unlimited) return {};
    ENTENTE_ASSIGN(settings.rows_shown, parse_count(value));
    return {};
  }
  return Error::plain(ErrorClass::argument_error, fmt::format("There is no limit '{}'.", name),
                      did_you_mean(name, {"timeout", "memory", "rows", "threads", "shown"}));
}

}  // namespace

ExitCode limits_command(ShellContext& shell, std::string_view arguments) {
  const auto words = split_words(arguments);
  if (!words) return shell.report(words.error());
  if (words->empty()) {
    show_limits(shell);
    return ExitCode::ok;
  }
  if (words->size() != 2) return usage_error(shell, "limits", "A limit needs a name and a value.");
  Settings changed = shell.settings;
  const Status status = set_limit(changed, words->front(), words->back());
  if (!status) return shell.report(status.error());
  shell.settings = std::move(changed);
  return ExitCode::ok;
}

}  // namespace entente::shell
