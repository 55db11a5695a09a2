#include <algorithm>
#include <map>

#include "ingest/names/gazetteer.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Collects the entities of a table, each once.
class TableEntities {
 public:
  explicit TableEntities(Extraction& out) : out_(out) {}

  ExtractedEntity& get(const std::string& type, const std::string& name, TextSpan row) {
    const std::string key = type + ":" + name_key(name);
    const auto [found, added] = by_key_.emplace(key, out_.entities.size());
    if (added) {
      ExtractedEntity entity;
      entity.type = type;
      entity.name = known_name(type, name);
      entity.id = type + ":" + entity.name;
      // Two spellings of one known name are one entity.
      const auto same = std::find_if(out_.entities.begin(), out_.entities.end(),
                                     [&](const auto& other) { return other.id == entity.id; });
      if (same != out_.entities.end()) {
        found->second = static_cast<std::size_t>(same - out_.entities.begin());
      } else {
        out_.entities.push_back(std::move(entity));
      }
    }
    ExtractedEntity& entity = out_.entities[found->second];
    if (entity.name != name) add_alias(entity, name);
    entity.mentions.push_back(row);
    return entity;
  }

  static void add_alias(ExtractedEntity& entity, const std::string& alias) {
    if (std::find(entity.aliases.begin(), entity.aliases.end(), alias) == entity.aliases.end()) {
      entity.aliases.push_back(alias);
    }
  }

 private:
  /// "USA" in a table is the "United States" of the articles.
  static std::string known_name(const std::string& type, const std::string& name) {
    for (const GazetteerEntry& entry : Gazetteer::built_in().lookup(name_key(name))) {
      if (to_string(entry.type) == type && entry.form == MentionForm::name) return entry.canonical;
    }
    return name;
  }

  Extraction& out_;
  std::map<std::string, std::size_t> by_key_;
};

void add_relation(const TableDocument& table, const TableRelation& row, TableEntities& entities,
                  Extraction& out) {
  ExtractedClaim claim;
  claim.subject = entities.get(row.source_type, row.source, row.row).id;
  claim.object = entities.get(row.target_type, row.target, row.row).id;
  claim.relation = row.relation;
  claim.subject_span = claim.object_span = claim.span = row.row;
  claim.sentence_index = row.line;
  const auto text = std::string_view(table.text).substr(row.row.begin, row.row.end - row.row.begin);
  claim.sentence = row.sentence.empty() ? collapse_space(text) : row.sentence;
  claim.rule = "table";
  claim.confidence = row.confidence;
  claim.modality = row.modality;
  claim.speaker = row.speaker;
  claim.valid_from = row.valid_from;
  claim.valid_to = row.valid_to;
  claim.qualifiers = row.qualifiers;
  if (is_symmetric_relation(claim.relation) && claim.object < claim.subject) {
    std::swap(claim.subject, claim.object);
  }
  out.claims.push_back(std::move(claim));
}

/// Rows are the sentences of a table, and whatever they name is mentioned by the whole row.
void add_rows(const TableDocument& table, Extraction& out) {
  std::map<std::uint64_t, std::uint32_t> lines;
  for (const TableEntity& row : table.entities) lines[row.row.begin] = row.line;
  for (const TableRelation& row : table.relations) lines[row.row.begin] = row.line;
  for (const TableEntity& row : table.entities) out.sentences.push_back({row.line, row.row});
  for (const TableRelation& row : table.relations) out.sentences.push_back({row.line, row.row});
  for (const ExtractedEntity& entity : out.entities) {
    for (const TextSpan& span : entity.mentions) {
      out.mentions.push_back({lines[span.begin], span, entity.id, "row"});
    }
  }
  std::stable_sort(out.mentions.begin(), out.mentions.end(),
                   [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
}

}  // namespace

Extraction extract_table(const TableDocument& table) {
  Extraction out;
  out.document = table.id;
  out.title = table.title;
  out.format = DocumentFormat::csv;
  out.text = table.text;
  TableEntities entities(out);
  for (const TableEntity& row : table.entities) {
    ExtractedEntity& entity = entities.get(row.type, row.name, row.row);
    for (const std::string& alias : row.aliases) TableEntities::add_alias(entity, alias);
    for (const auto& property : row.properties) {
      const bool known =
          std::any_of(entity.properties.begin(), entity.properties.end(),
                      [&](const auto& other) { return other.first == property.first; });
      if (!known) entity.properties.push_back(property);
    }
    std::sort(entity.properties.begin(), entity.properties.end());
  }
  for (const TableRelation& row : table.relations) add_relation(table, row, entities, out);
  add_rows(table, out);
  return out;
}

}  // namespace entente::ingest
