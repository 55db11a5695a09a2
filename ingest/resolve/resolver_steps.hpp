#pragma once

#include <vector>

#include "ingest/resolve/document_entities.hpp"
#include "ingest/resolve/document_trees.hpp"

namespace entente::ingest {

/// Gives the guessed mentions of one name one type: what the surroundings of one of them told, or a
/// list knows, else what most of them look like ("One sense per discourse", Gale et al. 1992).
void agree_on_kinds(std::vector<Mention>& mentions);

/// Adds mentions of persons by surname and of names by acronym or repetition without the word that
/// gave them away ("Power of Siberia" after "the Power of Siberia pipeline").
void add_alias_mentions(const SplitText& text, const Gazetteer& gazetteer,
                        const WordClasses& classes, std::vector<Mention>& mentions);

/// Adds names that stand within names and are spoken of too: the gas of "the Yamal gas pipeline",
/// Siberia in "Central Siberia". The words still belong to the longer name (index_mentions).
void add_names_within(const SplitText& text, const Gazetteer& gazetteer, const WordClasses& classes,
                      std::vector<Mention>& mentions);

/// Adds references of fixed forms, with their entities set: "both countries", "the two leaders",
/// "the Russian leader".
void add_pattern_references(const SplitText& text, const WordClasses& classes,
                            ResolvedDocument& document);

/// Adds pronouns and descriptions that mean something the document speaks of. Persons without names
/// become entities of their own (DocumentEntity::local) where pronouns mean them.
void add_references(const SplitText& text, const DocumentTrees& trees, const Gazetteer& gazetteer,
                    const WordClasses& classes, ResolvedDocument& document);

/// Adds mentions in their places and rebuilds what depends on places.
void insert_mentions(const SplitText& text, std::vector<Mention> added, ResolvedDocument& document);

/// Rebuilds the two token indexes. Tokens of a name within a name belong to the longer one.
void index_mentions(const SplitText& text, ResolvedDocument& document);

}  // namespace entente::ingest
