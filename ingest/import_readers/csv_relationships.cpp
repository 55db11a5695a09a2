#include <map>
#include <optional>
#include <utility>

#include "ingest/import_readers/csv_rows.hpp"
#include "ingest/import_readers/csv_table.hpp"

namespace entente::importing {
namespace {

/// The type of a row: that of its :TYPE column, or of the files if that is empty or missing.
class RowType {
 public:
  static Result<RowType> create(const RelationshipFile& files, const CsvHeader& header,
                                RowSink& sink) {
    RowType types;
    const auto columns = header.with_role(ColumnRole::type);
    if (!columns.empty()) types.column_ = columns.front();
    if (!files.type.empty()) {
      ENTENTE_ASSIGN(types.fixed_, sink.relationship_type(files.type));
    } else if (columns.empty()) {
      return Error::plain(ErrorClass::input_error,
                          files.paths.front() + ": nothing says the type of the relationships",
                          "write TYPE=FILE, or add a column :TYPE");
    }
    return types;
  }

  /// nullopt if the row names none.
  Result<std::optional<RelationshipTypeId>> of(const std::vector<storage::CsvField>& fields,
                                               RowSink& sink) {
    if (!column_) return fixed_;
    const std::string_view name = trimmed(fields[*column_].text);
    if (name.empty()) return fixed_;
    if (const auto it = known_.find(name); it != known_.end()) return std::optional(it->second);
    ENTENTE_ASSIGN(const RelationshipTypeId type, sink.relationship_type(name));
    known_.emplace(name, type);
    return std::optional(type);
  }

 private:
  std::optional<std::size_t> column_;
  std::optional<RelationshipTypeId> fixed_;
  std::map<std::string, RelationshipTypeId, std::less<>> known_;
};

/// The space that an end's header or else the argument names.
std::optional<SpaceId> space_of(const CsvColumn& column, const std::string& label, RowSink& sink) {
  const std::string& name = column.space.empty() ? label : column.space;
  if (name.empty()) return std::nullopt;
  return sink.space(name);
}

}  // namespace

Status read_csv_relationships(const RelationshipFile& files, const ImportPlan& plan,
                              RowSink& sink) {
  ENTENTE_ASSIGN(CsvTable table, CsvTable::open(files.paths, plan, CsvTableKind::relationships));
  ENTENTE_TRY(table.infer_types(sink));
  const CsvHeader& header = table.header();
  const std::size_t start = header.with_role(ColumnRole::start).front();
  const std::size_t end = header.with_role(ColumnRole::end).front();
  RelationshipRow row;
  row.source.space = space_of(header.columns[start], files.source_label, sink);
  row.target.space = space_of(header.columns[end], files.target_label, sink);
  ENTENTE_ASSIGN(RowType types, RowType::create(files, header, sink));
  ENTENTE_ASSIGN(const CsvProperties properties,
                 CsvProperties::create(header, plan.array_delimiter, sink));
  std::string reason;
  while (true) {
    ENTENTE_ASSIGN(const bool more, table.next(sink));
    if (!more) return {};
    row.source.id = table.fields()[start].text;
    row.target.id = table.fields()[end].text;
    ENTENTE_ASSIGN(const auto type, types.of(table.fields(), sink));
    if (row.source.id.empty() || row.target.id.empty()) {
      reason = row.source.id.empty() ? "the start node is empty" : "the end node is empty";
    } else if (!type) {
      reason = "the type is empty";
    } else if (properties.read(table.fields(), row.properties, reason)) {
      row.type = *type;
      ENTENTE_TRY(sink.add_relationship(row, table.origin()));
      continue;
    }
    ENTENTE_TRY(sink.reject(table.origin(), reason));
  }
}

}  // namespace entente::importing
