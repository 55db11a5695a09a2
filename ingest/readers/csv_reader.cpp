#include "storage/base/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "ingest/readers/reader.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/text/utf8.hpp"
#include "ingest/text/vocabulary.hpp"
#include "storage/base/nearest_name.hpp"

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, 2> entity_columns = {"name", "type"};
constexpr std::array<std::string_view, 5> relation_columns = {"source", "source_type", "relation",
                                                              "target", "target_type"};
constexpr std::array<std::string_view, 7> known_columns = {
    "aliases", "confidence", "modality", "speaker", "valid_from", "valid_to", "sentence"};
constexpr std::array<std::string_view, 5> modalities = {"stated", "planned", "alleged", "negated",
                                                        "former"};

/// One record of a CSV text.
struct CsvRecord {
  std::vector<std::string> fields;
  /// Line on which it begins, from 1, and its bytes without the end of line.
  std::uint32_t line = 0;
  TextSpan span;
};

Result<std::vector<CsvRecord>> read_records(const std::string& path, std::string_view content) {
  auto reader = storage::CsvReader::from_text(content);
  std::vector<CsvRecord> records;
  std::vector<storage::CsvField> fields;
  std::uint64_t begin = 0;
  for (;;) {
    auto more = reader.next(fields);
    if (!more) {
      Error error = more.error();
      error.message = path + ": " + error.message;
      return error;
    }
    if (!*more) return records;
    CsvRecord record;
    for (const storage::CsvField& field : fields) record.fields.emplace_back(field.text);
    record.line = static_cast<std::uint32_t>(reader.line());
    const auto row = content.substr(begin, reader.bytes_read() - begin);
    const auto text = trim(row);
    const auto offset = text.empty() ? 0 : static_cast<std::uint64_t>(text.data() - row.data());
    record.span = {begin + offset, begin + offset + text.size()};
    begin = reader.bytes_read();
    records.push_back(std::move(record));
  }
}

/// A table being read: the header and where its columns are.
class TableReader {
 public:
  TableReader(std::string path, std::string content)
      : path_(std::move(path)), content_(std::move(content)) {}

  void run(const ItemSink& sink) {
    auto records = read_records(path_, content_);
    if (!records) {
      sink(SkippedInput{path_, records.error()});
      return;
    }
    if (auto header = read_header(*records); !header) {
      sink(SkippedInput{path_, header.error()});
      return;
    }
    TableDocument table;
    table.id = path_;
    table.title = path_.substr(path_.rfind('/') + 1);
    for (std::size_t i = 1; i < records->size(); ++i) {
      record_ = &(*records)[i];
      const Status row = relations_ ? relation_row(table) : entity_row(table);
      if (row) continue;
      if (!sink(SkippedInput{fmt::format("{}:{}", path_, record_->line), row.error()})) return;
    }
    table.text = std::move(content_);
    sink(std::move(table));
  }

 private:
  Error row_error(std::string_view what, std::string hint = {}) const {
    return Error::plain(ErrorClass::input_error,
                        fmt::format("{}:{}: {}", path_, record_->line, what), std::move(hint));
  }

  Status read_header(const std::vector<CsvRecord>& records) {
    if (records.empty()) {
      return Error::plain(ErrorClass::input_error, fmt::format("'{}' has no header", path_));
    }
    for (const std::string& field : records.front().fields) {
      header_.push_back(fold(trim(field)));
    }
    const auto has = [&](std::string_view name) { return column(name).has_value(); };
    const bool entities = std::all_of(entity_columns.begin(), entity_columns.end(), has);
    relations_ = std::all_of(relation_columns.begin(), relation_columns.end(), has);
    if (entities != relations_) {
      if (records.size() > 1) return {};
      return Error::plain(ErrorClass::input_error,
                          fmt::format("'{}' has a header but no rows", path_));
    }
    return header_error();
  }

  /// What is missing is named for the kind of table that the header resembles more.
  Error header_error() const {
    std::string missing;
    std::string hint;
    const auto count = std::count_if(relation_columns.begin(), relation_columns.end(),
                                     [&](auto name) { return column(name).has_value(); });
    const auto entity_count = std::count_if(entity_columns.begin(), entity_columns.end(),
                                            [&](auto name) { return column(name).has_value(); });
    const std::vector<std::string_view> found(header_.begin(), header_.end());
    const auto look_for = [&](std::span<const std::string_view> wanted) {
      for (const std::string_view name : wanted) {
        if (column(name)) continue;
        missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", name);
        std::vector<std::string_view> unknown;
        std::copy_if(found.begin(), found.end(), std::back_inserter(unknown), [&](auto field) {
          return std::find(wanted.begin(), wanted.end(), field) == wanted.end();
        });
        const std::string near = did_you_mean(name, unknown);
        if (!near.empty() && hint.empty()) {
          hint = fmt::format("'{}' is missing, {}", name,
                             "rename the column " + near.substr(13, near.size() - 14));
        }
      }
    };
    if (entity_count > count) {
      look_for(entity_columns);
    } else {
      look_for(relation_columns);
    }
    if (hint.empty()) {
      hint =
          "a table of relations has source,source_type,relation,target,target_type; "
          "a table of entities has name,type";
    }
    return Error::plain(ErrorClass::input_error,
                        fmt::format("'{}' has the wrong header: found '{}', missing {}", path_,
                                    fmt::join(header_, ","), missing),
                        std::move(hint));
  }

