#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "ingest/model/name_finder.hpp"

namespace entente::ingest::train {

/// A syntactic word of a treebank.
struct TreeToken {
  std::string text;
  std::string lemma;
  std::string universal_tag;
  std::string penn_tag;
  /// Number of the head in the sentence from 0; -1 for the root.
  int head = -1;
  std::string relation;
  /// The column MISC.
  std::string misc;
};

struct TreeSentence {
  std::string document;
  std::vector<TreeToken> tokens;

  /// Views of the texts, which live as long as the sentence.
  [[nodiscard]] std::vector<std::string_view> texts() const;
};

using Treebank = std::vector<TreeSentence>;

/// Reads a file in the CoNLL-U format of Universal Dependencies; multiword tokens and empty nodes
/// are left out. Errors: not_found, or input_error with the number of the line.
Result<Treebank> read_treebank(const std::string& path);

/// A sentence with its names.
struct NamedSentence {
  std::string document;
  std::vector<std::string> tokens;
  std::vector<model::NameSpan> names;

  [[nodiscard]] std::vector<std::string_view> texts() const;
};

/// Reads a file of Universal NER: number, token and label of a word, separated by tabs, in IOB2.
Result<std::vector<NamedSentence>> read_names(const std::string& path);

/// Reads documents of DocRED (Yao et al. 2019; JSON): their mentions of persons, organisations and
/// locations, without an article before them. Of nested ones the longest counts.
Result<std::vector<NamedSentence>> read_docred(const std::string& path);

}  // namespace entente::ingest::train
