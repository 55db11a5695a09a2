#include <utility>
#include <vector>

#include "entente/import.hpp"

namespace entente {
namespace {

Error form_error(std::string_view text, std::string_view form) {
  return Error::plain(ErrorClass::argument_error, "cannot understand '" + std::string(text) + "'",
                      "write " + std::string(form));
}

/// Splits at a separator; false if a part is empty.
bool split(std::string_view text, char separator, std::vector<std::string>& parts) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (text.substr(0, end).empty()) return false;
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

/// "a:b=path,path" as {a, b} and the paths; the names in front may be missing with their sign.
bool split_argument(std::string_view text, std::vector<std::string>& names,
                    std::vector<std::string>& paths) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return split(text, ',', paths);
  return split(text.substr(0, equals), ':', names) && split(text.substr(equals + 1), ',', paths);
}

}  // namespace

Result<NodeFile> parse_node_file(std::string_view text) {
  NodeFile file;
  if (!split_argument(text, file.labels, file.paths)) {
    return form_error(text, "FILE, Label=FILE or Label:OtherLabel=FILE,FILE");
  }
  return file;
}

Result<RelationshipFile> parse_relationship_file(std::string_view text) {
  std::vector<std::string> names;
  RelationshipFile file;
  const bool good = split_argument(text, names, file.paths);
  if (!good || names.size() == 2 || names.size() > 3) {
    return form_error(text, "FILE, TYPE=FILE or TYPE:SourceLabel:TargetLabel=FILE,FILE");
  }
  if (!names.empty()) file.type = names[0];
  if (names.size() == 3) {
    file.source_label = names[1];
    file.target_label = names[2];
  }
  return file;
}

}  // namespace entente
