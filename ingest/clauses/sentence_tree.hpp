#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/clauses/predication.hpp"

namespace entente::ingest {

/// The dependency tree of one sentence, made for walking down. Tokens are numbered from 0 in the
/// sentence. What parsers are known to get wrong is put right first (mend_arcs.hpp). It is a forest
/// whatever the parser gave: heads out of range count as roots, of each cycle the arc above its
/// first token is left out, and the relation of all these is "root". Borrows all it is made from.
class SentenceTree {
 public:
  SentenceTree(const SplitText& text, const Sentence& sentence,
               const model::ParsedSentence& parsed);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(heads_.size()); }
  /// The number in the document of token i.
  [[nodiscard]] std::uint32_t in_document(std::uint32_t i) const { return first_ + i; }

  /// no_token for a root.
  [[nodiscard]] std::uint32_t head(std::uint32_t i) const { return heads_[i]; }
  /// In the order of the text.
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t i) const {
    return std::span(children_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }
  /// All tokens, each after its head.
  [[nodiscard]] std::span<const std::uint32_t> top_down() const { return order_; }

  [[nodiscard]] std::string_view relation(std::uint32_t i) const { return relations_[i]; }
  [[nodiscard]] std::string_view penn(std::uint32_t i) const { return parsed_.tokens[i].penn_tag; }
  [[nodiscard]] std::string_view universal(std::uint32_t i) const {
    return parsed_.tokens[i].universal_tag;
  }
  /// As the model gives it: names keep their capitals.
  [[nodiscard]] std::string_view lemma(std::uint32_t i) const { return parsed_.tokens[i].lemma; }
  /// Folded.
  [[nodiscard]] std::string_view form(std::uint32_t i) const {
    return text_.tokens[first_ + i].form;
  }
  [[nodiscard]] const Token& token(std::uint32_t i) const { return text_.tokens[first_ + i]; }
  [[nodiscard]] std::span<const model::NameSpan> names() const { return parsed_.names; }

  /// True for the relation itself and its subtypes: "nsubj" stands for "nsubj:pass" too.
  [[nodiscard]] bool has_relation(std::uint32_t i, std::string_view relation) const;
  /// First child with that relation or a subtype of it, or no_token.
  [[nodiscard]] std::uint32_t child(std::uint32_t i, std::string_view relation) const;
  /// True for common nouns, names, pronouns and numbers.
  [[nodiscard]] bool is_nominal(std::uint32_t i) const;
  [[nodiscard]] bool is_verb(std::uint32_t i) const { return universal(i) == "VERB"; }
  [[nodiscard]] bool is_name(std::uint32_t i) const { return universal(i) == "PROPN"; }

 private:
  void link_children();
  /// False if a cycle hides some tokens; then one arc of it is gone.
  bool put_in_order();

  const SplitText& text_;
  const model::ParsedSentence& parsed_;
  std::uint32_t first_;
  std::vector<std::uint32_t> heads_;
  std::vector<std::string_view> relations_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> children_;
  std::vector<std::uint32_t> order_;
};

}  // namespace entente::ingest
