#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// What is known of the names of a sentence: for each word the labels that it may have.
using KnownNames = std::vector<model::NameLabelSet>;

/// Exactly these names.
KnownNames exactly(std::span<const model::NameSpan> names, std::size_t words);

/// What tags and tree tell of the names of a sentence: a word that is no proper noun and stands
/// between none is outside; proper nouns that are joined as `flat` are one name, whose kind is
/// known if it has a title.
KnownNames names_of_tree(const TreeSentence& sentence);

/// Names among GUM's entities, and proper nouns of which its marks don't tell.
struct MarkedNames {
  std::vector<model::NameSpan> names;
  std::vector<std::uint32_t> unsure;
};

/// The names among the entities that GUM marks in the column MISC, for each sentence: proper nouns
/// that are the head of a person, organisation or place, with what belongs to the name. Sentences
/// of documents in which no entity is marked have none: nothing is known of their names.
std::vector<std::optional<MarkedNames>> marked_names(const Treebank& treebank);

/// What is known of each sentence: from the entities that GUM marks in the column MISC, and from
/// tags and tree in documents that have none.
std::vector<KnownNames> known_names(const Treebank& treebank);

/// By the Penn tag: "United" and "New" of names are adjectives and verbs by the universal one.
bool is_proper(const TreeToken& token);

/// True for what stands before a person's name and is no part of it, such as "Senator" and "Mr.".
bool is_title(std::string_view text);

}  // namespace entente::ingest::train
