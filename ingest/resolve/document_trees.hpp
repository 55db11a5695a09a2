#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/names/mention.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// The trees of all sentences of a document over the document's tokens. The texts live in what it
/// is made from.
class DocumentTrees {
 public:
  DocumentTrees(const SplitText& text, std::span<const model::ParsedSentence> parsed);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(heads_.size()); }
  /// The head of token i, or no_entity at the root.
  [[nodiscard]] std::uint32_t head(std::uint32_t i) const { return heads_[i]; }
  [[nodiscard]] std::string_view relation(std::uint32_t i) const { return read(i).relation; }
  /// The relation without its subtype ("nsubj" of "nsubj:pass").
  [[nodiscard]] std::string_view base_relation(std::uint32_t i) const;
  [[nodiscard]] std::string_view tag(std::uint32_t i) const { return read(i).universal_tag; }
  [[nodiscard]] std::string_view penn_tag(std::uint32_t i) const { return read(i).penn_tag; }
  [[nodiscard]] std::string_view lemma(std::uint32_t i) const { return read(i).lemma; }
  [[nodiscard]] std::uint32_t sentence(std::uint32_t i) const { return sentences_[i]; }
  /// Children of token i in the order of the text.
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t i) const;
  /// The first child of this relation (with its subtypes), or no_entity.
  [[nodiscard]] std::uint32_t child(std::uint32_t i, std::string_view base) const;
  /// The tokens [first, last) that hang below i, with i.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  [[nodiscard]] Range subtree(std::uint32_t i) const { return subtrees_[i]; }
  /// The token that heads the clause i stands in: the nearest of i and those above it that is a
  /// root or hangs on its head by a relation between clauses.
  [[nodiscard]] std::uint32_t clause(std::uint32_t i) const;

 private:
  [[nodiscard]] const model::ParsedToken& read(std::uint32_t i) const { return *tokens_[i]; }

  std::vector<const model::ParsedToken*> tokens_;
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint32_t> sentences_;
  /// Children of token i are children_[offsets_[i] … offsets_[i + 1]).
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> children_;
  std::vector<Range> subtrees_;
};

}  // namespace entente::ingest
