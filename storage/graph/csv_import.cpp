#include <algorithm>
#include <chrono>
#include <utility>

#include "entente/import.hpp"
#include "storage/graph/bulk_loader.hpp"
#include "storage/graph/csv_columns.hpp"
#include "storage/graph/external_ids.hpp"

namespace entente {
namespace storage {
namespace {

// Rows between two looks at the stop token, and between two calls of the progress function.
constexpr std::uint64_t stop_interval = 4096;
constexpr std::uint64_t progress_interval = 65536;

/// One import: reads every file twice, first to infer the types of its columns.
class CsvImport {
 public:
  CsvImport(const ImportPlan& plan, const ImportOptions& options)
      : plan_(plan), options_(options) {}

  Result<ImportReport> run(std::shared_ptr<GraphStore> store);

 private:
  /// A file being read: its columns with their types, and the row at hand.
  struct File {
    std::string path;
    CsvReader reader;
    std::vector<CsvColumn> columns;
    std::vector<CsvField> fields;
    /// Columns that become properties, by ascending property key.
    std::vector<std::pair<PropertyKeyId, std::size_t>> properties;
  };

  Result<File> open(const std::string& path) const;
  Status infer_types(const std::string& path, std::vector<CsvColumn>& columns) const;
  Result<bool> next_row(File& file);
  Status choose_properties(File& file, const std::vector<std::size_t>& left_out);
  Status read_properties(const File& file, Properties& properties);
  Status import_nodes(const NodeFile& nodes);
  Status import_relationships(const RelationshipFile& relationships);
  Result<NodeId> find_end(const File& file, std::size_t column, const std::string& label) const;
  [[nodiscard]] Error row_error(const File& file, const std::string& message,
                                std::string hint = {}) const;
  std::uint32_t group_of(const std::string& label);
  void tell_progress(std::string_view path) const;

  const ImportPlan& plan_;
  const ImportOptions& options_;
  std::unique_ptr<BulkLoader> loader_;
  ExternalIds ids_;
  std::vector<std::string> groups_;
  ImportReport report_;
  std::uint64_t rows_ = 0;
};

Error in_file(Error error, const std::string& path) {
  if (error.error_class == ErrorClass::input_error) error.message = path + ": " + error.message;
  return error;
}

Error CsvImport::row_error(const File& file, const std::string& message, std::string hint) const {
  return Error::plain(ErrorClass::input_error,
                      file.path + ": line " + std::to_string(file.reader.line()) + ": " + message,
                      std::move(hint));
}

Result<CsvImport::File> CsvImport::open(const std::string& path) const {
  ENTENTE_ASSIGN(CsvReader reader, CsvReader::open(path, {.delimiter = plan_.delimiter}));
  File file{path, std::move(reader), {}, {}, {}};
  auto header = file.reader.next(file.fields);
  if (!header) return in_file(std::move(header).error(), path);
  if (!*header) {
    return Error::plain(ErrorClass::input_error, path + ": the file is empty",
                        "the first row must name the columns");
  }
  auto columns = read_csv_header(file.fields, plan_.types);
  if (!columns) return in_file(std::move(columns).error(), path);
  file.columns = *std::move(columns);
  return file;
}

Status CsvImport::infer_types(const std::string& path, std::vector<CsvColumn>& columns) const {
  std::vector<std::size_t> open_columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].type == ColumnType::inferred) open_columns.push_back(i);
  }
  const std::vector<std::size_t> inferred = open_columns;
  std::vector<TypeInference> inference(columns.size());
  ENTENTE_ASSIGN(File file, open(path));
  for (std::uint64_t rows = 0; !open_columns.empty(); ++rows) {
    if (rows % stop_interval == 0 && options_.stop.stop_requested()) break;
    auto more = file.reader.next(file.fields);
    if (!more) return in_file(std::move(more).error(), path);
    if (!*more) break;
    std::erase_if(open_columns, [&](std::size_t column) {
      if (column < file.fields.size()) inference[column].see(file.fields[column]);
      return inference[column].settled();
    });
  }
  for (const std::size_t column : inferred) columns[column].type = inference[column].type();
  return {};
}

