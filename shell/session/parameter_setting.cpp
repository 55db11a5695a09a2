#include "shell/session/parameter_setting.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "shell/base/words.hpp"

namespace entente::shell {
namespace {

bool name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

Error how_to_set(std::string message) {
  return Error::plain(ErrorClass::argument_error, std::move(message),
                      "write name=expression, for example who='Angela Merkel' or limit=10");
}

/// Places in the error point into the query that evaluate() made; moves them into `setting`.
void move_span(Error& error, std::size_t expression_begin, std::size_t setting_size) {
  if (!error.span.valid()) return;
  constexpr std::size_t wrapper = evaluation_prefix.size();
  const auto moved = [&](std::uint32_t offset) {
    const std::size_t inside = offset < wrapper ? 0 : offset - wrapper;
    return static_cast<std::uint32_t>(std::min(expression_begin + inside, setting_size));
  };
  error.span = {moved(error.span.begin), moved(error.span.end)};
}

}  // namespace

Status set_parameter(ShellContext& shell, std::string_view setting) {
  std::size_t begin = setting.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return how_to_set("A parameter needs a name and a value.");
  if (setting[begin] == '$') ++begin;
  std::size_t end = begin;
  while (end < setting.size() && name_character(setting[end])) ++end;
  const std::string name(setting.substr(begin, end - begin));
  if (name.empty()) return how_to_set("A parameter needs a name of letters, digits and _.");
  std::size_t value = std::min(setting.find_first_not_of(" \t", end), setting.size());
  if (setting.substr(value).starts_with("=>")) {
    value += 2;
  } else if (setting.substr(value).starts_with("=") || setting.substr(value).starts_with(":")) {
    value += 1;
  } else if (value == end && value < setting.size()) {
    return how_to_set("A parameter needs a name of letters, digits and _.");
  }
  const std::string_view expression = setting.substr(value);
  if (trim(expression).empty()) return how_to_set("The parameter $" + name + " has no value.");
  auto result = evaluate(shell, expression);
  if (!result) {
    Error error = std::move(result).error();
    move_span(error, value, setting.size());
    if (error.detail == "UndefinedVariable") {
      error.hint = "texts need quotation marks: " + name + "='…'";
    }
    return error;
  }
  shell.parameters.set(name, std::move(result).value());
  return {};
}

}  // namespace entente::shell