  std::optional<std::size_t> column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
  }

  std::string field(std::string_view name) const {
    const auto at = column(name);
    return at && *at < record_->fields.size() ? collapse_space(record_->fields[*at])
                                              : std::string{};
  }

  Status check_width() const {
    if (record_->fields.size() == header_.size()) return {};
    return row_error(
        fmt::format("{} fields where the header has {}", record_->fields.size(), header_.size()),
        "quote fields that contain commas");
  }

  Result<std::string> type_field(std::string_view name) const {
    std::string type = field(name);
    if (entity_type_from(type)) return type;
    return row_error(fmt::format("'{}' is no entity type", type),
                     did_you_mean(type, entity_type_names()));
  }

  Result<std::string> name_field(std::string_view name) const {
    std::string value = field(name);
    if (value.empty()) return row_error(fmt::format("'{}' is empty", name));
    return value;
  }

  /// Columns that have no meaning of their own.
  TextProperties other_columns(std::span<const std::string_view> meant) const {
    TextProperties properties;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const std::string& name = header_[i];
      if (name.empty() || std::find(meant.begin(), meant.end(), name) != meant.end()) continue;
      if (std::find(known_columns.begin(), known_columns.end(), name) != known_columns.end()) {
        continue;
      }
      std::string value = collapse_space(record_->fields[i]);
      if (!value.empty()) properties.emplace_back(name, std::move(value));
    }
    std::sort(properties.begin(), properties.end());
    return properties;
  }

  Status entity_row(TableDocument& table) const {
    ENTENTE_TRY(check_width());
    TableEntity entity;
    ENTENTE_ASSIGN(entity.name, name_field("name"));
    ENTENTE_ASSIGN(entity.type, type_field("type"));
    const std::string aliases = field("aliases");
    for (std::size_t at = 0; at < aliases.size();) {
      const auto end = std::min(aliases.find_first_of(";|", at), aliases.size());
      const auto alias = trim(std::string_view(aliases).substr(at, end - at));
      if (!alias.empty()) entity.aliases.emplace_back(alias);
      at = end + 1;
    }
    entity.properties = other_columns(entity_columns);
    entity.row = record_->span;
    entity.line = record_->line;
    table.entities.push_back(std::move(entity));
    return {};
  }

  Status relation_row(TableDocument& table) const {
    ENTENTE_TRY(check_width());
    TableRelation row;
    ENTENTE_ASSIGN(row.source, name_field("source"));
    ENTENTE_ASSIGN(row.source_type, type_field("source_type"));
    ENTENTE_ASSIGN(row.relation, relation_field());
    ENTENTE_ASSIGN(row.target, name_field("target"));
    ENTENTE_ASSIGN(row.target_type, type_field("target_type"));
    ENTENTE_TRY(claim_fields(row));
    row.qualifiers = other_columns(relation_columns);
    row.row = record_->span;
    row.line = record_->line;
    table.relations.push_back(std::move(row));
    return {};
  }

  /// Own relations are welcome, slips in the spelling of known ones are not.
  Result<std::string> relation_field() const {
    std::string relation;
    for (const char c : field("relation")) {
      relation += c == ' ' || c == '-' ? '_' : (c >= 'a' && c <= 'z') ? char(c - 'a' + 'A') : c;
    }
    const bool well_formed =
        !relation.empty() && relation.front() >= 'A' && relation.front() <= 'Z' &&
        relation.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos;
    if (!well_formed) {
      return row_error(fmt::format("'{}' is no relation", relation),
                       "use capitals, digits and underscores, as in SUPPLIES");
    }
    if (!is_known_relation(relation)) {
      for (const std::string_view known : relation_names()) {
        if (storage::edit_distance(known, relation, 1) == 1) {
          return row_error(fmt::format("'{}' is no known relation", relation),
                           fmt::format("did you mean '{}'?", known));
        }
      }
    }
    return relation;
  }

  Status claim_fields(TableRelation& row) const {
    const std::string confidence = field("confidence");
    if (!confidence.empty()) {
      const auto end = confidence.data() + confidence.size();
      const auto parsed = std::from_chars(confidence.data(), end, row.confidence);
      if (parsed.ec != std::errc{} || parsed.ptr != end || row.confidence < 0 ||
          row.confidence > 1) {
        return row_error(fmt::format("the confidence '{}' is no number from 0 to 1", confidence));
      }
    }
    row.modality = field("modality");
    if (row.modality.empty()) row.modality = "stated";
    if (std::find(modalities.begin(), modalities.end(), row.modality) == modalities.end()) {
      return row_error(fmt::format("'{}' is no modality", row.modality),
                       did_you_mean(row.modality, modalities));
    }
    row.valid_from = field("valid_from");
    row.valid_to = field("valid_to");
    for (const std::string* date : {&row.valid_from, &row.valid_to}) {
      if (!date->empty() && !is_iso_date(*date)) {
        return row_error(fmt::format("'{}' is no date", *date),
                         "write dates as YYYY-MM-DD, YYYY-MM or YYYY");
      }
    }
    row.speaker = field("speaker");
    row.sentence = field("sentence");
    return {};
  }

  std::string path_;
  std::string content_;
  std::vector<std::string> header_;
  const CsvRecord* record_ = nullptr;
  bool relations_ = false;
};

}  // namespace

void read_csv(const std::string& path, std::string content, const ItemSink& sink) {
  TableReader(path, std::move(content)).run(sink);
}

}  // namespace entente::ingest