Result<bool> CsvImport::next_row(File& file) {
  if (rows_ % stop_interval == 0 && options_.stop.stop_requested()) {
    return Error::plain(ErrorClass::interrupted, "the import was stopped");
  }
  if (rows_++ % progress_interval == 0) tell_progress(file.path);
  auto more = file.reader.next(file.fields);
  if (!more) return in_file(std::move(more).error(), file.path);
  if (*more && file.fields.size() != file.columns.size()) {
    return row_error(file, std::to_string(file.fields.size()) + " fields, but the header names " +
                               std::to_string(file.columns.size()) + " columns");
  }
  return *more;
}

Status CsvImport::choose_properties(File& file, const std::vector<std::size_t>& left_out) {
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    if (std::find(left_out.begin(), left_out.end(), i) != left_out.end()) continue;
    ENTENTE_ASSIGN(const PropertyKeyId key, loader_->property_key(file.columns[i].name));
    file.properties.emplace_back(key, i);
  }
  std::sort(file.properties.begin(), file.properties.end());
  return {};
}

Status CsvImport::read_properties(const File& file, Properties& properties) {
  properties.clear();
  for (const auto& [key, column] : file.properties) {
    const CsvField& field = file.fields[column];
    auto value = csv_value(field, file.columns[column].type);
    if (!value) {
      if (file.columns[column].type == ColumnType::string) {
        return row_error(file, "column '" + file.columns[column].name + "' is not valid UTF-8");
      }
      return row_error(file, "'" + std::string(field.text) + "' in column '" +
                                 file.columns[column].name + "' is no " +
                                 std::string(to_string(file.columns[column].type)));
    }
    if (!value->is_null()) properties.emplace_back(key, *std::move(value));
  }
  report_.properties += properties.size();
  return {};
}

std::uint32_t CsvImport::group_of(const std::string& label) {
  const auto group = static_cast<std::uint32_t>(std::find(groups_.begin(), groups_.end(), label) -
                                                groups_.begin());
  if (group == groups_.size()) groups_.push_back(label);
  return group;
}

Status CsvImport::import_nodes(const NodeFile& nodes) {
  ENTENTE_ASSIGN(File file, open(nodes.path));
  ENTENTE_TRY(infer_types(nodes.path, file.columns));
  auto id_column = find_csv_column(file.columns, plan_.id_column);
  if (!id_column) return in_file(std::move(id_column).error(), nodes.path);
  ENTENTE_TRY(choose_properties(file, {}));
  NodeRecord record;
  for (const std::string& name : nodes.labels) {
    ENTENTE_ASSIGN(const LabelId label, loader_->label(name));
    record.labels.push_back(label);
  }
  std::sort(record.labels.begin(), record.labels.end());
  record.labels.erase(std::unique(record.labels.begin(), record.labels.end()), record.labels.end());
  const std::uint32_t group = group_of(nodes.labels.empty() ? std::string() : nodes.labels.front());
  while (true) {
    ENTENTE_ASSIGN(const bool more, next_row(file));
    if (!more) break;
    ENTENTE_TRY(read_properties(file, record.properties));
    const std::string_view id = file.fields[*id_column].text;
    if (id.empty()) return row_error(file, "column '" + plan_.id_column + "' is empty");
    ENTENTE_ASSIGN(const NodeId node, loader_->add_node(record));
    if (!ids_.insert(group, id, node)) {
      return row_error(file, "the id '" + std::string(id) + "' was used before");
    }
  }
  report_.bytes_read += file.reader.bytes_read();
  return {};
}

Result<NodeId> CsvImport::find_end(const File& file, std::size_t column,
                                   const std::string& label) const {
  std::optional<std::uint32_t> group;
  if (!label.empty()) {
    const auto it = std::find(groups_.begin(), groups_.end(), label);
    group = static_cast<std::uint32_t>(it - groups_.begin());
  }
  const std::string_view id = file.fields[column].text;
  const ExternalIds::Found found = ids_.find(group, id);
  switch (found.outcome) {
    case ExternalIds::Lookup::found: return found.node;
    case ExternalIds::Lookup::unknown:
      return row_error(file, "there is no node with id '" + std::string(id) + "'" +
                                 (label.empty() ? "" : " and label '" + label + "'"));
    case ExternalIds::Lookup::ambiguous: break;
  }
  return row_error(file, "the id '" + std::string(id) + "' belongs to nodes of several labels",
                   "name the labels: TYPE:SourceLabel:TargetLabel=FILE");
}

