#include "shell/session/vocabulary.hpp"

#include "shell/commands/command.hpp"

namespace entente::shell {

Vocabulary make_vocabulary(const ShellContext& shell) {
  Vocabulary vocabulary;
  vocabulary.commands = command_names();
  for (const auto& [name, value] : shell.parameters.all()) vocabulary.parameters.push_back(name);
  const auto schema = shell.database.schema();
  if (!schema) return vocabulary;
  for (const auto& label : schema->labels) vocabulary.labels.push_back(label.name);
  for (const auto& type : schema->relationship_types) {
    vocabulary.relationship_types.push_back(type.name);
  }
  vocabulary.property_keys = schema->property_keys;
  vocabulary.functions = schema->functions;
  vocabulary.procedures = schema->procedures;
  return vocabulary;
}

}  // namespace entente::shell
