#include <algorithm>

#include "ingest/resolve/document_entities.hpp"
#include "ingest/resolve/resolver_steps.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Gives every mention of one corporate name the same type, short forms included; the reading of
/// highest confidence wins.
void agree_on_types(std::vector<Mention>& mentions) {
  std::map<std::string, const Mention*> best;
  for (const Mention& mention : mentions) {
    if (!is_corporate(mention.type)) continue;
    const Mention*& known = best[name_key(mention.canonical)];
    if (known == nullptr || mention.confidence > known->confidence) known = &mention;
  }
  std::map<std::string, EntityType> types;
  for (const auto& [key, mention] : best) types[key] = mention->type;
  for (Mention& mention : mentions) {
    if (is_corporate(mention.type)) mention.type = types[name_key(mention.canonical)];
  }
}

std::string strip_article(const std::string& name) {
  for (const std::string_view article : {"the ", "The "}) {
    if (name.starts_with(article)) return name.substr(article.size());
  }
  return name;
}

void add_mention(const SplitText& text, ResolvedDocument& document, std::uint32_t index) {
  Mention& mention = document.mentions[index];
  const auto id = document.entity(mention.type, mention.canonical);
  mention.entities = {id};
  DocumentEntity& entity = document.entities[id];
  entity.mentions.push_back(index);
  entity.confidence = std::max(entity.confidence, mention.confidence);
  if (entity.country.empty()) entity.country = mention.country;
  if (entity.stands_for.empty()) entity.stands_for = mention.stands_for;
  if (entity.properties.empty()) entity.properties = mention.properties;
  const auto begin = text.tokens[mention.first_token].begin;
  const auto end = text.tokens[mention.last_token - 1].end;
  std::string form = collapse_space(text.text.substr(begin, end - begin));
  if (mention.form == MentionForm::adjective || form == entity.name) return;
  if (strip_article(form) == strip_article(entity.name)) return;
  if (std::find(entity.aliases.begin(), entity.aliases.end(), form) == entity.aliases.end()) {
    entity.aliases.push_back(std::move(form));
  }
}

}  // namespace

std::uint32_t ResolvedDocument::entity(EntityType type, std::string_view name) {
  const auto next = static_cast<std::uint32_t>(entities.size());
  const auto [found, added] = by_key_.emplace(std::pair(type, name_key(name)), next);
  if (added) {
    DocumentEntity created;
    created.type = type;
    created.name = std::string(name);
    entities.push_back(std::move(created));
  }
  return found->second;
}

void insert_mentions(const SplitText& text, std::vector<Mention> added,
                     ResolvedDocument& document) {
  if (added.empty()) return;
  for (Mention& mention : added) document.mentions.push_back(std::move(mention));
  std::stable_sort(
      document.mentions.begin(), document.mentions.end(),
      [](const Mention& a, const Mention& b) { return a.first_token < b.first_token; });
  // Positions have moved, so the entities' lists are made again.
  for (DocumentEntity& entity : document.entities) entity.mentions.clear();
  for (std::uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.form == MentionForm::reference) continue;
    for (const auto e : mention.entities) document.entities[e].mentions.push_back(m);
  }
  index_mentions(text, document);
}

void index_mentions(const SplitText& text, ResolvedDocument& document) {
  document.mention_at.assign(text.tokens.size(), no_entity);
  document.mention_over.assign(text.tokens.size(), no_entity);
  for (std::uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    const std::uint32_t over = document.mention_over[mention.first_token];
    if (over != no_entity && document.mentions[over].last_token >= mention.last_token) continue;
    document.mention_at[mention.first_token] = m;
    for (std::uint32_t i = mention.first_token; i < mention.last_token; ++i) {
      document.mention_over[i] = m;
    }
  }
}

ResolvedDocument resolve_names(const SplitText& text, std::vector<Mention> mentions,
                               const Gazetteer& gazetteer, const WordClasses& classes) {
  ResolvedDocument document;
  agree_on_kinds(mentions);
  add_alias_mentions(text, gazetteer, classes, mentions);
  agree_on_types(mentions);
  add_names_within(text, gazetteer, classes, mentions);
  const auto by_place = [](const Mention& a, const Mention& b) {
    return a.first_token < b.first_token;
  };
  std::stable_sort(mentions.begin(), mentions.end(), by_place);
  document.mentions = std::move(mentions);
  for (std::uint32_t i = 0; i < document.mentions.size(); ++i) add_mention(text, document, i);
  index_mentions(text, document);
  return document;
}

ResolvedDocument resolve_document(const SplitText& text, std::vector<Mention> mentions,
                                  const Gazetteer& gazetteer, const WordClasses& classes,
                                  std::span<const model::ParsedSentence> parsed) {
  ResolvedDocument document = resolve_names(text, std::move(mentions), gazetteer, classes);
  add_pattern_references(text, classes, document);
  if (!parsed.empty()) {
    add_references(text, DocumentTrees(text, parsed), gazetteer, classes, document);
  }
  return document;
}

}  // namespace entente::ingest