Status CsvImport::import_relationships(const RelationshipFile& relationships) {
  for (const std::string& label : {relationships.source_label, relationships.target_label}) {
    if (label.empty() || std::find(groups_.begin(), groups_.end(), label) != groups_.end())
      continue;
    return Error::plain(ErrorClass::argument_error,
                        "no node file has '" + label + "' as its first label");
  }
  ENTENTE_ASSIGN(File file, open(relationships.path));
  ENTENTE_TRY(infer_types(relationships.path, file.columns));
  auto from = find_csv_column(file.columns, plan_.from_column);
  if (!from) return in_file(std::move(from).error(), relationships.path);
  auto to = find_csv_column(file.columns, plan_.to_column);
  if (!to) return in_file(std::move(to).error(), relationships.path);
  ENTENTE_TRY(choose_properties(file, {*from, *to}));
  RelationshipRecord record;
  ENTENTE_ASSIGN(record.type, loader_->relationship_type(relationships.type));
  while (true) {
    ENTENTE_ASSIGN(const bool more, next_row(file));
    if (!more) break;
    ENTENTE_ASSIGN(record.source, find_end(file, *from, relationships.source_label));
    ENTENTE_ASSIGN(record.target, find_end(file, *to, relationships.target_label));
    ENTENTE_TRY(read_properties(file, record.properties));
    ENTENTE_TRY(loader_->add_relationship(record));
  }
  report_.bytes_read += file.reader.bytes_read();
  return {};
}

void CsvImport::tell_progress(std::string_view path) const {
  if (!options_.progress) return;
  options_.progress({path, loader_->node_count(), loader_->relationship_count()});
}

Result<ImportReport> CsvImport::run(std::shared_ptr<GraphStore> store) {
  const auto begin = std::chrono::steady_clock::now();
  ENTENTE_ASSIGN(loader_, BulkLoader::begin(std::move(store), {options_.memory_bytes_max,
                                                               options_.temporary_folder}));
  for (const NodeFile& nodes : plan_.nodes) ENTENTE_TRY(import_nodes(nodes));
  for (const RelationshipFile& file : plan_.relationships) ENTENTE_TRY(import_relationships(file));
  tell_progress({});
  ENTENTE_TRY(loader_->finish());
  report_.nodes = loader_->node_count();
  report_.relationships = loader_->relationship_count();
  report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return report_;
}

Error file_argument_error(std::string_view text, std::string_view form) {
  return Error::plain(ErrorClass::argument_error, "cannot understand '" + std::string(text) + "'",
                      "write " + std::string(form));
}

// "a:b:c=path" as {a, b, c} and path; empty parts or path make it fail.
bool split_file_argument(std::string_view text, std::vector<std::string>& parts,
                         std::string& path) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) return false;
  path = text.substr(equals + 1);
  std::string_view head = text.substr(0, equals);
  while (true) {
    const std::size_t colon = head.find(':');
    if (head.substr(0, colon).empty()) return false;
    parts.emplace_back(head.substr(0, colon));
    if (colon == std::string_view::npos) return true;
    head.remove_prefix(colon + 1);
  }
}

}  // namespace
}  // namespace storage

Result<NodeFile> parse_node_file(std::string_view text) {
  NodeFile file;
  if (!storage::split_file_argument(text, file.labels, file.path)) {
    return storage::file_argument_error(text, "Label=FILE or Label:OtherLabel=FILE");
  }
  return file;
}

Result<RelationshipFile> parse_relationship_file(std::string_view text) {
  std::vector<std::string> parts;
  RelationshipFile file;
  const bool split = storage::split_file_argument(text, parts, file.path);
  if (!split || (parts.size() != 1 && parts.size() != 3)) {
    return storage::file_argument_error(text, "TYPE=FILE or TYPE:SourceLabel:TargetLabel=FILE");
  }
  file.type = parts[0];
  if (parts.size() == 3) {
    file.source_label = parts[1];
    file.target_label = parts[2];
  }
  return file;
}

Result<ImportReport> import_csv(storage::GraphStore& store, const ImportPlan& plan,
                                const ImportOptions& options) {
  return storage::CsvImport(plan, options).run(store.shared_from_this());
}

Result<ImportReport> import_csv(const OpenOptions& database, const ImportPlan& plan,
                                const ImportOptions& options) {
  ENTENTE_ASSIGN(const auto store, storage::GraphStore::open(database));
  return import_csv(*store, plan, options);
}

}  // namespace entente
