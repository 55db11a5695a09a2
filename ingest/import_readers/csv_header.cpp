#include "ingest/import_readers/csv_header.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "storage/base/nearest_name.hpp"
#include "storage/base/utf8.hpp"

namespace entente::importing {
namespace {

Error header_error(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

std::optional<ColumnRole> role_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, ColumnRole>, 6> words = {{
      {"ID", ColumnRole::id},
      {"LABEL", ColumnRole::label},
      {"START_ID", ColumnRole::start},
      {"END_ID", ColumnRole::end},
      {"TYPE", ColumnRole::type},
      {"IGNORE", ColumnRole::ignore},
  }};
  for (const auto& [known, role] : words) {
    if (same_word(known, word)) return role;
  }
  return std::nullopt;
}

std::string_view role_word(ColumnRole role) {
  switch (role) {
    case ColumnRole::property: return "property";
    case ColumnRole::id: return ":ID";
    case ColumnRole::label: return ":LABEL";
    case ColumnRole::start: return ":START_ID";
    case ColumnRole::end: return ":END_ID";
    case ColumnRole::type: return ":TYPE";
    case ColumnRole::ignore: return ":IGNORE";
  }
  return "?";
}

/// Takes "(…)" or "{…}" from the end of a text; an empty view if there is none.
std::string_view take_bracketed(std::string_view& text, char open, char close) {
  if (!text.ends_with(close)) return {};
  const std::size_t begin = text.rfind(open);
  if (begin == std::string_view::npos) return {};
  const std::string_view inside = text.substr(begin + 1, text.size() - begin - 2);
  text = text.substr(0, begin);
  return inside;
}

Status read_role(CsvColumn& column, ColumnRole role, std::string_view space,
                 std::string_view options) {
  column.role = role;
  column.space = space;
  column.declared = true;
  auto parsed = parse_header_options(options);
  if (!parsed) return header_error(parsed.error().message, parsed.error().hint);
  column.options = *std::move(parsed);
  column.spec.type = ColumnType::string;
  for (const auto& [name, value] : column.options) {
    const bool known = role == ColumnRole::id && (name == "id-type" || name == "label");
    if (!known) {
      return header_error("a column " + std::string(role_word(role)) + " has no option '" + name +
                          "'");
    }
    if (name != "id-type") continue;
    auto spec = parse_column_spec(value);
    if (!spec) return header_error(spec.error().message, spec.error().hint);
    column.spec = *std::move(spec);
  }
  return {};
}

Result<CsvColumn> read_column(std::string_view text, const ImportPlan& plan) {
  CsvColumn column;
  std::string_view rest = text;
  const std::string_view options = take_bracketed(rest, '{', '}');
  std::string_view word = rest;
  const std::string_view space = take_bracketed(word, '(', ')');
  const std::size_t colon = word.rfind(':');
  if (colon != std::string_view::npos) {
    if (const auto role = role_of(word.substr(colon + 1))) {
      column.name = word.substr(0, colon);
      ENTENTE_TRY(read_role(column, *role, space, options));
      return column;
    }
  }
  const std::size_t type_colon = rest.rfind(':');
  if (type_colon == std::string_view::npos) {
    column.name = text;
    if (const auto it = plan.types.find(column.name); it != plan.types.end()) {
      column.spec = it->second;
      column.declared = column.spec.type != ColumnType::inferred;
    }
    return column;
  }
  column.name = rest.substr(0, type_colon);
  auto spec = parse_column_spec(text.substr(type_colon + 1));
  if (!spec) {
    return header_error("column '" + column.name + "': " + spec.error().message, spec.error().hint);
  }
  column.spec = *std::move(spec);
  column.declared = true;
  return column;
}

/// The plan's name for a column that must be there in headers without roles.
Status give_role(CsvHeader& header, const std::string& name, ColumnRole role) {
  std::vector<std::string> names;
  for (CsvColumn& column : header.columns) {
    if (column.name == name && column.role == ColumnRole::property) {
      column.role = role;
      return {};
    }
    names.push_back(column.name);
  }
  std::string hint = storage::did_you_mean(name, names);
  if (hint.empty()) {
    hint = "the columns are";
    for (const std::string& known : names) hint += " '" + known + "'";
  }
  return header_error("there is no column '" + name + "'", std::move(hint));
}

Status check_names(const CsvHeader& header) {
  for (std::size_t i = 0; i < header.columns.size(); ++i) {
    const CsvColumn& column = header.columns[i];
    const bool wants_name = column.role == ColumnRole::property;
    if ((wants_name && column.name.empty()) || !storage::is_valid_utf8(column.name)) {
      return header_error("column " + std::to_string(i + 1) + " has no valid name",
                          "the first row must name the columns");
    }
    if (!column.stored()) continue;
    for (std::size_t k = 0; k < i; ++k) {
      if (header.columns[k].stored() && header.columns[k].name == column.name) {
        return header_error("column '" + column.name + "' comes twice");
      }
    }
  }
  return {};
}

Status check_roles(const CsvHeader& header, CsvTableKind kind) {
  const bool nodes = kind == CsvTableKind::nodes;
  for (const CsvColumn& column : header.columns) {
    const ColumnRole role = column.role;
    const bool of_nodes = role == ColumnRole::id || role == ColumnRole::label;
    const bool of_relationships =
        role == ColumnRole::start || role == ColumnRole::end || role == ColumnRole::type;
    if ((nodes && of_relationships) || (!nodes && of_nodes)) {
      return header_error(
          "a column " + std::string(role_word(role)) + " does not belong into a file of " +
              (nodes ? "nodes" : "relationships"),
          nodes ? "name the file with --relationships" : "name the file with --nodes");
    }
  }
  if (nodes) return {};
  for (const ColumnRole role : {ColumnRole::start, ColumnRole::end, ColumnRole::type}) {
    const std::size_t count = header.with_role(role).size();
    if (count == 1 || (count == 0 && role == ColumnRole::type)) continue;
    return header_error(count == 0 ? "there is no column " + std::string(role_word(role))
                                   : "there are several columns " + std::string(role_word(role)));
  }
  return {};
}

}  // namespace

std::vector<std::size_t> CsvHeader::with_role(ColumnRole role) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == role) found.push_back(i);
  }
  return found;
}

Result<CsvHeader> read_csv_header(const std::vector<storage::CsvField>& fields,
                                  const ImportPlan& plan, CsvTableKind kind) {
  CsvHeader header;
  for (const storage::CsvField& field : fields) {
    ENTENTE_ASSIGN(CsvColumn column, read_column(trimmed(field.text), plan));
    const bool role = column.role != ColumnRole::property && column.role != ColumnRole::ignore;
    header.has_roles = header.has_roles || role;
    header.columns.push_back(std::move(column));
  }
  if (!header.has_roles) {
    if (kind == CsvTableKind::nodes) {
      ENTENTE_TRY(give_role(header, plan.id_column, ColumnRole::id));
    } else {
      ENTENTE_TRY(give_role(header, plan.from_column, ColumnRole::start));
      ENTENTE_TRY(give_role(header, plan.to_column, ColumnRole::end));
    }
  }
  for (CsvColumn& column : header.columns) {
    if (header.has_roles && !column.declared) column.spec.type = ColumnType::string;
  }
  ENTENTE_TRY(check_names(header));
  ENTENTE_TRY(check_roles(header, kind));
  return header;
}

}  // namespace entente::importing
