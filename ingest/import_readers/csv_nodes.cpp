#include <algorithm>
#include <map>
#include <utility>

#include "ingest/import_readers/csv_rows.hpp"
#include "ingest/import_readers/csv_table.hpp"

namespace entente::importing {
namespace {

/// The labels of rows: those of the files, and those of the :LABEL columns, whose texts repeat.
class RowLabels {
 public:
  static Result<RowLabels> create(const NodeFile& files, const CsvHeader& header, char delimiter,
                                  RowSink& sink) {
    RowLabels labels;
    labels.columns_ = header.with_role(ColumnRole::label);
    labels.delimiter_ = delimiter;
    for (const std::string& name : files.labels) {
      ENTENTE_ASSIGN(const LabelId label, sink.label(name));
      labels.fixed_.push_back(label);
    }
    sort(labels.fixed_);
    return labels;
  }

  /// The labels of a row; good until the next call.
  Result<const std::vector<LabelId>*> of(const std::vector<storage::CsvField>& fields,
                                         RowSink& sink) {
    if (columns_.empty()) return &fixed_;
    if (columns_.size() == 1) return of_text(fields[columns_.front()].text, sink);
    std::string joined;
    for (const std::size_t column : columns_) {
      joined.append(joined.empty() ? "" : std::string(1, delimiter_)).append(fields[column].text);
    }
    return of_text(joined, sink);
  }

 private:
  static void sort(std::vector<LabelId>& labels) {
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  }

  Result<const std::vector<LabelId>*> of_text(std::string_view text, RowSink& sink) {
    if (const auto it = known_.find(text); it != known_.end()) return &it->second;
    std::vector<LabelId> labels = fixed_;
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = rest.find(delimiter_);
      const std::string_view name = trimmed(rest.substr(0, end));
      if (!name.empty()) {
        ENTENTE_ASSIGN(const LabelId label, sink.label(name));
        labels.push_back(label);
      }
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    sort(labels);
    return &known_.emplace(std::string(text), std::move(labels)).first->second;
  }

  std::vector<std::size_t> columns_;
  char delimiter_ = ';';
  std::vector<LabelId> fixed_;
  std::map<std::string, std::vector<LabelId>, std::less<>> known_;
};

/// The space of a table's ids.
SpaceId space_of(const NodeFile& files, const CsvHeader& header, RowSink& sink) {
  const auto ids = header.with_role(ColumnRole::id);
  if (!ids.empty() && !header.columns[ids.front()].space.empty()) {
    return sink.space(header.columns[ids.front()].space);
  }
  return sink.space(header.has_roles || files.labels.empty() ? "" : files.labels.front());
}

/// The key that finds the table's nodes in a database: the label of the id column's option or else
/// of the files, and the id column.
Result<std::optional<NodeKey>> key_of(const NodeFile& files, const CsvHeader& header,
                                      RowSink& sink) {
  const auto ids = header.with_role(ColumnRole::id);
  if (ids.size() != 1 || header.columns[ids.front()].name.empty()) return std::optional<NodeKey>();
  const CsvColumn& id = header.columns[ids.front()];
  std::string label = files.labels.empty() ? std::string() : files.labels.front();
  if (const auto it = id.options.find("label"); it != id.options.end()) label = it->second;
  if (label.empty()) return std::optional<NodeKey>();
  NodeKey key;
  ENTENTE_ASSIGN(key.label, sink.label(label));
  ENTENTE_ASSIGN(key.property, sink.property_key(id.name));
  return std::optional(key);
}

Error no_key(const NodeFile& files) {
  return Error::plain(ErrorClass::input_error,
                      files.paths.front() + ": nothing tells by what its nodes are found",
                      "an upsert needs one named id column and a label: name:ID{label:Person}, or "
                      "Label=FILE");
}

/// The id of a row: its one id column, or all of them joined in `buffer`.
std::string_view id_of(const std::vector<storage::CsvField>& fields,
                       const std::vector<std::size_t>& columns, std::string& buffer) {
  if (columns.empty()) return {};
  if (columns.size() == 1) return fields[columns.front()].text;
  buffer.clear();
  for (const std::size_t column : columns) buffer += fields[column].text;
  return buffer;
}

}  // namespace

Status read_csv_nodes(const NodeFile& files, const ImportPlan& plan, RowSink& sink) {
  ENTENTE_ASSIGN(CsvTable table, CsvTable::open(files.paths, plan, CsvTableKind::nodes));
  ENTENTE_TRY(table.infer_types(sink));
  const CsvHeader& header = table.header();
  const std::vector<std::size_t> ids = header.with_role(ColumnRole::id);
  NodeRow row;
  row.space = space_of(files, header, sink);
  ENTENTE_ASSIGN(row.key, key_of(files, header, sink));
  if (row.key) sink.set_key(row.space, *row.key);
  if (plan.upsert && !row.key) return no_key(files);
  ENTENTE_ASSIGN(RowLabels labels, RowLabels::create(files, header, plan.array_delimiter, sink));
  ENTENTE_ASSIGN(const CsvProperties properties,
                 CsvProperties::create(header, plan.array_delimiter, sink));
  std::string reason;
  std::string joined_id;
  while (true) {
    ENTENTE_ASSIGN(const bool more, table.next(sink));
    if (!more) return {};
    row.id = id_of(table.fields(), ids, joined_id);
    if (!ids.empty() && row.id.empty()) {
      const std::string& name = header.columns[ids.front()].name;
      ENTENTE_TRY(sink.reject(table.origin(),
                              name.empty() ? "the id is empty" : "column '" + name + "' is empty"));
      continue;
    }
    if (!properties.read(table.fields(), row.properties, reason)) {
      ENTENTE_TRY(sink.reject(table.origin(), reason));
      continue;
    }
    ENTENTE_ASSIGN(const auto* row_labels, labels.of(table.fields(), sink));
    row.labels = *row_labels;
    ENTENTE_TRY(sink.add_node(row, table.origin()));
  }
}

}  // namespace entente::importing
