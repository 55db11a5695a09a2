#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/names/gazetteer.hpp"
#include "ingest/names/mention.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// An entity as one document knows it.
struct DocumentEntity {
  EntityType type = EntityType::Organization;
  std::string name;
  /// Other written forms, in the order of the text; adjectives are not names and stay out.
  std::vector<std::string> aliases;
  std::string country;
  std::string stands_for;
  std::vector<std::pair<std::string, std::string>> properties;
  double confidence = 0;
  /// It has no name ("he", "the spokesman"): known inside of this document only, from the byte
  /// `first_byte` on, and different from all others called so.
  bool local = false;
  std::uint32_t first_byte = 0;
  /// Mentions by name, as indexes into ResolvedDocument::mentions.
  std::vector<std::uint32_t> mentions;
};

/// The names of a document with what they refer to.
struct ResolvedDocument {
  /// Sorted by place; every mention has at least one entity.
  std::vector<Mention> mentions;
  std::vector<DocumentEntity> entities;
  /// Mention that begins at a token, or no_entity.
  std::vector<std::uint32_t> mention_at;
  /// Mention that covers a token, or no_entity.
  std::vector<std::uint32_t> mention_over;

  /// The entity of this type and name, added if it is not there yet.
  std::uint32_t entity(EntityType type, std::string_view name);

 private:
  std::map<std::pair<EntityType, std::string>, std::uint32_t> by_key_;
};

/// Brings names, surnames, acronyms, repeated phrases, pronouns and descriptions ("the company",
/// "the two countries") of one document together. Without trees (`parsed` empty) pronouns stay
/// unresolved. Pure: the result depends on the arguments only.
ResolvedDocument resolve_document(const SplitText& text, std::vector<Mention> mentions,
                                  const Gazetteer& gazetteer, const WordClasses& classes,
                                  std::span<const model::ParsedSentence> parsed = {});

/// The first half of it, which the trainer of references needs: names without references.
ResolvedDocument resolve_names(const SplitText& text, std::vector<Mention> mentions,
                               const Gazetteer& gazetteer, const WordClasses& classes);

}  // namespace entente::ingest
